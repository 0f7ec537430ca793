"""Draws a view as one SVG file: real text, no script, no external resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import escape
from graphkit.model.status import Status
from graphkit.render.picture.labels import Label, place_labels
from graphkit.render.picture.legend import render_heading, render_legend
from graphkit.render.picture.scene import Line, Node, Scene, build_scene
from graphkit.render.picture.shapes import GROUND, RED, STATUS_LINES, TEXT, numbers, shape_path
from graphkit.sentences import claim_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.render.view import MapData

_MARGIN = 28
_LEAST_WIDTH = 850
_NEW_LINE = "\n"
_HALO = f'stroke="{GROUND}" stroke-width="4.5" stroke-linejoin="round" paint-order="stroke"'
SANS = "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"


def render_svg(view: MapData) -> str:
    """Returns the view as SVG text at zoom 1, with its title above and its legend below.

    Each node and line has its name or sentence as a `<title>`, which viewers show and screen readers speak.
    """
    scene = build_scene(view)
    labels = place_labels(scene)
    left, top, width, bottom = _frame(scene.nodes, labels)
    heading, head = render_heading(view, width)
    legend, foot = render_legend(view, width)
    height = head + (bottom - top) + foot
    wide, high, x, y, end = numbers(width, height, -left, head - top, height - foot)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" \
height="{high}" role="img" font-family="{SANS}" font-size="12" fill="{TEXT}">
<title>{escape.xml(view.title or "A map of claims")}</title>
<rect width="100%" height="100%" fill="{GROUND}"/>
{heading}
<g transform="translate({x} {y})">
{_NEW_LINE.join(_body(view, scene, labels))}
</g>
<g transform="translate(0 {end})">
{legend}
</g>
</svg>
"""


def _body(view: MapData, scene: Scene, labels: list[Label]) -> Iterator[str]:
    for line in scene.lines:
        sentence = claim_sentence(line.claim, view.answer.dataset, escape.xml, escape.xml_name)
        yield _line(line, sentence, scene.focused)
    for node in scene.nodes:
        yield _node(view, node)
    for line in scene.lines:
        if line.lit and line.marked:
            yield _mark(line)
    for label in labels:
        yield from _label(label)


def _frame(nodes: tuple[Node, ...], labels: list[Label]) -> tuple[float, float, float, float]:
    """Returns left, top, width and bottom of all that is drawn, with a margin."""
    xs = [edge for node in nodes for edge in (node.x - node.reach * 1.2, node.x + node.reach * 1.2)]
    ys = [edge for node in nodes for edge in (node.y - node.reach * 1.35, node.y + node.reach * 1.35)]
    xs += [edge for label in labels for edge in (label.x, label.x + label.width)]
    ys += [edge for label in labels for edge in (label.y, label.y + len(label.lines) * label.step)]
    if not nodes:
        return 0, 0, _LEAST_WIDTH, 60
    left, right = min(xs) - _MARGIN, max(xs) + _MARGIN
    width = max(right - left, _LEAST_WIDTH)
    left -= (width - (right - left)) / 2
    return left, min(ys) - _MARGIN, width, max(ys) + _MARGIN


def _line(line: Line, sentence: str, focused: bool) -> str:
    """Returns a claim; its dashes begin at the arrowhead, so that the head always touches ink.

    `sentence` is XML.
    """
    color, wide, dashes, caps = STATUS_LINES[line.claim.status]
    wide *= 1.35 if focused and line.lit else 1
    x1, y1, x2, y2, x3, y3, stroke, inner = numbers(*line.neck, *line.bend, *line.start, wide, wide * 0.38)
    path = f'd="M{x1} {y1}Q{x2} {y2} {x3} {y3}" fill="none"'
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    parts = [f"<title>{sentence}</title>"]
    parts.append(f'<path {path} stroke="{color}" stroke-width="{stroke}" stroke-linecap="{caps}"{dash}/>')
    if line.claim.status is Status.ESTABLISHED:
        parts.append(f'<path {path} stroke="{GROUND}" stroke-width="{inner}"/>')
    if line.neck != line.tip:
        parts.append(f'<path d="{_head(line)}" fill="{color}"/>')
    fade = "" if line.lit else ' opacity="0.13"'
    return f'<g data-claim="{escape.xml(line.id)}"{fade}>{"".join(parts)}</g>'


def _head(line: Line) -> str:
    dx, dy = line.tip[0] - line.bend[0], line.tip[1] - line.bend[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    dx, dy = dx / length, dy / length
    x, y = line.tip
    x1, y1, x2, y2, x3, y3 = numbers(
        *(x, y),
        *(x - dx * 8.5 - dy * 3.7, y - dy * 8.5 + dx * 3.7),
        *(x - dx * 8.5 + dy * 3.7, y - dy * 8.5 - dx * 3.7),
    )
    return f"M{x1} {y1}L{x2} {y2}L{x3} {y3}Z"


def _node(view: MapData, node: Node) -> str:
    kind = view.answer.dataset.ontology.kinds[node.entity.kind]
    color = kind.color["light"]
    path = shape_path(kind.shape, node.x, node.y, node.r)
    fill, stroke, wide = (GROUND, color, "2.25") if node.entity.unnamed else (color, GROUND, "1.25")
    fade = "" if node.lit else ' opacity="0.16"'
    return (
        f'<path data-entity="{escape.xml(node.entity.id)}" d="{path}" fill="{fill}" fill-rule="evenodd" '
        f'stroke="{stroke}" stroke-width="{wide}"{fade}><title>{escape.xml(node.entity.name)}</title></path>'
    )


def _mark(line: Line) -> str:
    """Returns the not-equal sign in a ring of a disputed claim, the cross of a claim that is only denied."""
    x, y = numbers(*line.points(1)[0])
    here = f'transform="translate({x} {y})" fill="none" stroke="{RED}"'
    if line.claim.status is Status.DENIED:
        return f'<path {here} stroke-width="2" d="M-4 -4l8 8M4 -4l-8 8"/>'
    ring = f'<circle r="7.5" fill="{GROUND}" stroke-width="1.6"/>'
    return f'<g {here}>{ring}<path stroke-width="1.4" d="M-3.2 -1.6h6.4M-3.2 1.6h6.4M-1.9 3.9l3.8 -7.8"/></g>'


def _label(label: Label) -> Iterator[str]:
    x = label.x + {"start": 0.0, "middle": label.width / 2, "end": label.width}[label.anchor]
    look = ' font-weight="700"' if label.bold else ""
    look += ' font-style="italic"' if label.node.entity.unnamed else ""
    look += "" if label.node.lit else ' opacity="0.62"'
    for at, line in enumerate(label.lines):
        left, base = numbers(x, label.y + label.size * 0.86 + at * label.step)
        yield (
            f'<text x="{left}" y="{base}" text-anchor="{label.anchor}" '
            f'font-size="{label.size}"{look} {_HALO}>{escape.xml(line)}</text>'
        )
