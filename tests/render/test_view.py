"""A view says what the dataset says, no more and no less, in the shape that is documented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import jsonschema
import msgspec
import pytest

from graphkit.model.records import Entity
from graphkit.model.status import Status
from graphkit.model.story import Focus, Step
from graphkit.questions.answer import Column, Hop, Path, Paths, Subgraph, Table
from graphkit.render.parts import View, build_schema
from graphkit.render.view import build_view
from tests.render.investigation import everything as everything
from tests.render.investigation import folder as folder
from tests.render.investigation import project as project

if TYPE_CHECKING:
    from graphkit.project import Project

SCHEMA = File(__file__).parents[2] / "docs" / "view.schema.json"
PACT = "allied_with/bureau/ring/../2004"


def _day(year: int, month: int, number: int) -> int:
    return date(year, month, number).toordinal()


def test_holds_each_claim_as_the_file_says(everything: Subgraph) -> None:
    data = build_view(everything, title="T").to_dict()
    claim = data["claims_by_id"]["informed_for/ana/bureau/2005"]
    assert (claim["type"], claim["from"], claim["to"], claim["start"]) == (
        "informed_for",
        "ana",
        "bureau",
        "2005",
    )
    assert (claim["status"], claim["disputed"]) == ("reported", True)
    assert "independent" not in claim  # one voice
    assert claim["roles"] == {"about": ["ring"]}
    assert data["dates"]["2005"] == {"words": "2005", "days": [_day(2005, 1, 1), _day(2005, 12, 31)]}
    assert claim["when"] == "from {start}"
    assert claim["sentence"].startswith("{0} reports that {from} informed for {to}")
    first, second = claim["evidence"]
    assert first == {  # no stance: it supports
        "source": "paper",
        "at": "P1",
        "quoting": "weekly",
        "says": "reports that she joined",
        "basis": "press_report",
        "date": "2011",
    }
    assert (second["by"], second["stance"]) == ("ben", "denies")


def test_keeps_caps_denials_and_open_dates(everything: Subgraph) -> None:
    claims = build_view(everything).to_dict()["claims_by_id"]
    assert claims[PACT]["at_most"] == "alleged"
    assert claims[PACT]["because"] == "the report only repeats the filing"
    assert (claims[PACT]["start"], claims[PACT]["end"]) == ("../2004", "2009-03")
    assert claims[PACT]["when"] == "from before 2005 until {end}"
    assert claims["allied_with/ana/ring"]["status"] == "denied"
    assert "when" not in claims["allied_with/ana/ring"]
    assert claims["allied_with/ana/ring"]["independent"] == 0


def test_sources_are_those_used_and_numbered(everything: Subgraph) -> None:
    data = build_view(everything).to_dict()
    assert {key: source["number"] for key, source in data["sources_by_id"].items()} == {
        "filing": 1,
        "paper": 2,
        "weekly": 3,
    }
    assert data["up_to"] == "2012-10-05"


def test_vocabulary_holds_what_is_used_alone(everything: Subgraph) -> None:
    words = build_view(everything).to_dict()["ontology"]
    assert set(words["kinds"]) == {"person", "agency", "organization", "case"}
    assert set(words["types"]) == {"informed_for", "member_of", "allied_with", "charged_in"}
    assert words["types"]["allied_with"]["symmetric"] is True
    assert list(words["statuses"]) == ["established", "testified", "reported", "alleged", "denied"]
    assert set(words["bases"]) == {"press_report", "court_filing", "testimony", "official_record"}


def test_same_bytes_and_round_trip(everything: Subgraph) -> None:
    view = build_view(everything)
    assert view.to_json() == build_view(everything).to_json()
    read = msgspec.json.decode(view.to_json(), type=View)
    assert read.entities == view.entities
    assert read.claims_by_id == view.claims_by_id


def test_empty_fields_are_left_out(everything: Subgraph) -> None:
    def empty(value: Any) -> bool:
        if isinstance(value, dict):
            return any(item in ("", None, [], {}) or empty(item) for item in value.values())
        if isinstance(value, list | tuple):
            return any(map(empty, value))
        return False

    assert not empty(build_view(everything).to_dict())


def test_the_schema_is_documented_and_every_view_follows_it(everything: Subgraph) -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == build_schema()
    jsonschema.validate(json.loads(build_view(everything, title="T").to_json()), build_schema())


def test_positions_of_an_earlier_map_stay(everything: Subgraph) -> None:
    view = build_view(everything, positions={"ana": (5.0, 6.0), "ben": (300.0, 40.0), "gone": (0.0, 0.0)})
    place = {entity.id: (entity.x, entity.y) for entity in view.entities}
    assert place["ana"] == (5.0, 6.0)
    assert place["ben"] == (300.0, 40.0)
    assert len(set(place.values())) == 6


def test_a_path_brings_its_nodes_and_claims_alone(project: Project) -> None:
    hop = Hop("ana", "bureau", ("informed_for/ana/bureau/2005",), Status.REPORTED)
    path = Path(("ana", "bureau"), (hop,))
    data = build_view(Paths(project.dataset, {"ask": "path"}, paths=(path,))).to_dict()
    assert [entity["id"] for entity in data["entities"]] == ["ana", "bureau"]
    assert list(data["claims"]) == ["informed_for/ana/bureau/2005"]
    assert data["paths"][0]["hops"][0]["from"] == "ana"
    assert data["paths"][0]["weakest"] == 0
    assert set(data["sources_by_id"]) == {"filing", "paper", "weekly"}


def test_a_table_brings_the_claims_behind_its_rows(project: Project) -> None:
    entity = project.dataset.entities["trial"]
    assert isinstance(entity, Entity)
    table = Table(
        project.dataset,
        {},
        columns=(Column("who", "entity"),),
        rows=((entity,),),
        claims=(("member_of/ben/ring",),),
    )
    data = build_view(table).to_dict()
    assert [entity["id"] for entity in data["entities"]] == ["ben", "ring", "trial"]


def test_a_story_step_with_something_not_shown_is_left_out(project: Project) -> None:
    steps = (
        Step(title="Seen", focus=Focus(entities=("ana",), claims=("charged_in/ana/trial/2010-04-19",))),
        Step(title="Not seen", focus=Focus(entities=("ben",))),
    )
    some = Subgraph(project.dataset, {}, claims=("charged_in/ana/trial/2010-04-19",))
    assert [step.title for step in build_view(some, story=steps).story] == ["Seen"]


def test_an_empty_answer_gives_an_empty_view(project: Project) -> None:
    view = build_view(Paths(project.dataset, {"ask": "path"}))
    assert view.to_dict() == {"graphkit": view.graphkit, "question": {"ask": "path"}, "truncated": False}


@pytest.mark.parametrize("seed", [0, 7])
def test_entities_are_sorted_and_finite(everything: Subgraph, seed: int) -> None:
    entities = build_view(everything, seed=seed).entities
    assert [entity.id for entity in entities] == sorted(entity.id for entity in entities)
    assert all(abs(entity.x) < 1e4 and round(entity.x, 2) == entity.x for entity in entities)


def test_a_large_view_is_parted_into_communities(
    everything: Subgraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphkit.render import view

    assert not any(entity.group for entity in build_view(everything).entities)
    monkeypatch.setattr(view, "COMMUNITIES_FROM", 3)
    groups = {entity.id: entity.group for entity in build_view(everything).entities}
    assert groups["ana"] == groups["bureau"] != groups["insider"]
    assert set(groups.values()) == {str(number) for number in range(len(set(groups.values())))}
    assert groups == {entity.id: entity.group for entity in build_view(everything).entities}
