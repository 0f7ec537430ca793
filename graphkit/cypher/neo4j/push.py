"""The dataset goes to the server: a difference, under a lock, in one transaction (or batches, if too big)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit.cypher.neo4j.batches import find_capacity, push_in_batches
from graphkit.cypher.neo4j.connect import Server, connect
from graphkit.cypher.neo4j.difference import Difference, Wanted, count_writes, find_difference
from graphkit.cypher.neo4j.job import TIMEOUT, Done, Job, Progress, TooBig, memory_watched
from graphkit.cypher.neo4j.marker import (
    COMPLETE,
    Marker,
    check_writable,
    lock_marker,
    read_marker,
    write_marker,
)
from graphkit.cypher.neo4j.schema import ensure_indexes, ensure_schema
from graphkit.cypher.neo4j.steps import find_steps, run_steps
from graphkit.dataset.base import Dataset
from graphkit.errors import ExternalError, UsageError

if TYPE_CHECKING:
    import neo4j

TRIES = 3  # how often a line that breaks in the middle of a commit is taken up again


@dataclass(frozen=True, slots=True)
class Push:
    """What a push did, or would do.

    `how`: "one transaction", "batches", "nothing to do" or "dry run". `note`: what else one should know.
    """

    difference: Difference
    how: str
    note: str = ""

    @property
    def rows(self) -> list[tuple[str, int, int, int, int, int]]:
        """Group, added, changed, removed, kept, same: one row for each group, sorted."""
        return [
            (group, len(part.added), len(part.changed), len(part.removed), len(part.kept), part.same)
            for group, part in sorted(self.difference.items())
        ]


def push(
    server: Server,
    dataset: Dataset,
    *,
    files: Mapping[str, str] | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Push:
    """Make the graph on the server what the dataset is, and leave everything that is not ours as it is.

    `files`: texts by name, kept with the graph for `pull`. `progress` hears what is being done, and how much
    of how much.

    Raises: UsageError for names that are not safe in Cypher, before connecting; ExternalError when the server
    refuses or fails: the old graph is then there unchanged, unless it says that a load has begun, or that the
    new one is there.
    """
    if not dataset.name:
        raise UsageError(
            "the project has no name, by which its graph is known there; add one to graphkit.yaml"
        )
    told = progress or _no_progress
    job = Job(dataset, Wanted(dataset), uuid.uuid4().hex, told, dict(sorted((files or {}).items())))
    with connect(server) as driver, driver.session(database=server.database or None) as session:
        # Before even a constraint is made: is this database free, or ours?
        before = session.execute_read(check_writable, dataset.name)
        if dry_run:
            return Push(session.execute_read(_look, job), "dry run")
        done = _load(session, job)
    overtaken = (before and before.push) != (done.before and done.before.push)
    note = (
        "another push ended while this one waited for it; what it wrote is counted as before"
        if overtaken
        else ""
    )
    return Push(done.difference, done.how, note)


def _load(session: neo4j.Session, job: Job) -> Done:
    import neo4j

    kinds, types = job.dataset.ontology.kinds, job.marker(COMPLETE).types
    present = {entity.kind for entity in job.dataset.entities.values()}
    ensure_schema(session, {kinds[key].node_label for key in present}, types)
    capacity = find_capacity(session)
    try:
        done = _push_in_one(session, job, capacity)
    except TooBig:
        done = push_in_batches(session, job, capacity)
    job.progress("indexing", 0, 0)
    try:
        ensure_indexes(session, types)
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
        raise ExternalError(
            f"the new graph is there, whole, but not all of its indexes ({error}); push again to make them"
        ) from None
    return done


class _NothingToDo(Exception):
    """Ends a transaction without a commit, so that not even the lock leaves a trace."""

    def __init__(self, done: Done) -> None:
        self.done = done


def _look(tx: neo4j.ManagedTransaction, job: Job) -> Difference:
    return find_difference(tx, job.wanted, read_marker(tx))


def _push_in_one(session: neo4j.Session, job: Job, capacity: int) -> Done:
    """Once, or again when the line broke in the middle of the commit: the token tells whether it was done."""
    import neo4j

    last: list[Done] = []
    work = neo4j.unit_of_work(timeout=TIMEOUT)(_write_all)
    for attempt in range(TRIES):
        try:
            with memory_watched():  # a commit can run out, too
                return session.execute_write(work, job, capacity, last)
        except _NothingToDo as nothing:
            return nothing.done
        except neo4j.exceptions.ConstraintError:
            # Two first pushes met: the server had planned the MERGE of the marker before its constraint was
            # there, and so did not wait. The second time it finds the other's marker.
            if attempt + 1 == TRIES:
                raise
        except neo4j.exceptions.IncompleteCommit:
            if _was_committed(session, job):
                return last[-1]
    raise ExternalError(
        f"the connection broke {TRIES} times in the middle of the commit; the old graph is there: push again"
    )


def _write_all(tx: neo4j.ManagedTransaction, job: Job, capacity: int, last: list[Done]) -> Done:
    before = lock_marker(tx, job.dataset.name, job.token)
    job.progress("comparing", 0, 0)
    difference = find_difference(tx, job.wanted, before)
    total = count_writes(difference)
    if not total and before and _says(before) == _says(job.marker(COMPLETE)):
        raise _NothingToDo(Done(difference, "nothing to do", before))
    if total > capacity:
        raise TooBig
    marker = job.marker(COMPLETE)
    labels = {*marker.labels, *(before.labels if before else ())}
    with memory_watched():
        run_steps(tx, find_steps(job.dataset, job.wanted, difference, labels), job.meter(total))
        write_marker(tx, marker)
    last.append(Done(difference, "one transaction", before))
    return last[-1]


def _says(marker: Marker) -> Marker:
    """A marker without what is another at each push."""
    return replace(marker, push="", pushed_at="")


def _was_committed(session: neo4j.Session, job: Job) -> bool:
    """Whether the marker bears our token, asked under its lock, so after whatever is still under way."""
    import neo4j

    def ask(tx: neo4j.ManagedTransaction) -> None:
        marker = lock_marker(tx, job.dataset.name, job.token)
        raise _Answer(marker is not None and marker.push == job.token)

    try:
        session.execute_write(ask)
    except _Answer as answer:
        return answer.yes
    except neo4j.exceptions.DriverError:
        raise ExternalError(
            "the connection broke in the middle of the commit, and the server cannot be asked: the old graph "
            "is there, or the new one, whole; push again"
        ) from None
    return False


class _Answer(Exception):
    """Ends a question that took the lock, without a commit."""

    def __init__(self, yes: bool) -> None:
        self.yes = yes


def _no_progress(what: str, done: int, total: int) -> None:
    """Tell nobody."""
