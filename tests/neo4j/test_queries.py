"""Canned queries on a real server with the unfiltered graph: the same rows as Python."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from graphkit.cypher.neo4j.ask import ask as ask_server
from graphkit.cypher.neo4j.push import push
from graphkit.dataset.memory import MemoryDataset
from graphkit.dataset.selection import select
from graphkit.project import open_project
from graphkit.queries import ask, load_queries
from graphkit.queries.browser_cypher import literal
from graphkit.reading.read import builtin_ontology
from graphkit.reading.shipped import shipped_queries, shipped_root
from tests.graphs import Chooser, random_chooser
from tests.neo4j.graph import server_at
from tests.neo4j.server import Address
from tests.queries.graphs import HOSTILE, hostile_dataset, some_filters, values_for

QUERIES = load_queries(shipped_queries())
KINDS = ("person", "organization", "agency")


def _rows(table: Any) -> list[Any]:
    answer = table.to_dict()
    return list(zip(answer["rows"], answer["claims"], strict=True))


@pytest.mark.parametrize("given", [{}, {"without_source": "compilation", "include_denied": True}], ids=str)
def test_the_shipped_investigation_is_answered_alike(no_nodes: Address, given: dict[str, Any]) -> None:
    project = open_project(shipped_root())
    push(server_at(no_nodes), project.dataset)
    server = server_at(no_nodes)
    for name in project.queries():
        ends = {"path_between": ("loya-castro", "dea"), "common_contacts": ("guzman", "dea")}.get(name)
        values: dict[str, Any] = dict(zip(("first", "second"), ends, strict=True)) if ends else {}
        expected = _rows(project.ask(name, **values, **given))
        assert _rows(project.ask(name, engine="neo4j", server=server, **values, **given)) == expected, name


@pytest.mark.parametrize("seed", range(3))
def test_a_random_investigation_is_answered_alike(no_nodes: Address, seed: int) -> None:
    choose = random_chooser(seed)
    data = random_dataset(choose)
    server = server_at(no_nodes)
    push(server, data)
    filters = some_filters(choose, data)
    view = select(data, filters)
    for query in QUERIES.values():
        given = values_for(query, choose, view)
        if given is None:
            continue
        expected = _rows(ask(query, data, filters, given))
        assert _rows(ask(query, data, filters, given, engine="neo4j", server=server)) == expected, query.name


def test_bound_literals_come_back_as_data(no_nodes: Address) -> None:
    data = random_dataset(random_chooser(0))
    push(server_at(no_nodes), data)
    text = f"RETURN {literal(HOSTILE)} AS bound, $x AS given"
    answer = ask_server(server_at(no_nodes), data, text, {"x": list(HOSTILE)})
    assert answer.rows == (([*HOSTILE], [*HOSTILE]),)


def random_dataset(choose: Chooser, *, claims: int = 24) -> MemoryDataset:
    """Returns a random dataset of all types between people, organizations and agencies."""
    whole = builtin_ontology()
    kinds = {key: whole.kinds[key] for key in KINDS}
    types = {
        key: type_
        for key, type_ in whole.types.items()
        if {*type_.from_kinds} & {*KINDS} and {*type_.to_kinds} & {*KINDS}
    }
    narrow = replace(whole, kinds=kinds, types=types)
    return replace(hostile_dataset(choose, narrow, claims=claims), name="random")
