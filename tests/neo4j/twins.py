"""The Cypher twins on a server beside the Python ones, whatever the values and the filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphkit.cypher.embedded import Records
from graphkit.cypher.neo4j.ask import ask
from graphkit.cypher.neo4j.connect import Server
from graphkit.dataset import Dataset
from graphkit.filters import apply_filters
from graphkit.queries import Query, ask_cypher, ask_python, read_values, server_parameters
from graphkit.result import Table
from tests.graphs import random_chooser
from tests.queries.graphs import some_filters, values_for


def unlike(server: Server, query: Query, data: Dataset, seed: int, *, choices: int = 3) -> list[str]:
    """Where the server, which holds the dataset, answers otherwise than Python, told in words."""
    wrong = []

    def run(text: str, given: Mapping[str, Any]) -> Records:
        return ask(server, data, text, given)

    for number in range(choices):
        choose = random_chooser(seed * 100 + number)
        filters = some_filters(choose, data)
        view = apply_filters(data, filters)
        chosen = values_for(query, choose, view)
        if chosen is None:
            continue
        values = read_values(query, view, chosen)
        expected = _rows(ask_python(query, view, values))
        found = _rows(ask_cypher(query, view, values, run=run, told=server_parameters(view, filters)))
        if found != expected:
            wrong.append(f"{query.name} {values} {filters}: {found} instead of {expected}")
    return wrong


def _rows(table: Table) -> list[Any]:
    answer = table.to_dict()
    return list(zip(answer["rows"], answer["claims"], strict=True))
