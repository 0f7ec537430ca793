"""A push in several transactions; each one first checks that no other push has taken over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from graphkit.cypher.neo4j.context import TIMEOUT, Outcome, PushContext, TransactionTooLarge, memory_checked
from graphkit.cypher.neo4j.difference import Difference, count_writes, find_difference
from graphkit.cypher.neo4j.project_node import (
    COMPLETE,
    LOADING,
    ProjectNode,
    check_lock,
    lock_project,
    write_project,
)
from graphkit.cypher.neo4j.writes import BATCH, Write, plan_writes, run_writes
from graphkit.errors import ExternalError

if TYPE_CHECKING:
    import neo4j

T = TypeVar("T")
ELEMENT = 6000  # bytes of server memory for each node or relationship that a transaction writes
LARGEST = 20_000  # elements in one transaction, even if there is memory for more
UNKNOWN = 50_000  # elements, if the server does not show its memory limits
TRIES = 5
_UNITS = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40}


def find_capacity(session: neo4j.Session) -> int:
    """Returns how many elements one transaction can write, from the memory limits of the server."""
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


def push_in_batches(session: neo4j.Session, context: PushContext, capacity: int) -> Outcome:
    """Sets the state to loading, writes batch after batch, and sets the state to complete.

    After an interruption at any point, the next push continues. Until then, graphkit does not read the graph.

    Raises: ExternalError if another push takes over.
    """
    before, difference = _transact(session, _begin, context)
    labels = {*context.project_node(LOADING).labels, *(before.labels if before else ())}
    most = max(1, min(LARGEST, capacity // 2))
    writes = plan_writes(context.dataset, context.hashes, difference, labels, min(BATCH, most))
    report = context.counter(count_writes(difference))
    for batch in _batches(writes, most):
        _write(session, context, batch)
        report(sum(len(write.ids) for write in batch))
    _transact(session, _end, context)
    return Outcome(difference, "batches", before)


def _begin(tx: neo4j.ManagedTransaction, context: PushContext) -> tuple[ProjectNode | None, Difference]:
    before = lock_project(tx, context.dataset.name, context.token)
    difference = find_difference(tx, context.hashes, before)
    loading = context.project_node(LOADING)
    if before:  # keeps the names of an earlier push, so that the next push finds its elements, too
        labels, types = {*loading.labels, *before.labels}, {*loading.types, *before.types}
        loading = replace(loading, labels=tuple(sorted(labels)), types=tuple(sorted(types)))
    write_project(tx, loading)
    return before, difference


def _batches(writes: Iterable[Write], most: int) -> Iterator[list[Write]]:
    """Groups writes into batches of at most so many elements."""
    batch: list[Write] = []
    size = 0
    for write in writes:
        if batch and size + len(write.ids) > most:
            yield batch
            batch, size = [], 0
        batch.append(write)
        size += len(write.ids)
    if batch:
        yield batch


def _write(session: neo4j.Session, context: PushContext, batch: list[Write]) -> None:
    """Writes a batch, in halves if the server runs out of memory, because elements can have any size."""
    try:
        _transact(session, _continue, context, batch)
    except TransactionTooLarge as too_large:
        for half in _halves(batch):
            if not half:
                raise too_large.error or too_large from None
            _write(session, context, half)


def _halves(batch: list[Write]) -> tuple[list[Write], list[Write]]:
    if len(batch) > 1:
        return batch[: len(batch) // 2], batch[len(batch) // 2 :]
    ids = batch[0].ids
    middle = len(ids) // 2
    return ([replace(batch[0], ids=ids[:middle])] if middle else []), [replace(batch[0], ids=ids[middle:])]


def _continue(tx: neo4j.ManagedTransaction, context: PushContext, batch: list[Write]) -> None:
    check_lock(tx, context.dataset.name, context.token)
    with memory_checked():
        run_writes(tx, batch, lambda count: None)


def _end(tx: neo4j.ManagedTransaction, context: PushContext) -> None:
    check_lock(tx, context.dataset.name, context.token)
    write_project(tx, context.project_node(COMPLETE))


def _transact(session: neo4j.Session, work: Callable[..., T], *arguments: object) -> T:
    """Runs a transaction; repeats it if the connection broke during the commit, because writes can repeat."""
    import neo4j

    for _ in range(TRIES):
        try:
            with memory_checked():
                return session.execute_write(neo4j.unit_of_work(timeout=TIMEOUT)(work), *arguments)
        except neo4j.exceptions.IncompleteCommit:
            continue
    raise ExternalError(f"the connection broke {TRIES} times during a commit; push again to continue")


def _bytes(text: str) -> int:
    found = re.fullmatch(r"([\d.]+)([KMGT]i)?B", text)
    return int(float(found[1]) * _UNITS[f"{found[2] or ''}B"]) if found else 0
