"""Every twin on a real server against Python: `python -m tests.neo4j.twins_campaign [DATASETS FIRST]`."""

from __future__ import annotations

import sys
import time

import neo4j

from graphkit.cypher.neo4j.push import push
from graphkit.queries import load_queries
from graphkit.shipped import shipped_queries
from tests.graphs import random_chooser
from tests.neo4j.graph import server_at
from tests.neo4j.server import running_server
from tests.neo4j.test_queries import random_dataset
from tests.neo4j.twins import unlike


def main(datasets: int = 300, first: int = 1000) -> int:
    """Push so many datasets one after the other, ask every query of each; print and return what differs."""
    queries = load_queries(shipped_queries())
    wrong: list[str] = []
    asked = 0
    began = time.monotonic()
    with running_server() as server:
        address = server.address
        with neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as driver:
            for seed in range(first, first + datasets):
                driver.execute_query("MATCH (n) DETACH DELETE n")
                data = random_dataset(random_chooser(seed))
                push(server_at(address), data)
                for query in queries.values():
                    wrong += unlike(server_at(address), query, data, seed, choices=1)
                    asked += 1
                if seed % 20 == 0:
                    told = f"{seed - first + 1} datasets, {asked} questions, {len(wrong)} unlike"
                    print(told, f"{time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print(f"{datasets} datasets, {asked} questions: {len(wrong)} answered otherwise than in Python")
    print("\n".join(wrong))
    return min(len(wrong), 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
