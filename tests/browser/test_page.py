"""The page in a real Chromium, from disk, offline: what a reader does, and what must not happen."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.page.hostile import HOSTILE
from tests.page.opened import PHONE, open_view
from tests.page.views import BASES, FakeView, empty_view, sample_view

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]


@pytest.fixture
def opened(new_page: Callable[..., Page], tmp_path: Path) -> Open:
    """A function that opens a view (the small sample, unless one is given) in a state."""

    def open_sample(state: str = "", view: FakeView | None = None, **options: Any) -> Page:
        return open_view(new_page, tmp_path, view or sample_view(), state, **options)

    return open_sample


def test_every_interaction_stays_quiet_and_offline(opened: Open) -> None:
    """The harness fails this test for any request, console error or violation of the policy."""
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("person")
    page.keyboard.press("Enter")
    page.locator("#evidence .rows button").first.click()
    for label in ("Next ›", "‹ Prev", "Close", "Start the story", "Next ›", "Close", "Find a connection"):
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
    claims = view.data["claims_by_id"].values()
    expected = {claim["sentence"]: sorted(item["says"] for item in claim["evidence"]) for claim in claims}
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


def _cursor(page: Page) -> str:
    return str(page.evaluate("document.getElementById(map.getAttribute('aria-activedescendant')).ariaLabel"))


def test_p_on_two_entities_asks_how_they_are_connected(opened: Open) -> None:
    page = opened()
    page.locator("#map").focus()
    page.keyboard.press("p")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("p")
    assert page.locator("#evidence h2").inner_text().startswith("How is ")
    assert page.locator(".hop.weak").count() >= 1


def test_the_found_path_is_a_shortest_one_and_names_its_weakest_step(opened: Open) -> None:
    view = sample_view()
    ends = ("e35", "e20")
    page = opened(f"path={ends[0]}&path={ends[1]}", view)
    names = page.locator(".hop .name").all_inner_texts()
    assert len(names) - 1 == _distance(view, *ends)
    weak = page.locator(".hop.weak .st > b").all_inner_texts()
    every = page.locator(".hop .mid .st > b").all_inner_texts()
    assert set(weak) == {max(every, key=list(BASES).index)}


def _distance(view: FakeView, start: str, goal: str) -> int:
    """Steps between two entities over claims that are not only denied, by plain flooding."""
    claims = [claim for claim in view.data["claims_by_id"].values() if claim["status"] != "denied"]
    ends = [{claim["from"], claim["to"]} for claim in claims]
    reached, steps = {start}, 0
    while goal not in reached:
        reached = reached.union(*[pair for pair in ends if pair & reached])
        steps += 1
    return steps


def test_without_a_path_the_page_offers_the_smallest_step_back(opened: Open) -> None:
    view = sample_view(2)
    for claim in view.data["claims_by_id"].values():
        claim["status"] = "alleged"
    page = opened("path=e0&path=e1&no-status=alleged", view)
    lead = page.locator("#evidence .lead")
    assert lead.inner_text() == "No connection with “denied” or better. One exists if alleged claims count."
    page.locator("#evidence button", has_text="Show it").click()
    assert page.locator(".hop .name").count() == 2


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
    undated = [claim for claim in claims if "days" not in claim]
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
    assert page.locator("#empty-text").inner_text() == "These filters leave nothing. Reset."
    page.locator("#empty-reset").click()
    assert page.locator("#empty").is_hidden()


def test_search_folds_accents_and_shows_the_alias(opened: Open) -> None:
    page = opened()
    page.locator("#search").fill("codigo 16")
    first = page.locator("#search-list li").first
    assert "also Código 16" in first.inner_text()
    page.keyboard.press("Enter")
    assert page.locator("#evidence h2").inner_text() == "Agency 16"
    page.locator("#search").fill("xyzzy")
    assert (
        page.locator(".search .none").inner_text() == "No name or alias matches “xyzzy”. Try fewer letters."
    )


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


def test_evidence_shows_both_sides_and_where_it_stands(opened: Open) -> None:
    view = sample_view()
    key, claim = next((k, c) for k, c in view.data["claims_by_id"].items()
                      if c.get("disputed") and len({e.get("stance") for e in c["evidence"]}) > 1)  # fmt: skip
    page = opened(f"claim={key}", view)
    cards = page.locator(".card")
    assert cards.count() == len(claim["evidence"])
    stances = [card.locator(".over b").inner_text() for card in cards.all()]
    assert stances[1] != "Supports"
    assert page.locator(".stline").inner_text().split() == [claim["status"], "disputed"]
    for item, card in zip(sorted(claim["evidence"], key=lambda e: e["says"]), cards.all(), strict=False):
        text = page.locator(".card", has_text=item["says"]).first.inner_text()
        assert item["by_name"] in text
        assert item["at"] in text
        assert card.locator(".src").count() == 1


def test_a_bad_link_is_text(opened: Open) -> None:
    page = opened()
    page.locator("#tab-2").click()
    row = page.locator("#below tbody tr", has_text="Source 3")
    assert "javascript:alert(1)" in row.inner_text()
    assert row.locator("a").count() == 0
    assert page.evaluate("[...document.links].every((a) => /^https?:/.test(a.href) || a.id === 'skip')")


def test_tables_sort_by_the_ladder_and_follow_the_selection(opened: Open) -> None:
    page = opened()
    page.locator("#show-all").click()
    page.locator("#sort-5").click()
    shown = [text.split()[0] for text in page.locator("#below tbody td:nth-child(6)").all_inner_texts()]
    assert shown == sorted(shown, key=list(BASES).index)
    assert page.locator("#below th").nth(5).get_attribute("aria-sort") == "ascending"
    page.locator("#below tbody .aslink").nth(3).click()
    assert page.locator("#below tr.on").count() == 1


@pytest.mark.parametrize("kind", ["csv", "json", "svg", "png"])
def test_what_is_shown_is_saved(opened: Open, kind: str) -> None:
    view = sample_view()
    next(iter(view.data["claims_by_id"].values()))["sentence"] = "=HYPERLINK(1)"
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
    """All hostile strings in one view, each in its own place, in every panel and table."""
    turn = itertools.cycle(HOSTILE)
    view = sample_view(24, text=lambda plain: plain + next(turn) if " " in plain else plain)
    page = opened(view=view)
    page.locator("#show-all").click()
    names = {entity["name"] for entity in view.data["entities"]}
    for claim in view.data["claims"][:30]:
        _open_claim(page, claim, view)
        says = page.evaluate("[...document.querySelectorAll('#evidence .says')].map((p) => p.textContent)")
        assert sorted(says) == sorted(item["says"] for item in view.data["claims_by_id"][claim]["evidence"])
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


def _ending(end: str) -> Callable[[str], str]:
    return lambda plain: plain + end


def _open_claim(page: Page, claim: str, view: FakeView) -> None:
    """Follow the link to a claim and wait until its sentence stands there, letter by letter."""
    page.evaluate("(id) => { location.hash = new URLSearchParams({ claim: id }); }", claim)
    sentence = view.data["claims_by_id"][claim]["sentence"]
    page.wait_for_function("(s) => document.querySelector('#evidence h2')?.textContent === s", arg=sentence)


def test_an_empty_result_says_so(opened: Open) -> None:
    page = opened(view=empty_view())
    assert page.locator("#empty-text").inner_text() == "Nothing was found for this question."
    assert "Nothing was found for this question" in page.locator("#evidence").inner_text()


def test_a_path_map_opens_on_its_path(opened: Open) -> None:
    view = sample_view()
    claim = view.data["claims"][0]
    ends = [view.data["claims_by_id"][claim][end] for end in ("from", "to")]
    hop = {"from": ends[0], "to": ends[1], "claims": [claim], "status": "reported"}
    view.data["paths"] = [{"nodes": ends, "hops": [hop], "length": 1, "weakest": 0, "status": "reported"}]
    view.data["question"] = {"ask": "path", "from": ends[0], "to": ends[1], "min_status": "reported"}
    page = opened(view=view)
    assert page.locator(".hop .name").count() == 2
    assert "Limits of the question: min status reported." in page.locator("#evidence").inner_text()


def test_embedding_keeps_map_legend_and_evidence(opened: Open) -> None:
    page = opened(embed=True)
    assert page.locator("#canvas").is_visible()
    assert page.locator("#legend").is_visible()
    assert page.locator("#evidence").is_visible()
    assert page.locator(".bar").is_hidden()
    assert page.locator("#below").is_hidden()


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


def test_packed_data_is_read(opened: Open) -> None:
    view = sample_view(5001, story=False)
    page = opened(view=view)
    assert page.locator("#tab-1").inner_text() == "Entities 5,001"


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
