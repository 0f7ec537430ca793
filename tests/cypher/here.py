"""The embedded engine in this process, for tests of many answers: starting one for each takes longer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphkit.cypher import process
from graphkit.cypher.engine import respond


@pytest.fixture(scope="module", autouse=True)
def engine_here() -> Iterator[None]:
    """Answers requests without another process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "ask", respond)
        yield
