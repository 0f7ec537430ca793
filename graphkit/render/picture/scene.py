"""Where everything of a still map is drawn: nodes with their sizes, claims as curves that pass each other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.render.view import node_radius

if TYPE_CHECKING:
    from graphkit.render.parts import View, ViewClaim, ViewEntity

Point = tuple[float, float]

BENDS = (0, 18, -18, 34, -34, 54, -54, 76, -76)
FAN = 44
_LOOP = 34
_CLEAR = 7
_MANY = 1_500  # from here on lines stay straight: which third node they pass is not looked for


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in the picture; `reach` is its extent beyond which a line may begin."""

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

    def at(self, share: float) -> Point:
        """The point at that share of the curve."""
        rest = 1 - share
        first, second, third = rest * rest, 2 * rest * share, share * share
        return (
            first * self.start[0] + second * self.bend[0] + third * self.tip[0],
            first * self.start[1] + second * self.bend[1] + third * self.tip[1],
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """Nodes, the small ones first, and lines, the faded ones first."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    focused: bool


def build_scene(view: View) -> Scene:
    """Nodes and lines of a view, at its own positions; a highlight fades the rest (rules 15 to 18)."""
    degree = Counter(end for claim in view.claims_by_id.values() for end in (claim.from_, claim.to))
    focus = view.highlight
    focused = bool(focus.entities or focus.claims or focus.path)
    ids = {*focus.entities, *focus.path}
    ids |= {end for key in focus.claims for end in _ends(view.claims_by_id[key])}
    nodes = {
        entity.id: _node(entity, degree[entity.id], not focused or entity.id in ids)
        for entity in view.entities
    }
    pairs: dict[tuple[str, str], list[str]] = {}
    for key, claim in view.claims_by_id.items():
        first, second = sorted(_ends(claim))
        pairs.setdefault((first, second), []).append(key)
    lines: list[Line] = []
    for (first, second), keys in sorted(pairs.items()):
        offsets = [(at - (len(keys) - 1) / 2) * FAN for at in range(len(keys))]
        if len(keys) == 1 and first != second and len(nodes) < _MANY:
            offsets = [_bend(nodes[first], nodes[second], nodes)]
        for key, offset in zip(sorted(keys), offsets, strict=True):
            lit = not focused or key in focus.claims
            lines.append(_line(view, key, nodes, (first, second), offset, lit))
    return Scene(
        tuple(sorted(nodes.values(), key=lambda node: (node.lit, node.r, node.entity.id))),
        tuple(sorted(lines, key=lambda line: (line.lit, line.id))),
        focused,
    )


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


def _bend(first: Node, second: Node, nodes: dict[str, Node]) -> float:
    """The smallest bend by which the line passes no third node too closely (rule 16)."""
    low_x, high_x = sorted((first.x, second.x))
    low_y, high_y = sorted((first.y, second.y))
    room = max(map(abs, BENDS)) + 40
    others = [
        node
        for node in nodes.values()
        if low_x - room < node.x < high_x + room and low_y - room < node.y < high_y + room
        if node.entity.id not in (first.entity.id, second.entity.id)
    ]

    def cost(offset: int) -> float:
        middle = _middle(first, second, offset)
        spots = [_on((first.x, first.y), middle, (second.x, second.y), at / 25) for at in range(2, 24)]
        near = sum(
            any((x - node.x) ** 2 + (y - node.y) ** 2 < (node.r + _CLEAR) ** 2 for x, y in spots)
            for node in others
        )
        return abs(offset) * 0.25 + 30 * near

    return min(BENDS, key=cost)


def _on(start: Point, bend: Point, end: Point, share: float) -> Point:
    rest = 1 - share
    x, y = (
        rest * rest * a + 2 * rest * share * b + share * share * c
        for a, b, c in zip(start, bend, end, strict=True)
    )
    return x, y


def _line(
    view: View, key: str, nodes: dict[str, Node], pair: tuple[str, str], offset: float, lit: bool
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
