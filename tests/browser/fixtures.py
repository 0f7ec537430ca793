"""A real Chromium for the tests of pages; tests/conftest.py makes its fixtures known everywhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.services import require

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_LOCAL: Final = ("file:", "data:", "blob:", "about:")


@dataclass(frozen=True, slots=True)
class PageLog:
    """What a test's pages did that they must not: requests that leave the file, and errors of any kind.

    Both must be empty when the test ends; a test that provokes some asserts them and calls `clear`.
    """

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Write down the requests and errors of `page` from now on."""
        page.on("request", lambda request: self._request(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)

    def clear(self) -> None:
        """Forget what was written down."""
        self.requests.clear()
        self.errors.clear()

    def _request(self, url: str) -> None:
        if not url.startswith(_LOCAL):
            self.requests.append(url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    program = os.environ.get("GRAPHKIT_TEST_CHROMIUM") or shutil.which("chromium")
    require("chromium", bool(program))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield chromium
        finally:
            chromium.close()


@pytest.fixture
def page_log() -> Iterator[PageLog]:
    """The log of the test's pages, which must be empty at its end."""
    log = PageLog()
    yield log
    assert log == PageLog()


@pytest.fixture
def new_page(browser: Browser, page_log: PageLog) -> Iterator[Callable[..., Page]]:
    """A function that opens an offline page; it takes Playwright's context options (color_scheme, ...)."""
    contexts = []
    usual: dict[str, Any] = {"offline": True, "locale": "en-GB", "timezone_id": "UTC"}

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**usual | options)
        contexts.append(context)
        page = context.new_page()
        page_log.watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """An empty, offline page of 1280 × 800."""
    return new_page(viewport={"width": 1280, "height": 800})
