"""Constraints and indexes: they make a push safe when several run, and questions fast."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from graphkit.cypher.mapping import ENTITY, HASH, MARKER, SOURCE
from graphkit.errors import ExternalError

if TYPE_CHECKING:
    import neo4j

PREFIX = "graphkit_"
FULLTEXT = PREFIX + "sources"
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)  # seconds
PATIENCE = 600  # seconds until an index is no longer waited for


def ensure_schema(session: neo4j.Session, labels: Iterable[str], types: Iterable[str]) -> None:
    """Create the constraints and indexes that are missing for these labels and types."""
    unique, plain = _constraints(sorted(types)), _indexes(sorted(labels))
    bare: set[str] = set()
    _insist(lambda: _create(session, unique, plain, bare))


def ensure_indexes(session: neo4j.Session, types: Iterable[str]) -> None:
    """Index what the next push and questions about sources look for, and wait until the server has done so.

    To be done after a load, which these indexes would slow down.
    """
    wanted = set(types)

    def create() -> None:
        there = _found_indexes(session)
        missing = [text for name, text in _hashes(sorted(wanted)).items() if name not in there]
        found = there.get(FULLTEXT)
        if wanted and (found is None or not wanted <= found):
            missing += [f"DROP INDEX {FULLTEXT} IF EXISTS", _fulltext(sorted(wanted | (found or set())))]
        if missing:
            session.execute_write(_run_all, missing)

    _insist(create)
    _wait_for_indexes(session)


def drop_schema(session: neo4j.Session) -> None:
    """Remove every constraint and index that bears a name of ours."""
    for what, many in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
        names = [record["name"] for record in session.run(f"SHOW {many} YIELD name")]
        ours = [f"DROP {what} {name} IF EXISTS" for name in names if name.startswith(PREFIX)]
        session.execute_write(_run_all, ours)


class _Unfinished(ExternalError):
    """An index of a constraint that is not there: another push is making it, or was killed while it did."""

    def __init__(self) -> None:
        super().__init__("other pushes are making the constraints of this graph; push again")


def _insist(work: Callable[[], None]) -> None:
    """Do it again, a little later, where another push is at the same things."""
    import neo4j

    for pause in PAUSES:
        try:
            return work()
        except neo4j.exceptions.Neo4jError as error:
            if ".Schema." not in (error.code or ""):
                raise
        except _Unfinished:
            pass
        time.sleep(pause * random.uniform(0.5, 1.5))
    return work()


def _create(
    session: neo4j.Session, unique: Mapping[str, str], plain: Mapping[str, str], bare: set[str]
) -> None:
    """Make what is missing; `bare` are the indexes that had no constraint the last time, and are updated."""
    constraints = {record["name"] for record in session.run("SHOW CONSTRAINTS YIELD name")}
    indexes = _found_indexes(session)
    unfinished = {name for name in unique if name in indexes and name not in constraints}
    if not unfinished <= bare:
        bare |= unfinished
        raise _Unfinished
    # A server that is killed while it makes a constraint keeps the index of it, which then never gets ready.
    if unfinished:
        session.execute_write(_run_all, [f"DROP INDEX {name} IF EXISTS" for name in sorted(unfinished)])
    missing = [text for name, text in unique.items() if name not in constraints]
    missing += [text for name, text in plain.items() if name not in indexes]
    if missing:
        session.execute_write(_run_all, missing)


def _constraints(types: list[str]) -> dict[str, str]:
    unique = {
        f"{PREFIX}project": f"FOR (n:{MARKER}) REQUIRE n.name IS UNIQUE",
        f"{PREFIX}only": f"FOR (n:{MARKER}) REQUIRE n.only IS UNIQUE",
        f"{PREFIX}entity": f"FOR (n:{ENTITY}) REQUIRE n.id IS UNIQUE",
        f"{PREFIX}source": f"FOR (n:{SOURCE}) REQUIRE n.id IS UNIQUE",
        **{f"{PREFIX}type_{t.lower()}": f"FOR ()-[r:{t}]-() REQUIRE r.id IS UNIQUE" for t in types},
    }
    return {name: f"CREATE CONSTRAINT {name} IF NOT EXISTS {text}" for name, text in unique.items()}


def _indexes(labels: list[str]) -> dict[str, str]:
    """An entity is found by its id under its kind, too, which the constraint on Entity does not help with."""
    names = {f"{PREFIX}kind_{label.lower()}": label for label in labels}
    return {
        name: f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.id)" for name, label in names.items()
    }


def _hashes(types: list[str]) -> dict[str, str]:
    """A push reads ids and hashes from these four times as fast as from the elements."""
    patterns = {f"{PREFIX}hash_{label.lower()}": f"(x:{label})" for label in (ENTITY, SOURCE)}
    patterns |= {f"{PREFIX}hash_type_{t.lower()}": f"()-[x:{t}]-()" for t in types}
    return {
        name: f"CREATE INDEX {name} IF NOT EXISTS FOR {pattern} ON (x.id, x.{HASH})"
        for name, pattern in patterns.items()
    }


def _fulltext(types: list[str]) -> str:
    return (
        f"CREATE FULLTEXT INDEX {FULLTEXT} IF NOT EXISTS FOR ()-[r:{'|'.join(types)}]-() ON EACH [r.sources] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}}"
    )


def _found_indexes(session: neo4j.Session) -> dict[str, set[str]]:
    records = session.run("SHOW INDEXES YIELD name, labelsOrTypes")
    return {record["name"]: set(record["labelsOrTypes"] or ()) for record in records}


def _wait_for_indexes(session: neo4j.Session) -> None:
    """Wait until the server has filled all indexes that bear a name of ours, whoever asked for them."""
    text = (
        "SHOW INDEXES YIELD name, state WHERE name STARTS WITH $prefix AND state = 'POPULATING' RETURN name"
    )
    end = time.monotonic() + PATIENCE
    while list(session.run(text, prefix=PREFIX)) and time.monotonic() < end:
        time.sleep(0.1)


def _run_all(tx: neo4j.ManagedTransaction, statements: list[str]) -> None:
    for text in statements:
        tx.run(text).consume()
