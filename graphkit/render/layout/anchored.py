"""Places new nodes on an old map: old nodes keep their places, new ones go beside their neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graphkit.render.layout.spacing import GAP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

# Sixteen directions as plain numbers, because sines differ in the last digit between C libraries.
_EIGHTH = [(1, 0), (0.92, 0.38), (0.71, 0.71), (0.38, 0.92)]
_HALF = [*_EIGHTH, *((-y, x) for x, y in _EIGHTH)]
_RING = np.array([*_HALF, *((-x, -y) for x, y in _HALF)])
_STEP = 24.0


def build_anchored(
    pairs: Ints, half: Floats, radius: Floats, fixed: Mapping[int, tuple[float, float]]
) -> Floats:
    """Returns positions (n, 2): the nodes of `fixed` keep their places, each other node gets a free one.

    A new node goes to the free spot nearest to the middle of those of its neighbours that have a place.
    """
    place = np.zeros_like(half)
    placed = np.zeros(len(half), dtype=bool)
    for node in sorted(fixed):
        place[node] = fixed[node]
        placed[node] = True
    near = _neighbours(len(half), pairs)
    waiting = [node for node in range(len(half)) if not placed[node]]
    while waiting:
        node = max(waiting, key=lambda new: (int(placed[near[new]].sum()), len(near[new]), -new))
        waiting.remove(node)
        around = [other for other in near[node] if placed[other]]
        middle = place[around].mean(axis=0) if around else _below(place[placed], half[placed])
        place[node] = _free_spot(middle, half, radius, place, node, placed)
        placed[node] = True
    return place


def _neighbours(n: int, pairs: Ints) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in range(n)]
    for left, right in pairs.tolist():
        near[left].append(right)
        near[right].append(left)
    return near


def _below(place: Floats, half: Floats) -> Floats:
    low = float((place[:, 1] + half[:, 1]).max()) + 2 * _STEP
    return np.array([float(place[:, 0].min()), low])


def _free_spot(
    middle: Floats, half: Floats, radius: Floats, place: Floats, node: int, placed: NDArray[np.bool_]
) -> Floats:
    """Returns the nearest place on rings around `middle` where the node's box, or disc, overlaps nothing."""
    others, boxes, discs = place[placed], half[placed] + half[node], radius[placed] + radius[node] + GAP
    ring = 0
    while True:
        for turn in _RING if ring else _RING[:1]:
            spot: Floats = middle + turn * (ring * _STEP)
            apart = np.abs(others - spot)
            crowded = (apart < boxes).all(axis=1) if ring <= 12 else (apart < discs[:, None]).all(axis=1)
            if not crowded.any():
                return spot
        ring += 1
