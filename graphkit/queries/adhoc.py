"""Cypher that a person writes becomes a Table: read only, on the embedded engine or on a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.dataset.base import Dataset
from graphkit.errors import UsageError
from graphkit.model.records import Claim, Entity, Source
from graphkit.queries.runner import TIMEOUT
from graphkit.questions.answer import Column, Table

if TYPE_CHECKING:
    from graphkit.cypher.embedded import Records
    from graphkit.cypher.neo4j.connect import Server


def ask_freely(
    text: str,
    dataset: Dataset,
    given: Mapping[str, Any],
    *,
    server: Server | None = None,
    timeout: float = TIMEOUT,
    limit: int | None = None,
) -> Table:
    """Answer Cypher which only reads: on the server if one is given, else in memory.

    Nodes become entities and sources, relationships claims; the claims in a row back it.

    Raises: UsageError if the query writes, is no Cypher, leaves out a parameter or takes too long.
    """
    if server is None:
        from graphkit.cypher.embedded import load_graph

        records = load_graph(dataset).run(text, given, timeout=timeout, limit=limit)
    else:
        from graphkit.cypher.neo4j.ask import ask as ask_server

        records = ask_server(server, dataset, text, given, timeout=timeout, limit=limit)
    columns = tuple(
        Column(name, _kind([row[i] for row in records.rows])) for i, name in enumerate(records.columns)
    )
    question = {"ask": "cypher", "text": text, "parameters": dict(given), **_warnings(records)}
    claims = tuple(tuple(sorted({claim.id for claim in _claims(row)})) for row in records.rows)
    return Table(dataset, question, records.cut, columns=columns, rows=records.rows, claims=claims)


def read_parameter(text: str) -> tuple[str, Any]:
    """A parameter as typed, NAME=VALUE; the value is JSON where it reads as such, else text.

    Raises: UsageError without a name or an equals sign.

    Example:
        >>> [read_parameter(text) for text in ("n=3", "who=dea", 'year="2009"', "ids=[1, 2]", "x=")]
        [('n', 3), ('who', 'dea'), ('year', '2009'), ('ids', [1, 2]), ('x', '')]
    """
    import json

    name, equals, value = text.partition("=")
    if not (name.isidentifier() and equals):
        raise UsageError(f'"{text}" is no parameter; expected NAME=VALUE')
    try:
        return name, json.loads(value, parse_constant=_no_number)
    except ValueError:
        return name, value


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def _warnings(records: Records) -> dict[str, Any]:
    return {"warnings": list(records.warnings)} if records.warnings else {}


def _kind(cells: list[Any]) -> str:
    kinds = {Entity: "entity", Source: "source", Claim: "claim", list: "list", int: "number", float: "number"}
    found = {kinds.get(type(cell), "text") for cell in cells if cell is not None}
    return found.pop() if len(found) == 1 else "text"


def _claims(cell: Any) -> Iterator[Claim]:
    if isinstance(cell, Claim):
        yield cell
    elif isinstance(cell, list | tuple):
        for item in cell:
            yield from _claims(item)
    elif isinstance(cell, dict):
        yield from _claims(list(cell.values()))
