"""Answers as two CSV tables, nodes and edges, with the column names that Gephi expects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphkit.render.csv import rows
from graphkit.render.graphml import build_flat_graph

if TYPE_CHECKING:
    from graphkit.questions.answer import Answer

_NODES: tuple[str, ...] = (
    "name",
    "kind",
    "aliases",
    "in_text",
    "summary",
    "tags",
    "ids",
    "unnamed",
    "plural",
)
_EDGES: tuple[str, ...] = (
    "relation",
    "sentence",
    "when",
    "start_date",
    "end_date",
    "status",
    "disputed",
    "certainty",
    "independent",
    "roles",
    "at_most",
    "because",
    "evidence",
)


def render_pair(answer: Answer) -> tuple[str, str]:
    """The tables of nodes and of edges; lists and mappings are JSON, a missing value is an empty cell."""
    graph = build_flat_graph(answer)
    nodes = ([node, data["label"], *_cells(data, _NODES)] for node, data in graph.nodes(data=True))
    edges = (
        [source, target, _way(data), claim, data["label"], *_cells(data, _EDGES)]
        for source, target, claim, data in graph.edges(data=True, keys=True)
    )
    head = ["Source", "Target", "Type", "Id", "Label", *_EDGES]
    return rows(["Id", "Label", *_NODES], nodes), rows(head, edges)


def _cells(data: dict[str, Any], keys: tuple[str, ...]) -> list[str]:
    values = [data.get(key, "") for key in keys]
    return [("yes" if value else "no") if isinstance(value, bool) else str(value) for value in values]


def _way(data: dict[str, Any]) -> str:
    return "Undirected" if data["symmetric"] else "Directed"
