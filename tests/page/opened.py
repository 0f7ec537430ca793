"""Opens views as pages in Chromium and waits until they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.page.views import Sample

if TYPE_CHECKING:
    from playwright.sync_api import Page

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def open_view(
    new_page: Callable[..., Page], folder: Path, view: Sample, state: str = "", **options: Any
) -> Page:
    """Write the page of `view` to `folder` and open it from there; `state` is what stands behind the #."""
    file = folder / "map.html"
    file.write_text(view.page(embed=bool(options.pop("embed", False))), encoding="utf-8")
    page = new_page(**{"viewport": DESKTOP, "reduced_motion": "reduce"} | options)
    page.goto(file.as_uri() + (f"#{state}" if state else ""))
    page.wait_for_function("() => performance.getEntriesByName('graphkit:first-frame').length")
    page.wait_for_selector("#tabpanel", state="attached")
    return page
