"""Fixtures with a real Neo4j server; tests/conftest.py imports them for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.maven import DownloadFailed, java_missing
from tests.neo4j.server import VERSION, Address, fetch_server, running_server
from tests.services import require


@pytest.fixture(scope="session")
def neo4j_jars() -> None:
    """Skips (or fails) without a JDK or the jars."""
    require("neo4j", not java_missing(f"neo4j-{VERSION}"))
    try:
        fetch_server()
    except DownloadFailed as problem:
        require("neo4j", False, str(problem))


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest) -> Iterator[Address]:
    """Starts one server for the whole run, or uses the empty one of GRAPHKIT_TEST_NEO4J_URI."""
    if uri := os.environ.get("GRAPHKIT_TEST_NEO4J_URI"):
        address = Address(uri, os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"])
        if _count_nodes(address):
            pytest.exit(f"{uri} is not empty, and the tests delete everything there", returncode=1)
        yield address
    else:
        request.getfixturevalue("neo4j_jars")
        with running_server() as server:
            yield server.address


@pytest.fixture
def empty_neo4j(neo4j_server: Address) -> Address:
    """Removes all nodes, constraints and indexes from the server."""
    _empty(neo4j_server)
    return neo4j_server


def _count_nodes(address: Address) -> int:
    import neo4j

    with neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as driver:
        return int(driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"])


def _empty(address: Address) -> None:
    import neo4j

    with neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        for record in driver.execute_query("SHOW CONSTRAINTS YIELD name").records:
            driver.execute_query(f"DROP CONSTRAINT `{record['name']}` IF EXISTS")
        for record in driver.execute_query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").records:
            driver.execute_query(f"DROP INDEX `{record['name']}` IF EXISTS")
