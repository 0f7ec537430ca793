"""What is read in the panel and in the tables: evidence of both sides, paths, links."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from graphkit.model.status import Status
from graphkit.questions.answer import Hop, Path, Paths
from tests.browser.labels import label_boxes
from tests.page.views import BASES, Sample, sample_view

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]


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
        assert item["by"] in text
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


def test_the_found_path_is_a_shortest_one_and_names_its_weakest_hops(opened: Open) -> None:
    view = sample_view()
    ends = ("e35", "e20")
    page = opened(f"path={ends[0]}&path={ends[1]}", view)
    names = page.locator(".hop .name").all_inner_texts()
    assert len(names) - 1 == _distance(view, *ends)
    weak = page.locator(".hop.weak .st > b").all_inner_texts()
    every = page.locator(".hop .mid .st > b").all_inner_texts()
    assert set(weak) == {max(every, key=list(BASES).index)}


def test_a_path_is_seen_large_though_it_is_a_small_part_of_the_map(opened: Open) -> None:
    view = sample_view(200)
    place = view.view.positions
    claims = [claim for claim in view.data["claims_by_id"].values() if claim["status"] != "denied"]
    near = min(claims, key=lambda claim: math.dist(place[claim["from"]], place[claim["to"]]))
    page = opened(f"entity={near['from']}", view)
    names = {e["name"] for e in view.data["entities"] if e["id"] in (near["from"], near["to"])}
    before = [box for box in label_boxes(page) if box[0] in names]
    page.evaluate("(hash) => { location.hash = hash; }", f"path={near['from']}&path={near['to']}")
    page.wait_for_selector(".hop .name")
    after = [box for box in label_boxes(page) if box[0] in names]
    assert {box[0] for box in after} == names
    assert _apart(after) > 1.5 * _apart(before)


def test_a_path_stands_out_of_the_folded_groups_that_it_runs_through(opened: Open) -> None:
    page = opened("path=e3290&path=e3280", sample_view(3300, story=False))
    names = page.locator(".hop .name").all_inner_texts()
    assert len(names) > 2
    shown = " ".join(box[0] for box in label_boxes(page))
    assert [name for name in names if name not in shown] == []


def _apart(boxes: list[list[Any]]) -> float:
    """The distance between the two labels, by their upper left corners."""
    one, two = boxes
    return math.dist(one[1:3], two[1:3])


def _distance(view: Sample, start: str, goal: str) -> int:
    """Steps between two entities over claims that are not only denied, by plain flooding."""
    claims = [claim for claim in view.data["claims_by_id"].values() if claim["status"] != "denied"]
    ends = [{claim["from"], claim["to"]} for claim in claims]
    reached, steps = {start}, 0
    while goal not in reached:
        reached = reached.union(*[pair for pair in ends if pair & reached])
        steps += 1
    return steps


@pytest.mark.parametrize(
    ("off", "said"),
    [
        (["alleged"], "No path without alleged claims."),
        (["alleged", "inferred"], "No path with “reported” or better."),
        (["alleged", "inferred", "denied"], "No path with “reported” or better."),
    ],
)
def test_without_a_path_the_page_offers_the_smallest_step_back(
    opened: Open, off: list[str], said: str
) -> None:
    view = sample_view(2).changed(lambda claim: replace(claim, status=Status.ALLEGED))
    page = opened("&".join(["path=e0&path=e1", *(f"no-status={status}" for status in off)]), view)
    lead = page.locator("#evidence .lead")
    assert lead.inner_text() == f"{said} A path exists with alleged claims."
    page.locator("#evidence button", has_text="Show the path").click()
    assert page.locator(".hop .name").count() == 2


def test_the_sources_say_how_much_rests_on_them_alone(opened: Open) -> None:
    view = sample_view()
    page = opened(view=view)
    page.locator("#tab-2").click()
    shown = page.locator("#below tbody td:nth-child(7)").all_inner_texts()
    assert shown == [str(_alone(view, f"s{number}") or "–") for number in range(6)]
    assert shown != ["–"] * 6


def _alone(view: Sample, source: str) -> int:
    """How many claims nobody would support any more without this source."""
    supports = [
        [{item["source"], item.get("quoting")} for item in claim["evidence"] if item["stance"] == "supports"]
        for claim in view.data["claims_by_id"].values()
    ]
    return sum(bool(items) and all(source in named for named in items) for items in supports)


def test_a_path_map_opens_on_its_path(opened: Open) -> None:
    view = sample_view()
    claim = view.view.claims[0]
    path = Path(claim.ends, (Hop(*claim.ends, (claim.id,), Status.REPORTED),))
    question = {"ask": "path", "from": claim.from_id, "to": claim.to_id, "min_status": "reported"}
    page = opened(view=view.asked(Paths(view.dataset, question, paths=(path,))))
    assert page.locator(".hop .name").count() == 2
    assert "Limits of the question: min status reported." in page.locator("#evidence").inner_text()
