"""What a Neo4j server did or holds, as tables; and how far a push has come, on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from graphkit.questions.answer import Column, Table

if TYPE_CHECKING:
    from graphkit.cypher.neo4j.push import Push
    from graphkit.cypher.neo4j.status import ServerStatus
    from graphkit.project import Project

_NUMBERS = ("added", "changed", "removed", "kept", "same")


def report_push(project: Project, done: Push) -> Table:
    """A row for entities, sources and each type of claim; kept are nodes that others tied something to."""
    columns = (Column("what"), *(Column(name, "number") for name in _NUMBERS))
    question = {"ask": "neo4j push", "how": done.how, "note": done.note}
    rows = tuple(done.rows)
    return Table(project.dataset, question, columns=columns, rows=rows, claims=((),) * len(rows))


def report_status(project: Project, found: ServerStatus) -> Table:
    """What a database holds, one fact a row."""
    facts: dict[str, str | int] = {
        "server": found.agent,
        "database": found.database,
        "nodes": found.nodes,
        "relationships": found.relationships,
        "project": "none",
    }
    if marker := found.marker:
        facts |= {"project": marker.name, "state": marker.state, "pushed at": marker.pushed_at}
        facts |= {"entities": marker.entities, "sources": marker.sources, "claims": marker.claims}
    if found.difference is not None:
        for name in ("added", "changed", "removed"):
            facts[f"would be {name}"] = sum(len(getattr(part, name)) for part in found.difference.values())
    return _facts(project, "neo4j status", facts)


def report_counts(project: Project, counts: Mapping[str, int]) -> Table:
    """What a prune would remove; kept are nodes that others have tied something to."""
    return _facts(project, "neo4j prune", counts)


def _facts(project: Project, ask: str, facts: Mapping[str, str | int]) -> Table:
    columns = (Column("what"), Column("found"))
    rows = tuple(facts.items())
    return Table(project.dataset, {"ask": ask}, columns=columns, rows=rows, claims=((),) * len(rows))


class Meter:
    """One line on standard error that says how far it is: rewritten on a terminal, else every 5 s."""

    def __init__(self) -> None:
        self._alive = sys.stderr.isatty()
        self._next = 0.0

    def show(self, what: str, done: int, total: int) -> None:
        """Take a step."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + (0.1 if self._alive else 5)
        text = f"{what} {done:,} of {total:,}" if total else f"{what} …"
        sys.stderr.write(f"\r\x1b[K{text}" if self._alive else f"{text}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Clear the line."""
        if self._alive:
            sys.stderr.write("\r\x1b[K")
