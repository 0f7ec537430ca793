"""Run the notebooks and write their outputs into them: `make notebooks`."""

from __future__ import annotations

import html
import json
import os
import re
from pathlib import Path
from typing import Any
from unittest.mock import patch

FOLDER = Path(__file__).parents[1] / "notebooks"
_FRAME = re.compile(r'<iframe [^>]*? srcdoc="([^"]*)"></iframe>', re.DOTALL)
_DATA = re.compile(r'<script type="application/json" id="graphkit-data">(.*?)</script>', re.DOTALL)


def run_notebook(path: Path, **server: str) -> Any:
    """Returns the notebook after all of its cells have run.

    Args:
        server: NEO4J_URI and so on; the notebook gets only these variables, not those of this process.
    """
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    settings = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
    # Without this, the debugger writes a warning about frozen modules to standard error.
    with patch.dict(os.environ, {**settings, **server, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}, clear=True):
        client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}})
        client.execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # the time of the run
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
    return notebook


def shown(notebook: Any) -> list[list[Any]]:
    """Returns the output of each code cell; for a map, only the ids of its entities and claims."""
    return [
        [_plain(output) for output in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"
    ]


def _plain(output: Any) -> Any:
    kept = output.get("data") or {"text": output.get("text", "")}
    texts = {kind: "".join(text) if isinstance(text, list) else text for kind, text in kept.items()}
    return {kind: _FRAME.sub(_members, text) for kind, text in texts.items()}


def _members(frame: re.Match[str]) -> str:
    found = _DATA.search(html.unescape(frame[1]))
    assert found is not None
    data = json.loads(found[1])
    return json.dumps([sorted(data["page"]["positions"]), sorted(data["claims_by_id"])])


def main() -> None:
    """Runs each notebook and saves it."""
    import nbformat

    for path in sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(run_notebook(path), path)  # type: ignore[no-untyped-call]
        print(path.name)


if __name__ == "__main__":
    main()
