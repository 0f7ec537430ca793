"""Communities: what is tied stays together, few enough for one screen, the same on any run."""

from __future__ import annotations

from collections import Counter

from graphkit.render.communities import build_communities


def _cliques(count: int, size: int) -> tuple[list[tuple[float, float]], list[tuple[int, int]]]:
    """Cliques in a row, each tied to the next by one pair."""
    places = [(100.0 * (node // size) + node % size, 0.0) for node in range(count * size)]
    inside = [
        (first * size + a, first * size + b) for first in range(count) for a in range(size) for b in range(a)
    ]
    return places, inside + [(n * size - 1, n * size) for n in range(1, count)]


def test_cliques_are_communities() -> None:
    groups = build_communities(*_cliques(6, 5))
    assert groups == [node // 5 for node in range(30)]


def test_neighbours_join_until_few_are_left() -> None:
    groups = build_communities(*_cliques(40, 5), most=7)
    assert set(groups) == set(range(7))
    assert sorted(groups) == groups  # in a row, only what is side by side has joined
    assert max(Counter(groups).values()) <= 80


def test_what_is_tied_to_nothing_joins_the_nearest() -> None:
    places, pairs = _cliques(3, 5)
    groups = build_communities([*places, (204.0, 1.0), (1.0, 1.0)], pairs, most=3)
    assert groups[-2:] == [groups[12], groups[0]]
