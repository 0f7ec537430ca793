"""Cypher without a server: the dataset in kglite, held in memory, read only."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphkit.cypher.guard import check_known_differences, check_read_only, parameters, quote_case
from graphkit.cypher.mapping import ENTITY, HASH, SOURCE, Row, node_rows, relationship_rows
from graphkit.dataset.base import Dataset
from graphkit.errors import MissingExtra, UsageError

BATCH = 10_000
TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Records:
    """What an engine answers: plain values under column names; `cut` when there were more than the limit."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EmbeddedGraph:
    """A dataset as an immutable property graph, in which kglite answers Cypher."""

    dataset: Dataset
    graph: Any

    def run(
        self,
        text: str,
        given: Mapping[str, Any] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = None,
    ) -> Records:
        """Answer a query which only reads; `timeout` in seconds, at most `limit` rows.

        Nodes, relationships and paths come back as `Entity`, `Source`, `Claim` and lists of them.

        Raises: UsageError if the query writes, leaves out a parameter, is no Cypher, or takes too long.
        """
        import kglite

        tokens = check_read_only(text)
        check_known_differences(tokens)
        text, given = quote_case(text, tokens), dict(given or {})
        if missing := sorted(parameters(tokens).keys() - given.keys()):
            raise UsageError("no value for " + ", ".join("$" + name for name in missing))
        more = None if limit is None else limit + 1
        try:
            result = self.graph.cypher(
                text,
                params=given,
                timeout_ms=round(timeout * 1000),
                row_limit=more,
                disabled_passes=_untrusted_passes(),
            )
        except kglite.CypherTimeoutError:
            raise UsageError(
                f"no answer within {timeout:g} s; narrow the question or allow more time"
            ) from None
        except kglite.KgError as error:
            raise UsageError(str(error)) from None
        columns = tuple(result.columns)
        records = [tuple(_value(self.dataset, row[name]) for name in columns) for row in result.to_list()]
        warnings = tuple(text for text in result.warnings if not text.startswith("Result truncated"))
        cut = limit is not None and len(records) > limit
        return Records(columns, tuple(records[:limit]), cut, warnings)


def load_graph(dataset: Dataset) -> EmbeddedGraph:
    """Put a dataset into kglite: nodes first, then one relationship a claim, parallel ones kept.

    Raises: MissingExtra if kglite is not installed; UsageError if a label would need quoting.
    """
    try:
        import kglite
    except ImportError:
        raise MissingExtra("Cypher without a server", "cypher") from None
    kglite.set_query_warning_policy("silent")  # they come back in Records.warnings
    graph = kglite.KnowledgeGraph()
    with _without_collector():
        for label, rows in node_rows(dataset).items():
            labels = SOURCE if label == SOURCE else f"{ENTITY}:`{label}`"
            _create(graph, rows, f"CREATE (:{labels} {_properties(rows)})")
        for rel_type, rows in relationship_rows(dataset).items():
            ends = f"MATCH (a:{ENTITY} {{id: row.from}}), (b:{ENTITY} {{id: row.to}})"
            _create(graph, rows, f"{ends} CREATE (a)-[:`{rel_type}` {_properties(rows)}]->(b)")
    graph.read_only(True)
    return EmbeddedGraph(dataset, graph)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Garbage collection costs a third of loading, and finds nothing in rows that are all still needed."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def _untrusted_passes() -> list[str]:
    """Optimizations that fuse a pattern with what follows: they count chains without direction as none."""
    import kglite

    return [name for name in kglite.cypher_pass_names() if name.startswith("fuse_")]


def _create(graph: Any, rows: Sequence[Row], clause: str) -> None:
    for i in range(0, len(rows), BATCH):
        graph.cypher(f"UNWIND $rows AS row {clause}", params={"rows": list(rows[i : i + BATCH])})


def _properties(rows: Sequence[Row]) -> str:
    names = sorted({name for row in rows for name in row["p"]} - {HASH})
    return "{" + ", ".join(f"{name}: row.p.{name}" for name in names) + "}"


def _value(dataset: Dataset, value: Any) -> Any:
    """A value of kglite as a cell: what stands for a node, a relationship or a path becomes a record."""
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


def _path(dataset: Dataset, value: Mapping[str, Any]) -> list[Any]:
    cells: list[Any] = [_value(dataset, value["nodes"][0])]
    for node, relationship in zip(value["nodes"][1:], value["relationships"], strict=True):
        cells += [_value(dataset, relationship), _value(dataset, node)]
    return cells
