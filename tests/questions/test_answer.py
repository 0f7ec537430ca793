"""Answers as tables, data frames and maps; what is not for the public is not drawn by accident."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from graphkit.errors import UnknownName, UsageError
from graphkit.project import Project, open_project
from tests.formats import rendered
from tests.projects import ENTITIES, SOURCES, write_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return open_project(write_project(tmp_path))


def test_a_data_frame_has_names_and_the_claims_behind_each_row(project: Project) -> None:
    frame = project.find("Person One").to_pandas()
    assert frame.loc[0, "entity"] == "Person One"
    timeline = project.timeline().to_pandas()
    assert list(timeline.columns) == ["start", "end", "claim", "said_by", "status", "disputed", "claim_ids"]
    assert timeline["claim_ids"].tolist()[1] == ["informed_for/person-1/agency-1/2005"]


def test_paths_become_a_row_for_each_step(project: Project) -> None:
    found = project.path("two", "agency-1")
    table = found.table()
    assert [(row["path"], row["hop"], row["from"].id, row["to"].id) for row in table] == [
        (1, 1, "person-2", "person-1"),
        (1, 2, "person-1", "agency-1"),
    ]
    assert table.claims == tuple(hop.claims for hop in found.paths[0].hops)
    frame = found.to_pandas()
    assert frame["from"].tolist() == ["Person Two", "Person One"]
    assert frame["status"].tolist() == ["testified", "reported"]


def test_an_empty_answer_keeps_its_columns(project: Project) -> None:
    none = project.path("two", "agency-1", min_status="testified")
    assert list(none.to_pandas().columns) == ["path", "hop", "from", "to", "status", "claim_ids"]


def test_an_answer_draws_what_it_holds(project: Project) -> None:
    path = project.path("two", "agency-1")
    assert {entity.id for entity in path.map().view.entities} == {"person-2", "person-1", "agency-1"}
    assert path.map(title="Two to one").view.title == "Two to one"
    rests = project.rests_on("weekly").map().view
    assert [claim.id for claim in rests.claims] == ["informed_for/person-1/agency-1/2005"]
    assert len(path.to_pyvis().nodes) == 3
    assert path.table().map().view.claims == path.map().view.claims


def test_an_answer_that_no_project_gave_cannot_be_drawn(project: Project) -> None:
    with pytest.raises(UsageError, match="cannot draw this answer: it has no project"):
        replace(project.timeline(), project=None).map()


def test_who_draws_an_answer_is_no_part_of_it(project: Project) -> None:
    answer = project.timeline()
    assert answer == replace(answer, project=None)
    assert "project" not in answer.to_dict()


@pytest.mark.parametrize(
    ("entities", "sources"),
    [
        (ENTITIES.replace("name: Company One", "visibility: internal, name: Company One"), SOURCES),
        (ENTITIES, SOURCES.replace("title: A weekly story", "visibility: internal, title: A weekly story")),
    ],
)
def test_an_answer_asked_of_more_than_the_public_may_see_is_not_drawn_for_them(
    tmp_path: Path, entities: str, sources: str
) -> None:
    project = open_project(write_project(tmp_path, entities=entities, sources=sources))
    answer = project.path("two", "agency-1", include_denied=True)
    public = project.for_audience("public").path("two", "agency-1", include_denied=True)
    assert public.map().view.claims
    assert answer.map().view.to_json() == public.map().view.to_json()
    once = replace(answer, again=None)  # cannot be asked again
    with pytest.raises(UsageError, match="use --audience public"):
        once.map()
    with pytest.raises(UsageError, match='audience="confidential"'):
        once.to_pyvis()
    for wide in (answer, once):
        assert len(wide.map(audience="confidential").view.claims) > 0
    with pytest.raises(UnknownName, match="publc"):
        answer.map(audience="publc")


def test_around_is_a_word_of_the_map(project: Project) -> None:
    drawn = project.map(around="agency-1", hops=1).view
    assert drawn.to_dict()["entities"] == project.map("agency-1").view.to_dict()["entities"]
    assert len(project.map(around=["agency-1", "person-2"]).view.entities) > len(drawn.entities)


def test_an_answer_without_a_source_says_that_dates_and_roles_stay(project: Project) -> None:
    left_out = project.path("person-1", "agency-1", without_source="paper")
    assert left_out.to_dict()["note"] == left_out.note
    assert "dates and roles are those of the claims as recorded" in left_out.note
    for form in ("text", "md"):
        assert left_out.note in " ".join(rendered(left_out, form, width=100).split())
    for plain in (project.path("person-1", "agency-1"), project.rests_on("paper")):
        assert "note" not in plain.to_dict()
