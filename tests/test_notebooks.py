"""The notebooks run, show what is committed with them, and open in a browser once exported, maps included."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tools.notebooks import FOLDER, run_notebook, shown

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.neo4j.server import Address

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MAPS = {"01-first-look": 1, "02-evidence": 1, "03-own-investigation": 1, "04-networkx-and-neo4j": 0}


def read(path: Path) -> Any:
    import nbformat

    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def test_all_four_are_here() -> None:
    assert [path.stem for path in NOTEBOOKS] == sorted(MAPS)


@pytest.mark.filterwarnings("default")  # of the libraries that run a notebook
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_is_committed_with_it(path: Path) -> None:
    assert shown(run_notebook(path)) == shown(read(path)), "run make notebooks and read what has changed"


@pytest.mark.filterwarnings("default")
def test_with_a_server_the_last_notebook_asks_it_the_same(empty_neo4j: Address) -> None:
    user, password = empty_neo4j.auth
    server = {"NEO4J_URI": empty_neo4j.uri, "NEO4J_USERNAME": user, "NEO4J_PASSWORD": password}
    last = shown(run_notebook(NOTEBOOKS[-1], **server))[-1]
    assert last == [{"text": "the same rows: True\n"}]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_a_story(path: Path) -> None:
    cells = read(path).cells
    assert cells[0].source.startswith("# ")
    told = [cell.cell_type for cell in cells]
    assert told.count("markdown") >= 4
    assert "code" in told[:2]


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_an_exported_notebook_opens_offline_with_its_maps(path: Path, tmp_path: Path, page: Page) -> None:
    from nbconvert import HTMLExporter

    # Typesetting formulas and widgets would come from the network; the notebooks have none of them.
    urls = {f"{name}_url": "" for name in ("mathjax", "require_js", "jquery", "mermaid_js")}
    exporter = HTMLExporter(template_name="basic", **urls)  # type: ignore[no-untyped-call]
    text, _ = exporter.from_notebook_node(read(path))
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{text}", "utf-8")
    page.goto(file.as_uri())
    maps = page.frames[1:]
    assert len(maps) == MAPS[path.stem]
    for frame in maps:
        frame.wait_for_function("performance.getEntriesByName('graphkit:first-frame').length > 0")
