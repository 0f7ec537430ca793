"""Tables of what a Neo4j server has or changed, and the progress of a push on the terminal."""

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
    """Returns a row for entities, sources and each type of claim; kept: nodes with foreign relationships."""
    columns = (Column("what"), *(Column(name, "number") for name in _NUMBERS))
    question = {"ask": "neo4j push", "how": done.how, "note": done.note}
    rows = tuple(done.rows)
    return Table(project.dataset, question, columns=columns, rows=rows, claims=((),) * len(rows))


def report_status(project: Project, found: ServerStatus) -> Table:
    """Returns the contents of a database, one fact in each row."""
    facts: dict[str, str | int] = {
        "server": found.agent,
        "database": found.database,
        "nodes": found.nodes,
        "relationships": found.relationships,
        "project": "none",
    }
    if node := found.project:
        facts |= {"project": node.name, "state": node.state, "pushed at": node.pushed_at}
        facts["audience"] = node.audience
        facts |= {"entities": node.entities, "sources": node.sources, "claims": node.claims}
    if found.difference is not None:
        for name in ("added", "changed", "removed"):
            facts[f"would be {name}"] = sum(len(getattr(group, name)) for group in found.difference.values())
    return _facts(project, "neo4j status", facts)


def report_counts(project: Project, counts: Mapping[str, int]) -> Table:
    """Returns what a prune removes; kept: nodes with foreign relationships."""
    return _facts(project, "neo4j prune", counts)


def _facts(project: Project, ask: str, facts: Mapping[str, str | int]) -> Table:
    columns = (Column("what"), Column("found"))
    rows = tuple(facts.items())
    return Table(project.dataset, {"ask": ask}, columns=columns, rows=rows, claims=((),) * len(rows))


class ProgressLine:
    """A progress line on standard error: rewritten on a terminal, else printed every 5 s."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._next = 0.0

    def show(self, what: str, done: int, total: int) -> None:
        """Shows the progress, unless it was shown a moment ago."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + (0.1 if self._terminal else 5)
        text = f"{what} {done:,} of {total:,}" if total else f"{what} …"
        sys.stderr.write(f"\r\x1b[K{text}" if self._terminal else f"{text}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Clears the line."""
        if self._terminal:
            sys.stderr.write("\r\x1b[K")
