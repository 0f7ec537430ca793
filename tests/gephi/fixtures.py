"""The fixture that gives a test the Gephi toolkit; tests/conftest.py makes it known everywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.gephi.toolkit import NAME, Gephi, fetch_gephi, running_gephi
from tests.maven import DownloadFailed, java_missing
from tests.services import require


@pytest.fixture(scope="session")
def gephi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gephi]:
    """One Gephi for the whole run."""
    require("gephi", not java_missing(NAME))
    try:
        fetch_gephi()
    except DownloadFailed as problem:
        require("gephi", False, str(problem))
    with running_gephi(tmp_path_factory.mktemp("gephi")) as running:
        yield running
