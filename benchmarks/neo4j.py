"""Compares a push with the bare driver, which writes the same rows with UNWIND and MERGE.

The bare driver gets finished rows, compares nothing and takes no lock. Each loads into its own server with 1
GB of heap and 512 MB of page cache. Run: `python -m benchmarks.neo4j [ENTITIES]`, or `… 606061 alone` for a
million claims without the peer.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from msgspec.structs import replace

from benchmarks.generate import build_graph, iter_claims, iter_entities
from graphkit.cypher.mapping import Rows, node_rows, relationship_rows
from graphkit.cypher.neo4j.connect import Secret, Server, connect
from graphkit.cypher.neo4j.difference import count_writes
from graphkit.cypher.neo4j.push import push
from graphkit.dataset.memory import MemoryDataset
from graphkit.reading.read import builtin_ontology
from tests.neo4j.server import Address, running_server
from tests.neo4j.server import Server as Running

BATCH = 5000
HEAP = "1g"
SETTINGS = {"server.memory.pagecache.size": "512m"}


def build_dataset(entities: int) -> MemoryDataset:
    """Returns a dataset of so many entities, and 1.65 times as many claims."""
    graph = build_graph(entities)
    return MemoryDataset(
        "benchmark",
        builtin_ontology(),
        {entity.id: entity for entity in iter_entities(graph)},
        {source.id: source for source in sorted(graph.sources, key=lambda source: source.id)},
        {claim.id: claim for claim in iter_claims(graph)},
    )


def change_one_percent(data: MemoryDataset) -> MemoryDataset:
    """Returns the dataset with a change in every hundredth entity and claim."""
    entities = {
        key: replace(entity, summary="changed") if number % 100 == 0 else entity
        for number, (key, entity) in enumerate(data.entities.items())
    }
    claims = {
        key: replace(claim, because="changed") if number % 100 == 0 else claim
        for number, (key, claim) in enumerate(data.claims.items())
    }
    return replace(data, entities=entities, claims=claims)


def load_bare(server: Server, nodes: Rows, relationships: Rows) -> str:
    """Creates constraints, then writes all rows in transactions of 5,000."""
    with connect(server) as driver, driver.session() as session:
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
    return f"in transactions of {BATCH:,}"


def measure(running: Running, work: Callable[[], str], what: str) -> float:
    """Prints and returns the seconds of some work, with the CPU seconds of client and server."""
    began, here, there = time.perf_counter(), time.process_time(), _processor(running)
    result = work()
    seconds = time.perf_counter() - began
    here, there = time.process_time() - here, _processor(running) - there
    print(f"  {seconds:7.1f} s  ({here:.1f} client, {there:.1f} server)  {what}: {result}", flush=True)
    return seconds


def main(entities: int, alone: bool = False) -> None:
    """Prints the seconds of a first push, of a second, of one with 1 % changed, and of the bare driver."""
    print(f"{entities:,} entities; a server with {HEAP} of heap; in brackets, CPU seconds", flush=True)
    children = get_context("spawn")
    with children.Pool(1) as pool:
        first, peak = pool.apply(_ours, (entities,))
    print(f"peak memory of the first two pushes: {peak:,.0f} MiB", flush=True)
    if alone:
        return
    with children.Pool(1) as pool:
        bare = pool.apply(_bare, (entities,))
    print(f"a first push has {bare / first:.2f} of the speed of the bare driver")


def _bare(entities: int) -> float:
    data = build_dataset(entities)
    rows = node_rows(data), relationship_rows(data)
    with running_server(heap=HEAP, settings=SETTINGS) as running:
        server = _server(running.address)
        return measure(running, lambda: load_bare(server, *rows), "bare driver")


def _ours(entities: int) -> tuple[float, float]:
    """Returns the seconds of the first push, and the peak memory of the process after the second."""
    data = build_dataset(entities)

    def push_this() -> str:
        done = push(_server(running.address), data)
        return f"{done.how}, {count_writes(done.difference):,} written"

    with running_server(heap=HEAP, settings=SETTINGS) as running:
        first = measure(running, push_this, "first push")
        measure(running, push_this, "the same push again")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        data = change_one_percent(data)
        measure(running, push_this, "1 % changed")
    return first, peak


def _processor(running: Running) -> float:
    """Returns the CPU seconds of the server so far; 0 on systems without /proc."""
    try:
        fields = Path(f"/proc/{running.process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _server(address: Address) -> Server:
    return Server(address.uri, address.user, Secret(address.password))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, "alone" in sys.argv)
