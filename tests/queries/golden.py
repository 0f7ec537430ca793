"""What every canned query answers on the shipped investigation, kept as CSV to be read against the texts.

`python -m tests.queries.golden` writes the files anew: read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphkit.project import Project, open_project
from graphkit.reading.shipped import shipped_root
from tests.formats import rendered

FOLDER = Path(__file__).with_name("golden")
GIVEN: dict[str, dict[str, Any]] = {
    "path_between": {"first": "loya-castro", "second": "guzman"},
    "common_contacts": {"first": "guzman", "second": "dea"},
}


def answer_of(project: Project, name: str) -> str:
    """The answer of one query as CSV, its claims in the last column."""
    return rendered(project.ask(name, **GIVEN.get(name, {})), "csv")


def main() -> None:
    """Write every file anew."""
    project = open_project(shipped_root())
    FOLDER.mkdir(exist_ok=True)
    for name in project.queries():
        (FOLDER / f"{name}.csv").write_text(answer_of(project, name), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
