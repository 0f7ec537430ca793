"""Constraints and indexes: they make concurrent pushes safe, and queries fast."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from graphkit.cypher.mapping import ENTITY, HASH, PROJECT, SOURCE
from graphkit.errors import ExternalError

if TYPE_CHECKING:
    import neo4j

PREFIX = "graphkit_"
FULLTEXT = PREFIX + "sources"
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)  # seconds
PATIENCE = 600  # seconds to wait for an index


def ensure_schema(session: neo4j.Session, labels: Iterable[str], types: Iterable[str]) -> None:
    """Creates the missing constraints and indexes for these labels and types."""
    constraints, indexes = _constraints(sorted(types)), _indexes(sorted(labels))
    unfinished: set[str] = set()
    _retry(lambda: _create(session, constraints, indexes, unfinished))


def ensure_indexes(session: neo4j.Session, types: Iterable[str]) -> None:
    """Creates the indexes that the next push and queries about sources use, and waits for them.

    Call it after a load, which these indexes would slow down.
    """
    wanted = set(types)

    def create() -> None:
        present = _found_indexes(session)
        missing = [text for name, text in _hashes(sorted(wanted)).items() if name not in present]
        found = present.get(FULLTEXT)
        if wanted and (found is None or not wanted <= found):
            missing += [f"DROP INDEX {FULLTEXT} IF EXISTS", _fulltext(sorted(wanted | (found or set())))]
        if missing:
            session.execute_write(_run_all, missing)

    _retry(create)
    _wait_for_indexes(session)


def drop_schema(session: neo4j.Session) -> None:
    """Removes every constraint and index whose name begins with graphkit_."""
    for what, many in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
        names = [record["name"] for record in session.run(f"SHOW {many} YIELD name")]
        ours = [f"DROP {what} {name} IF EXISTS" for name in names if name.startswith(PREFIX)]
        session.execute_write(_run_all, ours)


class _Unfinished(ExternalError):
    """An index has no constraint: another push is creating it, or was killed at that moment."""

    def __init__(self) -> None:
        super().__init__("other pushes are creating the constraints of this graph; push again")


def _retry(work: Callable[[], None]) -> None:
    """Repeats some work after a pause if another push changes the same constraints."""
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
    session: neo4j.Session, constraints: Mapping[str, str], indexes: Mapping[str, str], unfinished: set[str]
) -> None:
    """Creates what is missing; `unfinished` collects the indexes without a constraint at the last attempt."""
    unique = {record["name"] for record in session.run("SHOW CONSTRAINTS YIELD name")}
    present = _found_indexes(session)
    bare = {name for name in constraints if name in present and name not in unique}
    if not bare <= unfinished:
        unfinished |= bare
        raise _Unfinished
    # A server that is killed while it creates a constraint keeps its index, which then never becomes ready.
    if bare:
        session.execute_write(_run_all, [f"DROP INDEX {name} IF EXISTS" for name in sorted(bare)])
    missing = [text for name, text in constraints.items() if name not in unique]
    missing += [text for name, text in indexes.items() if name not in present]
    if missing:
        session.execute_write(_run_all, missing)


def _constraints(types: list[str]) -> dict[str, str]:
    texts = {
        f"{PREFIX}project": f"FOR (n:{PROJECT}) REQUIRE n.name IS UNIQUE",
        f"{PREFIX}only": f"FOR (n:{PROJECT}) REQUIRE n.only IS UNIQUE",
        f"{PREFIX}entity": f"FOR (n:{ENTITY}) REQUIRE n.id IS UNIQUE",
        f"{PREFIX}source": f"FOR (n:{SOURCE}) REQUIRE n.id IS UNIQUE",
        **{f"{PREFIX}type_{t.lower()}": f"FOR ()-[r:{t}]-() REQUIRE r.id IS UNIQUE" for t in types},
    }
    return {name: f"CREATE CONSTRAINT {name} IF NOT EXISTS {text}" for name, text in texts.items()}


def _indexes(labels: list[str]) -> dict[str, str]:
    """Indexes the id under each label of a kind, because the constraint covers only the label Entity."""
    names = {f"{PREFIX}kind_{label.lower()}": label for label in labels}
    return {
        name: f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.id)" for name, label in names.items()
    }


def _hashes(types: list[str]) -> dict[str, str]:
    """Indexes id and hash; a push reads them from an index four times as fast as from the elements."""
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
    """Waits until the server has filled all indexes of graphkit, also those of another push."""
    text = (
        "SHOW INDEXES YIELD name, state WHERE name STARTS WITH $prefix AND state = 'POPULATING' RETURN name"
    )
    end = time.monotonic() + PATIENCE
    while list(session.run(text, prefix=PREFIX)) and time.monotonic() < end:
        time.sleep(0.1)


def _run_all(tx: neo4j.ManagedTransaction, statements: list[str]) -> None:
    for text in statements:
        tx.run(text).consume()
