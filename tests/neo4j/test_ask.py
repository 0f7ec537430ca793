"""Cypher on the server: the same rows as in memory, no writes, limits respected."""

from __future__ import annotations

import pytest

from graphkit.cypher.embedded import load_graph
from graphkit.cypher.neo4j.ask import ask
from graphkit.cypher.neo4j.push import push
from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import ExternalError, UsageError
from graphkit.project import open_project
from graphkit.queries import Query, load_queries
from graphkit.reading.shipped import shipped_queries, shipped_root
from tests.graphs import random_chooser
from tests.neo4j.graph import run, server_at
from tests.neo4j.server import Address
from tests.neo4j.trouble import dataset
from tests.neo4j.twins import compare
from tests.queries.graphs import dataset_for

QUERIES = load_queries(shipped_queries())
TWINS = [query for query in QUERIES.values() if query.cypher and query.python]


@pytest.fixture
def pushed(no_nodes: Address) -> MemoryDataset:
    """Pushes a dataset to the server."""
    data = dataset(1)
    push(server_at(no_nodes), data)
    return data


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (a)-[r]->(b) RETURN r.id AS id, a, r, b ORDER BY id",
        (
            "MATCH p = (a:Entity)-[*1..2]->(b:Entity) RETURN p, length(p) AS n "
            "ORDER BY n, [r IN relationships(p) | r.id]"
        ),
        "MATCH (n:Entity) RETURN n.id AS id, n.aliases AS aliases, n.unnamed AS unnamed, $x AS x ORDER BY id",
        "MATCH ()-[r]->() RETURN r.sources AS s, r.rung AS rung, r.since AS since ORDER BY r.id",
        "RETURN {a: [1, 2.5, 'x', null, true]} AS map",
    ],
)
def test_typed_values_are_those_of_the_embedded_engine(
    no_nodes: Address, pushed: MemoryDataset, text: str
) -> None:
    given = {"x": "'; MATCH (n) DETACH DELETE n //"} if "$x" in text else {}
    there = ask(server_at(no_nodes), pushed, text, given)
    here = load_graph(pushed).run(text, given)
    assert (there.columns, there.rows) == (here.columns, here.rows)
    assert there.rows


def test_at_most_so_many_rows_come_back(no_nodes: Address, pushed: MemoryDataset) -> None:
    found = ask(server_at(no_nodes), pushed, "UNWIND range(1, 1000000) AS n RETURN n", limit=3)
    assert (found.rows, found.cut) == (((1,), (2,), (3,)), True)
    whole = ask(server_at(no_nodes), pushed, "UNWIND range(1, 3) AS n RETURN n", limit=3)
    assert (len(whole.rows), whole.cut) == (3, False)


def test_a_query_that_takes_too_long_is_given_up(no_nodes: Address, pushed: MemoryDataset) -> None:
    text = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN max(a * b) AS m"
    with pytest.raises(UsageError, match=r"no answer within 0\.5 s"):
        ask(server_at(no_nodes), pushed, text, timeout=0.5)


@pytest.mark.parametrize(
    "text", ["CREATE (n)", "MATCH (n) SET n.x = 1 RETURN n", "CALL db.labels() YIELD label RETURN label"]
)
def test_what_writes_is_refused_before_it_is_sent(
    no_nodes: Address, pushed: MemoryDataset, text: str
) -> None:
    with pytest.raises(UsageError, match="1:"):
        ask(server_at(no_nodes), pushed, text)


def test_what_would_get_past_is_refused_by_the_server(
    no_nodes: Address, pushed: MemoryDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.cypher.neo4j.ask.check_read_only", lambda text: ())
    with pytest.raises(UsageError, match="would write"):
        ask(server_at(no_nodes), pushed, "CREATE (n:Smuggled)")
    assert run(no_nodes, "MATCH (n:Smuggled) RETURN count(n) AS n") == [{"n": 0}]


def test_what_is_no_query_is_said_to_be_none(no_nodes: Address, pushed: MemoryDataset) -> None:
    with pytest.raises(UsageError, match="Invalid input"):
        ask(server_at(no_nodes), pushed, "MATCH (n RETURN n")
    with pytest.raises(UsageError, match=r"no value for \$who"):
        ask(server_at(no_nodes), pushed, "RETURN $who AS who")


def test_an_empty_database_is_not_asked(no_nodes: Address) -> None:
    with pytest.raises(ExternalError, match="holds no graphkit graph"):
        ask(server_at(no_nodes), dataset(1), "RETURN 1 AS one")


def test_every_twin_gives_the_same_rows_on_the_shipped_investigation(no_nodes: Address) -> None:
    data = open_project(shipped_root()).dataset
    server = server_at(no_nodes)
    push(server, data)
    for number, query in enumerate(TWINS):
        assert compare(server, query, data, number, choices=1).different == [], query.name


@pytest.mark.parametrize("query", TWINS, ids=lambda query: query.name)
def test_every_twin_gives_the_same_rows_on_random_datasets(no_nodes: Address, query: Query) -> None:
    """Tests one dataset for each query; the campaign tests more than 300."""
    data = dataset_for(query, random_chooser(TWINS.index(query)), claims=30)
    push(server_at(no_nodes), data)
    assert compare(server_at(no_nodes), query, data, 0).different == []
