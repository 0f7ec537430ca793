"""Tests of the browser harness itself: it opens a file, runs its script, and sees what a page must not do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.fixtures import PageLog

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Page

DOCUMENT = "<!doctype html><meta charset=utf-8><title>t</title>"


def test_a_local_page_runs_its_script(page: Page, tmp_path: Path) -> None:
    page.goto(_write(tmp_path, "<p id=a>dark</p><script>a.textContent = 'light'</script>"))
    assert page.locator("p").text_content() == "light"


def test_context_options_reach_the_page(new_page: Callable[..., Page]) -> None:
    page = new_page(color_scheme="dark", viewport={"width": 360, "height": 640})
    assert page.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]") == [360, True]


def test_requests_and_errors_are_written_down(page: Page, page_log: PageLog, tmp_path: Path) -> None:
    address = "http://127.0.0.1:9/pixel.png"
    page.goto(_write(tmp_path, f"<img src='{address}'><script>throw new Error('broken')</script>"))
    page.wait_for_load_state("load")
    assert page_log.requests == [address]
    assert any("broken" in line for line in page_log.errors)
    page_log.clear()


def _write(folder: Path, body: str) -> str:
    file = folder / "page.html"
    file.write_text(DOCUMENT + body, encoding="utf-8")
    return file.as_uri()
