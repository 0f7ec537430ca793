"""The map as a still picture: SVG text drawn from a view, and PNG painted from it."""

from __future__ import annotations

from graphkit.render.picture.png import render_png
from graphkit.render.picture.svg import render_svg

__all__ = ["render_png", "render_svg"]
