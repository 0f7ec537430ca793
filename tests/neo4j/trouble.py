"""Pushes that are killed, disconnected or run at once, and checks of the database afterwards."""

from __future__ import annotations

import itertools
import multiprocessing
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from graphkit.cypher.neo4j import batches
from graphkit.cypher.neo4j.push import push
from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import ExternalError
from graphkit.model.records import Entity
from tests.graphs import random_chooser, random_dataset
from tests.neo4j.graph import differences, read, run, server_at
from tests.neo4j.proxy import breaking_line, cut_at, cut_at_commit
from tests.neo4j.server import Address, Server

_PROCESSES = multiprocessing.get_context("forkserver")
TINY_BATCHES = 50 * 2**20  # estimated bytes of an element, so that a transaction has two or three elements
FOREIGN = "CREATE (:Foreign {id: 'f1', x: 1})-[:INFORMED_FOR {id: 'theirs', y: 2}]->(:Foreign {id: 'f2'})"


@dataclass
class Tally:
    """The results of many rounds; all but `rounds`, `old`, `new`, `loading` and `cuts` must stay 0."""

    rounds: int = 0
    cuts: int = 0
    old: int = 0
    new: int = 0
    loading: int = 0
    mixed: list[str] = field(default_factory=list)
    foreign_changed: int = 0
    not_converged: list[str] = field(default_factory=list)

    @property
    def right(self) -> bool:
        """Returns whether there was no error."""
        return not (self.mixed or self.foreign_changed or self.not_converged)


def dataset(seed: int) -> MemoryDataset:
    """Returns a dataset of at least 12 claims that shares ids, and little else, with those of other seeds."""
    tries = (random_dataset(random_chooser(seed * 1000 + i), claims=24) for i in itertools.count())
    return next(data for data in tries if len(data.claims) >= 12)


def many(count: int, summary: str = "") -> MemoryDataset:
    """Returns a dataset of so many entities, with the same project name as the others."""
    people = (Entity(f"many-{i}", "person", f"Person {i}", summary=summary) for i in range(count))
    return replace(dataset(0), entities={person.id: person for person in people}, claims={})


def prepare(address: Address, seed: int) -> MemoryDataset:
    """Prepares a database with foreign elements and a first pushed dataset."""
    run(address, "MATCH (n) DETACH DELETE n")
    run(address, FOREIGN)
    first = dataset(seed)
    push(server_at(address), first)
    return first


def look(address: Address, old: MemoryDataset, new: MemoryDataset, tally: Tally) -> str:
    """Returns whether the graph is old, new or loading; counts anything else in the tally."""
    found = read(address)
    foreign = run(address, "MATCH (a:Foreign)-[r]->(b:Foreign) RETURN a.x, r.id, r.y, b.id")
    foreign += run(address, "MATCH (f:Foreign) WHERE NOT (f:Entity) RETURN count(f) AS n")
    tally.foreign_changed += foreign != [{"a.x": 1, "r.id": "theirs", "r.y": 2, "b.id": "f2"}, {"n": 2}]
    tally.rounds += 1
    if tally.rounds % 10 == 0:
        print(f"{time.strftime('%X')} {tally}", file=sys.stderr, flush=True)
    if found.doubles:
        tally.mixed.append(f"twice: {found.doubles}")
    if [marker["state"] for marker in found.markers] == ["loading"]:
        tally.loading += 1
        return "loading"
    for name, data in (("new", new), ("old", old)):
        if not differences(found, data):
            setattr(tally, name, getattr(tally, name) + 1)
            return name
    tally.mixed.append(f"neither old ({differences(found, old)[:3]}) nor new ({differences(found, new)[:3]})")
    return "mixed"


def converge(address: Address, new: MemoryDataset, tally: Tally) -> None:
    """Pushes again and checks that exactly the new graph is there."""
    push(server_at(address), new)
    if wrong := differences(read(address), new):
        tally.not_converged.append(str(wrong[:3]))


def kill_clients(address: Address, rounds: int, chance: random.Random, *, batched: bool = False) -> Tally:
    """Kills a pushing process at a random moment, round after round."""
    tally = Tally()
    old = prepare(address, 0)
    length = _time_of(address, old, batched)
    for number in range(1, rounds + 1):
        new = dataset(number)
        process = start(address, new, batched=batched)
        _wait_for_start(process)
        time.sleep(chance.random() * length)
        process.kill()
        process.join()
        look(address, old, new, tally)
        converge(address, new, tally)
        old = new
    return tally


def cut_lines(address: Address, cuts: int, chance: random.Random, *, most: int = 60) -> Tally:
    """Breaks so many connections of pushes at any message or at their COMMIT; sometimes twice."""
    tally = Tally()
    port = urlsplit(address.uri).port or 0
    old = prepare(address, 0)
    while tally.cuts < cuts:
        number = tally.rounds + 1
        new = dataset(number)
        anywhere = cut_at(chance.randint(1, most))
        judge = chance.choice([cut_at_commit(arrives=True), cut_at_commit(arrives=False), anywhere, anywhere])
        with breaking_line(port, judge, cuts=chance.choice((1, 1, 1, 2))) as line:
            try:
                push(server_at(Address(line.uri, address.user, address.password)), new)
                done = True
            except ExternalError:
                done = False
        tally.cuts += line.cuts
        if look(address, old, new, tally) != "new" and done:
            tally.mixed.append(f"round {number} was said to be done")
        converge(address, new, tally)
        old = new
    return tally


def push_together(address: Address, rounds: int, pushers: int = 8) -> Tally:
    """Pushes from several processes at once; every second round uses a database without constraints."""
    tally = Tally()
    for number in range(rounds):
        run(address, "MATCH (n) DETACH DELETE n")
        run(address, FOREIGN)
        if number % 2 == 0:
            for record in run(address, "SHOW CONSTRAINTS YIELD name"):
                run(address, f"DROP CONSTRAINT {record['name']} IF EXISTS")
        several = [dataset(number * pushers + i) for i in range(pushers)]
        processes = [start(address, data) for data in several]
        for process in processes:
            process.join()
        tally.not_converged += [f"exit code {p.exitcode}" for p in processes if p.exitcode != 0]
        found = read(address)
        ends = [data for data in several if not differences(found, data)]
        look(address, ends[0] if ends else several[0], several[0], tally)
        converge(address, several[0], tally)
    return tally


def kill_server(server: Server, address: Address, new: MemoryDataset, moment: float) -> None:
    """Kills the server during a push; the caller checks the database after a restart."""
    process = start(address, new)
    _wait_for_start(process)
    time.sleep(moment)
    server.kill()
    process.kill()
    process.join()


def start(address: Address, data: MemoryDataset, *, batched: bool = False) -> BaseProcess:
    """Returns a process that pushes."""
    process = _PROCESSES.Process(target=_push, args=(address, data, batched))
    process.start()
    return process


def preload() -> None:
    """Imports all modules once, so that a pushing process starts without delay."""
    _PROCESSES.set_forkserver_preload(["neo4j", "graphkit.cypher.neo4j.push", "tests.neo4j.trouble"])


def _push(address: Address, data: MemoryDataset, batched: bool) -> None:
    if batched:
        batches.ELEMENT = TINY_BATCHES
    push(server_at(address), data)


def _time_of(address: Address, data: MemoryDataset, batched: bool) -> float:
    """Returns the seconds of a push in its own process."""
    times = []
    for seed in (1, 2):
        began = time.monotonic()
        process = start(address, dataset(seed), batched=batched)
        _wait_for_start(process)
        process.join()
        times.append(time.monotonic() - began)
    push(server_at(address), data)
    return min(times)


def _wait_for_start(process: BaseProcess) -> None:
    while process.pid is None:
        time.sleep(0.01)


def together(tallies: Sequence[Tally]) -> dict[str, Any]:
    """Adds several tallies."""

    def number(value: int | list[str]) -> int:
        return len(value) if isinstance(value, list) else value

    names = Tally.__dataclass_fields__
    return {name: sum(number(getattr(tally, name)) for tally in tallies) for name in names}
