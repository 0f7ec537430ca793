"""Places names on a picture: each at the best of sixteen places around its node, the most connected first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.render.metrics import broken_name, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.render.picture.scene import Line, Node, Scene

HUB = 7
_CELL = 80
# The cost of a label that covers one of these.
_ON_LABEL, _ON_NODE, _ON_LINE = 200.0, 110.0, 7.0
_MOST, _MOST_OF_HUB = 100.0, 190.0
_MOST_LINES = 95.0  # many lines meet at a hub, whose name matters most


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, and the cost of covering it."""

    x: float
    y: float
    w: float
    h: float
    cost: float
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A name in one or two lines; x and y are the left and top of its box, `anchor` is that of SVG."""

    node: Node
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    size: int
    bold: bool
    anchor: str

    @property
    def step(self) -> float:
        """The distance from one line to the next."""
        return self.size + 1.5


def place_labels(scene: Scene) -> list[Label]:
    """Returns a label for every node that has a place cheap enough; no label covers another."""
    room = _Room()
    for node in scene.nodes:
        reach = node.reach + 2
        cost = _ON_NODE if node.lit else 12.0
        room.add(Box(node.x - reach, node.y - reach, 2 * reach, 2 * reach, cost, node.entity.id))
    for line in scene.lines:
        if line.lit:
            _reserve(room, line)
    placed = []
    for node in sorted(scene.nodes, key=lambda node: (not node.lit, -node.degree, node.entity.id)):
        if not node.lit and node.degree < 6:
            continue
        cost, label = min(
            ((room.cost(box, node), label) for label, box in _places(node)), key=lambda pair: pair[0]
        )
        if cost <= (_MOST_OF_HUB if node.degree >= HUB else _MOST) or (scene.focused and node.lit):
            placed.append(label)
            room.add(Box(label.x, label.y, label.width, len(label.lines) * label.step, _ON_LABEL))
    return placed


def _reserve(room: _Room, line: Line) -> None:
    points = line.points(21)
    for x, y in points:
        room.add(Box(x, y, 0, 0, _ON_LINE))
    if line.marked:
        x, y = points[10]
        room.add(Box(x - 9, y - 9, 18, 18, _ON_LABEL))


def _places(node: Node) -> Iterator[tuple[Label, Box]]:
    """Yields each place of a node's label: right, left, below, above, then the diagonals; one line or two."""
    bold = node.degree >= HUB
    size = 13 if bold else 12
    gap = node.reach + 6
    slant = node.reach * 0.84
    for lines in {(node.entity.name,): 0, broken_name(node.entity.name): 0}:
        wide = max(text_width(line, size, bold=bold) for line in lines) + 2
        high = len(lines) * (size + 1.5)
        low, top = node.reach * 0.34, -high - node.reach * 0.34
        for rank, left, down, anchor in (
            (0.0, gap, -high / 2, "start"),
            (1.0, -gap - wide, -high / 2, "end"),
            (2.0, -wide / 2, gap - 1, "middle"),
            (2.2, -wide / 2, -gap - high + 1, "middle"),
            (3.0, slant, top, "start"),
            (3.1, slant, low, "start"),
            (3.2, -slant - wide, top, "end"),
            (3.3, -slant - wide, low, "end"),
        ):
            x, y = node.x + left, node.y + down
            label = Label(node, lines, x, y, wide, size, bold, anchor)
            yield label, Box(x, y, wide, high, rank * 1.5 + (2 if len(lines) > 1 and wide < 70 else 0))


class _Room:
    """Boxes by the square that they lie in, so that only near ones are compared."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        for square in _squares(box):
            self._squares.setdefault(square, []).append(box)

    def cost(self, box: Box, node: Node) -> float:
        """Returns the cost of a box: its own rank, and all that it covers except its own node."""
        near = {id(other): other for square in _squares(box) for other in self._squares.get(square, ())}
        met = [other.cost for other in near.values() if other.owner != node.entity.id and _meet(box, other)]
        lines = sum(cost for cost in met if cost == _ON_LINE)
        return box.cost + sum(met) - lines + min(lines, _MOST_LINES)


def _squares(box: Box) -> Iterable[tuple[int, int]]:
    for column in range(int(box.x // _CELL), int((box.x + box.w) // _CELL) + 1):
        for row in range(int(box.y // _CELL), int((box.y + box.h) // _CELL) + 1):
            yield column, row


def _meet(first: Box, second: Box) -> bool:
    return (
        first.x <= second.x + second.w
        and second.x <= first.x + first.w
        and first.y <= second.y + second.h
        and second.y <= first.y + first.h
    )
