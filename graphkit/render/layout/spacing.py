"""Makes room for each node and its name: pushes overlapping boxes apart, then spreads the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

GAP = 4.0
_MARGIN = 6.0  # pairs this near are compared in the next eight rounds


def build_spaced(place: Floats, half: Floats, radius: Floats) -> Floats:
    """Returns positions (n, 2) whose discs never overlap and whose boxes seldom do.

    `half` is half the width and height of each node's box (n, 2), `radius` (n,) that of its disc, in pixels.
    Boxes are pushed along the axis on which they overlap least, as in force-transfer (Huang et al. 2007).

    >>> build_spaced(np.zeros((2, 2)), np.full((2, 2), 5.0), np.full(2, 5.0))[0].round().tolist()
    [0.0, 8.0]
    """
    place = _apart(place)
    discs = np.stack([radius, radius], axis=1) + GAP / 2
    for boxes, rounds in ((half, 48), (discs, 32)):
        for turn in range(rounds):
            if turn % 8 == 0:
                near = find_overlaps(place, boxes + _MARGIN)
            left, right = _overlapping(place, boxes, *near)
            if not len(left):
                break
            place = place + _push(place, boxes, left, right)
    return place * _needed_scale(place, radius)


def find_overlaps(place: Floats, half: Floats) -> tuple[Ints, Ints]:
    """Returns the pairs of nodes whose boxes overlap, as two arrays of numbers; ordered, each pair once."""
    left, right = _overlapping(place, half, *_candidates(place, half))
    order = np.lexsort((right, left))
    return left[order], right[order]


def _overlapping(place: Floats, half: Floats, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    hit = np.ones(len(left), dtype=bool)
    for axis in (0, 1):
        spot, room = place[:, axis], half[:, axis]
        hit &= np.abs(spot[left] - spot[right]) < room[left] + room[right]
    return left[hit], right[hit]


def _push(place: Floats, half: Floats, left: Ints, right: Ints) -> Floats:
    n = len(place)
    apart = place[left] - place[right]
    depth = half[left] + half[right] - np.abs(apart)
    flat = depth[:, 0] < depth[:, 1]
    move = np.where(np.stack([flat, ~flat], axis=1), (depth + 1) * np.where(apart < 0, -0.6, 0.6), 0.0)
    times = np.bincount(left, minlength=n) + np.bincount(right, minlength=n)
    push = np.empty_like(place)
    for axis in (0, 1):
        push[:, axis] = np.bincount(left, move[:, axis], n) - np.bincount(right, move[:, axis], n)
    # A node in a crowd gets many pushes at once; their root keeps it in the crowd.
    push /= np.sqrt(np.maximum(times, 1))[:, None]
    return push


def _candidates(place: Floats, half: Floats) -> tuple[Ints, Ints]:
    """Returns pairs near enough to overlap: each node with those of its size or smaller, on its own grid."""
    longest = half.max(axis=1)
    low = max(float(longest.min()), 1e-6)
    left, right = [], []
    level = low
    done = np.zeros(len(place), dtype=bool)
    while not done.all():
        level *= 2
        fits = longest <= level
        mine, others = _grid_pairs(place, np.flatnonzero(fits & ~done), np.flatnonzero(fits), 2 * level)
        keep = done[others] | (mine < others)
        left.append(np.minimum(mine, others)[keep])
        right.append(np.maximum(mine, others)[keep])
        done = fits
    return np.concatenate(left), np.concatenate(right)


def _grid_pairs(place: Floats, mine: Ints, others: Ints, cell: float) -> tuple[Ints, Ints]:
    """Returns each of `mine` with each of `others` in its cell and the eight around it, three at a time."""
    at = np.floor((place - place.min(0)) / cell).astype(np.int64) + 1
    wide = int(at[:, 0].max()) + 2
    key = at[:, 1] * wide + at[:, 0]
    others = others[np.argsort(key[others], kind="stable")]
    stock = key[others]
    left, right = [], []
    for row in (-wide, 0, wide):
        first = np.searchsorted(stock, key[mine] + row - 1, "left")
        count = np.searchsorted(stock, key[mine] + row + 1, "right") - first
        start = np.cumsum(count) - count
        left.append(np.repeat(mine, count))
        right.append(others[np.arange(int(count.sum())) + np.repeat(first - start, count)])
    return np.concatenate(left), np.concatenate(right)


def _apart(place: Floats) -> Floats:
    """Moves nodes at the same place apart by a little, each by another amount."""
    _, where, count = np.unique(place, axis=0, return_inverse=True, return_counts=True)
    same = count[where.ravel()] > 1
    rank = np.cumsum(same) * same
    return place + np.stack([rank * 1e-3, rank * -1e-3], axis=1)


def _needed_scale(place: Floats, radius: Floats) -> float:
    """Returns the least stretch of the whole after which no two discs are closer than the gap."""
    room = radius + GAP / 2
    left, right = find_overlaps(place, np.stack([room, room], axis=1))
    if not len(left):
        return 1.0
    apart = place[left] - place[right]
    length = np.sqrt((apart * apart).sum(1))
    return max(1.0, float(((room[left] + room[right]) / np.maximum(length, 1e-3)).max()))
