"""Fixtures of the tests that push many times."""

from __future__ import annotations

import pytest

from tests.neo4j.graph import run
from tests.neo4j.server import Address


@pytest.fixture
def no_nodes(neo4j_server: Address) -> Address:
    """Removes all nodes from the server; keeps constraints, which saves seconds in each test."""
    run(neo4j_server, "MATCH (n) DETACH DELETE n")
    return neo4j_server
