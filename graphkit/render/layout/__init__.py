"""Computes the positions of a map: seeded, the same bytes on each run, with numpy alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graphkit.render.layout.anchored import build_anchored
from graphkit.render.layout.components import build_packing, group_components
from graphkit.render.layout.forces import build_forces_layout, build_start
from graphkit.render.layout.spacing import build_spaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["build_layout"]

_WINDOW = (850.0, 750.0)  # the free part of a page, between legend and evidence, in pixels
ASPECT = _WINDOW[0] / _WINDOW[1]
LABELS_BELOW = 3_000  # nodes; above it the page opens on communities, and names have no room of their own
_LABEL_SHARE = 0.55  # of the width of a name, which is at one side of its node
_LABEL_HIGH = 8.0
_BETWEEN = 24.0


def build_layout(
    n: int,
    edges: ArrayLike,
    *,
    seed: int = 0,
    sizes: Sequence[float] | Floats | None = None,
    label_widths: Sequence[float] | Floats | None = None,
    fixed: Mapping[int, tuple[float, float]] | None = None,
) -> Floats:
    """Returns positions (n, 2) of `n` nodes in pixels at zoom 1, y downwards, rounded to 2 decimals.

    `edges` are pairs of node numbers; direction, repetition and self-loops do not matter. `sizes` are
    radii and `label_widths` widths of the names in pixels. `fixed` maps nodes to places that they keep.
    Discs do not overlap (except two fixed ones), components stand apart, the sheet is wider than high.

    Raises IndexError for an edge to a node that is not there.

    >>> build_layout(2, [(0, 1)], sizes=[10, 10]).tolist()
    [[-25.0, 0.0], [25.0, 0.0]]
    """
    if n == 0:
        return np.zeros((0, 2))
    pairs = _simple(n, edges)
    radius = np.full(n, 8.0) if sizes is None else np.asarray(sizes, dtype=np.float64)
    half = _boxes(radius, label_widths)
    if fixed:
        place = build_anchored(pairs, half, radius, fixed)
    else:
        place = _free_layout(n, pairs, half, radius, seed)
    return np.round(place, 2) + 0.0  # + 0.0: no minus zero


def _simple(n: int, edges: ArrayLike) -> Ints:
    pairs = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
    if len(pairs) and (int(pairs.min()) < 0 or int(pairs.max()) >= n):
        raise IndexError(f"an edge names a node outside 0 to {n - 1}")
    pairs = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
    return np.unique(pairs, axis=0).reshape(-1, 2)


def _boxes(radius: Floats, label_widths: Sequence[float] | Floats | None) -> Floats:
    half = np.stack([radius + 3, radius + 3], axis=1)
    if label_widths is not None and len(radius) < LABELS_BELOW:
        half[:, 0] += np.asarray(label_widths, dtype=np.float64) * (_LABEL_SHARE / 2)
        half[:, 1] += _LABEL_HIGH
    return half


def _free_layout(n: int, pairs: Ints, half: Floats, radius: Floats, seed: int) -> Floats:
    parts = group_components(n, pairs)
    home = np.empty(n, dtype=np.int64)
    inner = np.empty(n, dtype=np.int64)
    for number, part in enumerate(parts):
        home[part], inner[part] = number, np.arange(len(part))
    order = np.argsort(home[pairs[:, 0]], kind="stable")
    cuts = np.searchsorted(home[pairs[order, 0]], np.arange(len(parts) + 1))
    place = np.zeros((n, 2))
    boxes = np.empty((len(parts), 2))
    for number, part in enumerate(parts):
        own = inner[pairs[order[cuts[number] : cuts[number + 1]]]]
        spots = _component(own, half[part], radius[part], seed)
        low, high = (spots - half[part]).min(0), (spots + half[part]).max(0)
        place[part], boxes[number] = spots - low, high - low
    place += build_packing(boxes, ASPECT, _BETWEEN)[home]
    middle: Floats = (place.min(0) + place.max(0)) / 2
    return place - middle


def _component(pairs: Ints, half: Floats, radius: Floats, seed: int) -> Floats:
    n = len(half)
    if n <= 2:
        reach = half[:, :1].sum() + _BETWEEN
        return np.concatenate([np.arange(n)[:, None] * reach, np.zeros((n, 1))], axis=1)
    mass: Floats = np.bincount(pairs.ravel(), minlength=n) + np.float64(1)
    start = build_start(n, pairs, mass, _noise(n, seed))
    place = _upright(build_forces_layout(pairs, mass, start))
    return build_spaced(_sized(place, half), half, radius)


def _noise(n: int, seed: int) -> Floats:
    """Returns numbers in [0, 1) from the raw bits of the generator, the same in each release of numpy."""
    raw = np.random.PCG64(seed).random_raw(2 * n)
    return (np.asarray(raw >> np.uint64(11), dtype=np.float64) * 2.0**-53).reshape(n, 2)


def _upright(place: Floats) -> Floats:
    """Turns the long axis to the horizontal, by the closed form of a 2 by 2 covariance."""
    place = place - place.mean(0)
    a, b = float((place[:, 0] ** 2).sum()), float((place[:, 1] ** 2).sum())
    c = float((place[:, 0] * place[:, 1]).sum())
    top = (a + b) / 2 + float(np.sqrt(((a - b) / 2) ** 2 + c * c))
    x, y = (top - b, c) if a >= b else (c, top - a)
    length = max(float(np.sqrt(x * x + y * y)), 1e-12)
    x, y = x / length, y / length
    return np.stack([place[:, 0] * x + place[:, 1] * y, place[:, 1] * x - place[:, 0] * y], axis=1)


def _sized(place: Floats, half: Floats) -> Floats:
    """Stretches positions to the aspect of the sheet, to an area with room for each box."""
    span = np.maximum(place.max(0) - place.min(0), 1e-9)
    area = _sheet(len(half), 4 * float((half[:, 0] * half[:, 1]).sum()))
    high = float(np.sqrt(area / ASPECT))
    scale = np.array([high * ASPECT, high]) / span
    scale = np.minimum(scale, 1.6 * float(scale.min()))
    sized: Floats = place * scale
    return sized


def _sheet(n: int, taken: float) -> float:
    """Returns the area of the sheet: of a window if the boxes fit, else a multiple of their area."""
    if n <= 200:
        return max(1.3 * taken, min(16 * taken, 0.85 * _WINDOW[0] * _WINDOW[1]))
    return taken * (4 if n < LABELS_BELOW else 8)
