"""The graphs of the benchmarks: the same each time, heavy-tailed, valid by the ontology."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import yaml

from benchmarks.generate import STATUSES, TYPES, build_graph, iter_claims, iter_entities, write_project

pytestmark = pytest.mark.slow

ONTOLOGY = yaml.safe_load(
    (Path(__file__).parents[1] / "graphkit" / "model" / "ontology.yaml").read_text("utf-8")
)


def test_equal_arguments_give_equal_graphs_and_another_seed_another() -> None:
    claims, again, other = (list(iter_claims(build_graph(300, seed=seed))) for seed in (1, 1, 2))
    assert claims == again
    assert claims != other


def test_every_node_has_a_claim_and_no_claim_joins_a_node_with_itself() -> None:
    graph = build_graph(5_000, 8_000)
    assert len(graph.types) == 8_000
    assert not (graph.from_node == graph.to_node).any()
    assert len(np.unique(np.concatenate([graph.from_node, graph.to_node]))) == 5_000


def test_a_few_hubs_hold_much_of_the_graph() -> None:
    graph = build_graph(100_000)
    degrees = np.sort(np.bincount(np.concatenate([graph.from_node, graph.to_node])))
    assert np.median(degrees) <= 2
    assert degrees[-1] > 1_000
    assert degrees[-1_000:].sum() > 0.15 * degrees.sum()


def test_claims_are_such_as_the_built_in_ontology_allows() -> None:
    graph = build_graph(2_000)
    kinds = {entity.id: entity.kind for entity in iter_entities(graph)}
    for claim in iter_claims(graph):
        relation = ONTOLOGY["types"][claim.type]
        assert kinds[claim.from_id] in relation["from"]
        assert kinds[claim.to_id] in relation["to"]
        assert claim.end is None or relation["time"] == "state"
        assert claim.end is None or (claim.start is not None and claim.start.earliest <= claim.end.earliest)


def test_statuses_are_those_of_the_bases() -> None:
    assert {basis: rung.word for basis, rung in STATUSES.items()} == {
        basis: ONTOLOGY["bases"][basis]["status"] for basis in STATUSES
    }
    claims = list(iter_claims(build_graph(2_000)))
    assert {claim.type for claim in claims} == set(TYPES)
    assert len(Counter(claim.status for claim in claims)) == len(set(STATUSES.values()))
    assert {True, False} == {claim.disputed for claim in claims}


def test_a_written_project_holds_what_was_drawn(tmp_path: Path) -> None:
    write_project(tmp_path, 50)
    relations = yaml.load((tmp_path / "data" / "relations.yaml").read_text("utf-8"), yaml.BaseLoader)
    entities = yaml.load((tmp_path / "data" / "entities.yaml").read_text("utf-8"), yaml.BaseLoader)
    graph = build_graph(50)
    assert [item["name"] for item in entities] == [entity.name for entity in iter_entities(graph)]
    for item, claim in zip(relations, iter_claims(graph), strict=True):
        assert (item["id"], item["from"], item["to"]) == (claim.id, claim.from_id, claim.to_id)
        assert item.get("start") == (claim.start.text if claim.start else None)
        assert [one["stance"] for one in item["evidence"] if "stance" in one] == ["denies"] * claim.disputed
