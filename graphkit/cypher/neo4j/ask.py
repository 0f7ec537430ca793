"""Cypher on the server: one read transaction, bound parameters, a time limit, typed values back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graphkit.cypher.embedded import TIMEOUT, Records
from graphkit.cypher.guard import check_read_only, parameters
from graphkit.cypher.mapping import SOURCE
from graphkit.cypher.neo4j.connect import PATIENCE, Server, connect, within
from graphkit.cypher.neo4j.marker import check_readable, read_marker
from graphkit.dataset.base import Dataset
from graphkit.errors import UsageError

if TYPE_CHECKING:
    import neo4j


def ask(
    server: Server,
    dataset: Dataset,
    text: str,
    given: Mapping[str, Any] | None = None,
    *,
    timeout: float = TIMEOUT,
    limit: int | None = None,
) -> Records:
    """Answer a query which only reads; `timeout` in seconds, at most `limit` rows.

    Nodes, relationships and paths come back as `Entity`, `Source`, `Claim` and lists of them, as from the
    embedded engine; those that the dataset does not know as plain mappings.

    Raises: UsageError if the query writes, leaves out a parameter, is no Cypher, or takes too long;
    ExternalError if the server fails, or has not the whole graph of this project.
    """
    import neo4j

    given = dict(given or {})
    if missing := sorted(parameters(check_read_only(text)).keys() - given.keys()):
        raise UsageError("no value for " + ", ".join("$" + name for name in missing))
    read = neo4j.unit_of_work(timeout=timeout)(_read)
    fetch = 1000 if limit is None else min(limit + 1, 1000)
    with (
        connect(server) as driver,
        driver.session(database=server.database or None, fetch_size=fetch) as session,
    ):
        try:
            # The server ends the transaction at `timeout`; one that hangs is given up a little later.
            columns, rows = within(
                timeout + PATIENCE, server, lambda: session.execute_read(read, dataset, text, given, limit)
            )
        except neo4j.exceptions.ClientError as error:
            if "TransactionTimedOut" in str(error.code):
                message = f"no answer within {timeout:g} s; narrow the question or allow more time"
                raise UsageError(message) from None
            raise
    cut = limit is not None and len(rows) > limit
    return Records(columns, tuple(rows[:limit]), cut)


def _read(
    tx: neo4j.ManagedTransaction, dataset: Dataset, text: str, given: dict[str, Any], limit: int | None
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    check_readable(read_marker(tx), dataset.name)
    result = tx.run(text, given)
    rows = []
    for record in result:
        rows.append(tuple(_value(dataset, value) for value in record.values()))
        if limit is not None and len(rows) > limit:
            break
    return tuple(result.keys()), rows


def _value(dataset: Dataset, value: Any) -> Any:
    from neo4j import graph

    if isinstance(value, list):
        return [_value(dataset, item) for item in value]
    if isinstance(value, dict):
        return {name: _value(dataset, item) for name, item in value.items()}
    if isinstance(value, graph.Node):
        known = dataset.sources if SOURCE in value.labels else dataset.entities
        return known.get(value.get("id", "")) or _stranger(value, labels=sorted(value.labels))
    if isinstance(value, graph.Relationship):
        return dataset.claims.get(value.get("id", "")) or _stranger(value, type=value.type)
    if isinstance(value, graph.Path):
        cells = [_value(dataset, value.nodes[0])]
        for node, relationship in zip(value.nodes[1:], value.relationships, strict=True):
            cells += [_value(dataset, relationship), _value(dataset, node)]
        return cells
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _stranger(value: Any, **what: Any) -> dict[str, Any]:
    """A node or relationship that is not of this project."""
    return {"id": value.element_id, **what, "properties": dict(value.items())}
