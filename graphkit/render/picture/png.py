"""Paints the SVG of a map as PNG, with resvg."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from graphkit.errors import MissingExtra
from graphkit.render.picture.svg import render_svg

if TYPE_CHECKING:
    from graphkit.render.view import MapData

ZOOM = 2


def render_png(view: MapData) -> bytes:
    """Returns the view as PNG at two pixels a unit, with the fonts of this machine.

    Raises: MissingExtra if resvg is not installed.
    """
    if find_spec("resvg_py") is None:
        raise MissingExtra("a PNG picture", "picture")
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=render_svg(view), zoom=ZOOM))
