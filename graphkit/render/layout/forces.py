"""Computes forces that pull neighbours together and push all other nodes apart, for one connected component.

Only elementwise arithmetic, `bincount` and FFTs are used, in a fixed order: no BLAS, whose sums depend on
the number of threads, and no logarithm or power, whose last digit depends on the processor.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Repulsion = Callable[[Floats, Floats], Floats]

EXACT_BELOW = 2_000
_FINE_FROM = 8_000  # the last third on a finer grid
_BLOCK = 64
_SOFT = 0.05


def build_forces_layout(pairs: Ints, mass: Floats, start: Floats) -> Floats:
    """Returns positions (n, 2) of a connected component, in units of about one edge length.

    `pairs` are the m edges as (m, 2) node numbers, each once; `mass` is (n,), degree + 1.
    The model is ForceAtlas2's (Jacomy et al. 2014, doi:10.1371/journal.pone.0098679): repulsion
    m_i m_j / r, linear attraction while the shape unfolds, then a bounded one so that clusters part.
    The far field of a large component is a convolution on a grid (Hockney and Eastwood 1988).

    >>> line = build_forces_layout(np.array([[0, 1], [1, 2]]), np.array([2., 3., 2.]),
    ...                            np.array([[0., 0.], [1., .1], [2., 0.]]))
    >>> bool(abs(line[0] - line[2]).sum() > abs(line[0] - line[1]).sum())
    True
    """
    n = len(start)
    exact = n < EXACT_BELOW
    rounds = min(300, 40 + 4 * n) if exact else 150
    # On the grid, near nodes hardly repel each other; a stronger pull keeps neighbours together.
    repulsion: Repulsion
    repulsion, strength = (_pairwise, 1.0) if exact else (_Grid(256), 12.0)
    place, before, speed = start, np.zeros_like(start), 1.0
    for turn in _with_progress(range(rounds), told=not exact):
        if n >= _FINE_FROM and turn == rounds * 2 // 3:
            repulsion = _Grid(512)
        force = repulsion(place, mass) * mass[:, None] - place * (0.02 * mass)[:, None]
        force += _attraction(place, pairs, strength if turn > rounds // 2 else 0.0)
        step, speed = _step(force, before, mass, speed, place)
        place, before = place + step, force
    return place


def build_start(n: int, pairs: Ints, mass: Floats, noise: Floats) -> Floats:
    """Returns starting positions (n, 2): random values averaged over neighbours until the slow shape is left.

    This is the power method on the random walk, whose slow vectors a spectral layout uses (Koren 2005).
    """
    degree = np.maximum(mass - 1, 1)
    place = noise - 0.5
    for _ in range(60):
        for axis in (0, 1):
            pulled = np.bincount(pairs[:, 0], place[pairs[:, 1], axis], n)
            pulled += np.bincount(pairs[:, 1], place[pairs[:, 0], axis], n)
            place[:, axis] = 0.5 * place[:, axis] + 0.5 * pulled / degree
        place -= (place * mass[:, None]).sum(0) / mass.sum()
        place = _orthonormal(place)
    return place * n


def _with_progress(rounds: range, *, told: bool) -> Iterable[int]:
    """Yields the rounds; a large map in a notebook shows a progress bar."""
    if not told or "ipykernel" not in sys.modules:
        return rounds
    try:
        from tqdm import tqdm
    except ImportError:
        return rounds
    shown: Iterable[int] = tqdm(rounds, desc="laying out the map", leave=False)
    return shown


def _orthonormal(place: Floats) -> Floats:
    x, y = place[:, 0], place[:, 1]
    x = x / max(float(np.sqrt((x * x).sum())), 1e-12)
    y = y - x * (x * y).sum()
    y = y / max(float(np.sqrt((y * y).sum())), 1e-12)
    return np.stack([x, y], axis=1)


def _attraction(place: Floats, pairs: Ints, strength: float) -> Floats:
    """Returns a linear pull along the edges; with a strength, one that hardly grows beyond a few edges."""
    n = len(place)
    apart = place[pairs[:, 0]] - place[pairs[:, 1]]
    if strength:
        length = np.sqrt((apart * apart).sum(1))
        apart = apart * (strength / (1 + 0.5 * length))[:, None]
    pull = np.empty_like(place)
    for axis in (0, 1):
        pull[:, axis] = np.bincount(pairs[:, 1], apart[:, axis], n)
        pull[:, axis] -= np.bincount(pairs[:, 0], apart[:, axis], n)
    return pull


def _step(force: Floats, before: Floats, mass: Floats, speed: float, place: Floats) -> tuple[Floats, float]:
    """Returns the adaptive step of ForceAtlas2: less for nodes that swing, more while forces agree."""
    swing = _length(force - before)
    traction = _length(force + before) / 2
    speed = min(1.5 * speed, max(float((mass * traction).sum() / max((mass * swing).sum(), 1e-12)), 1e-3))
    factor = speed / (1 + np.sqrt(speed * swing * mass))
    reach = 0.03 * max(float((place.max(0) - place.min(0)).max()), 1e-6)
    return force * np.minimum(factor, reach / np.maximum(_length(force), 1e-12))[:, None], speed


def _length(rows: Floats) -> Floats:
    return np.sqrt(rows[:, 0] * rows[:, 0] + rows[:, 1] * rows[:, 1])


def _pairwise(place: Floats, mass: Floats) -> Floats:
    """Returns the repulsion of each pair, in blocks of rows that stay in the cache of the processor."""
    x, y = np.ascontiguousarray(place[:, 0]), np.ascontiguousarray(place[:, 1])
    force = np.empty_like(place)
    for at in range(0, len(x), _BLOCK):
        dx = x[at : at + _BLOCK, None] - x
        dy = y[at : at + _BLOCK, None] - y
        weight = mass / (dx * dx + dy * dy + _SOFT)
        force[at : at + _BLOCK, 0] = (dx * weight).sum(1)
        force[at : at + _BLOCK, 1] = (dy * weight).sum(1)
    return force


class _Grid:
    """Repulsion from masses spread on a square grid; its kernel scales with the cell, so it is made once."""

    __slots__ = ("_kernels", "_size")

    def __init__(self, size: int) -> None:
        self._size = size
        steps = np.arange(-size, size, dtype=np.float64)
        x, y = np.meshgrid(steps, steps, indexing="ij")
        square = x * x + y * y + 0.09
        self._kernels = [np.fft.rfft2(np.fft.ifftshift(side / square)) for side in (x, y)]

    def __call__(self, place: Floats, mass: Floats) -> Floats:
        size = self._size
        low = place.min(0)
        cell = max(float((place.max(0) - low).max()) * 1.0001, 1e-9) / (size - 1)
        at = (place - low) / cell
        corner = np.minimum(at.astype(np.int64), size - 2)
        part = at - corner
        spread = [
            ((corner[:, 0] + i) * size + corner[:, 1] + j, _side(part[:, 0], i) * _side(part[:, 1], j))
            for i in (0, 1)
            for j in (0, 1)
        ]
        density = np.zeros(size * size)
        for where, share in spread:
            density += np.bincount(where, share * mass, size * size)
        wave = np.fft.rfft2(density.reshape(size, size), s=(2 * size, 2 * size))
        force = np.empty_like(place)
        for axis, kernel in enumerate(self._kernels):
            field = np.fft.irfft2(wave * kernel, s=(2 * size, 2 * size))[:size, :size].ravel()
            force[:, axis] = sum(share * field[where] for where, share in spread) / cell
        return force


def _side(part: Floats, upper: int) -> Floats:
    return part if upper else 1 - part
