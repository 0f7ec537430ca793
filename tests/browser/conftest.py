"""A page of an invented view, opened in a state, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.page.opened import open_view
from tests.page.views import Sample, sample_view

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def opened(new_page: Callable[..., Page], tmp_path: Path) -> Callable[..., Page]:
    """A function that opens a view (the small sample, unless one is given) in a state."""

    def open_sample(state: str = "", view: Sample | None = None, **options: Any) -> Page:
        return open_view(new_page, tmp_path, view or sample_view(), state, **options)

    return open_sample
