"""Compares layouts with networkx's ForceAtlas2: how close neighbours stay, and the time.

Kept: the average share of the neighbours of a node (up to 2,000 nodes with d neighbours each) among its d
(and 3 d) nearest positions. The graphs are seeded clusters with hubs. Run:
`python -m benchmarks.layout [NODES...]`
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from graphkit.render.layout import build_layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

PEER_UP_TO = 1_000


def build_graph(n: int, seed: int = 1) -> nx.Graph:
    """Returns a connected graph of n nodes: heavy-tailed clusters of about sixty, with edges between them."""
    rng = np.random.default_rng(seed)
    weight = np.minimum(rng.random(n) ** -0.7, n**0.5)
    cluster = rng.integers(0, max(2, n // 60), n)
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    for number in range(int(cluster.max()) + 1):
        part = np.flatnonzero(cluster == number)
        for node in part:
            for other in rng.choice(part, int(rng.integers(1, 3)), p=weight[part] / weight[part].sum()):
                graph.add_edge(int(node), int(other))
    across = zip(rng.integers(0, n, n // 5), rng.choice(n, n // 5, p=weight / weight.sum()), strict=True)
    graph.add_edges_from((int(a), int(b)) for a, b in across)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    largest = max(nx.connected_components(graph), key=len)
    return nx.convert_node_labels_to_integers(graph.subgraph(largest), ordering="sorted")


def count_kept(place: NDArray[np.float64], graph: nx.Graph, times: int) -> float:
    """Returns the share of true neighbours among the `times` * degree nearest positions."""
    chosen = np.random.default_rng(0).permutation(len(place))[:2_000]
    shares = []
    for node in chosen.tolist():
        mine = set(graph[node])
        far = ((place - place[node]) ** 2).sum(1)
        far[node] = np.inf
        near = np.argsort(far, kind="stable")[: times * len(mine)]
        shares.append(len(mine & set(near.tolist())) / len(mine))
    return float(np.mean(shares))


def main(sizes: list[int]) -> None:
    """Prints a line for each size and layout."""
    for size in sizes:
        graph = build_graph(size)
        n = len(graph)
        radii = [4.5 + 2.35 * degree**0.5 for _, degree in sorted(graph.degree())]
        start = time.perf_counter()
        place = build_layout(n, list(graph.edges()), sizes=radii, label_widths=[90.0] * n)
        _report("graphkit", n, time.perf_counter() - start, place, graph)
        if n <= PEER_UP_TO:
            start = time.perf_counter()
            peer = nx.forceatlas2_layout(graph, seed=1)
            _report(
                "ForceAtlas2", n, time.perf_counter() - start, np.array([peer[i] for i in range(n)]), graph
            )


def _report(name: str, n: int, seconds: float, place: NDArray[np.float64], graph: nx.Graph) -> None:
    kept = f"kept {count_kept(place, graph, 1):.2f} ({count_kept(place, graph, 3):.2f} of 3 d)"
    print(f"{n:>6} nodes  {name:<12} {kept}  {seconds:6.2f} s", flush=True)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [130, 1_000, 10_000, 50_000])
