"""Listings: what rests on a source, the timeline, counts and components."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import DataError, UnknownName, UsageError
from graphkit.project import Project, open_project
from tests.projects import write_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return open_project(write_project(tmp_path))


def test_find_gives_matches_with_scores(project: Project) -> None:
    row = next(iter(project.find("agency one")))
    assert (row["entity"].id, row["how"], row["score"]) == ("agency-1", "name", 1.0)
    assert len(project.find("person", limit=1)) == 1


def test_sources_count_what_rests_on_them_and_on_them_alone(project: Project) -> None:
    rows = {row["id"]: (row["claims"], row["alone"]) for row in project.list_sources()}
    assert rows == {"digest": (1, 1), "paper": (3, 2), "paper-2": (0, 0), "weekly": (1, 1)}


def test_a_source_lists_its_claims_with_their_places(project: Project) -> None:
    table = project.rests_on("A report")
    assert [keys for keys in table.claims if keys == ("informed_for/person-1/agency-1/2005",)]
    places = {keys[0]: (row["at"], row["alone"]) for keys, row in zip(table.claims, table, strict=True)}
    assert places["informed_for/person-1/agency-1/2005"] == ("P7", "no")
    assert places["advises/person-1/person-2"] == ("P3", "yes")
    with pytest.raises(UnknownName, match='unknown source "papr"; did you mean "paper"'):
        project.rests_on("papr")


def test_the_timeline_has_dated_claims_in_order(project: Project) -> None:
    assert [row["start"] for row in project.timeline()] == ["../2003", "2005"]
    assert len(project.timeline("Person Two")) == 1
    assert len(project.timeline("company-1")) == 2  # also where it stands in a role
    assert len(project.timeline(between=("2010", "2012"), definitely=True)) == 1


def test_stats_count_components_and_degrees(project: Project) -> None:
    rows = {(row["what"], row["which"]): row["count"] for row in project.stats()}
    assert rows["components", "with claims"] == 1
    assert rows["components", "entities in the largest"] == 4
    assert rows["components", "entities without claims"] == 2
    assert rows["most claims", "Person One"] == 2
    assert rows["claims by status", "disputed"] == 1
    only = {(row["what"], row["which"]): row["count"] for row in project.stats(min_status="testified")}
    assert only["claims", "all"] == 1


def test_stats_count_apart_the_claims_that_are_only_denied(project: Project) -> None:
    left_out = ("claims", "only denied, not counted")
    assert left_out not in {(row["what"], row["which"]) for row in project.stats()}
    # Without the one source that reports it, one claim is only denied.
    rows = {(row["what"], row["which"]): row["count"] for row in project.stats(without_source=["weekly"])}
    assert (rows["claims", "all"], rows[left_out]) == (2, 1)
    every = project.stats(without_source=["weekly"], include_denied=True)
    assert {(row["what"], row["which"]): row["count"] for row in every}["claims", "all"] == 3
    assert left_out not in {(row["what"], row["which"]) for row in every}


def test_show_gives_a_dossier_or_one_claim(project: Project) -> None:
    dossier = project.show("the agency")
    assert dossier.claims == ("informed_for/person-1/agency-1/2005",)
    assert dossier.entities == ("agency-1", "company-1", "person-1")
    assert project.show("advises/person-1/person-2").entities == ("person-1", "person-2")
    assert project.show("company-1", type="advises").claims == ()


def test_leaving_a_source_out_derives_statuses_anew(project: Project) -> None:
    (key,) = project.show("agency-1", without_source="weekly").claims
    data = project.show("agency-1", without_source="weekly").to_dict()["claims_by_id"][key]
    assert (data["status"], data["disputed"], len(data["evidence"])) == ("denied", True, 1)


def test_filters_take_the_words_of_the_command_line(project: Project) -> None:
    question = project.stats(type=["advises"], min_status="reported", min_sources=1).question
    assert question == {"ask": "stats", "type": ["advises"], "min_status": "reported", "min_sources": 1}
    with pytest.raises(UsageError, match='unknown option "min_statu"; did you mean "min_status"'):
        project.stats(min_statu="reported")  # type: ignore[call-arg]
    with pytest.raises(UsageError, match='unknown status "reportd"; did you mean "reported"'):
        project.stats(min_status="reportd")


def test_opening_reports_everything_or_says_that_nothing_is_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="folder not found"):
        open_project(tmp_path / "nowhere")
    with pytest.raises((UsageError, DataError), match="no investigation found"):
        open_project(tmp_path)
    write_project(tmp_path, relations="- {}\n", sources="- {id: A}\n")
    with pytest.raises(DataError) as raised:
        open_project(tmp_path)
    files = {problem.location.file for problem in raised.value.problems}
    assert files == {"data/relations.yaml", "data/sources.yaml"}


def test_settings_are_checked_and_give_the_default_visibility(tmp_path: Path) -> None:
    write_project(tmp_path)
    (tmp_path / "graphkit.yaml").write_text("name: example\nvisibility: internal\n", encoding="utf-8")
    project = open_project(tmp_path)
    assert project.dataset.name == "example"
    assert project.entity("One").visibility == "internal"
    assert len(project.for_audience("public").timeline()) == 0
    (tmp_path / "graphkit.yaml").write_text("visibilty: internal\nname: [a]\n", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        open_project(tmp_path)
    assert [str(problem) for problem in raised.value.problems] == [
        'graphkit.yaml:1:1: unknown key "visibilty"; did you mean "visibility"?',
        "graphkit.yaml:2:7: name: expected text",
    ]


def test_a_project_extends_the_ontology(tmp_path: Path) -> None:
    write_project(tmp_path)
    own = tmp_path / "data" / "ontology.yaml"
    own.write_text(
        "types:\n"
        "  mentored:\n"
        "    {label: mentored, sentence: '{from} mentored {to}', inverse: '{to} had {from} as a mentor',\n"
        "     from: [person], to: [person], time: state, example: x}\n"
        "  advises: {label: counselled}\n",
        encoding="utf-8",
    )
    types = open_project(tmp_path).dataset.ontology.types
    assert types["mentored"].carries == "none"
    assert (types["advises"].label, types["advises"].time) == ("counselled", "state")
    own.write_text(
        "types:\n  mentored: {label: m, sentence: no, from: [persn], carries: sideways, tim: x}\n"
        "kind: {}\nbases: {Rumour: {}}\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError) as raised:
        open_project(tmp_path)
    text = str(raised.value)
    for expected in (
        'data/ontology.yaml:2:34: sentence: {from} is missing; expected a clause such as "{from} pays {to}"',
        'data/ontology.yaml:2:34: sentence: {to} is missing; expected a clause such as "{from} pays {to}"',
        'data/ontology.yaml:2:62: unknown carries "sideways"; known: forward, backward, both, none',
        'unknown field "tim"; did you mean "time"?',
        'unknown section "kind"; did you mean "kinds"?',
        '"Rumour" cannot be a key of bases',
    ):
        assert expected in text, text


def test_archives_are_compared_with_what_was_read(tmp_path: Path) -> None:
    copy = tmp_path / "archive" / "report.txt"
    copy.parent.mkdir()
    copy.write_text("one\n\ntwo\nthree\n", encoding="utf-8")
    digest = "0" * 64
    sources = (
        "- {id: paper, title: A report, kind: news, archive: archive/report.txt, sha256: '" + digest + "'}\n"
        "- {id: weekly, title: W, kind: news, archive: archive/missing.txt}\n"
        "- {id: digest, title: D, kind: web}\n"
    )
    project = open_project(write_project(tmp_path, sources=sources))
    texts = [str(problem) for problem in project.check_archives()]
    assert len(texts) == 4
    assert 'data/relations.yaml:8:7: "paper" has no paragraph P7; the last one is 3' in texts
    assert any("differs from the text that the editors read; its SHA-256 is" in text for text in texts)
    assert any(
        'warning: the local copy of "weekly" (archive/missing.txt) is missing' in text for text in texts
    )


def test_a_file_that_cannot_be_read_does_not_make_every_reference_wrong(tmp_path: Path) -> None:
    write_project(tmp_path, entities="- {id: person-1\n", sources="\tx\n")
    with pytest.raises(DataError) as raised:
        open_project(tmp_path)
    assert {problem.location.file for problem in raised.value.problems} == {
        "data/entities.yaml",
        "data/sources.yaml",
    }


def test_dates_may_be_numbers_and_a_period_takes_two(project: Project) -> None:
    assert project.timeline(as_of=2009).question["as_of"] == "2009"
    assert project.timeline(between=(2004, 2006)).question["between"] == ["2004", "2006"]
    with pytest.raises(UsageError, match="between must be two dates, not '2004'"):
        project.timeline(between="2004")  # type: ignore[arg-type]


def test_a_publisher_is_one_voice_however_it_is_spelled(tmp_path: Path) -> None:
    sources = "".join(
        f"- {{id: s{number}, title: T, kind: news, publisher: '{name}'}}\n"
        for number, name in enumerate(["El Pa\u00eds", "el  pai\u0301s ", "Other"])
    )
    evidence = ", ".join(f"{{source: s{number}, at: P1, basis: book, says: says so}}" for number in range(3))
    relations = f"- {{type: advises, from: person-1, to: person-2, evidence: [{evidence}]}}\n"
    project = open_project(write_project(tmp_path, relations, sources=sources))
    assert project.claims["advises/person-1/person-2"].independent == 2
