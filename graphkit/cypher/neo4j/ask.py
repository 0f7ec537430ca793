"""Answers Cypher on the server: one read transaction, bound parameters, a time limit, typed values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from graphkit.cypher.embedded import Records, too_slow
from graphkit.cypher.engine import TIMEOUT
from graphkit.cypher.guard import check_parameters, check_read_only
from graphkit.cypher.mapping import SOURCE
from graphkit.cypher.neo4j.connect import FETCH, PATIENCE, Server, open_session, run_with_timeout
from graphkit.cypher.neo4j.project_node import ProjectNode, check_readable, read_project
from graphkit.dataset.audience import OWNER, has_hidden, is_wider
from graphkit.dataset.base import Dataset
from graphkit.errors import UsageError

if TYPE_CHECKING:
    import neo4j

Answered: TypeAlias = tuple[ProjectNode, tuple[str, ...], list[tuple[object, ...]]]


def ask(
    server: Server,
    dataset: Dataset,
    text: str,
    parameters: Mapping[str, object] | None = None,
    *,
    reader: str = OWNER,
    timeout: float = TIMEOUT,
    limit: int | None = None,
) -> Records:
    """Answers a read-only query; `timeout` in seconds, at most `limit` rows; `reader` is for whom.

    Nodes, relationships and paths become `Entity`, `Source`, `Claim` and lists of them, as in the embedded
    engine. Those that are not in the dataset become mappings.

    Raises: UsageError if the query writes, is not valid, leaves out a parameter or takes too long, or if the
    graph is for a wider audience than the reader; ExternalError if the server fails or does not have the
    complete graph of this project.
    """
    bound = check_parameters(check_read_only(text), parameters)
    project, columns, rows = _run(server, dataset, text, bound, timeout, limit, reader)
    lacks = is_wider(reader, project.audience) and has_hidden(dataset, project.audience)
    warning = f"the graph on the server is for the audience {project.audience} and lacks the rest"
    cut = limit is not None and len(rows) > limit
    return Records(columns, tuple(rows[:limit]), cut, (warning,) if lacks else ())


def _run(
    server: Server,
    dataset: Dataset,
    text: str,
    parameters: dict[str, object],
    timeout: float,
    limit: int | None,
    reader: str,
) -> Answered:
    import neo4j

    read = neo4j.unit_of_work(timeout=timeout)(_read)
    with open_session(server, fetch_size=FETCH if limit is None else min(limit + 1, FETCH)) as session:
        try:
            # The server ends the transaction at `timeout`; if it hangs, the client stops a little later.
            return run_with_timeout(
                timeout + PATIENCE,
                server,
                lambda: session.execute_read(read, dataset, text, parameters, limit, reader),
            )
        except neo4j.exceptions.ClientError as error:
            if "TransactionTimedOut" in str(error.code):
                raise too_slow(timeout) from None
            raise


def _read(
    tx: neo4j.ManagedTransaction,
    dataset: Dataset,
    text: str,
    parameters: dict[str, object],
    limit: int | None,
    reader: str,
) -> Answered:
    project = check_readable(read_project(tx), dataset.name)
    if is_wider(project.audience, reader):
        raise UsageError(
            f"the graph on the server is for the audience {project.audience}, this answer for {reader}; "
            f"push the graph for {reader}, or ask in memory"
        )
    result = tx.run(text, parameters)
    rows = []
    for record in result:
        rows.append(tuple(_value(dataset, value) for value in record.values()))
        if limit is not None and len(rows) > limit:
            break
    return project, tuple(result.keys()), rows


def _value(dataset: Dataset, value: Any) -> object:
    from neo4j import graph

    if isinstance(value, list):
        return [_value(dataset, item) for item in value]
    if isinstance(value, dict):
        return {name: _value(dataset, item) for name, item in value.items()}
    if isinstance(value, graph.Node):
        known = dataset.sources if SOURCE in value.labels else dataset.entities
        return known.get(value.get("id", "")) or _foreign(value, labels=sorted(value.labels))
    if isinstance(value, graph.Relationship):
        return dataset.claims.get(value.get("id", "")) or _foreign(value, type=value.type)
    if isinstance(value, graph.Path):
        cells = [_value(dataset, value.nodes[0])]
        for node, relationship in zip(value.nodes[1:], value.relationships, strict=True):
            cells += [_value(dataset, relationship), _value(dataset, node)]
        return cells
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _foreign(value: neo4j.graph.Entity, **fields: object) -> dict[str, object]:
    """Returns the data of a node or relationship that is not in the dataset."""
    return {"id": value.element_id, **fields, "properties": dict(value.items())}
