"""Sentences with places: names and dates stand once, and filling them gives back every sentence exactly."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.project import open_project
from graphkit.render.sentence import sentence_reader
from graphkit.render.view import build_view
from graphkit.sentences import claim_sentence
from tests.render.investigation import everything as everything
from tests.render.investigation import folder as folder
from tests.render.investigation import project as project

if TYPE_CHECKING:
    from graphkit.dataset.base import Dataset
    from graphkit.questions.answer import Subgraph

ROOT = Path(__file__).parents[2]
SHIPPED = open_project(ROOT)
BRACES = ("{from}", "{to} {0}", "{{when}}", "}{", "the {claim}", "{", "a}} b")


def _sentences(dataset: Dataset) -> dict[str, str]:
    return {id_: claim_sentence(claim, dataset) for id_, claim in dataset.claims.items()}


def test_every_shipped_sentence_comes_back() -> None:
    view = SHIPPED.map().view
    read = sentence_reader(view.to_dict())
    assert {id_: read(id_) for id_ in view.claims} == _sentences(SHIPPED.dataset)


def test_names_and_dates_of_most_sentences_stand_elsewhere() -> None:
    texts = [claim.sentence for claim in SHIPPED.map().view.claims_by_id.values()]
    assert sum("{claim}" in text or "{from}" in text for text in texts) == len(texts)
    assert sum(text.startswith(("{0}", "{1}", "On record: ")) for text in texts) > len(texts) / 2


@pytest.mark.parametrize("name", BRACES)
def test_names_that_look_like_places_stay_names(folder: Path, name: str) -> None:
    entities, relations = folder / "data" / "entities.yaml", folder / "data" / "relations.yaml"
    entities.write_text(entities.read_text("utf-8").replace("Ana Example", f'"{name}"'), encoding="utf-8")
    told = relations.read_text("utf-8").replace("by: Her lawyers", f'by: "{name} and others"')
    relations.write_text(told, encoding="utf-8")
    opened = open_project(folder)
    data = opened.map().view.to_dict()
    assert {id_: sentence_reader(data)(id_) for id_ in data["claims"]} == _sentences(opened.dataset)


def test_a_speaker_whom_the_view_does_not_show_is_named(everything: Subgraph) -> None:
    claim = "allied_with/bureau/ring/../2004"
    some = type(everything)(everything.dataset, {}, claims=("member_of/ben/ring", claim))
    named = build_view(some).claims_by_id
    assert named["member_of/ben/ring"].evidence[0].by_name == "Ring insider"
    assert not named[claim].evidence[1].by_name  # the bureau, which is shown
