"""The legend that filters, the time brush, the hops around a selection, and the search."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.page.views import BASES, sample_view

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]


def test_the_legend_filters_and_counts(opened: Open) -> None:
    view = sample_view()
    page = opened(view=view)
    claims = view.data["claims_by_id"].values()
    for status in ("established", "reported", "denied"):
        number = sum(claim["status"] == status for claim in claims)
        assert _option(page, status).locator(".n").inner_text() == str(number)
    _option(page, "reported").locator("input").click()
    left = [claim for claim in claims if claim["status"] != "reported"]
    assert page.locator("#tab-0").inner_text() == f"Claims {len(left)}"
    assert page.locator("#filter-note").inner_text() == f"1 filter hides {len(claims) - len(left)} claims"
    assert "no-status=reported" in page.url
    page.locator("#reset").click()
    assert page.locator("#tab-0").inner_text() == f"Claims {len(claims)}"


def test_alt_click_keeps_one_option(opened: Open) -> None:
    view = sample_view()
    page = opened(view=view)
    _option(page, "testified").locator("label").click(modifiers=["Alt"])
    number = sum(claim["status"] == "testified" for claim in view.data["claims_by_id"].values())
    kept = page.locator("#below tbody tr").all_inner_texts()
    assert len(kept) == min(number, 14)
    assert all("testified" in row for row in kept)


def _option(page: Page, text: str) -> Any:
    return page.locator(".opt", has=page.locator(f".t:text-is('{text}')"))


def test_the_brush_keeps_what_may_hold_in_the_years(opened: Open) -> None:
    view = sample_view()
    page = opened("to=1995&undated=no", view)
    claims = view.data["claims_by_id"].values()
    kept = [claim for claim in claims if claim.get("start", "9999") <= "1995"]
    assert page.locator("#tab-0").inner_text() == f"Claims {len(kept)}"
    page.locator("#undated").click()
    undated = [claim for claim in claims if "start" not in claim]
    assert page.locator("#tab-0").inner_text() == f"Claims {len(kept) + len(undated)}"


def test_hops_keep_what_is_near_the_selection(opened: Open) -> None:
    view = sample_view()
    page = opened("entity=e7&hops=1", view)
    claims = view.data["claims_by_id"].values()
    ends = [{claim["from"], claim["to"]} for claim in claims]
    near = set().union(*(pair for pair in ends if "e7" in pair))
    assert page.locator("#tab-1").inner_text() == f"Entities {len(near)}"


def test_filters_that_leave_nothing_say_so(opened: Open) -> None:
    page = opened("&".join(f"no-status={status}" for status in BASES))
    assert page.locator("#empty-text").inner_text() == "No claim passes these filters. Reset."
    page.locator("#empty-reset").click()
    assert page.locator("#empty").is_hidden()


def test_search_folds_accents_and_shows_the_alias(opened: Open) -> None:
    page = opened()
    page.locator("#search").fill("codigo 16")
    first = page.locator("#search-list li").first
    assert "also Código 16" in first.inner_text()
    page.keyboard.press("Enter")
    assert page.locator("#evidence h2").inner_text() == "Agency 16"
    page.locator("#search").fill("agency-16")  # at once: leaving the box before must not close it later
    page.wait_for_timeout(300)
    assert page.locator("#search-list li").count() == 1
    page.locator("#search-list li").click()
    assert page.locator("#evidence h2").inner_text() == "Agency 16"
    page.locator("#search").fill("xyzzy")
    assert (
        page.locator(".search .none").inner_text() == "No name or alias matches “xyzzy”. Try fewer letters."
    )
