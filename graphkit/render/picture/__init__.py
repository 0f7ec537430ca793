"""Draws the map as a picture: SVG from a view, and PNG from the SVG."""

from __future__ import annotations

from graphkit.render.picture.png import render_png
from graphkit.render.picture.svg import render_svg

__all__ = ["render_png", "render_svg"]
