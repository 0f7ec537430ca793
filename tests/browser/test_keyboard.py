"""The page by keyboard alone: every claim is reached, the map is walked, Tab follows the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.page.views import BASES, sample_view

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]


def test_every_claim_is_reached_and_read_by_keyboard_alone(opened: Open) -> None:
    view = sample_view()
    page = opened(view=view)
    _tab_to(page, "tab-0")
    _tab_to(page, "show-all")
    page.keyboard.press("Enter")
    page.locator("#row-0").focus()
    page.keyboard.press("Enter")
    _tab_to(page, "next")
    seen = {}
    for _ in view.data["claims"]:
        seen[page.locator("#evidence h2").inner_text()] = page.locator("#evidence .says").all_inner_texts()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "next"
    claims = view.data["claims_by_id"].items()
    expected = {
        view.sentence(id_): sorted(item["says"] for item in claim["evidence"]) for id_, claim in claims
    }
    assert {sentence: sorted(says) for sentence, says in seen.items()} == expected


def _tab_to(page: Page, id_: str) -> None:
    for _ in range(200):
        if page.evaluate("document.activeElement.id") == id_:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to #{id_}")


def test_the_order_of_tab_is_that_of_the_page(opened: Open) -> None:
    page = opened()
    order = ["skip", "search", "save", "reset", "map", "tab-0"]
    seen = []
    for _ in range(120):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id"))
        if seen[-1] == "tab-0":
            break
    assert [id_ for id_ in seen if id_ in order] == order


def test_the_map_is_walked_by_keyboard(opened: Open) -> None:
    page = opened()
    page.locator("#map").focus()
    names = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        names.add(_cursor(page))
    assert len(names) > 1
    assert all("claim" in name for name in names)
    page.keyboard.press("Shift+ArrowRight")
    assert "reports that" in _cursor(page)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.locator("#evidence h2").inner_text() in _cursor(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "map"


def test_p_on_two_entities_asks_how_they_are_connected(opened: Open) -> None:
    page = opened()
    page.locator("#map").focus()
    page.keyboard.press("p")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("p")
    assert page.locator("#evidence h2").inner_text().startswith("How is ")
    every = page.locator(".hop .mid .st > b").all_inner_texts()
    weak = every.count(max(every, key=list(BASES).index))
    assert every
    assert page.locator(".hop.weak").count() == (weak if 2 * weak <= len(every) else 0)


def test_thousands_of_entities_open_folded_and_unfold(opened: Open) -> None:
    view = sample_view(3300, story=False)
    page = opened(view=view)
    page.locator("#map").focus()
    name = _cursor(page)
    assert name.startswith("Group of ")
    page.keyboard.press("e")
    assert "claim" in _cursor(page)
    page.keyboard.press("e")
    assert _cursor(page) == name


def _cursor(page: Page) -> str:
    return str(page.evaluate("document.getElementById(map.getAttribute('aria-activedescendant')).ariaLabel"))
