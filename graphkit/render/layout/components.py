"""Connected components, and where each goes on the sheet: the largest above, the rest in rows below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def find_components(n: int, pairs: Ints) -> list[Ints]:
    """The node numbers of each connected component, the largest first, then by their first node.

    >>> [part.tolist() for part in find_components(4, np.array([[3, 1]]))]
    [[1, 3], [0], [2]]
    """
    label = np.arange(n)
    while len(pairs):
        low = np.minimum(label[pairs[:, 0]], label[pairs[:, 1]])
        new = label.copy()
        for side in (0, 1):
            np.minimum.at(new, label[pairs[:, side]], low)
        new = new[new]
        if (new == label).all():
            break
        label = new
    order = np.argsort(label, kind="stable")
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    parts = np.split(order, cuts) if n else []
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))


def build_packing(boxes: Floats, aspect: float, gap: float) -> Floats:
    """Where the lower left corner of each box (k, 2: width, height) goes, in rows of one width.

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
