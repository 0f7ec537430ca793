"""Both graphs of a dataset say what its claims say."""

from __future__ import annotations

import json
import random
from array import array
from functools import partial
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings

from graphkit.dataset.base import Dataset
from graphkit.dataset.memory import MemoryDataset
from graphkit.dataset.rows import (
    BACKWARD,
    DISPUTED,
    FORWARD,
    SYMMETRIC,
    Record,
    Rows,
    build_rows,
    count_claims,
    find_components,
    to_networkx,
)
from graphkit.errors import UsageError
from graphkit.model.dates import ALWAYS, NEVER, UNDATED, parse_date
from graphkit.model.fields import to_plain
from graphkit.model.records import Entity, Evidence, Source
from graphkit.model.status import Status
from tests.graphs import TINY, build_claim, datasets

SOURCES = {"s": Source("s", "S", "news")}
SAID = Evidence(source="s", at="P1", says="reports it", basis="reported", date=parse_date("2010"))
DENIED = Evidence(source="s", at="P2", says="denies it", basis="reported", stance="denies")


def small() -> MemoryDataset:
    entities = {key: Entity(key, "person", key.upper(), aliases=(f"{key}2",)) for key in "abc"}
    claims = [
        build_claim(
            "informed_for", "a", "b", SAID, DENIED, sources=SOURCES, start="2005", roles={"about": ("c",)}
        ),
        build_claim("rival_of", "b", "c", SAID, sources=SOURCES),
        build_claim("communicated_with", "c", "c", SAID, sources=SOURCES),
    ]
    return MemoryDataset(
        "small", TINY, entities, SOURCES, {claim.id: claim for claim in sorted(claims, key=lambda c: c.id)}
    )


def test_rows_of_a_small_dataset() -> None:
    rows = small().rows
    assert (rows.nodes, rows.claims) == (3, 3)  # communicated_with/c/c, informed_for/a/b/2005, rival_of/b/c
    assert list(rows.indptr) == [0, 1, 3, 4]
    assert list(rows.indices) == [1, 0, 2, 1]
    assert list(rows.claim) == [1, 1, 2, 2]
    assert list(rows.way) == [FORWARD, BACKWARD, FORWARD | BACKWARD, FORWARD | BACKWARD]
    assert list(rows.flags) == [SYMMETRIC, DISPUTED, SYMMETRIC]
    assert list(rows.status) == [Status.REPORTED] * 3
    assert list(rows.independent) == [1, 1, 1]
    day = parse_date("2005")
    assert (rows.start_earliest[1], rows.start_latest[1]) == (day.earliest, day.latest)
    assert (rows.end_earliest[1], rows.end_latest[1]) == (ALWAYS, ALWAYS)
    assert (rows.start_earliest[2], rows.end_latest[2]) == (NEVER, ALWAYS)


@settings(max_examples=60)
@given(datasets())
def test_every_claim_has_a_slot_at_both_its_ends(dataset: MemoryDataset) -> None:
    rows, keys = dataset.rows, list(dataset.entities)
    slots = set()
    for node in range(rows.nodes):
        for slot in range(rows.indptr[node], rows.indptr[node + 1]):
            slots.add((keys[node], keys[rows.indices[slot]], rows.claim[slot], rows.way[slot]))
    expected = set()
    for row, claim in enumerate(dataset.claims.values()):
        both = 3 if dataset.ontology.types[claim.type].symmetric else 0
        if claim.from_id != claim.to_id:
            expected.add((claim.from_id, claim.to_id, row, both or FORWARD))
            expected.add((claim.to_id, claim.from_id, row, both or BACKWARD))
    assert slots == expected
    assert len(rows.indices) == len(expected)


def test_records_are_read_once_and_in_batches() -> None:
    count = (1 << 16) + 10
    rows = Rows.from_records(count + 1, ((i, i + 1, 0, 3, 0, 1, *UNDATED) for i in range(count)))
    assert rows.claims == count
    assert list(rows.indices[rows.indptr[count - 1] : rows.indptr[count]]) == [count - 2, count]


def test_many_claims_have_the_same_slots_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = random.Random(1)
    records: list[Record] = [
        (
            chosen.randrange(30),
            chosen.randrange(30),
            0,
            3,
            chosen.choice((0, DISPUTED, SYMMETRIC)),
            1,
            *UNDATED,
        )
        for _ in range(500)
    ]
    few = Rows.from_records(31, records)
    monkeypatch.setattr("graphkit.dataset.rows._MANY", 1)
    assert Rows.from_records(31, records) == few
    assert isinstance(Rows.from_records(31, records).indptr, array)


@settings(max_examples=60)
@given(datasets(entities=12))
def test_components_are_those_of_networkx(dataset: Dataset) -> None:
    rows = dataset.rows
    least = find_components(rows.nodes, zip(rows.from_node, rows.to_node, strict=True))
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(rows.nodes))
    graph.add_edges_from(zip(rows.from_node, rows.to_node, strict=True))
    for component in nx.connected_components(graph):
        assert {least[node] for node in component} == {min(component)}


def test_claims_are_counted_at_both_their_ends() -> None:
    assert count_claims(small().rows, b"\1\1\1") == [1, 2, 3]
    assert count_claims(small().rows, b"\0\1\0") == [1, 1, 0]


def test_more_types_than_a_byte_can_number_are_refused() -> None:
    types = {str(number): TINY.types["handled"] for number in range(256)}
    ontology = type(TINY)(TINY.kinds, types, TINY.bases, {})
    with pytest.raises(UsageError, match="256 types"):
        build_rows({}, (), ontology)


def test_networkx_is_keyed_by_claim_and_carries_all_attributes() -> None:
    graph = to_networkx(small())
    assert list(graph.nodes) == ["a", "b", "c"]
    assert graph.nodes["a"]["aliases"] == ["a2"]
    edge = graph.edges["a", "b", "informed_for/a/b/2005"]
    assert edge["type"] == "informed_for"
    assert edge["status"] == "reported"
    assert edge["disputed"] is True
    assert edge["start"] == "2005"
    assert edge["roles"] == {"about": ["c"]}
    assert [item["stance"] for item in edge["evidence"]] == ["supports", "denies"]
    assert edge["evidence"][0]["date"] == "2010"
    assert "location" not in edge
    assert "location" not in edge["evidence"][0]


@settings(max_examples=60)
@given(datasets())
def test_networkx_has_every_entity_and_claim(dataset: MemoryDataset) -> None:
    graph = to_networkx(dataset)
    assert list(graph.nodes) == list(dataset.entities)
    ends = {key: (claim.from_id, claim.to_id) for key, claim in dataset.claims.items()}
    assert {key: (a, b) for a, b, key in graph.edges(keys=True)} == ends


def _read_node_link(path: Path) -> nx.MultiDiGraph[str]:
    return nx.node_link_graph(json.loads(path.read_text()), edges="edges")


def _write_node_link(graph: nx.MultiDiGraph[str], path: Path) -> None:
    path.write_text(json.dumps(nx.node_link_data(graph, edges="edges")))


@pytest.mark.parametrize(
    ("write", "read"),
    [
        (nx.write_graphml, partial(nx.read_graphml, force_multigraph=True)),
        (nx.write_gexf, nx.read_gexf),
        (nx.write_gml, nx.read_gml),
        (_write_node_link, _read_node_link),
    ],
)
@settings(max_examples=20)
@given(dataset=datasets())
def test_the_writers_of_networkx_lose_nothing_of_a_flat_graph(
    tmp_path_factory: pytest.TempPathFactory, write: Any, read: Any, dataset: MemoryDataset
) -> None:
    graph = to_networkx(dataset, flat=True)
    file = tmp_path_factory.mktemp("written") / "graph"
    write(graph, file)
    found = read(file)
    assert {key: dict(data) for key, data in graph.nodes(data=True)} == {
        # read_gml makes a list of the text "[]"; read_gexf adds a label
        key: {name: "[]" if value == [] else value for name, value in data.items() if name != "label"}
        for key, data in found.nodes(data=True)
    }
    if found.is_multigraph():
        assert sorted(graph.edges(keys=True)) == sorted(found.edges(keys=True))
    else:  # read_gexf makes a graph without parallel edges a simple one
        assert sorted(graph.edges()) == sorted(found.edges())
    for a, b, key, data in graph.edges(keys=True, data=True):
        written = found.edges[(a, b, key) if found.is_multigraph() else (a, b)]
        assert {name: written[name] for name in data} == data
        assert json.loads(data["evidence"]) == [to_plain(item) for item in dataset.claims[key].evidence]


def test_a_flat_graph_shows_control_characters_and_names_type_and_dates_as_the_files_do() -> None:
    dataset = small()
    entities = {**dataset.entities, "a": Entity("a", "person", "A\x1b\u202e", aliases=('"\\',))}
    graph = to_networkx(MemoryDataset("small", TINY, entities, SOURCES, dataset.claims), flat=True)
    assert graph.nodes["a"]["name"] == "A\\u001b\\u202e"
    assert json.loads(graph.nodes["a"]["aliases"]) == ['"\\']
    edge = graph.edges["a", "b", "informed_for/a/b/2005"]
    assert (edge["relation"], edge["start_date"], edge["end_date"]) == ("informed_for", "2005", "")
