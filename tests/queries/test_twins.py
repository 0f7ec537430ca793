"""Both versions of a query give the same rows, for all data, values and filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graphkit.cypher.embedded import Records, load_graph
from graphkit.dataset.selection import select
from graphkit.queries import Query, ask, ask_cypher, ask_python, load_queries, read_values, server_parameters
from graphkit.queries.values import combinations
from graphkit.questions.answer import Table
from graphkit.reading.shipped import shipped_queries
from tests.cypher.here import engine_here as engine_here
from tests.graphs import random_chooser
from tests.queries.graphs import dataset_for, some_filters, values_for

QUERIES = load_queries(shipped_queries())
TWINS = [query for query in QUERIES.values() if query.cypher and query.python]
DENSE = {"path_between": 24}  # claims; its Cypher tries every path, parallel claims included
EXAMPLES = 300 // len(TWINS) + 1  # 300 datasets in all


def _name(query: Query) -> str:
    return query.name


@pytest.mark.parametrize("query", TWINS, ids=_name)
@settings(max_examples=EXAMPLES)
@given(seed=st.integers(0, 2**32), claims=st.integers(0, 60))
def test_python_and_cypher_give_the_same_rows(query: Query, seed: int, claims: int) -> None:
    choose = random_chooser(seed)
    data = dataset_for(query, choose, claims=min(claims, DENSE.get(query.name, claims)))
    filters = some_filters(choose, data)
    view = select(data, filters)
    chosen = values_for(query, choose, view)
    assume(chosen is not None)
    values = read_values(query, view, chosen or {})
    expected = _rows(ask_python(query, view, values))
    assert _rows(ask_cypher(query, view, values)) == expected
    # The same Cypher on the unfiltered graph, as a server holds it; parameters apply the filters.
    whole = load_graph(data)

    def run(text: str, parameters: Mapping[str, object]) -> Records:
        return whole.run(text, parameters)

    extra = server_parameters(view, filters)
    assert _rows(ask_cypher(query, view, values, run=run, extra=extra)) == expected


@pytest.mark.parametrize(
    "query", [query for query in TWINS if any(item.type == "entity" for item in query.parameters)], ids=_name
)
@settings(max_examples=EXAMPLES // 3)
@given(seed=st.integers(0, 2**32), claims=st.integers(0, 40))
def test_several_entities_give_the_rows_of_each_on_both_twins(query: Query, seed: int, claims: int) -> None:
    choose = random_chooser(seed)
    data = dataset_for(query, choose, claims=min(claims, DENSE.get(query.name, claims)))
    each = [values_for(query, choose, data) for _ in range(3)]
    assume(None not in each)
    options: dict[str, Any] = {}
    for parameter in query.parameters:
        found = [values[parameter.name] for values in each if values and parameter.name in values]
        if found:
            options[parameter.name] = found if parameter.type == "entity" else found[0]
    expected: Counter[str] = Counter()
    for chosen in combinations(query, options):
        expected |= Counter(map(repr, _rows(ask(query, data, {}, chosen))))
    joined = _rows(ask(query, data, {}, options))
    assert Counter(map(repr, joined)) == expected
    assert _rows(ask(query, data, {}, options, engine="cypher")) == joined


def _rows(table: Table) -> list[Any]:
    answer = table.to_dict()
    return list(zip(answer["rows"], answer["claims"], strict=True))
