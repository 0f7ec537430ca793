"""A project for an audience holds, asks and draws only what the audience may see."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import UnknownName, UsageError
from graphkit.project import Project, open_project
from graphkit.questions.registry import QUESTIONS
from tests.projects import ENTITIES, RELATIONS, SOURCES, write_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An investigation in which Company One is internal, and the weekly story confidential."""
    entities = ENTITIES.replace("name: Company One", "visibility: internal, name: Company One")
    sources = SOURCES.replace("title: A weekly", "visibility: confidential, title: A weekly")
    return open_project(write_project(tmp_path, RELATIONS, entities, sources))


def test_what_an_audience_may_not_see_is_not_in_its_project(project: Project) -> None:
    public, internal = project.for_audience("public"), project.for_audience("internal")
    assert "company-1" not in public.entities
    assert "company-1" in internal.entities
    assert "weekly" not in internal.sources
    assert public.dataset is not project.dataset
    assert public.whole is internal.whole is project.whole is project.dataset
    with pytest.raises(UnknownName, match='unknown entity "company-1"'):
        public.show("company-1")
    with pytest.raises(UnknownName, match='unknown source "weekly"'):
        internal.timeline(without_source="weekly")


def test_every_answer_names_its_audience_and_its_project(project: Project) -> None:
    asked = {
        "find": ("one",),
        "show": ("person-1",),
        "rests_on": ("paper",),
        "path": ("person-1", "agency-1"),
    }
    asked |= {"around": ("person-1",), "between": ("person-1", "person-2")}
    for name in QUESTIONS:
        for audience in ("public", "internal"):
            answer = getattr(project.for_audience(audience), name)(*asked.get(name, ()))
            assert answer.question["audience"] == audience
            assert answer.project.audience == audience
        assert "audience" not in getattr(project, name)(*asked.get(name, ())).question


def test_a_project_narrows_and_never_widens(project: Project) -> None:
    wide = project.for_audience("confidential")
    assert (wide.audience, project.audience) == ("confidential", "")
    assert wide.dataset is project.dataset
    internal = project.for_audience("internal")
    assert internal.for_audience("internal") is internal
    assert internal.for_audience("public").dataset == project.for_audience("public").dataset
    for audience in ("internal", "confidential"):
        with pytest.raises(UsageError, match=f"the project is for public, not for {audience}"):
            project.for_audience("public").for_audience(audience)
    with pytest.raises(UnknownName, match='unknown visibility "publik"; did you mean "public"'):
        project.for_audience("publik")


def test_maps_are_public_unless_the_project_or_the_call_says_otherwise(project: Project) -> None:
    def drawn(of: Project, audience: str = "") -> set[str]:
        return {entity.id for entity in of.map("person-1", hops=2, audience=audience).view.entities}

    assert "company-1" not in drawn(project)
    assert "company-1" in drawn(project, "internal") & drawn(project.for_audience("internal"))
    with pytest.raises(UsageError, match="two audiences: the project is for public, not for internal"):
        drawn(project.for_audience("public"), "internal")
    answer = project.for_audience("internal").show("person-1")
    assert "company-1" in {entity.id for entity in answer.map().view.entities}
    with pytest.raises(UsageError, match="two audiences"):
        answer.map(audience="public")
