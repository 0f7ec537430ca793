"""Compares the path search with networkx and kglite on a heavy-tailed graph of 2,000,000 nodes.

Each engine builds its graph and answers in its own process, after a warm-up, one engine after the other.
Times are CPU times, which other programs on the machine change less. networkx gets its fastest form: a
simple graph without parallel edges, and another of only the two types. Half of the pairs are random, half
are the ends of a walk of two to four hops (along the two types for the second question). Run:
`python -m benchmarks.paths [NODES] [PAIRS]`
"""

from __future__ import annotations

import json
import random
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.timing import percentile, run_child
from graphkit.dataset.rows import Record, Rows
from graphkit.questions.paths.search import shortest_paths, simple_paths
from graphkit.questions.paths.walk import EITHER, Walk, open_walk

HOPS = 4
TWO_TYPES = (0, 1)  # of benchmarks.generate.TYPES, the most frequent: met_with and communicated_with
PEER_PAIRS = 6  # networkx takes half a minute for a pair
MOST = 10_000  # paths counted for one pair
_RECORD = struct.Struct("10i")
Ask = Callable[[int, int], int]


def main(nodes: int, pairs: int) -> None:
    """Draws a graph, asks every engine, and prints times, memory and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        claims = write_records(Path(folder), nodes)
        write_pairs(Path(folder), nodes, pairs)
        print(f"{nodes:,} nodes, {claims:,} claims, {pairs} pairs (peers: {PEER_PAIRS})", flush=True)
        ours = answer_of("graphkit", folder)
        for name in ENGINES:
            found = ours if name == "graphkit" else answer_of(name, folder)
            print("\n".join(describe(name, found, ours, claims)), flush=True)


def describe(name: str, found: dict[str, Any], ours: dict[str, Any], claims: int) -> Iterator[str]:
    """Yields the time and memory of an engine, and its ratio to graphkit."""
    build = found["build"]
    rate = build / claims * 1e6
    yield f"{name}: built in {build:.1f} s ({rate:.1f} s for a million claims), peak {found['peak']:.0f} MiB"
    for question in QUESTIONS:
        times, counts = found[question], found[question + " counts"]
        line = f"  {question}: median {median(times):.3f} ms, p95 {percentile(times, 0.95):.2f} ms"
        if name != "graphkit":
            ratios = [peer / mine for peer, mine in zip(times, ours[question], strict=False)]
            total = sum(times) / sum(ours[question][: len(times)])
            same = counts == ours[question + " counts"][: len(counts)]
            line += f"; {median(ratios):,.0f}x (in sum {total:,.0f}x), counts {'agree' if same else 'differ'}"
        yield line


def write_records(folder: Path, nodes: int) -> int:
    """Writes the claims of a graph as binary records to a file; returns their number."""
    from benchmarks.generate import build_graph, iter_claims
    from graphkit.model.dates import bounds

    graph = build_graph(nodes)
    ends = zip(graph.from_node.tolist(), graph.to_node.tolist(), graph.types.tolist(), strict=True)
    with (folder / "records").open("wb") as out:
        for (tail, head, code), claim in zip(ends, iter_claims(graph), strict=True):
            days = bounds(claim.start, claim.end, state=claim.end is not None)
            out.write(_RECORD.pack(tail, head, code, claim.status, claim.disputed, claim.independent, *days))
    return len(graph.types)


def read_records(folder: Path) -> Iterator[Record]:
    """Yields the records of the file."""
    with (folder / "records").open("rb") as file:
        while chunk := file.read(_RECORD.size << 14):
            yield from _RECORD.iter_unpack(chunk)


def write_pairs(folder: Path, nodes: int, count: int) -> None:
    """Writes the number of nodes and the pairs of each question."""
    whole: dict[int, list[int]] = {}
    typed: dict[int, list[int]] = {}
    for tail, head, code, *_ in read_records(folder):
        for near in (whole, typed) if code in TWO_TYPES else (whole,):
            near.setdefault(tail, []).append(head)
            near.setdefault(head, []).append(tail)
    pairs = [draw_pairs(near, nodes, count) for near in (whole, typed)]
    (folder / "pairs").write_text(json.dumps([nodes, pairs]))


def draw_pairs(near: Mapping[int, Sequence[int]], nodes: int, count: int) -> list[tuple[int, int]]:
    """Returns pairs, in turn two random nodes and the ends of a walk."""
    rng = random.Random(1)
    found: list[tuple[int, int]] = []
    while len(found) < count:
        a, b = rng.randrange(nodes), rng.randrange(nodes)
        if len(found) % 2 and a in near:
            b = a
            for _ in range(rng.randint(2, HOPS)):
                b = rng.choice(near[b])
        if a != b:
            found.append((a, b))
    return found


def build_graphkit(folder: Path, nodes: int) -> tuple[Ask, Ask]:
    """Builds rows from records; the two types are a mask, compiled once."""
    rows = Rows.from_records(nodes, read_records(folder))
    whole = Walk(rows)
    wanted = bytes(code in TWO_TYPES for code in range(256))
    typed = open_walk(rows, rows.type.translate(wanted), bytes([EITHER]) * 11)

    def simple(a: int, b: int) -> int:
        return sum(_count(simple_paths(typed, a, b, hops)) for hops in range(1, HOPS + 1))

    return lambda a, b: _count(shortest_paths(whole, a, b, HOPS)), simple


def build_networkx(folder: Path, nodes: int) -> tuple[Ask, Ask]:
    """Builds a simple graph of all claims, and one of the two types."""
    import networkx as nx

    whole, typed = nx.Graph(), nx.Graph()
    for tail, head, code, *_ in read_records(folder):
        whole.add_edge(tail, head)
        if code in TWO_TYPES:
            typed.add_edge(tail, head)
    typed.add_nodes_from(range(nodes))

    def shortest(a: int, b: int) -> int:
        try:
            return _count(path for path in nx.all_shortest_paths(whole, a, b) if len(path) <= HOPS + 1)
        except nx.NetworkXNoPath:
            return 0

    return shortest, lambda a, b: _count(nx.all_simple_paths(typed, a, b, cutoff=HOPS))


def build_kglite(folder: Path, nodes: int) -> tuple[Ask, Ask]:
    """Builds a graph by Cypher; its paths may enter a node twice, and it counts parallel claims."""
    import kglite

    kglite.set_query_warning_policy("silent")
    graph = kglite.KnowledgeGraph()
    for first in range(0, nodes, 100_000):
        rows = list(range(first, min(first + 100_000, nodes)))
        graph.cypher("UNWIND $rows AS row CREATE (:N {id: row})", params={"rows": rows})
    records = read_records(folder)
    while batch := list(islice(records, 100_000)):
        for code in sorted({record[2] for record in batch}):
            ends = [{"a": record[0], "b": record[1]} for record in batch if record[2] == code]
            match = "UNWIND $rows AS row MATCH (a:N {id: row.a}), (b:N {id: row.b})"
            graph.cypher(f"{match} CREATE (a)-[:T{code}]->(b)", params={"rows": ends})
    frozen = graph.freeze()
    types = "|".join(f"T{code}" for code in TWO_TYPES)
    both = "MATCH (a:N {id: $a}), (b:N {id: $b}) MATCH p = "

    def ask(text: str) -> Ask:
        return lambda a, b: int(frozen.cypher(text, params={"a": a, "b": b}).to_list()[0]["n"])

    shortest = ask(f"{both}allShortestPaths((a)-[*..{HOPS}]-(b)) RETURN count(p) AS n")
    return shortest, ask(f"{both}(a)-[:{types}*1..{HOPS}]-(b) RETURN count(p) AS n")


QUESTIONS = ("all shortest", "simple, two types")
ENGINES: dict[str, Callable[[Path, int], tuple[Ask, Ask]]] = {
    "graphkit": build_graphkit,
    "networkx": build_networkx,
    "kglite": build_kglite,
}


def answer_of(name: str, folder: str) -> dict[str, Any]:
    """Returns the figures of an engine from its own process."""
    child = run_child([sys.executable, "-m", "benchmarks.paths", "--engine", name, folder])
    found: dict[str, Any] = json.loads(child.output)
    return found


def _run_engine(name: str, folder: Path) -> None:
    nodes, drawn = json.loads((folder / "pairs").read_text())
    begin = time.process_time()
    asks = ENGINES[name](folder, nodes)
    result: dict[str, Any] = {"build": time.process_time() - begin}
    for question, ask, pairs in zip(QUESTIONS, asks, drawn, strict=True):
        chosen = pairs if name == "graphkit" else pairs[:PEER_PAIRS]
        ask(*pairs[-1])  # warm-up
        times, counts = [], []
        for a, b in chosen:
            begin = time.process_time()
            counts.append(ask(a, b))
            times.append(1000 * (time.process_time() - begin))
        result |= {question: times, question + " counts": counts}
    words = Path("/proc/self/status").read_text().split()
    result["peak"] = int(words[words.index("VmHWM:") + 1]) / 1024
    print(json.dumps(result))


def _count(found: Iterator[Any]) -> int:
    return sum(1 for _ in islice(found, MOST))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--engine"]:
        _run_engine(sys.argv[2], Path(sys.argv[3]))
    else:
        numbers = [int(text) for text in sys.argv[1:]]
        main(*(numbers + [2_000_000, 400][len(numbers) :]))
