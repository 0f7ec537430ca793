"""Cypher without a server: kglite holds the dataset in memory, read-only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphkit.cypher.guard import check_known_differences, check_parameters, check_read_only, quote_case
from graphkit.cypher.mapping import ENTITY, HASH, SOURCE, Row, node_rows, relationship_rows
from graphkit.dataset.base import Dataset
from graphkit.errors import MissingExtra, UsageError
from graphkit.reading.yaml import without_garbage_collection

BATCH = 10_000  # rows
TIMEOUT = 30.0  # seconds
Native = Any  # a graph, result or value of kglite


@dataclass(frozen=True, slots=True)
class Records:
    """The answer of an engine: values under column names; `cut` if there are more rows than the limit."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    cut: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EmbeddedGraph:
    """A dataset as an immutable property graph in kglite."""

    dataset: Dataset
    graph: Native

    def run(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = None,
    ) -> Records:
        """Answers a read-only query; `timeout` in seconds, at most `limit` rows.

        Nodes, relationships and paths become `Entity`, `Source`, `Claim` and lists of them.

        Raises: UsageError if the query writes, is not valid, leaves out a parameter or takes too long.
        """
        tokens = check_read_only(text)
        check_known_differences(tokens)
        bound = check_parameters(tokens, parameters)
        result = self._answer(quote_case(text, tokens), bound, timeout, limit)
        columns = tuple(result.columns)
        rows = [tuple(_value(self.dataset, row[name]) for name in columns) for row in result.to_list()]
        warnings = tuple(text for text in result.warnings if not text.startswith("Result truncated"))
        return Records(columns, tuple(rows[:limit]), limit is not None and len(rows) > limit, warnings)

    def _answer(self, text: str, parameters: dict[str, object], timeout: float, limit: int | None) -> Native:
        import kglite

        try:
            return self.graph.cypher(
                text,
                params=parameters,
                timeout_ms=round(timeout * 1000),
                row_limit=None if limit is None else limit + 1,
                disabled_passes=_untrusted_passes(),
            )
        except kglite.CypherTimeoutError:
            raise too_slow(timeout) from None
        except kglite.KgError as error:
            raise UsageError(str(error)) from None


def load_graph(dataset: Dataset) -> EmbeddedGraph:
    """Loads a dataset into kglite: nodes first, then one relationship for each claim.

    Raises: MissingExtra if kglite is not installed; UsageError if a name is not a safe label.
    """
    try:
        import kglite
    except ImportError:
        raise MissingExtra("Cypher without a server", "cypher") from None
    graph = kglite.KnowledgeGraph()
    with without_garbage_collection():
        relationships = relationship_rows(dataset)
        _declare(graph, (type_.rel_type for type_ in dataset.ontology.types.values()))
        for label, rows in node_rows(dataset).items():
            labels = SOURCE if label == SOURCE else f"{ENTITY}:`{label}`"
            _create(graph, rows, f"CREATE (:{labels} {_properties(rows)})")
        for rel_type, rows in relationships.items():
            ends = f"MATCH (a:{ENTITY} {{id: row.from}}), (b:{ENTITY} {{id: row.to}})"
            _create(graph, rows, f"{ends} CREATE (a)-[:`{rel_type}` {_properties(rows)}]->(b)")
    graph.read_only(True)
    return EmbeddedGraph(dataset, graph)


def too_slow(timeout: float) -> UsageError:
    """Returns the error for a query without an answer within `timeout` seconds."""
    return UsageError(f"no answer within {timeout:g} s; narrow the query or raise the time limit")


def _declare(graph: Native, types: Iterable[str]) -> None:
    """Makes all types known to kglite, which prints a warning for an unknown type in a query."""
    loops = "".join(f" CREATE (n)-[:`{name}`]->(n)" for name in types)
    graph.cypher(f"CREATE (n:{ENTITY}){loops}")
    graph.cypher(f"MATCH (n:{ENTITY}) DETACH DELETE n")


@cache
def _untrusted_passes() -> list[str]:
    """Returns the optimizations that give wrong counts for undirected chains: those that fuse patterns."""
    import kglite

    return [name for name in kglite.cypher_pass_names() if name.startswith("fuse_")]


def _create(graph: Native, rows: Sequence[Row], clause: str) -> None:
    for i in range(0, len(rows), BATCH):
        graph.cypher(f"UNWIND $rows AS row {clause}", params={"rows": list(rows[i : i + BATCH])})


def _properties(rows: Sequence[Row]) -> str:
    names = sorted({name for row in rows for name in row["p"]} - {HASH})
    return "{" + ", ".join(f"{name}: row.p.{name}" for name in names) + "}"


def _value(dataset: Dataset, value: Native) -> object:
    """Converts a value of kglite to a cell: a node, relationship or path becomes records."""
    if isinstance(value, list):
        return [_value(dataset, item) for item in value]
    if not isinstance(value, dict):
        return value.isoformat() if hasattr(value, "isoformat") else value
    if value.keys() == {"nodes", "relationships"}:
        return _path(dataset, value)
    properties = value.get("properties")
    key = str(properties.get("id")) if isinstance(properties, dict) else ""
    if value.keys() == {"id", "labels", "properties"}:
        found = dataset.sources.get(key) if SOURCE in value["labels"] else dataset.entities.get(key)
        return found or value
    if value.keys() == {"id", "start", "end", "type", "properties"}:
        return dataset.claims.get(key) or value
    return {name: _value(dataset, item) for name, item in value.items()}


def _path(dataset: Dataset, value: Mapping[str, Native]) -> list[object]:
    cells = [_value(dataset, value["nodes"][0])]
    for node, relationship in zip(value["nodes"][1:], value["relationships"], strict=True):
        cells += [_value(dataset, relationship), _value(dataset, node)]
    return cells
