"""How long a push takes, beside the bare driver that writes the same rows with UNWIND and MERGE.

The peer gets the rows ready made, keeps nothing of what is there, and knows no lock. Both load into a server
of their own, of 1 GB of heap. Run: `python -m benchmarks.neo4j [ENTITIES]`
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context
from typing import TypeVar

from benchmarks.generate import build_graph, iter_claims, iter_entities
from graphkit.cypher.mapping import node_rows, relationship_rows
from graphkit.cypher.neo4j.connect import Secret, Server, connect
from graphkit.cypher.neo4j.push import push
from graphkit.dataset import Dataset
from graphkit.reading import builtin_ontology
from tests.neo4j.server import Address, running_server

T = TypeVar("T")
BATCH = 5000
HEAP = "1g"


def build_dataset(entities: int) -> Dataset:
    """A dataset of so many entities, and 1.65 times as many claims."""
    graph = build_graph(entities)
    return Dataset(
        "benchmark",
        builtin_ontology(),
        {entity.id: entity for entity in iter_entities(graph)},
        {source.id: source for source in sorted(graph.sources, key=lambda source: source.id)},
        {claim.id: claim for claim in iter_claims(graph)},
    )


def change_one_percent(data: Dataset) -> Dataset:
    """The same dataset, with another word in every hundredth entity and claim."""
    entities = {
        key: replace(entity, summary="changed") if number % 100 == 0 else entity
        for number, (key, entity) in enumerate(data.entities.items())
    }
    claims = {
        key: replace(claim, because="changed") if number % 100 == 0 else claim
        for number, (key, claim) in enumerate(data.claims.items())
    }
    return replace(data, entities=entities, claims=claims)


def load_bare(server: Server, data: Dataset) -> float:
    """Constraints, then all rows in transactions of 5,000; seconds, those that make the rows left out."""
    nodes, relationships = node_rows(data), relationship_rows(data)
    with connect(server) as driver, driver.session() as session:
        began = time.perf_counter()
        session.run("CREATE CONSTRAINT FOR (n:Entity) REQUIRE n.id IS UNIQUE").consume()
        session.run("CREATE CONSTRAINT FOR (n:Source) REQUIRE n.id IS UNIQUE").consume()
        for type_ in relationships:
            session.run(f"CREATE CONSTRAINT FOR ()-[r:{type_}]-() REQUIRE r.id IS UNIQUE").consume()
        texts = {
            label: "UNWIND $rows AS row MERGE (n:Source {id: row.id}) SET n = row.p"
            if label == "Source"
            else f"UNWIND $rows AS row MERGE (n:Entity {{id: row.id}}) SET n = row.p, n:{label}"
            for label in nodes
        }
        texts |= {
            type_: "UNWIND $rows AS row MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to}) "
            f"MERGE (a)-[r:{type_} {{id: row.id}}]->(b) SET r = row.p"
            for type_ in relationships
        }
        for name, rows in (*nodes.items(), *relationships.items()):
            for start in range(0, len(rows), BATCH):
                session.run(texts[name], rows=rows[start : start + BATCH]).consume()
        return time.perf_counter() - began


def push_ours(server: Server, data: Dataset) -> float:
    """Seconds of a push, connecting and hashing included."""
    began = time.perf_counter()
    done = push(server, data)
    seconds = time.perf_counter() - began
    written = sum(part.writes for part in done.difference.values())
    print(f"  {seconds:7.1f} s  {done.how}, {written:,} written", flush=True)
    return seconds


def main(entities: int) -> None:
    """Print the seconds of the peer, of a first push, of the same again, and with 1 % changed; our memory."""
    print(f"{entities:,} entities; a server with {HEAP} of heap", flush=True)
    children = get_context("spawn")
    with children.Pool(1) as pool:
        bare = pool.apply(_bare, (entities,))
    print(f"  {bare:7.1f} s  bare driver, in transactions of {BATCH:,}", flush=True)
    with children.Pool(1) as pool:
        first, peak = pool.apply(_ours, (entities,))
    print(f"first load at {bare / first:.2f} times the speed of the bare driver; peak memory {peak:,.0f} MiB")


def _bare(entities: int) -> float:
    data = build_dataset(entities)
    return _on_a_server(lambda server: load_bare(server, data))


def _ours(entities: int) -> tuple[float, float]:
    """Seconds of the first push, and the peak memory of the process after it and the same again."""
    data = build_dataset(entities)

    def work(server: Server) -> tuple[float, float]:
        first, _ = push_ours(server, data), push_ours(server, data)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        push_ours(server, change_one_percent(data))
        return first, peak

    return _on_a_server(work)


def _on_a_server(work: Callable[[Server], T]) -> T:
    with running_server(heap=HEAP) as running:
        return work(_server(running.address))


def _server(address: Address) -> Server:
    return Server(address.uri, address.user, Secret(address.password))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
