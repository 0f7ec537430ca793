"""Lays out a picture: nodes with their sizes, claims as curves that avoid other nodes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graphkit.model.status import Status
from graphkit.render.view import node_radius

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from graphkit.model.records import Claim, Entity
    from graphkit.render.view import MapData

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

    entity: Entity
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
    claim: Claim
    start: Point
    bend: Point
    tip: Point
    neck: Point
    lit: bool

    @property
    def marked(self) -> bool:
        """Whether it carries a mark: its claim is disputed or denied."""
        return self.claim.disputed or self.claim.status is Status.DENIED

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


def build_scene(view: MapData) -> Scene:
    """Returns the nodes and lines of a map at its own positions; a highlight fades the rest."""
    degree = Counter(end for claim in view.claims for end in (claim.from_id, claim.to_id))
    focus = view.highlight
    focused = bool(focus.entities or focus.claims or focus.path)
    lit = {*focus.entities, *focus.path, *focus.claims}
    for claim in view.claims:
        if claim.id in focus.claims:
            lit.update((claim.from_id, claim.to_id))
    shown = lit if focused else {*view.positions, *(claim.id for claim in view.claims)}
    nodes = {
        entity.id: _node(entity, view.positions[entity.id], degree[entity.id], entity.id in shown)
        for entity in view.entities
    }
    lines = _lines(view, nodes, shown)
    return Scene(
        tuple(sorted(nodes.values(), key=lambda node: (node.lit, node.r, node.entity.id))),
        tuple(sorted(lines, key=lambda line: (line.lit, line.id))),
        focused,
    )


def _lines(view: MapData, nodes: Mapping[str, Node], lit: Collection[str]) -> Iterator[Line]:
    """Yields a line for each claim; those between the same two entities fan out."""
    crowd = _Crowd(
        np.array([(node.x, node.y) for node in nodes.values()]).reshape(-1, 2),
        np.array([node.r for node in nodes.values()]),
    )
    pairs: dict[tuple[str, ...], list[Claim]] = {}
    for claim in view.claims:
        pairs.setdefault(tuple(sorted((claim.from_id, claim.to_id))), []).append(claim)
    for (first, second), claims in sorted(pairs.items()):
        offsets = [(at - (len(claims) - 1) / 2) * FAN for at in range(len(claims))]
        if len(claims) == 1 and first != second and len(nodes) < _MANY:
            offsets = [_bend(nodes[first], nodes[second], crowd)]
        for claim, offset in zip(claims, offsets, strict=True):
            yield _line(view, claim, nodes, offset, claim.id in lit)


def _node(entity: Entity, place: Point, degree: int, lit: bool) -> Node:
    r = node_radius(degree)
    wide = 1.22 if entity.kind in ("case", "operation") else 1.0
    return Node(entity, *place, degree, r, r * wide, lit)


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


def _line(view: MapData, claim: Claim, nodes: Mapping[str, Node], offset: float, lit: bool) -> Line:
    source, target = nodes[claim.from_id], nodes[claim.to_id]
    if source is target:
        bend = (source.x + offset, source.y - source.reach - _LOOP)
        start, tip = (source.x - source.reach, source.y - 2), (source.x + source.reach, source.y - 2)
        return Line(claim.id, claim, start, bend, tip, tip, lit)
    first, second = sorted((source, target), key=lambda node: node.entity.id)
    bend = _middle(first, second, offset)
    head = 0.0 if view.answer.dataset.ontology.types[claim.type].symmetric else 7.0
    tip = _towards((target.x, target.y), bend, target.reach + 3)
    neck = _towards((target.x, target.y), bend, target.reach + 3 + head)
    start = _towards((source.x, source.y), bend, source.reach + 2)
    return Line(claim.id, claim, start, bend, tip, neck, lit)


def _towards(start: Point, end: Point, way: float) -> Point:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return start[0] + dx / length * way, start[1] + dy / length * way
