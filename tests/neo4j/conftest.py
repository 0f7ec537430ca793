"""Fixtures of the tests that push again and again."""

from __future__ import annotations

import pytest

from tests.neo4j.graph import run
from tests.neo4j.server import Address


@pytest.fixture
def no_nodes(neo4j_server: Address) -> Address:
    """The server of the run without a node; constraints of earlier tests stay, which saves seconds a test."""
    run(neo4j_server, "MATCH (n) DETACH DELETE n")
    return neo4j_server
