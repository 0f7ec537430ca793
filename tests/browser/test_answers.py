"""The page of each question: its answer stands there, with and without JavaScript, and no error happens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import graphkit as gk
from tests.projects import write_project

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from graphkit.project import Project

Ask = Callable[["Project"], Any]
# Each question, with words that its page shows.
ASKED: dict[str, tuple[Ask, str]] = {
    "counts": (lambda g: g.counts(), "claims by type"),
    "stats": (lambda g: g.stats(), "claims by type"),
    "stats --centrality": (lambda g: g.stats(centrality="pagerank"), "Person One"),
    "find": (lambda g: g.find("person"), "Person Two"),
    "find, nothing": (lambda g: g.find("zzz"), "Nothing was found for this question."),
    "sources": (lambda g: g.list_sources(), "A weekly story"),
    "sources, one": (lambda g: g.list_sources("paper"), "advised"),
    "rests_on": (lambda g: g.rests_on("paper"), "advised"),
    "timeline": (lambda g: g.timeline(), "Company One"),
    "identities": (lambda g: g.ask("identities"), ""),
    "show": (lambda g: g.show("person-1"), "advised"),
    "list_all": (lambda g: g.list_all(), "advised"),
    "around": (lambda g: g.around("person-1"), "advised"),
    "between": (lambda g: g.between("person-1", "person-2"), "advised"),
    "path": (lambda g: g.path("person-1", "person-2"), "advised"),
    "path, separate": (lambda g: g.path("person-1", "case-1"), "they are in separate components"),
    "path, limits": (
        lambda g: g.path("agency-1", "company-1", time_respecting=True),
        "1 path exists if a hop may be earlier than the one before",
    ),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return gk.open(write_project(tmp_path_factory.mktemp("answers")))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("name", ASKED)
def test_page_of_each_question(
    name: str, script: bool, project: Project, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    ask, words = ASKED[name]
    file = tmp_path / "x.html"
    ask(project).save(file)
    page = new_page(java_script_enabled=script)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.goto(file.as_uri())
    if script:
        page.wait_for_selector("#tabpanel", state="attached")
    assert errors == []
    shown = " ".join(page.locator("body").inner_text().split())
    assert words.lower() in shown.lower()
