"""The shape of each kind and the line of each status, as SVG paths."""

from __future__ import annotations

from graphkit.model.status import Status

GROUND, TEXT, TEXT_2, TEXT_3, RULE = "#faf9f6", "#16191d", "#4a5058", "#646a73", "#dcd8d0"
RED = "#b5122b"

# Colour, width, dashes, caps
STATUS_LINES = {
    Status.ESTABLISHED: ("#14181d", 4.25, "", "butt"),
    Status.TESTIFIED: ("#123a78", 2.25, "", "butt"),
    Status.CHARGED: ("#9447ad", 2.0, "13 4 2 4", "butt"),
    Status.REPORTED: ("#1f6a5c", 1.75, "11 4", "butt"),
    Status.ALLEGED: ("#9a4a00", 1.75, "4.5 3.5", "butt"),
    Status.INFERRED: ("#666b73", 2.25, "0.1 5", "round"),
    Status.DENIED: ("#b5122b", 1.25, "4.5 3.5", "butt"),
}

_CIRCLE = "M 1 0 C 1 .552 .552 1 0 1 C -.552 1 -1 .552 -1 0 C -1 -.552 -.552 -1 0 -1 C .552 -1 1 -.552 1 0 Z"
_PIN = "M 0 1.3 C -.5 .6 -1 .3 -1 -.3 C -1 -.85 -.55 -1.3 0 -1.3 C .55 -1.3 1 -.85 1 -.3 C 1 .3 .5 .6 0 1.3 Z"
_HOLE = "M .36 -.3 C .36 -.5 .2 -.66 0 -.66 C -.2 -.66 -.36 -.5 -.36 -.3 Q -.36 .06 0 .06 Q .36 .06 .36 -.3 Z"

# Outlines of radius 1 around the origin, absolute commands and pairs of numbers alone.
_OUTLINES = {
    "circle": _CIRCLE,
    "rounded-square": "M -.62 -.92 L .62 -.92 Q .92 -.92 .92 -.62 L .92 .62 Q .92 .92 .62 .92"
    " L -.62 .92 Q -.92 .92 -.92 .62 L -.92 -.62 Q -.92 -.92 -.62 -.92 Z",
    "shield": "M -1 -.92 L 1 -.92 L 1 .1 C 1 .75 .35 1.02 0 1.2 C -.35 1.02 -1 .75 -1 .1 Z",
    "diamond": "M 0 -1.2 L 1.2 0 L 0 1.2 L -1.2 0 Z",
    "triangle": "M 0 -1.15 L 1.15 .88 L -1.15 .88 Z",
    "page": "M -.82 -1.08 L .2 -1.08 L .82 -.46 L .82 1.08 L -.82 1.08 Z",
    "pin": f"{_PIN} {_HOLE}",
}


def number(value: float) -> str:
    """Returns a coordinate with one decimal at most, never minus zero.

    >>> number(3.0), number(-0.04), number(2.26)
    ('3', '0', '2.3')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def numbers(*values: float) -> tuple[str, ...]:
    """Returns several coordinates as `number` does."""
    return tuple(map(number, values))


def shape_path(shape: str, x: float, y: float, r: float) -> str:
    """Returns the path data of a shape of radius r around a point; an unknown shape is a circle.

    >>> shape_path("diamond", 10, 10, 5)
    'M10 4L16 10L10 16L4 10Z'
    """
    drawn = []
    axis = 0
    for word in _OUTLINES.get(shape, _CIRCLE).split():
        if word.isalpha():
            drawn.append(word)
            axis = 0
        else:
            space = "" if axis == 0 else " "
            drawn.append(space + number((x, y)[axis % 2] + r * float(word)))
            axis += 1
    return "".join(drawn)
