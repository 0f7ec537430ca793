"""Lays out a picture: nodes with their sizes, claims as curves that avoid other nodes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graphkit.render.view import node_radius

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from graphkit.render.parts import View, ViewClaim, ViewEntity

Point = tuple[float, float]

BENDS = (0, 18, -18, 34, -34, 54, -54, 76, -76)
FAN = 44
_LOOP = 34
_CLEAR = 7
_SWAY = max(map(abs, BENDS)) + 40.0
_MANY = 1_500  # nodes; above it lines stay straight, because finding the nodes that they cross takes too long


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in the picture; lines begin at the distance `reach`."""

    entity: ViewEntity
    x: float
    y: float
    degree: int
    r: float
    reach: float
    lit: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A claim as a quadratic curve from `start` over `bend` to `tip`; its arrowhead begins at `neck`."""

    id: str
    claim: ViewClaim
    start: Point
    bend: Point
    tip: Point
    neck: Point
    lit: bool

    def points(self, count: int) -> list[Point]:
        """Returns this many points of the curve, from start to tip; the middle one for 1."""
        (x1, y1), (x2, y2), (x3, y3) = self.start, self.bend, self.tip
        found = []
        for at in range(count):
            share = at / (count - 1) if count > 1 else 0.5
            rest = 1 - share
            first, second, third = rest * rest, 2 * rest * share, share * share
            found.append((first * x1 + second * x2 + third * x3, first * y1 + second * y2 + third * y3))
        return found


@dataclass(frozen=True, slots=True)
class Scene:
    """Nodes, the small ones first, and lines, the faded ones first."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    focused: bool


@dataclass(frozen=True, slots=True)
class _Crowd:
    """All nodes as arrays, to find those that a line would cross."""

    places: NDArray[np.float64]
    radii: NDArray[np.float64]


def build_scene(view: View) -> Scene:
    """Returns the nodes and lines of a view at its own positions; a highlight fades the rest."""
    degree = Counter(end for claim in view.claims_by_id.values() for end in (claim.from_, claim.to))
    focus = view.highlight
    focused = bool(focus.entities or focus.claims or focus.path)
    ids = {*focus.entities, *focus.path}
    ids |= {end for key in focus.claims for end in _ends(view.claims_by_id[key])}
    nodes = {
        entity.id: _node(entity, degree[entity.id], not focused or entity.id in ids)
        for entity in view.entities
    }
    lines = _lines(view, nodes, set(focus.claims) if focused else set(view.claims_by_id))
    return Scene(
        tuple(sorted(nodes.values(), key=lambda node: (node.lit, node.r, node.entity.id))),
        tuple(sorted(lines, key=lambda line: (line.lit, line.id))),
        focused,
    )


def _lines(view: View, nodes: Mapping[str, Node], lit: Collection[str]) -> Iterator[Line]:
    """Yields a line for each claim; those between the same two entities fan out."""
    crowd = _Crowd(
        np.array([(node.x, node.y) for node in nodes.values()]).reshape(-1, 2),
        np.array([node.r for node in nodes.values()]),
    )
    pairs: dict[tuple[str, str], list[str]] = {}
    for key, claim in view.claims_by_id.items():
        first, second = sorted(_ends(claim))
        pairs.setdefault((first, second), []).append(key)
    for (first, second), keys in sorted(pairs.items()):
        offsets = [(at - (len(keys) - 1) / 2) * FAN for at in range(len(keys))]
        if len(keys) == 1 and first != second and len(nodes) < _MANY:
            offsets = [_bend(nodes[first], nodes[second], crowd)]
        for key, offset in zip(sorted(keys), offsets, strict=True):
            yield _line(view, key, nodes, (first, second), offset, key in lit)


def _ends(claim: ViewClaim) -> tuple[str, str]:
    return claim.from_, claim.to


def _node(entity: ViewEntity, degree: int, lit: bool) -> Node:
    r = node_radius(degree)
    wide = 1.22 if entity.kind in ("case", "operation") else 1.0
    return Node(entity, entity.x, entity.y, degree, r, r * wide, lit)


def _middle(first: Node, second: Node, offset: float) -> Point:
    dx, dy = second.x - first.x, second.y - first.y
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return (first.x + second.x) / 2 - dy / length * offset, (first.y + second.y) / 2 + dx / length * offset


def _bend(first: Node, second: Node, crowd: _Crowd) -> float:
    """Returns the smallest bend that keeps the line away from other nodes, else the least bad one."""
    ends = np.array([[first.x, first.y], [second.x, second.y]])
    inside = (crowd.places > ends.min(0) - _SWAY) & (crowd.places < ends.max(0) + _SWAY)
    near = inside.all(axis=1) & (crowd.places != ends[0]).any(axis=1) & (crowd.places != ends[1]).any(axis=1)
    places, reach = crowd.places[near], crowd.radii[near] + _CLEAR
    share = np.arange(2, 24)[:, None] / 25
    best = (float("inf"), 0.0)
    for offset in BENDS:
        middle = np.array(_middle(first, second, offset))
        curve = (1 - share) ** 2 * ends[0] + 2 * share * (1 - share) * middle + share**2 * ends[1]
        apart = curve[:, None] - places
        met = int(((apart * apart).sum(axis=2) < reach * reach).any(axis=0).sum())
        best = min(best, (abs(offset) * 0.25 + 30 * met, float(offset)))
        if not met:
            break
    return best[1]


def _line(
    view: View, key: str, nodes: Mapping[str, Node], pair: tuple[str, str], offset: float, lit: bool
) -> Line:
    claim = view.claims_by_id[key]
    source, target = nodes[claim.from_], nodes[claim.to]
    symmetric = view.ontology.types[claim.type].symmetric
    if claim.from_ == claim.to:
        bend = (source.x + offset, source.y - source.reach - _LOOP)
        start, tip = (source.x - source.reach, source.y - 2), (source.x + source.reach, source.y - 2)
        return Line(key, claim, start, bend, tip, tip, lit)
    bend = _middle(nodes[pair[0]], nodes[pair[1]], offset)
    head = 0.0 if symmetric else 7.0
    tip = _towards((target.x, target.y), bend, target.reach + 3)
    neck = _towards((target.x, target.y), bend, target.reach + 3 + head)
    return Line(key, claim, _towards((source.x, source.y), bend, source.reach + 2), bend, tip, neck, lit)


def _towards(start: Point, end: Point, way: float) -> Point:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return start[0] + dx / length * way, start[1] + dy / length * way
