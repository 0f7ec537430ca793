"""What a notebook shows: tables, paths as sentences, maps in a frame; all text as text."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest
from IPython.core.interactiveshell import InteractiveShell

from graphkit.notebook import register
from graphkit.project import Project, open_project
from tests.projects import ENTITIES, write_project


class Outline(HTMLParser):
    """The tags of a fragment, its text, and its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.attributes: dict[str, str | None] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def shell() -> InteractiveShell:
    shell = InteractiveShell()  # type: ignore[no-untyped-call]
    assert register(shell)
    return shell


@pytest.fixture
def project(tmp_path: Path) -> Project:
    hostile = ENTITIES.replace("name: Company One", 'name: "<img onerror=x> & Co"')
    return open_project(write_project(tmp_path, entities=hostile))


def shown(shell: InteractiveShell, item: object) -> tuple[Outline, str]:
    assert shell.display_formatter is not None
    data, _ = shell.display_formatter.format(item)  # type: ignore[no-untyped-call]
    return Outline(data["text/html"]), data["text/plain"]


def test_a_table_has_names_statuses_and_sources(shell: InteractiveShell, project: Project) -> None:
    page, text = shown(shell, project.timeline())
    assert page.tags.count("tr") == 3
    assert "A weekly story; A report" in page.text
    assert "reported  yes" in text


def test_a_path_reads_as_sentences_with_evidence(shell: InteractiveShell, project: Project) -> None:
    page, text = shown(shell, project.path("two", "agency-1"))
    assert "Person One advised Person Two, as Two testified." in page.text
    assert "denies: The agency denies it. [A report, P7; official statement]" in page.text
    assert "2 hops; weakest: reported (hop 2)" in text
    nothing, _ = shown(shell, project.path("two", "agency-1", min_status="testified"))
    assert "No path within these limits." in nothing.text


def test_names_never_become_markup(shell: InteractiveShell, project: Project) -> None:
    for item in (project, project.show("company-1"), project.find("co"), project.path("one", "company-1")):
        page, _ = shown(shell, item)
        assert "img" not in page.tags
    assert "<img onerror=x> & Co" in shown(shell, project.show("company-1"))[0].text


def test_a_map_stands_in_a_sandboxed_frame_that_carries_the_page(
    shell: InteractiveShell, project: Project
) -> None:
    page, text = shown(shell, project.map())
    assert page.tags == ["iframe", "p", "small"]
    assert "for the audience public; use audience=" in page.text
    assert page.attributes["sandbox"] == "allow-scripts allow-downloads allow-popups"
    assert 'id="graphkit-data"' in (page.attributes["srcdoc"] or "")
    assert text == "Map of 6 entities and 3 claims; save it with .save(FILE)"


def test_without_ipython_nothing_is_registered() -> None:
    assert register() is False


def test_inside_ipython_importing_graphkit_is_enough() -> None:
    code = (
        "from IPython.core.interactiveshell import InteractiveShell as Shell; shell = Shell.instance();"
        "import graphkit as gk; from graphkit.reading.shipped import shipped_root as root;"
        "print('<table>' in shell.display_formatter.format(gk.open(root()).sources_table)[0]['text/html'])"
    ).replace("sources_table", "list_sources()")
    assert _python(code) == "True"


def test_outside_ipython_importing_graphkit_loads_neither_it_nor_the_displays() -> None:
    code = (
        "import sys, graphkit; print({'IPython', 'graphkit.notebook', 'graphkit.project'} & {*sys.modules})"
    )
    assert _python(code) == "set()"


def test_a_large_map_says_how_far_it_is_in_a_notebook_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from graphkit.render.layout.forces import _with_progress

    assert [*_with_progress(range(3), told=True)] == [0, 1, 2]
    assert capsys.readouterr().err == ""
    monkeypatch.setitem(sys.modules, "ipykernel", ModuleType("ipykernel"))
    assert [*_with_progress(range(3), told=True)] == [0, 1, 2]
    assert "laying out the map: " in capsys.readouterr().err
    assert [*_with_progress(range(3), told=False)] == [0, 1, 2]
    assert capsys.readouterr().err == ""


def _python(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
