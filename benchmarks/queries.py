"""Measures canned queries: as whole processes, and on 100,000 loaded claims.

A process is compared with bare Python, an answer with one pass over the claims, loading the embedded graph
with networkx. Run: `python -m benchmarks.queries [CLAIMS]`
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from benchmarks.generate import build_graph, iter_claims, iter_entities
from benchmarks.timing import compare_runs, seconds_of
from graphkit.cypher.embedded import load_graph
from graphkit.dataset.memory import MemoryDataset
from graphkit.dataset.rows import to_networkx
from graphkit.project import open_project
from graphkit.queries import ask_python, cypher_parameters, load_queries, query_of, read_values
from graphkit.reading.read import builtin_ontology
from graphkit.reading.shipped import shipped_queries, shipped_root

T = TypeVar("T")
NEEDED = {
    "path_between": ["--first", "loya-castro", "--second", "dea"],
    "common_contacts": ["--first", "guzman", "--second", "dea"],
}


def main(claims: int) -> None:
    """Prints the time of each query as a process over bare Python, then times on a large dataset."""
    for name in load_queries(shipped_queries()):
        _, ours = _least(partial(_run, name))
        _, bare = _least(lambda: subprocess.run([sys.executable, "-c", ""], check=True))
        print(f"{name}: {1000 * (ours - bare):.0f} ms over bare Python ({ours / bare:.1f}x)")
    data = _large(claims)
    query = query_of(shipped_root(), "who_informed_for_whom")
    values = read_values(query, data, {})
    ask = partial(ask_python, query, data, values)
    table, seconds = _least(ask)
    passes = compare_runs(lambda: [claim.type for claim in data.claims.values()], ask)
    print(f"{len(data.claims):,} claims, {query.name}: {1000 * seconds:.0f} ms for {len(table):,} rows")
    print(f"the query takes {passes} the time of one pass over the claims")
    graph, loading = _least(lambda: load_graph(data), 1)
    print(
        f"embedded graph loaded in {loading:.1f} s; networkx in {seconds_of(lambda: to_networkx(data)):.1f} s"
    )
    _, running = _least(lambda: graph.run(query.text, cypher_parameters(data, values)))
    print(f"the same query in it: {1000 * running:.0f} ms")


def _run(name: str) -> None:
    command = [sys.executable, "-m", "graphkit", "ask", name, *NEEDED.get(name, []), "--format", "json"]
    subprocess.run(command, check=True, cwd=shipped_root(), stdout=subprocess.DEVNULL)


def _least(call: Callable[[], T], runs: int = 5) -> tuple[T, float]:
    """Returns the answer and the least of several times in seconds, because other programs only add time."""
    found: list[T] = []
    seconds = min(seconds_of(lambda: found.append(call())) for _ in range(runs))
    return found[-1], seconds


def _large(claims: int) -> MemoryDataset:
    """Returns a generated dataset with so many claims."""
    graph = build_graph(claims * 6 // 10, claims)
    people = {entity.id: entity for entity in iter_entities(graph)}
    ontology = builtin_ontology()
    sources = open_project(shipped_root()).sources
    return MemoryDataset(
        "large", ontology, people, sources, {claim.id: claim for claim in iter_claims(graph)}
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
