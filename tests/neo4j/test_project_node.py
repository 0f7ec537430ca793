"""The project node, read by a push that does not hold its lock while another push ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import neo4j
import pytest
from msgspec.structs import replace

from graphkit.cypher.neo4j.project_node import check_writable, lock_project
from graphkit.cypher.neo4j.push import push
from graphkit.errors import ExternalError
from tests.neo4j.graph import run, server_at
from tests.neo4j.server import Address
from tests.neo4j.trouble import dataset


class Interrupted:
    """A transaction with an event between its first and its second statement."""

    def __init__(self, tx: neo4j.Transaction, meanwhile: Callable[[], object]) -> None:
        self._tx, self._meanwhile, self._statements = tx, meanwhile, 0

    def run(self, *arguments: Any, **given: Any) -> neo4j.Result:
        """Runs a statement in the real transaction."""
        self._statements += 1
        if self._statements == 2:
            self._meanwhile()
        return self._tx.run(*arguments, **given)


@contextmanager
def interrupted(address: Address, meanwhile: Callable[[], object]) -> Iterator[Any]:
    """Opens a transaction on the server and rolls it back at the end."""
    with neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as driver, driver.session() as session:
        tx = session.begin_transaction()
        yield Interrupted(tx, meanwhile)
        tx.rollback()


@pytest.fixture
def ready(no_nodes: Address) -> Address:
    """Removes all nodes and creates all constraints, because creating one would wait for the transaction."""
    push(server_at(no_nodes), dataset(1))
    run(no_nodes, "MATCH (n) DETACH DELETE n")
    return no_nodes


CHECKS: list[Callable[[Any, str], Any]] = [check_writable, lambda tx, name: lock_project(tx, name, "ours")]


@pytest.mark.parametrize("check", CHECKS, ids=["look", "lock"])
def test_a_first_push_that_ends_meanwhile_is_not_taken_for_somebody_elses_nodes(
    ready: Address, check: Callable[[Any, str], Any]
) -> None:
    other = dataset(1)
    with interrupted(ready, lambda: push(server_at(ready), other)) as tx:
        project = check(tx, other.name)
    assert (project.name, project.state, project.claims) == (other.name, "complete", len(other.claims))


@pytest.mark.parametrize("check", CHECKS, ids=["look", "lock"])
def test_another_projects_first_push_that_ends_meanwhile_is_respected(
    ready: Address, check: Callable[[Any, str], Any]
) -> None:
    other = replace(dataset(1), name="other")
    with (
        pytest.raises((ExternalError, neo4j.exceptions.ConstraintError), match=r"other|already exists"),
        interrupted(ready, lambda: push(server_at(ready), other)) as tx,
    ):
        check(tx, "ours")
    assert [row["p.name"] for row in run(ready, "MATCH (p:GraphkitProject) RETURN p.name")] == ["other"]


@pytest.mark.parametrize("check", CHECKS, ids=["look", "lock"])
def test_somebody_elses_nodes_that_come_meanwhile_are_refused(
    ready: Address, check: Callable[[Any, str], Any]
) -> None:
    with (
        pytest.raises(ExternalError, match="not of this project"),
        interrupted(ready, lambda: run(ready, "CREATE (:Entity {id: 'e0', _hash: 'theirs'})")) as tx,
    ):
        check(tx, "ours")
    assert run(ready, "MATCH (n) RETURN n.id") == [{"n.id": "e0"}]
