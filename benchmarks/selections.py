"""Measures filters and paths on a generated dataset of 100,000 claims in memory.

Rows and postings are built once, before. Run: `python -m benchmarks.selections [CLAIMS]`
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from benchmarks.generate import build_graph, iter_claims, iter_entities
from graphkit.dataset.memory import MemoryDataset
from graphkit.dataset.selection import select
from graphkit.dataset.words import words_of
from graphkit.model.filters import Filters, read_options
from graphkit.questions.paths import find_paths
from graphkit.reading.read import builtin_ontology

SOURCE = "source-96"
FILTERS: tuple[Mapping[str, Any], ...] = (
    {"min_status": "reported"},
    {"min_status": "reported", "without_source": SOURCE},
    {"source": SOURCE},
    {"type": "met_with"},
    {"kind": "person"},
    {"as_of": "2005"},
)
PATHS: tuple[Mapping[str, Any], ...] = (
    {},
    {"without_source": SOURCE},
    {"k": 5},
    {"explain": True},
    {"min_status": "established", "max_hops": 3},
)


def main(claims: int) -> None:
    """Prints the CPU time of each filter (the least of five) and of each question about paths (the mean)."""
    data = _build(claims)
    words = words_of(data)
    once = _seconds(lambda: (data.rows, data.claim_ids.numbers, data.claims_from(SOURCE)))
    print(f"{claims:,} claims; rows and postings: {once:.2f} s, once")
    for given in FILTERS:
        filters = read_options(Filters, given, words)
        least = min(_seconds(partial(select, data, filters)) for _ in range(5))
        print(f"{given}: {1000 * least:.1f} ms, {len(select(data, filters).claims):,} claims")
    ids = data.entity_ids.keys
    pairs = [(ids[n * 997 % len(ids)], ids[(n * 7919 + 5) % len(ids)]) for n in range(1, 11)]
    for options in PATHS:
        total = sum(_seconds(partial(find_paths, data, *ends, **options)) for ends in pairs)
        print(f"path {options}: {1000 * total / len(pairs):.0f} ms")


def _build(claims: int) -> MemoryDataset:
    graph = build_graph(claims * 6 // 10, claims)
    entities = {entity.id: entity for entity in iter_entities(graph)}
    found = {claim.id: claim for claim in iter_claims(graph)}
    return MemoryDataset(
        "generated",
        builtin_ontology(),
        {key: entities[key] for key in sorted(entities)},
        {source.id: source for source in graph.sources},
        {key: found[key] for key in sorted(found)},
    )


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
