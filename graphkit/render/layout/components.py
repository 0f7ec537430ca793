"""Finds connected components and their places on the sheet: the largest above, the rest in rows below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graphkit.dataset.rows import find_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def group_components(n: int, pairs: Ints) -> list[Ints]:
    """Returns the node numbers of each connected component, the largest first, then by their first node.

    >>> [part.tolist() for part in group_components(4, np.array([[3, 1]]))]
    [[1, 3], [0], [2]]
    """
    least = np.array(find_components(n, pairs.tolist()), dtype=np.int64)
    order = np.argsort(least, kind="stable")
    borders = np.flatnonzero(np.diff(least[order])) + 1
    parts = np.split(order, borders) if n else []
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))


def build_packing(boxes: Floats, aspect: float, gap: float) -> Floats:
    """Returns the lower left corner of each box (k, 2: width, height), in rows of one width.

    >>> build_packing(np.array([[10., 10.], [4., 2.], [4., 2.]]), 1.0, 1.0).tolist()
    [[0.0, 0.0], [0.0, 11.0], [5.0, 11.0]]
    """
    room = boxes + gap
    width = max(float(room[:, 0].max()), float(np.sqrt((room[:, 0] * room[:, 1]).sum() * aspect)))
    corner = np.zeros_like(boxes)
    x = y = height = 0.0
    for at, (wide, high) in enumerate(room):
        if x and x + wide > width + 1e-9:
            x, y, height = 0.0, y + height, 0.0
        corner[at] = x, y
        x, height = x + wide, max(height, high)
    return corner
