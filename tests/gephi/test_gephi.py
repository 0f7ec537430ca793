"""Graph files in the real Gephi: no claim is lost or merged with another."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.project import open_project
from graphkit.questions.answer import Subgraph, subgraph
from graphkit.render.tables import render_tables
from tests.formats import rendered
from tests.render.investigation import HOSTILE
from tests.render.investigation import everything as everything
from tests.render.investigation import folder as folder
from tests.render.investigation import project as project

if TYPE_CHECKING:
    from tests.gephi.toolkit import Gephi, Opened


@pytest.fixture(scope="module")
def shipped() -> Subgraph:
    """The whole graph of the shipped investigation."""
    dataset = open_project(Path(__file__).parents[2]).dataset
    return subgraph(dataset, {}, dataset.claims, dataset.entities)


def _open(gephi: Gephi, tmp_path: Path, name: str, content: str) -> Opened:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    return gephi.open(file)


def _assert_whole(opened: Opened, answer: Subgraph) -> None:
    """Compares each edge in Gephi with its claim."""
    edges = {edge["id"]: edge for edge in opened.edges}
    assert sorted(edges) == sorted(answer.claims)
    assert len(opened.edges) == len(answer.claims)
    for key, edge in edges.items():
        claim = answer.dataset.claims[key]
        found = edge["attributes"]
        assert (edge["source"], edge["target"], edge["weight"]) == (*claim.ends, 1.0)
        assert (found["relation"], found["status"]) == (claim.type, claim.status.word)
        assert found["disputed"] == claim.disputed
    assert {node["id"] for node in opened.nodes} == set(answer.entities)
    assert opened.issues == []


def test_gexf_of_the_shipped_data_keeps_every_claim(gephi: Gephi, shipped: Subgraph, tmp_path: Path) -> None:
    parallel = Counter(shipped.dataset.claims[key].ends for key in shipped.claims)
    assert max(parallel.values()) > 1  # else this test shows nothing
    _assert_whole(_open(gephi, tmp_path, "graph.gexf", rendered(shipped, "gexf")), shipped)


def test_gexf_keeps_parallel_claims_of_one_type_and_names_as_text(
    gephi: Gephi, everything: Subgraph, tmp_path: Path
) -> None:
    opened = _open(gephi, tmp_path, "graph.gexf", rendered(everything, "gexf"))
    _assert_whole(opened, everything)
    assert HOSTILE in {node["label"] for node in opened.nodes}
    informed = [edge["kind"] for edge in opened.edges if edge["attributes"]["relation"] == "informed_for"]
    assert sorted(informed) == ["informed_for", "informed_for 2"]


def test_tables_of_the_shipped_data_keep_every_node_and_claim(
    gephi: Gephi, shipped: Subgraph, tmp_path: Path
) -> None:
    tables = render_tables(shipped)
    nodes = _open(gephi, tmp_path, "nodes.csv", tables["nodes.csv"])
    assert {node["id"] for node in nodes.nodes} == set(shipped.entities)
    edges = _open(gephi, tmp_path, "edges.csv", tables["edges.csv"])
    assert sorted(edge["id"] for edge in edges.edges) == sorted(shipped.claims)
    assert {edge["weight"] for edge in edges.edges} == {1.0}
    assert nodes.issues == edges.issues == []


def test_graphml_loses_parallel_claims_in_gephi_as_the_documentation_says(
    gephi: Gephi, shipped: Subgraph, tmp_path: Path
) -> None:
    opened = _open(gephi, tmp_path, "graph.graphml", rendered(shipped, "graphml"))
    assert len(opened.edges) == len({shipped.dataset.claims[key].ends for key in shipped.claims})
