"""Screenshots of the named states, kept as artefacts; and labels that do not overlap."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.labels import overlapping_labels
from tests.page.opened import PHONE, open_view
from tests.page.views import sample_view

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURES = Path(__file__).parents[2] / "artifacts" / "page"
STATES: dict[str, dict[str, Any]] = {
    "overview": {},
    "claim": {"state": "claim=handled%2F2%2F0%2F3"},
    "entity": {"state": "entity=e0"},
    "path": {"state": "path=e35&path=e20"},
    "filtered": {"state": "no-status=reported&from=1995"},
    "step": {"state": "step=1"},
    "dark": {"state": "entity=e0", "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "has_touch": True, "device_scale_factor": 2},
    "phone-claim": {"viewport": PHONE, "has_touch": True, "state": "claim=handled%2F2%2F0%2F3"},
    "tablet": {"viewport": {"width": 1080, "height": 810}, "state": "entity=e0"},
}


@pytest.mark.parametrize("name", STATES)
def test_a_picture_of_each_state_is_taken(new_page: Callable[..., Page], tmp_path: Path, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = open_view(new_page, tmp_path, sample_view(), **STATES[name])
    picture = page.screenshot(path=PICTURES / f"{name}.png")
    assert len(picture) > 20_000


def test_the_printed_page_is_kept(new_page: Callable[..., Page], tmp_path: Path) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = open_view(new_page, tmp_path, sample_view())
    paper = page.pdf(path=PICTURES / "print.pdf", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", paper)) >= 3


@pytest.mark.parametrize("state", ["", "entity=e0", "path=e35&path=e20", "step=2"])
def test_labels_do_not_overlap(new_page: Callable[..., Page], tmp_path: Path, state: str) -> None:
    assert overlapping_labels(open_view(new_page, tmp_path, sample_view(), state)) == []
