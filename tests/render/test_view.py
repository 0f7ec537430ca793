"""A view says what the dataset says, no more and no less, in the shape that is documented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from graphkit.model.records import Entity
from graphkit.model.status import Status
from graphkit.model.story import Focus, Step
from graphkit.project import open_project
from graphkit.questions.answer import Column, Hop, Path, Paths, Subgraph, Table
from graphkit.render.page.schema import build_schema
from graphkit.render.registry import Page
from graphkit.render.view import build_map_data
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
    data = build_map_data(everything, Page(title="T")).to_dict()
    claim = data["claims_by_id"]["informed_for/ana/bureau/2005"]
    assert (claim["type"], claim["from"], claim["to"], claim["start"]) == (
        "informed_for",
        "ana",
        "bureau",
        "2005",
    )
    assert (claim["status"], claim["disputed"]) == ("reported", True)
    assert claim["independent"] == 1
    assert claim["roles"] == {"about": ["ring"]}
    assert data["page"]["dates"]["2005"] == ["2005", _day(2005, 1, 1), _day(2005, 12, 31)]
    assert _template(data, "informed_for/ana/bureau/2005") == {
        "sentences": ["{0} reports that {from} informed for {to} about {about.0}, {when}.", "{1} denies it."],
        "when": "from {start}",
    }
    first, second = claim["evidence"]
    assert first == {
        "source": "paper",
        "at": "P1",
        "quoting": "weekly",
        "says": "reports that she joined",
        "basis": "press_report",
        "stance": "supports",
        "date": "2011",
    }
    assert (second["by"], second["stance"]) == ("ben", "denies")


def test_keeps_caps_denials_and_open_dates(everything: Subgraph) -> None:
    data = build_map_data(everything).to_dict()
    claims = data["claims_by_id"]
    assert claims[PACT]["at_most"] == "alleged"
    assert claims[PACT]["because"] == "the report only repeats the filing"
    assert (claims[PACT]["start"], claims[PACT]["end"]) == ("../2004", "2009-03")
    assert _template(data, PACT)["when"] == "from before 2005 until {end}"
    assert claims["allied_with/ana/ring"]["status"] == "denied"
    assert not _template(data, "allied_with/ana/ring")["when"]
    assert claims["allied_with/ana/ring"]["independent"] == 0


def test_sources_are_those_used_and_numbered(everything: Subgraph) -> None:
    data = build_map_data(everything).to_dict()
    assert data["page"]["numbers"] == {"filing": 1, "paper": 2, "weekly": 3}
    assert set(data["sources_by_id"]) == {"filing", "paper", "weekly"}
    assert data["page"]["up_to"] == "2012-10-05"


def test_vocabulary_holds_what_is_used_alone(everything: Subgraph) -> None:
    words = build_map_data(everything).to_dict()["page"]
    assert set(words["kinds"]) == {"person", "agency", "organization", "case"}
    assert set(words["types"]) == {"informed_for", "member_of", "allied_with", "charged_in"}
    assert words["types"]["allied_with"]["symmetric"] is True
    assert list(words["statuses"]) == ["established", "testified", "reported", "alleged", "denied"]
    assert set(words["bases"]) == {"press_report", "court_filing", "testimony", "official_record"}


def test_the_data_are_the_answer_as_json_with_a_page(everything: Subgraph, project: Project) -> None:
    path = project.path("ana", "ring")
    for answer in (everything, path, path.table()):
        data = build_map_data(answer).to_dict()
        assert data.pop("page")["positions"]
        assert data == answer.to_dict()


def test_same_bytes(everything: Subgraph) -> None:
    view = build_map_data(everything)
    assert view.to_json() == build_map_data(everything).to_json()
    assert json.loads(view.to_json()) == view.to_dict()


def test_empty_fields_of_the_page_are_left_out(everything: Subgraph) -> None:
    page = build_map_data(everything).to_dict()["page"]
    assert not [key for key, value in page.items() if value in ("", None, [], {})]


def test_speakers_and_roles_that_the_answer_does_not_list_are_named(everything: Subgraph) -> None:
    some = Subgraph(everything.dataset, {}, entities=("ben", "ring"), claims=("member_of/ben/ring",))
    data = build_map_data(some).to_dict()
    assert [entity["id"] for entity in data["entities"]] == ["ben", "ring"]
    assert [entity["id"] for entity in data["page"]["entities"]] == ["insider"]
    assert set(data["page"]["positions"]) == {"ben", "ring"}


def test_a_source_is_called_in_a_sentence_as_it_says(folder: File) -> None:
    sources = folder / "data" / "sources.yaml"
    sources.write_text(
        sources.read_text("utf-8").replace("publisher: Weekly", "in_text: the weekly"), "utf-8"
    )
    data = open_project(folder).map().view.to_dict()
    assert data["sources_by_id"]["weekly"]["in_text"] == "the weekly"


def _template(data: dict[str, Any], claim: str) -> dict[str, Any]:
    page = data["page"]
    number = page["template_of"][(page.get("claims") or data["claims"]).index(claim)]
    found: dict[str, Any] = page["templates"][number]
    return found


def test_the_schema_is_documented_and_every_view_follows_it(everything: Subgraph) -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == build_schema()
    jsonschema.validate(json.loads(build_map_data(everything, Page(title="T")).to_json()), build_schema())


def test_positions_of_an_earlier_map_stay(everything: Subgraph) -> None:
    view = build_map_data(
        everything, Page(positions={"ana": (5.0, 6.0), "ben": (300.0, 40.0), "gone": (0.0, 0.0)})
    )
    place = view.positions
    assert place["ana"] == (5.0, 6.0)
    assert place["ben"] == (300.0, 40.0)
    assert len(set(place.values())) == 6


def test_a_path_brings_its_nodes_and_claims_alone(project: Project) -> None:
    hop = Hop("ana", "bureau", ("informed_for/ana/bureau/2005",), Status.REPORTED)
    path = Path(("ana", "bureau"), (hop,))
    data = build_map_data(Paths(project.dataset, {"ask": "path"}, paths=(path,))).to_dict()
    assert [entity["id"] for entity in data["page"]["entities"]] == ["ana", "ben", "bureau", "ring"]
    assert list(data["page"]["positions"]) == ["ana", "bureau"]
    assert data["page"]["claims"] == ["informed_for/ana/bureau/2005"]
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
    data = build_map_data(table).to_dict()
    assert list(data["page"]["positions"]) == ["ben", "ring", "trial"]


def test_a_story_step_with_something_not_shown_is_left_out(project: Project) -> None:
    steps = (
        Step(title="Seen", focus=Focus(entities=("ana",), claims=("charged_in/ana/trial/2010-04-19",))),
        Step(title="Not seen", focus=Focus(entities=("ben",))),
    )
    some = Subgraph(project.dataset, {}, claims=("charged_in/ana/trial/2010-04-19",))
    assert [step.title for step in build_map_data(some, Page(story=steps)).story] == ["Seen"]


def test_an_empty_answer_gives_an_empty_view(project: Project) -> None:
    answer = Paths(project.dataset, {"ask": "path"})
    reason = ["No path within these limits."]
    assert build_map_data(answer).to_dict() == {**answer.to_dict(), "page": {"reason": reason}}


@pytest.mark.parametrize("seed", [0, 7])
def test_entities_are_sorted_and_finite(everything: Subgraph, seed: int) -> None:
    view = build_map_data(everything, seed=seed)
    assert [entity.id for entity in view.entities] == sorted(view.positions)
    assert all(abs(x) < 1e4 and round(x, 2) == x for x, _ in view.positions.values())


def test_a_large_view_is_parted_into_communities(
    everything: Subgraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphkit.render import view

    assert not build_map_data(everything).groups
    monkeypatch.setattr(view, "COMMUNITIES_FROM", 3)
    data = build_map_data(everything)
    assert data.groups["ana"] == data.groups["bureau"] != data.groups["insider"]
    assert set(data.groups.values()) == set(range(len(set(data.groups.values()))))
    assert data.groups == build_map_data(everything).groups
    assert data.to_dict()["page"]["positions"]["ana"] == [*data.positions["ana"], data.groups["ana"]]
