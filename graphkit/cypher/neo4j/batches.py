"""A push too big for one transaction: many, each of which first sees that no other push has taken over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from graphkit.cypher.neo4j.difference import Difference, count_writes, find_difference
from graphkit.cypher.neo4j.job import TIMEOUT, Done, Job, TooBig, memory_watched
from graphkit.cypher.neo4j.marker import COMPLETE, LOADING, Marker, hold_marker, lock_marker, write_marker
from graphkit.cypher.neo4j.steps import BATCH, Step, find_steps, run_steps
from graphkit.errors import ExternalError

if TYPE_CHECKING:
    import neo4j

T = TypeVar("T")
ELEMENT = 6000  # bytes of the server's memory for each node or relationship that a transaction writes
PART = 20_000  # elements that a transaction writes, were there memory for more
UNKNOWN = 50_000  # elements, where the server does not tell its limit
TRIES = 5
_UNITS = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40}


def find_capacity(session: neo4j.Session) -> int:
    """How many elements one transaction can write on this server, by its own limits on memory."""
    import neo4j

    text = (
        "SHOW SETTINGS YIELD name, value WHERE name CONTAINS 'memory.transaction' "
        "RETURN collect(value) AS values"
    )
    try:
        values = session.run(text).single(strict=True)["values"]
    except neo4j.exceptions.ClientError:
        return UNKNOWN
    limits = [size for size in map(_bytes, values) if size]
    return min(limits) // ELEMENT if limits else UNKNOWN


def push_in_batches(session: neo4j.Session, job: Job, capacity: int) -> Done:
    """Say that a load is under way, write step by step, and say that it is complete.

    Killed at any point, the next push goes on from what is there. Until then readers are refused.

    Raises: ExternalError if another push takes over.
    """
    before, difference = _transact(session, _begin, job)
    labels = {*job.marker(LOADING).labels, *(before.labels if before else ())}
    most = max(1, min(PART, capacity // 2))
    steps = find_steps(job.dataset, job.wanted, difference, labels, min(BATCH, most))
    told = job.meter(count_writes(difference))
    for part in _parts(steps, most):
        _write(session, job, part)
        told(sum(len(step.ids) for step in part))
    _transact(session, _end, job)
    return Done(difference, "batches", before)


def _begin(tx: neo4j.ManagedTransaction, job: Job) -> tuple[Marker | None, Difference]:
    before = lock_marker(tx, job.dataset.name, job.token)
    difference = find_difference(tx, job.wanted, before)
    loading = job.marker(LOADING)
    if before:  # what an earlier push may have left must be found again, should this one be interrupted
        labels, types = {*loading.labels, *before.labels}, {*loading.types, *before.types}
        loading = replace(loading, labels=tuple(sorted(labels)), types=tuple(sorted(types)))
    write_marker(tx, loading)
    return before, difference


def _parts(steps: Iterable[Step], most: int) -> Iterator[list[Step]]:
    """Steps of at most so many elements together, which a transaction writes."""
    part: list[Step] = []
    size = 0
    for step in steps:
        if part and size + len(step.ids) > most:
            yield part
            part, size = [], 0
        part.append(step)
        size += len(step.ids)
    if part:
        yield part


def _write(session: neo4j.Session, job: Job, part: list[Step]) -> None:
    """Write a part, in halves if the server's memory does not suffice: elements can be of any size."""
    try:
        _transact(session, _go_on, job, part)
    except TooBig as too_big:
        for half in _halves(part):
            if not half:
                raise too_big.error or too_big from None
            _write(session, job, half)


def _halves(part: list[Step]) -> tuple[list[Step], list[Step]]:
    if len(part) > 1:
        return part[: len(part) // 2], part[len(part) // 2 :]
    ids = part[0].ids
    middle = len(ids) // 2
    return ([replace(part[0], ids=ids[:middle])] if middle else []), [replace(part[0], ids=ids[middle:])]


def _go_on(tx: neo4j.ManagedTransaction, job: Job, part: list[Step]) -> None:
    _hold(tx, job)
    with memory_watched():
        run_steps(tx, part, lambda count: None)


def _end(tx: neo4j.ManagedTransaction, job: Job) -> None:
    _hold(tx, job)
    write_marker(tx, job.marker(COMPLETE))


def _hold(tx: neo4j.ManagedTransaction, job: Job) -> None:
    if not hold_marker(tx, job.dataset.name, job.token):
        raise ExternalError(
            "another push took over while this one was loading; its graph is going to be there"
        )


def _transact(session: neo4j.Session, work: Callable[..., T], *arguments: object) -> T:
    """Do it again when the line broke in the middle of a commit: done twice, each step comes to the same."""
    import neo4j

    for _ in range(TRIES):
        try:
            with memory_watched():
                return session.execute_write(neo4j.unit_of_work(timeout=TIMEOUT)(work), *arguments)
        except neo4j.exceptions.IncompleteCommit:
            continue
    raise ExternalError(
        "the connection breaks again and again; push again to take the load up where it stopped"
    )


def _bytes(text: str) -> int:
    found = re.fullmatch(r"([\d.]+)([KMGT]i)?B", text)
    return int(float(found[1]) * _UNITS[f"{found[2] or ''}B"]) if found else 0
