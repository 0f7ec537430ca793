"""The words for filters: on the page for all readers, without JavaScript, too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphkit.project import Project, open_project
from graphkit.render.html import render_html
from graphkit.render.view import build_map_data
from tests.projects import write_project

FILTERS: list[tuple[dict[str, Any], str]] = [
    ({"as_of": "2009"}, "Shows claims as of 2009: 3 of 3."),
    ({"as_of": "2009", "definitely": True}, "Shows claims as of 2009, that certainly hold then: 1 of 3."),
    ({"between": ("2006", "2008")}, "Shows claims from 2006 to 2008: 3 of 3."),
    ({"type": ["advises", "member_of"]}, "Shows claims of type “advised” or “member of”: 2 of 3."),
    ({"not_type": ["advises"]}, "Shows claims not of type “advised”: 2 of 3."),
    ({"kind": ["person"]}, "Shows claims between entities of kind “person”: 1 of 3."),
    ({"min_status": "testified"}, "Shows claims testified or stronger: 1 of 3."),
    ({"undisputed": True}, "Shows claims that nobody denies or doubts: 2 of 3."),
    ({"min_sources": 2}, "Shows claims with at least 2 independent sources: 0 of 3."),
    ({"source": ["paper"]}, "Shows 2 of 3 claims. Only evidence from “A report”. Sources are left out:"),
    (
        {"without_source": ["weekly", "digest"], "undisputed": True},
        (
            "Shows claims that nobody denies or doubts: 2 of 3. "
            "Without the sources “A weekly story” and “A digest”."
        ),
    ),
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return open_project(write_project(tmp_path))


@pytest.mark.parametrize(("filters", "words"), FILTERS, ids=[" ".join(one) for one, _ in FILTERS])
def test_the_page_says_which_filters_made_it(filters: dict[str, Any], words: str, project: Project) -> None:
    view = build_map_data(project.list_all(**filters))
    assert " ".join(view.limits).startswith(words)
    body = render_html(view).partition("<main>")[0]
    assert words.replace("’", "&#x27;") in body


def test_a_page_without_filters_says_nothing_of_them(project: Project) -> None:
    view = build_map_data(project.list_all())
    assert view.limits == []
    assert 'id="limits"' not in render_html(view)


def test_a_page_of_counts_says_of_how_many_claims(project: Project) -> None:
    assert build_map_data(project.stats(type="advises")).limits == ["Shows claims of type “advised”: 1 of 3."]
