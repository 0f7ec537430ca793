"""Layouts: neighbours near, nothing on top of anything, the same bytes everywhere, old places kept."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from itertools import combinations
from math import dist

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray

from graphkit.render.layout import build_layout
from graphkit.render.layout.spacing import GAP, build_spaced, find_overlaps


def _graph(n: int, seed: int = 3) -> nx.Graph:
    """Clusters of some twenty nodes around hubs, with a few ties between them."""
    graph = nx.powerlaw_cluster_graph(20, 2, 0.5, seed=seed)
    for number in range(1, n // 20):
        part = nx.powerlaw_cluster_graph(20, 1 + number % 2, 0.5, seed=seed + number)
        graph = nx.disjoint_union(graph, part)
        graph.add_edge(number * 20, (number * 7) % (number * 20))
    return graph


def _kept(place: NDArray[np.float64], graph: nx.Graph) -> float:
    """Share of each node's neighbours among as many nearest positions, by plain sorting."""
    shares = []
    for node, spot in enumerate(place.tolist()):
        near = sorted((dist(spot, other), at) for at, other in enumerate(place.tolist()) if at != node)
        mine = set(graph[node])
        shares.append(len(mine & {at for _, at in near[: len(mine)]}) / len(mine))
    return sum(shares) / len(shares)


def _gaps(place: NDArray[np.float64], sizes: list[float]) -> list[float]:
    spots = place.tolist()
    return [dist(spots[a], spots[b]) - sizes[a] - sizes[b] for a, b in combinations(range(len(spots)), 2)]


@pytest.mark.slow
def test_keeps_neighbours_at_least_as_near_as_forceatlas2() -> None:
    ours, theirs = [], []
    for seed in (3, 9):
        for graph in (_graph(120, seed), nx.powerlaw_cluster_graph(120, 2, 0.5, seed=seed)):
            other = nx.forceatlas2_layout(graph, seed=1)
            theirs.append(_kept(np.array([other[node] for node in range(120)]), graph))
            ours.append(_kept(build_layout(120, list(graph.edges()), label_widths=[90.0] * 120), graph))
    assert sum(ours) > sum(theirs)


@pytest.fixture(scope="module")
def large() -> tuple[nx.Graph, NDArray[np.float64]]:
    """A graph above the exact forces, and its layout."""
    graph = _graph(2100)
    return graph, build_layout(2100, list(graph.edges()))


def _assert_edges_are_short(graph: nx.Graph, place: NDArray[np.float64]) -> None:
    half = len(place) // 2
    edges = np.array(graph.edges())
    length = np.sqrt(((place[edges[:, 0]] - place[edges[:, 1]]) ** 2).sum(1))
    across = np.sqrt(((place[:half] - place[half:]) ** 2).sum(1))
    assert np.median(length) < 0.35 * np.median(across)


@pytest.mark.slow
def test_edges_are_much_shorter_than_random_pairs(large: tuple[nx.Graph, NDArray[np.float64]]) -> None:
    _assert_edges_are_short(*large)
    graph = _graph(100)
    _assert_edges_are_short(graph, build_layout(100, list(graph.edges())))


def test_a_crowd_on_one_spot_is_parted() -> None:
    place = build_spaced(np.zeros((300, 2)), np.full((300, 2), 13.0), np.full(300, 10.0))
    assert min(_gaps(place, [10.0] * 300)) >= GAP - 0.01


def test_discs_never_overlap_and_a_hub_has_room() -> None:
    graph = nx.star_graph(60)
    sizes = [40.0] + [9.0] * 60
    place = build_layout(61, list(graph.edges()), sizes=sizes, label_widths=[90.0] * 61)
    assert min(_gaps(place, sizes)) >= 3.9


def test_overlap_finder_agrees_with_every_pair_tried() -> None:
    rng = np.random.default_rng(5)
    place = rng.random((300, 2)) * 400
    half = 2 + rng.random((300, 2)) ** 6 * 60
    left, right = find_overlaps(place, half)
    tried = [
        (a, b)
        for a, b in combinations(range(300), 2)
        if all(abs(place[a, axis] - place[b, axis]) < half[a, axis] + half[b, axis] for axis in (0, 1))
    ]
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == tried
    assert tried


def test_components_stand_apart_and_edges_are_taken_either_way() -> None:
    graph = nx.disjoint_union_all([nx.path_graph(9), nx.cycle_graph(5), nx.path_graph(2), nx.empty_graph(3)])
    place = build_layout(19, [(b, a) for a, b in graph.edges()] + [(4, 4), (0, 1)])
    assert place.tolist() == build_layout(19, sorted(graph.edges())).tolist()
    boxes = []
    for part in nx.connected_components(graph):
        spots = place[sorted(part)]
        boxes.append((spots.min(0) - 8, spots.max(0) + 8))
    for (low, high), (other_low, other_high) in combinations(boxes, 2):
        assert (high < other_low).any() or (other_high < low).any()


def test_a_map_of_this_size_fits_its_window() -> None:
    graph = _graph(120)
    sizes = [4.5 + 2.35 * graph.degree(node) ** 0.5 for node in range(120)]
    place = build_layout(120, list(graph.edges()), sizes=sizes, label_widths=[95.0] * 120)
    wide, high = place.max(0) - place.min(0)
    assert wide <= 850
    assert wide * high <= 850 * 750 * 1.1


def test_seed_changes_the_picture_and_nothing_else_does() -> None:
    edges = list(_graph(60).edges())
    assert build_layout(60, edges, seed=1).tobytes() == build_layout(60, edges, seed=1).tobytes()
    assert build_layout(60, edges, seed=1).tobytes() != build_layout(60, edges, seed=2).tobytes()


@pytest.mark.slow
def test_same_bytes_whatever_the_process(large: tuple[nx.Graph, NDArray[np.float64]]) -> None:
    graph, place = large
    script = (
        "import hashlib, json, sys\n"
        "from graphkit.render.layout import build_layout\n"
        "edges = json.load(sys.stdin)\n"
        "print(hashlib.sha256(build_layout(2100, edges).tobytes()).hexdigest())\n"
    )
    environment = os.environ | {"PYTHONHASHSEED": "77", "OPENBLAS_NUM_THREADS": "1"}
    run = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps([list(edge) for edge in graph.edges()]),
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == hashlib.sha256(place.tobytes()).hexdigest()


def test_fixed_places_are_kept_and_new_nodes_stand_beside_their_neighbours() -> None:
    graph = _graph(80)
    sizes = [9.0] * 80
    old = build_layout(79, [edge for edge in graph.edges() if 79 not in edge], sizes=sizes[:79])
    fixed = {node: (float(x), float(y)) for node, (x, y) in enumerate(old)}
    new = build_layout(80, list(graph.edges()), sizes=sizes, fixed=fixed)
    assert new[:79].tolist() == old.tolist()
    assert min(_gaps(new, sizes)) >= 3.9
    partner = next(iter(graph[79]))
    nearer = sum(dist(new[other], new[partner]) < dist(new[79], new[partner]) for other in range(79))
    assert nearer < 25


def test_new_nodes_without_a_neighbour_stand_below_the_old_map() -> None:
    place = build_layout(4, [(0, 1)], fixed={0: (0.0, 0.0), 1: (100.0, 50.0)})
    assert place[2][1] > 50
    assert place[3][1] > 50
    assert dist(place[2], place[3]) > 16


@pytest.mark.parametrize(("n", "edges"), [(0, []), (1, []), (1, [(0, 0)]), (2, [(0, 1)]), (3, [])])
def test_smallest_graphs(n: int, edges: list[tuple[int, int]]) -> None:
    place = build_layout(n, edges)
    assert place.shape == (n, 2)
    assert np.isfinite(place).all()
    assert len(set(map(tuple, place.tolist()))) == n


def test_an_edge_to_nowhere_is_refused() -> None:
    with pytest.raises(IndexError, match="outside 0 to 1"):
        build_layout(2, [(0, 2)])
