"""Draws the title and standfirst above a picture, and the legend and caveat below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import escape
from graphkit.model.dates import date_words, parse_date
from graphkit.model.status import Status
from graphkit.render.metrics import text_width
from graphkit.render.picture.shapes import GROUND, RED, RULE, STATUS_LINES, TEXT_2, TEXT_3, number, shape_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.render.view import MapData

_LEFT = 28.0
_ROW = 22.0
_SERIF = "Charter, Georgia, 'Noto Serif', 'Liberation Serif', 'Times New Roman', serif"
_CAVEAT = (
    "Each line is a claim: something that somebody said. "
    "Being named here, or charged, is no finding of guilt."
)


def render_heading(view: MapData, width: float) -> tuple[str, float]:
    """Returns the heading as SVG, and its height."""
    rows: list[str] = []
    y = 0.0
    for text, size, color, weight in ((view.title, 28, "", 700), (view.standfirst, 15, TEXT_2, 400)):
        for line in _wrapped(text, size, width - 2 * _LEFT, bold=weight == 700):
            y += size * 1.35 if rows else size + 14
            fill = f' fill="{color}"' if color else ""
            rows.append(
                f'<text x="{number(_LEFT)}" y="{number(y)}" font-family="{_SERIF}" font-size="{size}" '
                f'font-weight="{weight}"{fill}>{escape.xml(line)}</text>'
            )
    return "\n".join(rows), y + 12 if rows else 0.0


def render_legend(view: MapData, width: float) -> tuple[str, float]:
    """Returns the legend as SVG, and its height: statuses, kinds, then the caveat."""
    rows = [f'<path d="M0 .5H{number(width)}" stroke="{RULE}"/>']
    y = 8.0
    for items in (list(_statuses(view)), list(_kinds(view))):
        x = _LEFT
        y += _ROW if items else 0
        for sample, word, wide in items:
            if x > _LEFT and x + wide > width - _LEFT:
                x, y = _LEFT, y + _ROW
            rows.append(f'<g transform="translate({number(x)} {number(y)})">{sample}{_word(word, wide)}</g>')
            x += wide
    last = f" Sources up to {date_words(parse_date(view.up_to))}." if view.up_to else ""
    for line in _wrapped(_CAVEAT + last, 12, width - 2 * _LEFT):
        y += _ROW
        rows.append(f'<text x="{number(_LEFT)}" y="{number(y)}" fill="{TEXT_3}">{escape.xml(line)}</text>')
    return "\n".join(rows), y + 20


def _statuses(view: MapData) -> Iterator[tuple[str, str, float]]:
    used = {claim.status for claim in view.claims}
    for status, (color, wide, dashes, caps) in STATUS_LINES.items():
        if status not in used:
            continue
        dash = f' stroke-dasharray="{dashes}"' if dashes else ""
        line = f'<path d="M0 -4H44" stroke="{color}" stroke-width="{wide}" stroke-linecap="{caps}"{dash}/>'
        if status is Status.ESTABLISHED:
            line += f'<path d="M0 -4H44" stroke="{GROUND}" stroke-width="1.6"/>'
        if status is Status.DENIED:
            line += f'<path d="M18 -8l8 8M26 -8l-8 8" stroke="{RED}" stroke-width="2"/>'
        yield line, status.word, 52 + text_width(status.word) + 20
    if any(claim.disputed for claim in view.claims):
        ring = (
            f'<path d="M0 -4H44" stroke="{TEXT_3}" stroke-width="1.5"/><g fill="none" stroke="{RED}" '
            f'transform="translate(22 -4)"><circle r="7.5" fill="{GROUND}" stroke-width="1.6"/>'
            '<path stroke-width="1.4" d="M-3.2 -1.6h6.4M-3.2 1.6h6.4M-1.9 3.9l3.8 -7.8"/></g>'
        )
        yield ring, "disputed", 52 + text_width("disputed") + 20


def _kinds(view: MapData) -> Iterator[tuple[str, str, float]]:
    for kind in view.kinds:
        drawn = (
            f'<path d="{shape_path(kind.shape, 7, -4, 6)}" fill="{kind.color["light"]}" fill-rule="evenodd"/>'
        )
        yield drawn, kind.plural, 20 + text_width(kind.plural) + 20
    if any(entity.unnamed for entity in view.entities):
        hollow = f'<circle cx="7" cy="-4" r="5.5" fill="{GROUND}" stroke="{TEXT_2}" stroke-width="2.25"/>'
        yield hollow, "not named", 20 + text_width("not named") + 20


def _word(word: str, wide: float) -> str:
    return f'<text x="{number(wide - text_width(word) - 20)}">{escape.xml(word)}</text>'


def _wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
