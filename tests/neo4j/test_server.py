"""The test server: it answers, keeps data after a kill, encrypts, and stops."""

from __future__ import annotations

import os
import ssl
from pathlib import Path

import neo4j
import neo4j.exceptions
import pytest

from tests.neo4j.certificate import write_certificate
from tests.neo4j.server import VERSION, Address, ServerFailed, free_port, running_server


def test_the_server_of_the_run_answers_and_is_the_version_asked_for(empty_neo4j: Address) -> None:
    with neo4j.GraphDatabase.driver(empty_neo4j.uri, auth=empty_neo4j.auth) as driver:
        assert driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"] == 0
        record = driver.execute_query("CALL dbms.components() YIELD versions, edition").records[0]
    if "GRAPHKIT_TEST_NEO4J_URI" not in os.environ:
        assert (record["versions"][0], record["edition"]) == (VERSION, "community")


def test_a_wrong_password_is_refused(neo4j_server: Address) -> None:
    with (
        neo4j.GraphDatabase.driver(neo4j_server.uri, auth=("neo4j", "not this one")) as driver,
        pytest.raises(neo4j.exceptions.AuthError),
    ):
        driver.verify_connectivity()


@pytest.mark.usefixtures("neo4j_jars")
def test_a_killed_server_comes_back_encrypted_with_what_was_committed(tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    with running_server(home, port=port) as server:
        with neo4j.GraphDatabase.driver(server.address.uri, auth=server.address.auth) as driver:
            driver.execute_query("CREATE (:Kept)")
        server.kill()
    with running_server(home, port=port, tls=write_certificate(tmp_path / "tls")) as server:
        with neo4j.GraphDatabase.driver(server.address.uri, auth=server.address.auth) as driver:
            assert driver.execute_query("MATCH (n:Kept) RETURN count(n) AS n").records[0]["n"] == 1
        assert "BEGIN CERTIFICATE" in ssl.get_server_certificate(("127.0.0.1", port))
    assert server.process.returncode is not None


@pytest.mark.usefixtures("neo4j_jars")
def test_a_server_that_cannot_start_says_why() -> None:
    with (
        pytest.raises(ServerFailed, match=r"no\.such\.setting"),
        running_server(settings={"no.such.setting": "1"}),
    ):
        pass
