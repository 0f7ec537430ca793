"""The services that some tests need, and the rule that none of them is skipped unseen."""

from __future__ import annotations

import os
from typing import Final

import pytest

INSTALL: Final = {
    "chromium": "apt-get install chromium",
    "gephi": "apt-get install default-jdk-headless maven",
    "neo4j": "apt-get install default-jdk-headless maven",
    "node": "apt-get install nodejs npm",
    "texts": "put the two texts that were read into archive/, or name their folder in GRAPHKIT_TEXTS",
}


def required_services(text: str | None = None) -> frozenset[str]:
    """Return the services that GRAPHKIT_REQUIRE (or `text`) names, parted by commas.

    Raises pytest.UsageError for a name that is no service: a typo there would switch the rule off.

    >>> sorted(required_services("neo4j, node"))
    ['neo4j', 'node']
    """
    given = os.environ.get("GRAPHKIT_REQUIRE", "") if text is None else text
    names = frozenset(name.strip() for name in given.split(",") if name.strip())
    if unknown := sorted(names - INSTALL.keys()):
        raise pytest.UsageError(f"GRAPHKIT_REQUIRE names {unknown[0]!r}; known are: {', '.join(INSTALL)}")
    return names


def require(service: str, available: bool, install_line: str | None = None) -> None:
    """Skip the calling test with the line that installs `service`, or fail it where the service is required.

    Call it from a test or a fixture; nothing happens when the service is available.
    """
    if available:
        return
    message = f"{service} is missing; install it with: {install_line or INSTALL[service]}"
    if service in required_services():
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def forbidden_skip(reason: str, required: frozenset[str]) -> bool:
    """Tell whether a skip for `reason` may not happen: only a service that nobody required may be missing.

    >>> forbidden_skip("neo4j is missing", frozenset({"neo4j"}))
    True
    >>> forbidden_skip("node is missing", frozenset({"neo4j"}))
    False
    >>> forbidden_skip("does not work yet", frozenset({"neo4j"}))
    True
    >>> forbidden_skip("neo4j is missing", frozenset())
    False
    """
    if not required:
        return False
    named = {service for service in INSTALL if service in reason.lower()}
    return not named or bool(named & required)
