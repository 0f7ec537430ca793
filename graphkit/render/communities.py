"""Finds the communities of a large map, few enough to be told apart on one screen."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Place = tuple[float, float]
Pair = tuple[int, int]

MOST_GROUPS = 160


def build_communities(
    places: Sequence[Place], pairs: Sequence[Pair], seed: int = 0, most: int = MOST_GROUPS
) -> list[int]:
    """Returns the number of the community of each node; `pairs` are the nodes that are tied.

    Label propagation (Traag and Šubelj 2023), seeded; then the smallest community joins the nearest of those
    that it is tied to, or the nearest of all if it is tied to none, until at most `most` are left.
    """
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(places)))
    graph.add_edges_from(pairs)
    found = nx.community.fast_label_propagation_communities(graph, seed=seed)
    groups = [sorted(group) for group in sorted(found, key=min)]
    owner = _merge(groups, places, pairs, most)
    numbers = {group: number for number, group in enumerate(sorted(set(owner)))}
    community = [0] * len(places)
    for group, nodes in enumerate(groups):
        for node in nodes:
            community[node] = numbers[owner[group]]
    return community


def _merge(groups: list[list[int]], places: Sequence[Place], pairs: Sequence[Pair], most: int) -> list[int]:
    """Returns the group in which each group ends."""
    tied = _ties(groups, pairs)
    size = [len(nodes) for nodes in groups]
    x, y = ([sum(places[node][axis] for node in nodes) / len(nodes) for nodes in groups] for axis in (0, 1))
    owner = list(range(len(groups)))
    heap = sorted((count, group) for group, count in enumerate(size))
    merged = 0
    while merged < len(groups) - most:
        counted, small = heappop(heap)
        if owner[small] != small or counted != size[small]:
            continue  # it has joined another, or has grown since
        near = {_end(owner, group) for group in tied[small]} - {small}
        others = near or {group for group, into in enumerate(owner) if group == into} - {small}
        into = min(others, key=lambda g: ((x[g] - x[small]) ** 2 + (y[g] - y[small]) ** 2, g))
        share = size[small] / (size[small] + size[into])
        x[into] += (x[small] - x[into]) * share
        y[into] += (y[small] - y[into]) * share
        size[into] += size[small]
        tied[into] |= tied[small]
        owner[small] = into
        heappush(heap, (size[into], into))
        merged += 1
    return [_end(owner, group) for group in owner]


def _ties(groups: list[list[int]], pairs: Sequence[Pair]) -> list[set[int]]:
    """Returns the groups that each group is tied to, itself among them."""
    group_of = {node: group for group, nodes in enumerate(groups) for node in nodes}
    tied: list[set[int]] = [set() for _ in groups]
    for one, two in pairs:
        tied[group_of[one]].add(group_of[two])
        tied[group_of[two]].add(group_of[one])
    return tied


def _end(owner: list[int], group: int) -> int:
    while owner[group] != group:
        owner[group] = owner[owner[group]]
        group = owner[group]
    return group
