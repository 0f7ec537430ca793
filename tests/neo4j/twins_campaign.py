"""Compares all queries on three engines: `python -m tests.neo4j.twins_campaign [DATASETS FIRST]`."""

from __future__ import annotations

import sys
import time

import neo4j

from graphkit.cypher.neo4j.push import push
from graphkit.queries import load_queries
from graphkit.reading.shipped import shipped_queries
from tests.graphs import random_chooser
from tests.neo4j.graph import server_at
from tests.neo4j.server import running_server
from tests.neo4j.test_queries import random_dataset
from tests.neo4j.twins import Comparison, compare

# Without this, the server plans each query again for each dataset, which takes longer than the answer.
SETTINGS = {"dbms.cypher.min_replan_interval": "10h"}
ALL_TYPES = 3000  # claims in which each type occurs: a type that comes later makes the server drop its plans


def main(datasets: int = 300, first: int = 1000) -> int:
    """Pushes so many datasets, asks every query of each, and returns the differences."""
    queries = [query for query in load_queries(shipped_queries()).values() if query.cypher]
    found = Comparison()
    began = time.monotonic()
    with running_server(settings=SETTINGS) as server:
        address = server.address
        push(server_at(address), random_dataset(random_chooser(first - 1), claims=ALL_TYPES))
        with neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as driver:
            for seed in range(first, first + datasets):
                driver.execute_query("MATCH (n) DETACH DELETE n")
                data = random_dataset(random_chooser(seed))
                push(server_at(address), data)
                for query in queries:
                    compare(server_at(address), query, data, seed, choices=1, into=found)
                if seed % 20 == 0:
                    line = (
                        f"{seed - first + 1} datasets, {found.asked} questions, {len(found.different)} differ"
                    )
                    print(line, f"{time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print(
        f"{datasets} datasets, {found.asked} questions of {len(queries)} queries, {found.rows} rows: "
        f"{len(found.different)} answers other than Python's from the embedded engine or from Neo4j"
    )
    print("\n".join(found.different))
    return min(len(found.different), 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
