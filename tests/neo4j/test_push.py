"""Push to a real server: what it writes, what it keeps, what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from graphkit.cypher.neo4j import difference, schema
from graphkit.cypher.neo4j.connect import Secret, Server
from graphkit.cypher.neo4j.prune import prune
from graphkit.cypher.neo4j.push import push
from graphkit.cypher.neo4j.status import find_status
from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import ExternalError, UsageError
from graphkit.model.ontology import Kind, Ontology
from graphkit.model.records import Entity
from graphkit.project import open_project
from graphkit.reading.shipped import shipped_root
from tests.graphs import TINY, build_claim, random_chooser, random_dataset
from tests.neo4j import trouble
from tests.neo4j.graph import differences, read, run, server_at
from tests.neo4j.server import Address

NASTY = "`); MATCH (n) DETACH DELETE n //\u2028' OR 1=1 \"} {} $rows \\u0027 </script>"


@pytest.fixture
def dataset() -> MemoryDataset:
    """Returns a random dataset with all kinds of records."""
    return random_dataset(random_chooser(7), entities=9, claims=25)


@pytest.fixture(params=[0, 2000], ids=["each type alone", "small types together"])
def _small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests both queries by which the difference reads claims."""
    monkeypatch.setattr(difference, "SMALL", request.param)


def _totals(rows: list[tuple[str, int, int, int, int, int]]) -> list[int]:
    return [sum(numbers) for numbers in zip(*(row[1:5] for row in rows), strict=True)]


def test_the_shipped_investigation_arrives_claim_by_claim(no_nodes: Address) -> None:
    data = open_project(shipped_root()).dataset
    done = push(server_at(no_nodes), data)
    assert differences(read(no_nodes), data) == []
    assert done.how == "one transaction"
    assert _totals(done.rows) == [len(data.entities) + len(data.sources) + len(data.claims), 0, 0, 0]


def test_pushing_twice_writes_nothing(no_nodes: Address, dataset: MemoryDataset) -> None:
    server = server_at(no_nodes)
    push(server, dataset)
    before = run(no_nodes, "MATCH (p:GraphkitProject) RETURN properties(p) AS p")
    again = push(server, dataset)
    assert (again.how, _totals(again.rows)) == ("nothing to do", [0, 0, 0, 0])
    assert run(no_nodes, "MATCH (p:GraphkitProject) RETURN properties(p) AS p") == before


def test_a_push_ends_when_all_of_its_indexes_are_ready(empty_neo4j: Address, dataset: MemoryDataset) -> None:
    many = replace(dataset, entities={**trouble.many(5000).entities, **dataset.entities})
    push(server_at(empty_neo4j), many)
    found = run(
        empty_neo4j, "SHOW INDEXES YIELD name, state WHERE name STARTS WITH 'graphkit_' RETURN name, state"
    )
    names = {row["name"] for row in found}
    types = {dataset.ontology.types[claim.type].rel_type.lower() for claim in dataset.claims.values()}
    assert {f"graphkit_hash_type_{name}" for name in types} < names
    assert {"graphkit_hash_entity", "graphkit_hash_source", "graphkit_sources", "graphkit_entity"} < names
    assert {row["state"] for row in found} == {"ONLINE"}


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("seed", range(3))
def test_any_dataset_becomes_any_other(no_nodes: Address, seed: int) -> None:
    """Kinds, ends and evidence change under the same ids; missing records are removed."""
    server = server_at(no_nodes)
    first, second = (random_dataset(random_chooser(seed * 2 + i), claims=20) for i in range(2))
    push(server, first)
    dry = push(server, second, dry_run=True)
    assert differences(read(no_nodes), first) == []
    done = push(server, second)
    assert differences(read(no_nodes), second) == []
    assert dry.rows == done.rows
    assert push(server, second).how == "nothing to do"


def test_a_claim_that_takes_another_end_is_moved(no_nodes: Address) -> None:
    data = random_dataset(random_chooser(1), entities=6, claims=0)
    a, b, c = list(data.entities)[:3]
    claims = [
        build_claim("supplied", start, end, sources=dict(data.sources), id="x", start="2005")
        for start, end in ((a, b), (a, c), (c, a))
    ]
    for claim in claims:
        moved = replace(data, claims={"x": claim})
        push(server_at(no_nodes), moved)
        assert differences(read(no_nodes), moved) == []


def test_texts_that_carry_cypher_come_back_as_texts(no_nodes: Address) -> None:
    data = random_dataset(random_chooser(3))
    entities = {key: replace(entity, name=NASTY, aliases=(NASTY,)) for key, entity in data.entities.items()}
    claims = {
        NASTY + key: replace(
            claim,
            id=NASTY + key,
            because=NASTY,
            evidence=tuple(replace(e, says=NASTY) for e in claim.evidence),
        )
        for key, claim in data.claims.items()
    }
    nasty = replace(data, name=NASTY, entities=entities, claims=claims)
    push(server_at(no_nodes), nasty)
    assert differences(read(no_nodes), nasty) == []


def test_names_that_carry_cypher_are_refused_before_anything_is_sent() -> None:
    kind = Kind("person`) DETACH DELETE (n", "", "", "", {})
    data = MemoryDataset("x", Ontology({kind.key: kind}, {}, {}, {}), {}, {}, {})
    with pytest.raises(UsageError, match="kind"):
        push(Server("bolt://127.0.0.1:1", password=Secret("none")), data)


def _foreign(address: Address) -> Any:
    nodes = "MATCH (n:Foreign) RETURN labels(n) AS labels, properties(n) AS p ORDER BY p.id"
    links = "MATCH (a)-[r]->(b) WHERE r._hash IS NULL RETURN type(r) AS type, a.id AS a, b.id AS b, "
    return run(address, nodes), run(address, links + "properties(r) AS p ORDER BY a, type")


def test_what_others_keep_beside_ours_stays_as_it_is(no_nodes: Address, dataset: MemoryDataset) -> None:
    server = server_at(no_nodes)
    run(no_nodes, "CREATE (:Foreign {id: 'e0', x: 1})-[:INFORMED_FOR {y: 2}]->(:Foreign:Person {id: 'e1'})")
    push(server, dataset)
    first, last = min(dataset.entities), max(dataset.entities)
    run(
        no_nodes,
        "MATCH (a:Entity {id: $a}), (f:Foreign {id: 'e0'}) CREATE (a)-[:SUPPLIED {z: 3}]->(f)",
        a=last,
    )
    run(no_nodes, "MATCH (a:Entity {id: $a}) SET a.rank = 0.5, a:Suspect", a=first)
    before = _foreign(no_nodes)
    changed = replace(
        dataset, entities={**dataset.entities, first: replace(dataset.entities[first], summary="new")}
    )
    push(server, changed)
    assert _foreign(no_nodes) == before
    found = run(no_nodes, "MATCH (a:Suspect) RETURN a.rank AS rank, a.summary AS summary")
    assert found == [{"rank": 0.5, "summary": "new"}]


def test_an_entity_with_somebody_elses_relationship_is_kept_and_said_so(
    no_nodes: Address, dataset: MemoryDataset
) -> None:
    server = server_at(no_nodes)
    push(server, dataset)
    gone = max(dataset.entities)
    run(no_nodes, "MATCH (a:Entity {id: $a}) CREATE (a)-[:SUPPLIED {z: 3}]->(:Foreign)", a=gone)
    claims = {
        key: claim
        for key, claim in dataset.claims.items()
        if gone not in (*claim.ends, *sum(claim.roles.values(), ()))
    }
    entities = {key: entity for key, entity in dataset.entities.items() if key != gone}
    smaller = replace(dataset, entities=entities, claims=claims)
    before = _foreign(no_nodes)
    done = push(server, smaller)
    assert done.difference["Entity"].kept == (gone,)
    assert _foreign(no_nodes) == before
    again = push(server, smaller)
    assert (again.how, again.difference["Entity"].kept) == ("nothing to do", (gone,))
    push(server, dataset)  # it is in the files again
    assert differences(read(no_nodes), dataset) == []
    push(server, smaller)
    run(no_nodes, "MATCH (f:Foreign) DETACH DELETE f")
    assert push(server, smaller).difference["Entity"].removed == (gone,)
    assert differences(read(no_nodes), smaller) == []


def test_another_projects_graph_is_refused_and_left(no_nodes: Address, dataset: MemoryDataset) -> None:
    server = server_at(no_nodes)
    push(server, dataset)
    for act in (
        lambda: push(server, replace(dataset, name="other", claims={})),
        lambda: push(server, replace(dataset, name="other"), dry_run=True),
        lambda: prune(server, "other"),
    ):
        with pytest.raises(ExternalError, match="holds the project 'random', not 'other'"):
            act()
    assert find_status(server, replace(dataset, name="other")).difference is None
    assert differences(read(no_nodes), dataset) == []


@pytest.mark.parametrize("node", ["(:Entity {id: 'e0'})", "(:Source)", "(:Entity {id: 'e0', _hash: 'x'})"])
def test_nodes_that_look_like_ours_are_refused_and_left(
    empty_neo4j: Address, dataset: MemoryDataset, node: str
) -> None:
    run(empty_neo4j, f"CREATE {node}")
    with pytest.raises(ExternalError, match="not of this project"):
        push(server_at(empty_neo4j), dataset)
    assert run(empty_neo4j, "MATCH (n) RETURN count(n) AS n") == [{"n": 1}]
    assert run(empty_neo4j, "SHOW CONSTRAINTS") == []


def test_a_stranger_among_our_entities_is_refused(no_nodes: Address, dataset: MemoryDataset) -> None:
    push(server_at(no_nodes), dataset)
    run(no_nodes, "CREATE (:Entity {id: 'a stranger'})")
    with pytest.raises(ExternalError, match="a stranger"):
        push(server_at(no_nodes), replace(dataset, claims={}))


@pytest.mark.usefixtures("_small")
def test_an_id_that_somebody_changed_on_the_server_is_mended(
    no_nodes: Address, dataset: MemoryDataset
) -> None:
    server, tied = server_at(no_nodes), next(iter(dataset.claims.values())).from_id
    push(server, dataset)
    run(no_nodes, "MATCH (n:Entity {id: $id}) SET n.id = 'another'", id=tied)
    done = push(server, dataset)
    assert (done.difference["Entity"].added, done.difference["Entity"].removed) == ((tied,), ("another",))
    assert differences(read(no_nodes), dataset) == []
    run(no_nodes, "MATCH (n:Entity {id: $id}) REMOVE n.id", id=tied)
    with pytest.raises(ExternalError, match="removed the id of Entity elements"):
        push(server, dataset)
    prune(server, dataset.name)
    push(server, dataset)
    assert differences(read(no_nodes), dataset) == []


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("value", ["'a b'", "7", "'left'"])
def test_a_hash_that_somebody_changed_on_the_server_is_mended(
    no_nodes: Address, dataset: MemoryDataset, value: str
) -> None:
    server = server_at(no_nodes)
    push(server, dataset)
    run(no_nodes, f"MATCH ()-[r {{id: $id}}]->() SET r._hash = {value}, r.says = []", id=min(dataset.claims))
    assert _totals(push(server, dataset).rows) == [0, 1, 0, 0]
    assert differences(read(no_nodes), dataset) == []


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("value", ["''", "['x']", "null"])
def test_a_claim_without_a_hash_is_somebody_elses(
    no_nodes: Address, dataset: MemoryDataset, value: str
) -> None:
    push(server_at(no_nodes), dataset)
    run(no_nodes, f"MATCH ()-[r {{id: $id}}]->() SET r._hash = {value}", id=min(dataset.claims))
    with pytest.raises(ExternalError, match="not of this project"):
        push(server_at(no_nodes), dataset)


def test_a_graph_without_a_name_is_refused() -> None:
    with pytest.raises(UsageError, match=r"graphkit\.yaml"):
        push(Server("bolt://127.0.0.1:1"), MemoryDataset("", TINY, {}, {}, {}))


def test_prune_counts_first_and_removes_ours_alone(no_nodes: Address, dataset: MemoryDataset) -> None:
    server = server_at(no_nodes)
    run(no_nodes, "CREATE (:Foreign {id: 'e0'})")
    run(no_nodes, "CREATE INDEX theirs IF NOT EXISTS FOR (n:Foreign) ON (n.id)")
    push(server, dataset)
    tied = min(dataset.entities)
    run(no_nodes, "MATCH (a:Entity {id: $a}), (f:Foreign) CREATE (a)-[:KNOWS]->(f)", a=tied)
    before = _foreign(no_nodes)
    counts = prune(server, "random", dry_run=True)
    assert differences(read(no_nodes), dataset) == []
    assert (counts["Entity"], counts["Source"], counts["kept"]) == (
        len(dataset.entities) - 1,
        len(dataset.sources),
        1,
    )
    assert prune(server, "random") == counts
    found = read(no_nodes)
    assert (set(found.entities), found.sources, found.claims, found.markers) == ({tied}, {}, {}, [])
    assert _foreign(no_nodes) == before
    assert [row["name"] for row in run(no_nodes, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'")] == [
        "theirs"
    ]
    push(server, dataset)  # and takes over the kept one
    assert differences(read(no_nodes), dataset) == []
    prune(server, "random")
    with pytest.raises(ExternalError, match="holds no graph"):
        prune(server, "random")


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d,
        lambda d: replace(d, claims={}),
        lambda d: replace(d, entities={**d.entities, "new": Entity("new", "person", "New")}),
    ],
)
def test_status_tells_how_far_the_server_is_from_the_files(
    no_nodes: Address, dataset: MemoryDataset, change: Callable[[MemoryDataset], MemoryDataset]
) -> None:
    server = server_at(no_nodes)
    empty = find_status(server, dataset)
    assert (empty.project, empty.difference, empty.nodes) == (None, None, 0)
    push(server, dataset)
    status = find_status(server, change(dataset))
    assert status.project is not None
    assert (status.project.state, status.project.claims) == ("complete", len(dataset.claims))
    assert status.difference == push(server, change(dataset), dry_run=True).difference


def test_an_index_that_a_killed_server_left_of_a_constraint_is_replaced(
    empty_neo4j: Address, dataset: MemoryDataset
) -> None:
    name = f"graphkit_type_{min(dataset.claims.values(), key=lambda claim: claim.type).type}"
    type_ = name.removeprefix("graphkit_type_").upper()
    run(empty_neo4j, f"CREATE INDEX {name} FOR ()-[r:{type_}]-() ON (r.id)")
    push(server_at(empty_neo4j), dataset)
    assert name in {row["name"] for row in run(empty_neo4j, "SHOW CONSTRAINTS YIELD name")}


def test_a_constraint_that_another_push_is_making_is_waited_for(
    empty_neo4j: Address, dataset: MemoryDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A push can see the index before its constraint exists, and must not drop the index then."""
    found = f"FOR ()-[r:{min(dataset.claims.values(), key=lambda claim: claim.type).type.upper()}]-()"
    name = f"graphkit_type_{min(claim.type for claim in dataset.claims.values())}"
    run(empty_neo4j, f"CREATE INDEX {name} {found} ON (r.id)")
    run_all = schema._run_all
    met: list[list[str]] = []

    def meet(tx: Any, statements: list[str]) -> None:
        if not met:
            met.append(statements)
            run(empty_neo4j, f"DROP INDEX {name}")
            run(empty_neo4j, f"CREATE CONSTRAINT {name} {found} REQUIRE r.id IS UNIQUE")
        run_all(tx, statements)

    monkeypatch.setattr(schema, "_run_all", meet)
    push(server_at(empty_neo4j), dataset)
    assert met == [[f"DROP INDEX {name} IF EXISTS"]]
    assert differences(read(empty_neo4j), dataset) == []
