"""The whole graph as CSV tables: nodes and edges as Gephi expects them, and their evidence and sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.model.fields import FLAT_NAMES, fields_of, to_plain
from graphkit.model.records import Claim, Entity, Evidence, Source
from graphkit.questions.cells import cell_text
from graphkit.render.csv import csv_text
from graphkit.render.graphs import build_flat_graph, number_parallels

if TYPE_CHECKING:
    from msgspec import Struct

    from graphkit.questions.answer import Answer

Table = tuple[list[str], list[list[str]]]
_EDGE_HEAD = ("Source", "Target", "Type", "Kind", "Id", "Label", "sentence", "when", "sources", "locators")


def render_tables(answer: Answer, program: str = "") -> dict[str, str]:
    """Returns the tables by file name; lists and mappings in nodes and edges are JSON text."""
    graph, dataset = build_flat_graph(answer), answer.dataset
    claims = [dataset.claims[key] for _, _, key in graph.edges(keys=True)]
    nodes = [{"Id": key, "Label": data["label"], **data} for key, data in graph.nodes(data=True)]
    kinds = number_parallels(graph)
    edges = [
        {**data, **_edge(claim, kinds[claim.id], data)}
        for (_, _, data), claim in zip(graph.edges(data=True), claims, strict=True)
    ]
    evidence = [{"claim": claim.id, **to_plain(item)} for claim in claims for item in claim.evidence]
    cited = sorted({row[role] for row in evidence for role in ("source", "quoting") if role in row})
    sources = [{"id": key, **to_plain(dataset.sources[key])} for key in cited]
    tables = {
        "nodes.csv": _table(("Id", "Label"), Entity, nodes, without=("id",)),
        "edges.csv": _table(_EDGE_HEAD, Claim, edges, without=("from", "to")),
        "evidence.csv": _table(("claim",), Evidence, evidence),
        "sources.csv": _table(("id",), Source, sources),
    }
    return {name: csv_text(*table, program) for name, table in tables.items()}


def _edge(claim: Claim, kind: str, data: Mapping[str, Any]) -> dict[str, str]:
    return {
        "Source": claim.from_id,
        "Target": claim.to_id,
        "Type": "Undirected" if data["symmetric"] else "Directed",
        "Kind": kind,
        "Id": claim.id,
        "Label": data["label"],
        "sources": "; ".join(item.source for item in claim.evidence),
        "locators": "; ".join(item.at for item in claim.evidence),
    }


def _table(
    head: tuple[str, ...],
    record: type[Struct],
    rows: Iterable[Mapping[str, Any]],
    without: tuple[str, ...] = (),
) -> Table:
    """Returns the head, with a column for each field of the record, and the rows."""
    keys = (field.key for field in fields_of(record) if field.in_json and field.key not in without)
    columns = [*head, *(FLAT_NAMES.get(key, key) if record is Claim else key for key in keys)]
    return columns, [[cell_text(row.get(name)) for name in columns] for row in rows]
