"""Cypher typed by a user: answered as a Table, read-only, by the embedded engine or by a server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from graphkit.cypher.engine import MEMORY, TIMEOUT
from graphkit.dataset.audience import OWNER
from graphkit.dataset.base import Dataset
from graphkit.errors import UsageError
from graphkit.model.records import Claim, Entity, Source
from graphkit.questions.answer import Column, Table

if TYPE_CHECKING:
    from graphkit.cypher.neo4j.connect import Server

_KINDS = {Entity: "entity", Source: "source", Claim: "claim", list: "list", int: "number", float: "number"}


def ask_freely(
    text: str,
    dataset: Dataset,
    parameters: Mapping[str, object],
    *,
    server: Server | None = None,
    reader: str = OWNER,
    timeout: float = TIMEOUT,
    limit: int | None = None,
    memory: int = MEMORY,
) -> Table:
    """Answers a read-only Cypher query, on the server if one is given, else in memory.

    Nodes become entities and sources, relationships become claims; the claims in a row are its evidence.

    `reader` is for whom the answer is, `timeout` in seconds, `limit` in rows, `memory` in MiB and for the
    engine in memory.

    Raises: UsageError if the query writes, is not valid, leaves out a parameter or reaches a limit;
        ExternalError if the server or the engine fails.
    """
    if server is None:
        from graphkit.cypher.embedded import load_graph

        records = load_graph(dataset).run(text, parameters, timeout=timeout, limit=limit, memory=memory)
    else:
        from graphkit.cypher.neo4j.ask import ask as ask_server

        records = ask_server(server, dataset, text, parameters, reader=reader, timeout=timeout, limit=limit)
    kinds = [_kind(cells) for cells in zip(*records.rows, strict=True)] or ["text"] * len(records.columns)
    question = {"ask": "cypher", "text": text, "parameters": dict(parameters)}
    if records.warnings:
        question["warnings"] = list(records.warnings)
    claims = tuple(tuple(sorted({claim.id for claim in _claims(row)})) for row in records.rows)
    columns = tuple(map(Column, records.columns, kinds))
    return Table(dataset, question, records.cut, columns=columns, rows=records.rows, claims=claims)


def read_parameter(text: str) -> tuple[str, object]:
    """Reads NAME=VALUE; the value is JSON if it is valid JSON, else text.

    Raises: UsageError if there is no name or no equals sign.

    Example:
        >>> [read_parameter(text) for text in ("n=3", "who=dea", 'year="2009"', "ids=[1, 2]", "x=")]
        [('n', 3), ('who', 'dea'), ('year', '2009'), ('ids', [1, 2]), ('x', '')]
    """
    name, equals, value = text.partition("=")
    if not (name.isidentifier() and equals):
        raise UsageError(f'cannot read the parameter "{text}"; expected NAME=VALUE')
    try:
        return name, json.loads(value, parse_constant=_reject_constant)
    except ValueError:
        return name, value


def _reject_constant(word: str) -> None:
    raise ValueError(f"{word} is not valid JSON")


def _kind(cells: Iterable[object]) -> str:
    found = {_KINDS.get(type(cell), "text") for cell in cells if cell is not None}
    return found.pop() if len(found) == 1 else "text"


def _claims(cell: object) -> Iterator[Claim]:
    if isinstance(cell, Claim):
        yield cell
    elif isinstance(cell, dict):
        yield from _claims(list(cell.values()))
    elif isinstance(cell, list | tuple):
        for item in cell:
            yield from _claims(item)
