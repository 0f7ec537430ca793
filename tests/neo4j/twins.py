"""Compares the Cypher version of a query, on a server and in memory, with its Python version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphkit.cypher.embedded import Records
from graphkit.cypher.neo4j.ask import ask
from graphkit.cypher.neo4j.connect import Server
from graphkit.dataset.base import Dataset
from graphkit.dataset.selection import select
from graphkit.queries import Query, ask_cypher, ask_python, read_values, server_parameters
from graphkit.questions.answer import Table
from tests.graphs import random_chooser
from tests.queries.graphs import some_filters, values_for


@dataclass
class Comparison:
    """The number of questions, the number of rows from Python, and the answers that differ."""

    asked: int = 0
    rows: int = 0
    different: list[str] = field(default_factory=list)


def compare(
    server: Server,
    query: Query,
    data: Dataset,
    seed: int,
    *,
    choices: int = 3,
    into: Comparison | None = None,
) -> Comparison:
    """Asks Python, the embedded engine, and the server, which has the dataset."""
    found = into or Comparison()

    def run(text: str, parameters: Mapping[str, object]) -> Records:
        return ask(server, data, text, parameters)

    for number in range(choices):
        choose = random_chooser(seed * 100 + number)
        filters = some_filters(choose, data)
        view = select(data, filters)
        chosen = values_for(query, choose, view)
        if chosen is None:
            continue
        values = read_values(query, view, chosen)
        expected = _rows(ask_python(query, view, values))
        answers = {
            "embedded": _rows(ask_cypher(query, view, values)),
            "server": _rows(ask_cypher(query, view, values, run=run, extra=server_parameters(view, filters))),
        }
        found.asked += 1
        found.rows += len(expected)
        for engine, rows in answers.items():
            if rows != expected:
                found.different.append(
                    f"{query.name} {values} {filters}, {engine}: {rows} instead of {expected}"
                )
    return found


def _rows(table: Table) -> list[Any]:
    answer = table.to_dict()
    return list(zip(answer["rows"], answer["claims"], strict=True))
