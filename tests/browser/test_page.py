"""The page in a real Chromium, from disk, offline: links, files, hostile text, and what must not happen."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from graphkit import escape
from tests.page.hostile import HOSTILE
from tests.page.views import Sample, empty_view, sample_view

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from graphkit.model.records import Claim

Open = Callable[..., "Page"]


def test_every_interaction_stays_quiet_and_offline(opened: Open) -> None:
    """The harness fails this test for any request, console error or violation of the policy."""
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("person")
    page.keyboard.press("Enter")
    page.locator("#evidence .rows button").first.click()
    for label in ("Next ›", "‹ Prev", "Close", "Start the story", "Next ›", "Close", "Find a path"):
        page.locator("#evidence button", has_text=label).first.click()
    for option in page.locator("#legend input[type=checkbox]:visible").all()[:12]:
        option.click()
    page.locator("#reset").click()
    page.locator("#map").focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "Enter", "Escape", "+", "-", "0", "e", "p", "?"):
        page.keyboard.press(key)
    page.locator("#keys-close").click()
    for tab in range(3):
        page.locator(f"#tab-{tab}").click()
        page.locator("#sort-1").click()
    page.mouse.move(700, 400)
    page.mouse.wheel(0, -300)
    page.mouse.down()
    page.mouse.move(600, 300, steps=4)
    page.mouse.up()
    page.emulate_media(color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")


def test_a_permalink_restores_selection_and_filters(opened: Open, new_page: Callable[..., Page]) -> None:
    page = opened("entity=e9&no-kind=place&no-status=alleged&from=1995&undated=no&no-source=s1&theme=dark")
    address = page.url
    again = new_page(viewport={"width": 1440, "height": 900})
    again.goto(address)
    again.wait_for_selector("#tabpanel", state="attached")
    for selector in ("#evidence", "#count", "#filter-note", "#tab-0"):
        assert again.locator(selector).inner_text() == page.locator(selector).inner_text()
    assert again.evaluate("document.documentElement.dataset.theme") == "dark"
    assert again.url == address


@pytest.mark.parametrize(
    ("state", "name"),
    [
        ("entity=nobody", "nobody"),
        ("claim=a/b/c", "a/b/c"),
        ("path=e1&path=%3Cb%3E", "<b>"),
        ("step=9", "step 9"),
    ],
)
def test_a_link_to_what_is_gone_says_so(opened: Open, state: str, name: str) -> None:
    page = opened(state)
    said = f"The link leads to “{name}”, which is not on this map."
    assert page.locator("#evidence .lost").inner_text().startswith(said)
    page.wait_for_function(
        "(text) => document.querySelector('#status').textContent.startsWith(text)", arg=said
    )
    page.locator("#evidence .rows button").first.click()
    assert page.locator(".lost").count() == 0


@pytest.mark.parametrize("kind", ["csv", "json", "svg", "png"])
def test_what_is_shown_is_saved(opened: Open, kind: str) -> None:
    view = sample_view().changed(_speak_a_formula)
    page = opened("no-status=reported", view)
    page.locator("#save").click()
    with page.expect_download() as download:
        page.locator(f"#save-{kind}").click()
    content = Path(download.value.path()).read_bytes()
    kept = [key for key, claim in view.data["claims_by_id"].items() if claim["status"] != "reported"]
    assert download.value.suggested_filename == f"an-invented-case.{kind}"
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(content.decode())))
        assert [row["claim"] for row in rows] == sorted(kept)
        assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=+-@"]
    elif kind == "json":
        saved = json.loads(content)
        assert saved["claims"] == sorted(kept)
        assert saved["claims_by_id"] == {key: view.data["claims_by_id"][key] for key in sorted(kept)}
    elif kind == "svg":
        assert b"var(" not in content
        assert b"alleged" in content
    else:
        assert content.startswith(b"\x89PNG")


def test_share_copies_the_address(opened: Open) -> None:
    page = opened("entity=e9", permissions=["clipboard-read", "clipboard-write"])
    page.locator("button", has_text="Share").click()
    page.wait_for_selector("#toast:not([hidden])")
    assert page.locator("#toast").inner_text() == "Link copied"
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_hostile_text_is_shown_as_text(opened: Open) -> None:
    """All hostile strings in one view, each in its own place, in every panel and table; controls show."""
    turn = itertools.cycle(HOSTILE)
    view = sample_view(24, text=lambda plain: plain + next(turn) if " " in plain else plain)
    page = opened(view=view)
    page.locator("#show-all").click()
    names = {escape.visible(entity["name"]) for entity in view.data["entities"]}
    for claim in view.data["claims"][:30]:
        _open_claim(page, claim, view)
        says = page.evaluate("[...document.querySelectorAll('#evidence .says')].map((p) => p.textContent)")
        evidence = view.data["claims_by_id"][claim]["evidence"]
        assert sorted(says) == sorted(escape.visible(item["says"]) for item in evidence)
    page.locator("#tab-1").click()
    if page.locator("#show-all").count():
        page.locator("#show-all").click()
    shown = page.locator("#below tbody .aslink").evaluate_all("(all) => all.map((b) => b.textContent)")
    assert set(shown) == names
    assert page.evaluate("document.documentElement.dataset.ran") is None


def test_hostile_ids_are_found_again(opened: Open) -> None:
    for hostile in ("__proto__", "a&b=c#d", "</script>", "constructor", "a\u2028b", "%41"):
        view = sample_view(6, text=_ending(hostile))
        page = opened(view=view)
        for claim in view.data["claims"][:3]:
            _open_claim(page, claim, view)
        page.close()


def _speak_a_formula(claim: Claim) -> Claim:
    items = tuple(replace(item, by="=HYPERLINK(1)", basis="testimony") for item in claim.evidence)
    return replace(claim, evidence=items)


def _ending(end: str) -> Callable[[str], str]:
    return lambda plain: plain + end


def _open_claim(page: Page, claim: str, view: Sample) -> None:
    """Follow the link to a claim and wait until its sentence stands there, letter by letter."""
    page.evaluate("(id) => { location.hash = new URLSearchParams({ claim: id }); }", claim)
    sentence = escape.visible(view.sentence(claim))
    page.wait_for_function("(s) => document.querySelector('#evidence h2')?.textContent === s", arg=sentence)


def test_an_empty_result_says_so(opened: Open) -> None:
    page = opened(view=empty_view())
    assert page.locator("#empty-text").inner_text() == "Nothing was found for this question."
    assert "Nothing was found for this question" in page.locator("#evidence").inner_text()


def test_packed_data_is_read(opened: Open) -> None:
    view = sample_view(5001, story=False)
    page = opened(view=view)
    assert page.locator("#tab-1").inner_text() == "Entities 5,001"
