"""axe-core finds no violation in any state; focus is never lost; targets are large enough."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.page.opened import DESKTOP, PHONE, open_view
from tests.page.views import sample_view
from tests.services import require

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATES: dict[str, dict[str, Any]] = {
    "overview": {},
    "claim": {"state": "claim=handled%2F2%2F0%2F3"},
    "entity": {"state": "entity=e0"},
    "path": {"state": "path=e35&path=e20"},
    "step": {"state": "step=1"},
    "gone": {"state": "entity=nobody"},
    "nothing": {"state": "no-status=reported&no-status=alleged&no-status=testified&no-status=charged"},
    "dark": {"color_scheme": "dark"},
    "dark entity": {"color_scheme": "dark", "state": "entity=e0"},
    "dark path": {"color_scheme": "dark", "state": "path=e35&path=e20"},
    "phone": {"viewport": PHONE, "has_touch": True},
    "phone entity": {"viewport": PHONE, "has_touch": True, "state": "entity=e0"},
}


@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing(new_page: Callable[..., Page], tmp_path: Path, name: str) -> None:
    page = _open(new_page, tmp_path, STATES[name])
    assert _violations(page) == []


def test_axe_finds_nothing_in_what_opens(new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = _open(new_page, tmp_path, {})
    page.locator("#search").fill("per")
    assert _violations(page) == []
    page.locator("#search").fill("")
    page.locator("#save").click()
    assert _violations(page) == []
    page.keyboard.press("Escape")
    for summary in page.locator("#legend summary").all():
        summary.click()
    assert _violations(page) == []
    page.locator("button", has_text="Find a path").first.click()
    assert _violations(page) == []
    page.keyboard.press("?")
    assert _violations(page) == []


def _open(new_page: Callable[..., Page], folder: Path, options: dict[str, Any]) -> Page:
    require("node", AXE.is_file(), "apt-get install nodejs npm, then: npm install --no-save")
    return open_view(new_page, folder, sample_view(), **{"bypass_csp": True} | options)


def _violations(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("(rules) => axe.run({ runOnly: rules })", RULES)
    found = [(one["id"], [node["html"][:120] for node in one["nodes"][:4]]) for one in result["violations"]]
    return [f"{rule}: {json.dumps(nodes)}" for rule, nodes in found]


def test_focus_is_never_lost(new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_view(new_page, tmp_path, sample_view(), "entity=e0")
    labels = ["Pin", "Find a path", "Close", "Start the story", "Next ›", "‹ Prev", "Close"]
    for label in labels:
        button = page.locator("#evidence button", has_text=label).first
        button.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement !== document.body"), label
    page.locator("#evidence .rows button").first.focus()
    page.keyboard.press("Enter")
    page.locator("#evidence .ends button").first.focus()
    page.keyboard.press("Enter")
    page.locator("#evidence button", has_text="Hide").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement !== document.body")
    page.locator("#back").evaluate("(back) => back.hidden || back.focus()")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement !== document.body")


@pytest.mark.parametrize(("viewport", "least"), [(DESKTOP, 24), (PHONE, 24)])
def test_targets_are_high_enough(
    new_page: Callable[..., Page], tmp_path: Path, viewport: dict[str, int], least: int
) -> None:
    page = open_view(new_page, tmp_path, sample_view(), "entity=e0", viewport=viewport)
    small = page.evaluate(
        """(least) => [...document.querySelectorAll("button, summary, .opt label, input[type=search]")]
          .filter((one) => one.checkVisibility() && one.tabIndex >= 0)
          .filter((one) => one.getBoundingClientRect().height < least)
          .map((one) => one.outerHTML.slice(0, 80))""",
        least,
    )
    assert small == []


def test_reduced_motion_jumps(new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_view(new_page, tmp_path, sample_view(), "entity=e0", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--t-move')") == "0ms"


def test_forced_colours_keep_the_map(new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_view(new_page, tmp_path, sample_view(), forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    pixels = page.evaluate(
        """() => { const c = document.getElementById("canvas");
          const data = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
          return new Set(new Uint32Array(data.buffer)).size; }"""
    )
    assert pixels > 2
