"""Pushes the dataset: writes the difference under a lock, in one transaction or in batches."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit.cypher.neo4j.batches import find_capacity, push_in_batches
from graphkit.cypher.neo4j.connect import Server, open_session
from graphkit.cypher.neo4j.context import (
    TIMEOUT,
    Outcome,
    Progress,
    PushContext,
    TransactionTooLarge,
    memory_checked,
)
from graphkit.cypher.neo4j.difference import DatasetHashes, Difference, count_writes, find_difference
from graphkit.cypher.neo4j.project_node import (
    COMPLETE,
    ProjectNode,
    check_writable,
    lock_project,
    read_project,
    write_project,
)
from graphkit.cypher.neo4j.schema import ensure_indexes, ensure_schema
from graphkit.cypher.neo4j.writes import plan_writes, run_writes
from graphkit.dataset.audience import OWNER
from graphkit.dataset.base import Dataset
from graphkit.errors import ExternalError, UsageError

if TYPE_CHECKING:
    import neo4j

TRIES = 3  # attempts if the connection breaks during the commit


@dataclass(frozen=True, slots=True)
class Push:
    """The result of a push, or of a dry run.

    `how`: "one transaction", "batches", "nothing to do" or "dry run". `note`: a remark for the user.
    """

    difference: Difference
    how: str
    note: str = ""

    @property
    def rows(self) -> list[tuple[str, int, int, int, int, int]]:
        """A sorted row for each group: name, added, changed, removed, kept, same."""
        return [
            (name, len(group.added), len(group.changed), len(group.removed), len(group.kept), group.same)
            for name, group in sorted(self.difference.items())
        ]


def push(
    server: Server,
    dataset: Dataset,
    *,
    audience: str = OWNER,
    files: Mapping[str, str] | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Push:
    """Writes the dataset to the server; leaves foreign elements unchanged.

    `audience`: who may see all of the dataset; the server remembers it.
    `files`: texts by name, stored with the graph for `pull`. `progress` gets the activity, the number of
    written elements and their total.

    Raises: UsageError for names that are not safe in Cypher, before connecting; ExternalError if the server
    refuses or fails. The old graph is then unchanged, unless the message says otherwise.
    """
    if not dataset.name:
        raise UsageError("cannot push: the project has no name; add `name:` to graphkit.yaml")
    texts = dict(sorted((files or {}).items()))
    hashes, token = DatasetHashes(dataset), uuid.uuid4().hex
    context = PushContext(dataset, hashes, token, progress or _no_progress, texts, audience)
    return _push(server, context, dry_run)


def _push(server: Server, context: PushContext, dry_run: bool) -> Push:
    with open_session(server) as session:
        # Checks that the database is free or ours before the push creates even a constraint.
        before = session.execute_read(check_writable, context.dataset.name)
        if dry_run:
            return Push(session.execute_read(_compare, context), "dry run")
        done = _load(session, context)
    overtaken = (before and before.push) != (done.before and done.before.push)
    note = "another push ended while this one waited; its changes are not in these numbers"
    return Push(done.difference, done.how, note if overtaken else "")


def _load(session: neo4j.Session, context: PushContext) -> Outcome:
    import neo4j

    kinds, types = context.dataset.ontology.kinds, context.project_node(COMPLETE).types
    present = {entity.kind for entity in context.dataset.entities.values()}
    ensure_schema(session, {kinds[key].node_label for key in present}, types)
    capacity = find_capacity(session)
    try:
        done = _push_in_one(session, context, capacity)
    except TransactionTooLarge:
        done = push_in_batches(session, context, capacity)
    context.progress("indexing", 0, 0)
    try:
        ensure_indexes(session, types)
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
        raise ExternalError(
            f"the new graph is complete, but some indexes are missing ({error}); push again to create them"
        ) from None
    return done


class _NothingToDo(Exception):
    """Ends a transaction without a commit, so that the lock changes nothing on the server."""

    def __init__(self, done: Outcome) -> None:
        self.done = done


def _compare(tx: neo4j.ManagedTransaction, context: PushContext) -> Difference:
    return find_difference(tx, context.hashes, read_project(tx))


def _push_in_one(session: neo4j.Session, context: PushContext, capacity: int) -> Outcome:
    """Runs the transaction; after a broken connection, the token shows whether the commit succeeded."""
    import neo4j

    last: list[Outcome] = []
    work = neo4j.unit_of_work(timeout=TIMEOUT)(_write_all)
    for attempt in range(TRIES):
        try:
            with memory_checked():  # the commit can also run out of memory
                return session.execute_write(work, context, capacity, last)
        except _NothingToDo as nothing:
            return nothing.done
        except neo4j.exceptions.ConstraintError:
            # Two first pushes met: the server planned the MERGE of the project node before the constraint
            # existed, so it did not wait. At the second attempt it finds the other node.
            if attempt + 1 == TRIES:
                raise
        except neo4j.exceptions.IncompleteCommit:
            if _was_committed(session, context):
                return last[-1]
    raise ExternalError(
        f"the connection broke {TRIES} times during the commit, the old graph stays; push again"
    )


def _write_all(
    tx: neo4j.ManagedTransaction, context: PushContext, capacity: int, last: list[Outcome]
) -> Outcome:
    before = lock_project(tx, context.dataset.name, context.token)
    context.progress("comparing", 0, 0)
    difference = find_difference(tx, context.hashes, before)
    total = count_writes(difference)
    project = context.project_node(COMPLETE)
    if not total and before and _content(before) == _content(project):
        raise _NothingToDo(Outcome(difference, "nothing to do", before))
    if total > capacity:
        raise TransactionTooLarge
    labels = {*project.labels, *(before.labels if before else ())}
    with memory_checked():
        writes = plan_writes(context.dataset, context.hashes, difference, labels)
        run_writes(tx, writes, context.counter(total))
        write_project(tx, project)
    last.append(Outcome(difference, "one transaction", before))
    return last[-1]


def _content(project: ProjectNode) -> ProjectNode:
    """Returns the project node without the fields that differ at each push."""
    return replace(project, push="", pushed_at="")


def _was_committed(session: neo4j.Session, context: PushContext) -> bool:
    """Returns whether the project node has our token, read under its lock and so after any running push."""
    import neo4j

    def ask(tx: neo4j.ManagedTransaction) -> None:
        project = lock_project(tx, context.dataset.name, context.token)
        raise _Committed(project is not None and project.push == context.token)

    try:
        session.execute_write(ask)
    except _Committed as answer:
        return answer.yes
    except neo4j.exceptions.DriverError:
        raise ExternalError(
            "the connection broke during the commit, and the server does not answer; "
            "either the old graph or the new one is there, complete: push again"
        ) from None
    return False


class _Committed(Exception):
    """The answer of `_was_committed`; raising it ends the transaction without a commit."""

    def __init__(self, yes: bool) -> None:
        self.yes = yes


def _no_progress(what: str, done: int, total: int) -> None:
    """Ignores the progress."""
