"""Cypher without a server: kglite holds the dataset in memory, read-only, in a process of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.cypher import process
from graphkit.cypher.engine import MEMORY, TIMEOUT, Request, Response
from graphkit.cypher.guard import check_known_differences, check_parameters, check_read_only, quote_case
from graphkit.cypher.mapping import ENTITY, HASH, SOURCE, Row, node_rows, relationship_rows
from graphkit.dataset.base import Dataset
from graphkit.errors import ExternalError, MissingExtra, UsageError
from graphkit.reading.yaml import without_garbage_collection

_LONGEST = 1_000_000  # seconds
Statement = tuple[str, list[Row] | None]


@dataclass(frozen=True, slots=True)
class Records:
    """The answer of an engine: values under column names; `cut` if there are more rows than the limit."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    cut: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EmbeddedGraph:
    """A dataset as an immutable property graph, and the statements that load it into kglite."""

    dataset: Dataset
    statements: Sequence[Statement]

    def run(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = None,
        memory: int = MEMORY,
    ) -> Records:
        """Answers a read-only query: `timeout` in seconds, `memory` in MiB, at most `limit` rows.

        Nodes, relationships and paths become `Entity`, `Source`, `Claim` and lists of them.

        Raises: UsageError if the query writes, is not valid, leaves out a parameter or reaches a limit;
            ExternalError if the engine crashes.
        """
        if not 0 < timeout < _LONGEST:
            raise UsageError(f"the time limit must be between 0 and {_LONGEST:,} seconds, not {timeout:g}")
        tokens = check_read_only(text)
        check_known_differences(tokens)
        bound = check_parameters(tokens, parameters)
        request = Request(self.statements, quote_case(text, tokens), bound, timeout, limit, memory)
        found = process.ask(request)
        if "error" in found:
            raise _error(found, request)
        rows = [tuple(_value(self.dataset, cell) for cell in row) for row in found["rows"]]
        cut = limit is not None and len(rows) > limit
        return Records(tuple(found["columns"]), tuple(rows[:limit]), cut, tuple(found["warnings"]))


def load_graph(dataset: Dataset) -> EmbeddedGraph:
    """Returns a dataset as a property graph: nodes first, then one relationship for each claim.

    Raises: MissingExtra if kglite is not installed; UsageError if a name is not a safe label.
    """
    from importlib.util import find_spec

    if find_spec("kglite") is None:
        raise MissingExtra("Cypher without a server", "cypher")
    with without_garbage_collection():
        return EmbeddedGraph(dataset, [*_statements(dataset)])


def too_slow(timeout: float) -> UsageError:
    """Returns the error for a query without an answer within `timeout` seconds."""
    return UsageError(f"no answer within {timeout:g} s; narrow the query or raise the time limit")


def _error(found: Response, request: Request) -> UsageError | ExternalError:
    if found["error"] == "timeout":
        return too_slow(request.timeout)
    if found["error"] == "memory":
        limit = f"the query needs more than {request.memory:,} MiB of memory"
        return UsageError(f"{limit}; narrow the query or raise the memory limit")
    if found["error"] == "query":
        return UsageError(*found["text"].splitlines())
    return ExternalError(f"the Cypher engine stopped before it answered: {found['text']}")


def _statements(dataset: Dataset) -> Iterator[Statement]:
    """Yields the statements that load a dataset, each with its rows."""
    relationships = relationship_rows(dataset)
    # Types that kglite does not know make it print a warning for each query that names them.
    loops = "".join(f" CREATE (n)-[:`{type_.rel_type}`]->(n)" for type_ in dataset.ontology.types.values())
    yield f"CREATE (n:{ENTITY}){loops}", None
    yield f"MATCH (n:{ENTITY}) DETACH DELETE n", None
    for label, rows in node_rows(dataset).items():
        labels = SOURCE if label == SOURCE else f"{ENTITY}:`{label}`"
        yield f"CREATE (:{labels} {_properties(rows)})", rows
    for rel_type, rows in relationships.items():
        ends = f"MATCH (a:{ENTITY} {{id: row.from}}), (b:{ENTITY} {{id: row.to}})"
        yield f"{ends} CREATE (a)-[:`{rel_type}` {_properties(rows)}]->(b)", rows


def _properties(rows: Iterable[Row]) -> str:
    names = sorted({name for row in rows for name in row["p"]} - {HASH})
    return "{" + ", ".join(f"{name}: row.p.{name}" for name in names) + "}"


def _value(dataset: Dataset, value: Any) -> object:
    """Converts a value of kglite to a cell: a node, relationship or path becomes records."""
    if isinstance(value, list):
        return [_value(dataset, item) for item in value]
    if not isinstance(value, dict):
        return value
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


def _path(dataset: Dataset, value: Mapping[str, Any]) -> list[object]:
    cells = [_value(dataset, value["nodes"][0])]
    for node, relationship in zip(value["nodes"][1:], value["relationships"], strict=True):
        cells += [_value(dataset, relationship), _value(dataset, node)]
    return cells
