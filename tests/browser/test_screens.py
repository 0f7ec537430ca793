"""The page on other screens and on paper: embedded, narrow, on a phone, in print."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.page.opened import PHONE
from tests.page.views import sample_view

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]


def test_embedding_keeps_map_legend_and_evidence(opened: Open) -> None:
    page = opened(embed=True)
    assert page.locator("#canvas").is_visible()
    assert page.locator("#legend").is_visible()
    assert page.locator("#evidence").is_visible()
    assert page.locator(".bar").is_hidden()
    assert page.locator("#below").is_hidden()


@pytest.mark.parametrize("width", [320, 390, 760, 900, 1180, 1440, 1920])
def test_no_width_scrolls_sideways(opened: Open, width: int) -> None:
    page = opened("entity=e0", viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_sheet_of_a_phone_grows_by_button_and_by_drag(opened: Open) -> None:
    page = opened("entity=e0", viewport=PHONE, has_touch=True)
    heights = []
    for _ in range(2):
        heights.append(page.locator("#evidence").bounding_box()["height"])  # type: ignore[index]
        page.locator("#grip").click()
    assert heights[0] < heights[1]
    page.locator("#filter").click()
    assert page.locator("#legend").is_visible()


def test_print_shows_every_name_in_light_colours(opened: Open) -> None:
    view = sample_view()
    page = opened(view=view, color_scheme="dark")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = str(page.locator("#print-map").text_content()).replace(" ", "")
    assert all(entity["name"].replace(" ", "") in shown for entity in view.data["entities"])
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    assert page.locator("#below tbody tr").count() == len(view.data["claims"])
