"""Reads the labels of a map off its canvas: each text is written down with its box while it is painted."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

_WATCH = """() => {
  if (window.boxes) return;
  window.boxes = [];
  const draw = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const m = this.measureText(text);
    boxes.push([text, x - m.actualBoundingBoxLeft, y - m.actualBoundingBoxAscent,
      x + m.actualBoundingBoxRight, y + m.actualBoundingBoxDescent]);
    draw.call(this, text, x, y);
  };
  const clear = CanvasRenderingContext2D.prototype.fillRect;
  CanvasRenderingContext2D.prototype.fillRect = function (...box) {
    boxes.length = 0;
    clear.apply(this, box);
  };
}"""


def overlapping_labels(page: Page, texts: list[str] | None = None) -> list[tuple[str, str]]:
    """The pairs of texts of the map that lie on each other; all its texts go to `texts`."""
    boxes = label_boxes(page)
    if texts is not None:
        texts += [box[0] for box in boxes]
    return [(a[0], b[0]) for a, b in combinations(boxes, 2) if _overlap(a, b)]


def label_boxes(page: Page) -> list[list[Any]]:
    """Each text of the map with its left, top, right and bottom."""
    page.evaluate(_WATCH)
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": size["width"], "height": size["height"] - 1})
    page.wait_for_function("() => boxes.length > 4")
    page.wait_for_timeout(150)
    boxes: list[list[Any]] = page.evaluate("boxes")
    return boxes


def _overlap(a: list[Any], b: list[Any]) -> bool:
    return bool(a[1] + 1 < b[3] and b[1] + 1 < a[3] and a[2] + 1 < b[4] and b[2] + 1 < a[4])
