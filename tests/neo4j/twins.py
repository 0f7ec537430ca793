"""The Cypher twins on a server and in memory beside the Python ones, whatever the values and the filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphkit.cypher.embedded import Records
from graphkit.cypher.neo4j.ask import ask
from graphkit.cypher.neo4j.connect import Server
from graphkit.dataset.base import Dataset
from graphkit.dataset.selection import apply_filters
from graphkit.queries import Query, ask_cypher, ask_python, read_values, server_parameters
from graphkit.questions.answer import Table
from tests.graphs import random_chooser
from tests.queries.graphs import some_filters, values_for


@dataclass
class Comparison:
    """How many questions were asked, how many rows Python gave, and which answers were unlike, in words."""

    asked: int = 0
    rows: int = 0
    unlike: list[str] = field(default_factory=list)


def compare(
    server: Server,
    query: Query,
    data: Dataset,
    seed: int,
    *,
    choices: int = 3,
    into: Comparison | None = None,
) -> Comparison:
    """Ask Python, the embedded engine, and the server, which holds the dataset."""
    found = into or Comparison()

    def run(text: str, parameters: Mapping[str, object]) -> Records:
        return ask(server, data, text, parameters)

    for number in range(choices):
        choose = random_chooser(seed * 100 + number)
        filters = some_filters(choose, data)
        view = apply_filters(data, filters)
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
                found.unlike.append(
                    f"{query.name} {values} {filters}, {engine}: {rows} instead of {expected}"
                )
    return found


def _rows(table: Table) -> list[Any]:
    answer = table.to_dict()
    return list(zip(answer["rows"], answer["claims"], strict=True))
