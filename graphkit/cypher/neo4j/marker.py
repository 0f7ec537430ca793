"""The node that says whose graph this is and in which state; whoever writes holds its lock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.cypher.mapping import ENTITY, HASH, MARKER, SOURCE
from graphkit.errors import ExternalError

if TYPE_CHECKING:
    import neo4j

COMPLETE = "complete"
LOADING = "loading"
# The hash of an entity that has left the files but carries somebody else's relationship: kept, not ours.
LEFT = "left"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Marker:
    """What the marker says: the project, its state, the token of its last push, and what is ours.

    `file_names`, `file_texts`: the project's files that hold no claims (settings, ontology), for `pull`.
    """

    name: str
    state: str = ""
    push: str = ""
    labels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    file_names: tuple[str, ...] = ()
    file_texts: tuple[str, ...] = ()
    version: str = ""
    pushed_at: str = ""
    entities: int = 0
    sources: int = 0
    claims: int = 0


def read_marker(tx: neo4j.ManagedTransaction) -> Marker | None:
    """The marker of this database, if it has one.

    Raises: ExternalError if there are several.
    """
    records = list(tx.run(f"MATCH (p:{MARKER}) RETURN properties(p) AS p ORDER BY p.name LIMIT 2"))
    if len(records) > 1:
        names = " and ".join(repr(record["p"].get("name")) for record in records)
        raise ExternalError(
            f"this database holds markers of several graphkit projects, {names}; remove all but one"
        )
    return _marker(records[0]["p"]) if records else None


def lock_marker(tx: neo4j.ManagedTransaction, name: str, token: str) -> Marker | None:
    """Take the lock of this project, waiting for whoever holds it; the marker as it was, None if it is new.

    Raises: ExternalError if the database holds another project, or entities that are not ours.
    """
    check_ours(read_marker(tx), name)
    # The unique `only` makes two projects that begin at the same moment see each other.
    text = (
        f"MERGE (p:{MARKER} {{name: $name}}) ON CREATE SET p.only = true SET p._lock = $token "
        "WITH p RETURN properties(p) AS p"
    )
    record = tx.run(text, name=name, token=token).single(strict=True)
    if "state" in record["p"]:
        return _marker(record["p"])
    # Only who holds the lock may ask this: before, another first push can commit between two looks.
    _check_free(tx)
    return None


def write_marker(tx: neo4j.ManagedTransaction, marker: Marker) -> None:
    """Write what a marker says; the clock is the server's."""
    fields = {name: getattr(marker, name) for name in Marker.__slots__ if name != "pushed_at"}
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
    text = f"MATCH (p:{MARKER} {{name: $name}}) SET p += $values, p.pushed_at = datetime()"
    tx.run(text, name=marker.name, values=values).consume()


def hold_marker(tx: neo4j.ManagedTransaction, name: str, token: str) -> bool:
    """Take the lock again within a push of several transactions; False if another push has taken over."""
    text = f"MATCH (p:{MARKER} {{name: $name}}) SET p._lock = $token WITH p RETURN p.push = $token AS held"
    record = tx.run(text, name=name, token=token).single()
    return bool(record and record["held"])


def check_ours(marker: Marker | None, name: str) -> None:
    """See that a database is free or holds this project.

    Raises: ExternalError if it holds another one.
    """
    if marker is not None and marker.name != name:
        raise ExternalError(
            f"this database holds the project {marker.name!r}, not {name!r}: a database holds one project; "
            "use another database, or prune that project first"
        )


def check_writable(tx: neo4j.ManagedTransaction, name: str) -> Marker | None:
    """See, without its lock, that a database is free or holds this project; its marker, if it has one.

    Raises: ExternalError if it holds another project, or entities that are not ours.
    """
    marker = read_marker(tx)
    if marker is None:
        try:
            _check_free(tx)
        except ExternalError:
            marker = read_marker(tx)  # a first push that ended between the two looks brought both
            if marker is None:
                raise
    check_ours(marker, name)
    return marker


def check_readable(marker: Marker | None, name: str = "") -> Marker:
    """See that there is a whole graph to read; `name`: of which project.

    Raises: ExternalError if there is none, or one that is being loaded, or another project's.
    """
    if marker is None:
        raise ExternalError("this database holds no graphkit graph; push one first: graphkit neo4j push")
    check_ours(marker, name or marker.name)
    if marker.state == LOADING:
        raise ExternalError(
            "the graph is being loaded, or its load was interrupted; wait, or push again to finish it"
        )
    return marker


def _check_free(tx: neo4j.ManagedTransaction) -> None:
    """See that a database without a marker has no entities or sources, but those that a prune had to keep.

    Raises: ExternalError if it has: our constraints, and all queries, would take them for ours.
    """
    for label in (ENTITY, SOURCE):
        text = (
            f"MATCH (n:{label}) WHERE coalesce(n.{HASH}, '') <> $left "
            "RETURN count(n) AS count, min(elementId(n)) AS example"
        )
        record = tx.run(text, left=LEFT).single(strict=True)
        if record["count"]:
            raise ExternalError(
                f"this database has {record['count']} :{label} nodes that are not of this project "
                f"(one is {record['example']}); use another database, or give them another label"
            )


def safe_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Of the names that a marker lists, those that can stand in Cypher: anybody may have edited it."""
    return tuple(name for name in names if _NAME.fullmatch(name))


def _marker(p: Mapping[str, object]) -> Marker:
    def texts(name: str) -> tuple[str, ...]:
        value = p.get(name)
        return tuple(str(item) for item in value) if isinstance(value, list) else ()

    def number(name: str) -> int:
        value = p.get(name)
        return value if isinstance(value, int) else 0

    return Marker(
        name=str(p.get("name", "")),
        state=str(p.get("state", "")),
        push=str(p.get("push", "")),
        labels=safe_names(texts("labels")),
        types=safe_names(texts("types")),
        roles=safe_names(texts("roles")),
        file_names=texts("file_names"),
        file_texts=texts("file_texts"),
        version=str(p.get("version", "")),
        pushed_at=str(p.get("pushed_at", "")),
        entities=number("entities"),
        sources=number("sources"),
        claims=number("claims"),
    )
