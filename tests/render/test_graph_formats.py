"""GraphML, GEXF, DOT, Mermaid and the CSV pair: read back by others, with nothing lost and nothing run."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from graphkit import escape
from graphkit.questions.answer import Graph
from graphkit.render.tables import render_tables
from tests.formats import rendered
from tests.render.investigation import HOSTILE
from tests.render.investigation import everything as everything
from tests.render.investigation import folder as folder
from tests.render.investigation import project as project

if TYPE_CHECKING:
    from graphkit.questions.answer import Subgraph

KEPT = {"roles", "evidence", "status", "disputed", "independent", "at_most", "because"}


def _same(attributes: dict[str, Any], claim: dict[str, Any]) -> None:
    """Compare an edge as read back with the claim in the JSON interface."""
    for key in KEPT & claim.keys():
        value = attributes[key]
        assert (json.loads(value) if key in ("roles", "evidence") else value) == claim[key], key
    assert attributes["relation"] == claim["type"]
    for key in ("start", "end"):
        assert attributes.get(f"{key}_date", "") == claim.get(key, "")


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_reads_back_every_claim_whole(everything: Subgraph, form: str) -> None:
    if form == "graphml":
        graph = nx.read_graphml(io.BytesIO(rendered(everything, "graphml").encode()), force_multigraph=True)
    else:
        graph = nx.read_gexf(io.BytesIO(rendered(everything, "gexf").encode()))
    claims = everything.to_dict()["claims_by_id"]
    edges = {key: (source, target, data) for source, target, key, data in graph.edges(keys=True, data=True)}
    assert set(edges) == set(claims)
    for key, (source, target, data) in edges.items():
        assert (source, target) == (claims[key]["from"], claims[key]["to"])
        _same(data, claims[key])
    assert set(graph.nodes) == set(everything.entities)
    assert graph.nodes["ben"]["label"] == HOSTILE
    assert json.loads(graph.nodes["ana"]["ids"]) == {"wikidata": "Q1"}


@pytest.mark.parametrize("form", ["graphml", "gexf", "dot", "mermaid"])
def test_same_bytes_and_no_clock(everything: Subgraph, form: str) -> None:
    text = rendered(everything, form)
    assert text == rendered(everything, form)
    assert text.endswith("\n")
    assert not re.search(r"lastmodified|NetworkX \d", text)


def _dot_strings(text: str) -> list[str]:
    """The quoted strings of a DOT file, read as its grammar says."""
    strings = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
    return [
        part.replace('\\"', '"').replace("\\\\", "\\").replace("&lt;", "<").replace("&amp;", "&")
        for part in strings
    ]


def test_dot_keeps_names_as_text_and_says_whose_word_it_is(everything: Subgraph) -> None:
    text = rendered(everything, "dot")
    strings = _dot_strings(text)
    assert HOSTILE in strings
    assert "informed for (reported, disputed: Weekly)" in strings
    assert text.count(" -> ") == len(everything.claims)
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    assert "<" not in outside


def test_mermaid_keeps_names_as_text(everything: Subgraph) -> None:
    text = rendered(everything, "mermaid")
    decoded = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)
    assert HOSTILE in decoded
    assert "<" not in text
    assert len(re.findall(r"^  n\d+ .*\| n\d+$", text, re.MULTILINE)) == len(everything.claims)
    assert '-.-x|"had an agreement with (denied: Ana Example)"|' in text


@pytest.fixture
def graph(everything: Subgraph) -> Graph:
    """The same as the answer of an export."""
    return Graph(everything.dataset, entities=everything.entities, claims=everything.claims)


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_pair_of_tables_holds_all_and_runs_nothing(graph: Graph) -> None:
    tables = render_tables(graph)
    nodes, edges = _rows(tables["nodes.csv"]), _rows(tables["edges.csv"])
    assert [row["Id"] for row in nodes] == sorted(graph.entities)
    claims = graph.to_dict()["claims_by_id"]
    for row in edges:
        claim = claims[row["Id"]]
        assert (row["Source"], row["Target"], row["relation"]) == (claim["from"], claim["to"], claim["type"])
        assert json.loads(row["evidence"]) == claim["evidence"]
        assert json.loads(row["roles"] or "{}") == claim.get("roles", {})
        assert (row["start_date"], row["end_date"]) == (claim.get("start", ""), claim.get("end", ""))
        assert (row["status"], row["independent"]) == (claim["status"], str(claim["independent"]))
        assert row["sources"].split("; ") == [item["source"] for item in claim["evidence"]]
        assert row["locators"].split("; ") == [item["at"] for item in claim["evidence"]]
        assert row["disputed"] == ("yes" if claim["disputed"] else "no")
        assert row["Type"] == ("Undirected" if claim["type"] == "allied_with" else "Directed")
    assert len(edges) == len(claims)
    for text in tables.values():
        for cells in csv.reader(io.StringIO(text)):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_the_tables_of_evidence_and_sources_are_complete(graph: Graph) -> None:
    tables = render_tables(graph)
    found: dict[str, list[dict[str, str]]] = {}
    for row in _rows(tables["evidence.csv"]):
        claim = row.pop("claim")
        found.setdefault(claim, []).append({key: value for key, value in row.items() if value})
    data = graph.to_dict()
    assert found == {key: claim["evidence"] for key, claim in data["claims_by_id"].items()}
    sources = {row.pop("id"): row for row in _rows(tables["sources.csv"])}
    assert {key: {name: value for name, value in row.items() if value} for key, row in sources.items()} == (
        data["sources_by_id"]
    )


def test_json_lines_of_a_graph_are_its_entities_sources_and_claims(graph: Graph) -> None:
    lines = [json.loads(line) for line in rendered(graph, "jsonl").splitlines()]
    kinds = [line.pop("record") for line in lines]
    data = graph.to_dict()
    assert [line for line, kind in zip(lines, kinds, strict=True) if kind == "entity"] == data["entities"]
    for kind, by_id in (("source", data["sources_by_id"]), ("claim", data["claims_by_id"])):
        found = {line.pop("id"): line for line, of in zip(lines, kinds, strict=True) if of == kind}
        assert found == by_id


def test_edges_say_status_and_speaker(everything: Subgraph) -> None:
    graph = nx.read_gexf(io.BytesIO(rendered(everything, "gexf").encode()))
    labels = {data["label"] for _, _, data in graph.edges(data=True)}
    assert "informed for (reported, disputed: Weekly)" in labels
    assert any(label.startswith("had an agreement with (denied: Ana Example") for label in labels)


def test_control_characters_are_shown() -> None:
    assert escape.xml("a\x00b\x1bc\u202ed\ud800") == "a\\u0000b\\u001bc\\u202ed\\ud800"
    assert escape.xml("Plain — ünïcode 中文\n") == "Plain — ünïcode 中文\n"
