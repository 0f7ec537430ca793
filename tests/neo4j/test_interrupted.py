"""Short forms of the campaign: after a kill, a broken connection or pushes at once, no graph is mixed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graphkit.cypher.neo4j.ask import ask
from graphkit.cypher.neo4j.pull import pull
from graphkit.cypher.neo4j.push import push
from graphkit.errors import ExternalError
from tests.neo4j import trouble
from tests.neo4j.graph import read, run, server_at
from tests.neo4j.proxy import breaking_line, cut_at_commit
from tests.neo4j.server import Address, free_port, running_server
from tests.neo4j.trouble import Tally


@pytest.fixture(autouse=True, scope="module")
def _preload() -> None:
    trouble.preload()


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes every push use many small transactions."""
    monkeypatch.setattr("graphkit.cypher.neo4j.batches.ELEMENT", trouble.TINY_BATCHES)


@pytest.mark.parametrize("batched", [False, True], ids=["one transaction", "batches"])
def test_a_killed_push_leaves_one_graph_whole_and_the_next_one_finishes(
    no_nodes: Address, batched: bool
) -> None:
    tally = trouble.kill_clients(no_nodes, 4, random.Random(1), batched=batched)
    assert tally.right, tally


def test_a_cut_line_leaves_one_graph_whole(no_nodes: Address) -> None:
    tally = trouble.cut_lines(no_nodes, 5, random.Random(2))
    assert tally.right, tally


@pytest.mark.parametrize("arrives", [True, False])
def test_a_commit_that_was_not_answered_is_found_out_about(no_nodes: Address, arrives: bool) -> None:
    old, new, tally = trouble.prepare(no_nodes, 0), trouble.dataset(1), Tally()
    port = int(no_nodes.uri.rpartition(":")[2])
    with breaking_line(port, cut_at_commit(arrives=arrives)) as line:
        done = push(server_at(Address(line.uri, no_nodes.user, no_nodes.password)), new)
    assert line.cuts == 1
    assert done.how == "one transaction"
    assert trouble.look(no_nodes, old, new, tally) == "new"
    assert tally.right, tally


def test_several_pushes_at_once_make_no_double_and_no_mixture(no_nodes: Address) -> None:
    tally = trouble.push_together(no_nodes, 1, pushers=8)
    assert tally.right, tally


@pytest.mark.usefixtures("neo4j_jars")
def test_a_killed_server_comes_back_with_one_graph_whole(tmp_path: Path) -> None:
    home, port, tally = tmp_path / "home", free_port(), Tally()
    old, new = trouble.dataset(0), trouble.dataset(1)
    with running_server(home, port=port) as server:
        trouble.prepare(server.address, 0)
        trouble.kill_server(server, server.address, new, 0.2)
    with running_server(home, port=port) as server:
        trouble.look(server.address, old, new, tally)
        trouble.converge(server.address, new, tally)
    assert tally.right, tally


@pytest.mark.usefixtures("batches")
def test_a_load_in_batches_is_whole_at_the_end(no_nodes: Address) -> None:
    old, new, tally = trouble.prepare(no_nodes, 0), trouble.dataset(1), Tally()
    assert push(server_at(no_nodes), new).how == "batches"
    assert trouble.look(no_nodes, old, new, tally) == "new"
    assert push(server_at(no_nodes), new).how == "nothing to do"


@pytest.mark.usefixtures("batches")
def test_half_a_load_is_told_refused_to_readers_and_finished_by_the_next_push(no_nodes: Address) -> None:
    data = trouble.dataset(1)

    class Stopped(Exception):
        pass

    def stop(what: str, done: int, total: int) -> None:
        if what == "writing" and done > total / 2:
            raise Stopped

    with pytest.raises(Stopped):
        push(server_at(no_nodes), data, progress=stop)
    assert 0 < len(read(no_nodes).claims) < len(data.claims)
    for reader in (lambda: ask(server_at(no_nodes), data, "RETURN 1"), lambda: pull(server_at(no_nodes))):
        with pytest.raises(ExternalError, match="being loaded"):
            reader()
    tally = Tally()
    trouble.converge(no_nodes, data, tally)
    assert tally.right, tally


@pytest.mark.usefixtures("batches")
def test_a_load_stops_when_another_push_takes_over(no_nodes: Address) -> None:
    first, second = trouble.dataset(1), trouble.dataset(2)
    other: list[str] = []

    def meet(what: str, done: int, total: int) -> None:
        if what == "writing" and not other:
            other.append(push(server_at(no_nodes), second).how)

    with pytest.raises(ExternalError, match="took over"):
        push(server_at(no_nodes), first, progress=meet)
    assert other == ["batches"]
    assert trouble.look(no_nodes, second, second, Tally()) == "new"


def test_two_projects_that_begin_at_once_do_not_share_a_database(no_nodes: Address) -> None:
    from msgspec.structs import replace

    push(server_at(no_nodes), trouble.dataset(1))
    run(no_nodes, "MATCH (n) DETACH DELETE n")
    processes = [
        trouble.start(no_nodes, replace(trouble.dataset(i), name=f"project {i % 2}")) for i in range(4)
    ]
    for process in processes:
        process.join()
    assert len(read(no_nodes).markers) == 1
    assert sorted(process.exitcode != 0 for process in processes) == [False, False, True, True]
