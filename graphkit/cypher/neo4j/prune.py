"""The project's graph goes from the server, and nothing else does."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graphkit.cypher.mapping import ENTITY, HASH, MARKER, SOURCE
from graphkit.cypher.neo4j.connect import Server, connect
from graphkit.cypher.neo4j.marker import (
    LEFT,
    LOADING,
    Marker,
    check_ours,
    hold_marker,
    lock_marker,
    read_marker,
)
from graphkit.cypher.neo4j.schema import drop_schema
from graphkit.errors import ExternalError

if TYPE_CHECKING:
    import neo4j

BATCH = 10_000
_STRANGERS = f"EXISTS {{ (x)-[r]-() WHERE r.{HASH} IS NULL }}"


def prune(server: Server, name: str, *, dry_run: bool = False) -> Mapping[str, int]:
    """Remove the graph of a project, its marker, constraints and indexes; how much of what that is.

    Entities with somebody else's relationship are kept, and counted under "kept". Readers are refused from
    the beginning; interrupted, it can be done again.

    Raises: ExternalError if the database holds no project, or another one.
    """
    with connect(server) as driver, driver.session(database=server.database or None) as session:
        counts = session.execute_read(_count, name)
        if dry_run:
            return counts
        token = uuid.uuid4().hex
        marker = session.execute_write(_begin, name, token)
        for text in _deletions(marker):
            while session.execute_write(_delete, name, token, text):
                pass
        session.execute_write(_end, name, token)
        drop_schema(session)
    return counts


def _count(tx: neo4j.ManagedTransaction, name: str) -> Mapping[str, int]:
    marker = _our_marker(read_marker(tx), name)
    counts = {"kept": 0}
    known = {record[0] for record in tx.run("CALL db.relationshipTypes()")}
    for type_ in sorted(known.intersection(marker.types)):
        text = f"MATCH ()-[r:{type_}]->() WHERE r.{HASH} IS NOT NULL RETURN count(r) AS n"
        counts[type_] = _number(tx, text)
    for label in (ENTITY, SOURCE):
        ours = f"MATCH (x:{label}) WHERE x.{HASH} IS NOT NULL"
        counts[label] = _number(tx, f"{ours} AND NOT {_STRANGERS} RETURN count(x) AS n")
        counts["kept"] += _number(tx, f"{ours} AND {_STRANGERS} RETURN count(x) AS n")
    return dict(sorted(counts.items()))


def _begin(tx: neo4j.ManagedTransaction, name: str, token: str) -> Marker:
    marker = _our_marker(lock_marker(tx, name, token), name)
    text = f"MATCH (p:{MARKER} {{name: $name}}) SET p.state = $state, p.push = $token"
    tx.run(text, name=name, state=LOADING, token=token).consume()
    return marker


def _deletions(marker: Marker) -> list[str]:
    """Texts that each do a batch and return its size: claims, then nodes, some of which are left behind."""
    batch = f"WITH x LIMIT {BATCH}"
    texts = [
        f"MATCH ()-[x:{type_}]->() WHERE x.{HASH} IS NOT NULL {batch} DELETE x RETURN count(*) AS n"
        for type_ in marker.types
    ]
    for label in (ENTITY, SOURCE):
        tied = f"MATCH (x:{label}) WHERE x.{HASH} <> '{LEFT}' AND {_STRANGERS}"
        free = f"MATCH (x:{label}) WHERE x.{HASH} IS NOT NULL AND NOT {_STRANGERS}"
        texts.append(f"{tied} {batch} SET x.{HASH} = '{LEFT}' RETURN count(*) AS n")
        texts.append(f"{free} {batch} DELETE x RETURN count(*) AS n")
    return texts


def _delete(tx: neo4j.ManagedTransaction, name: str, token: str, text: str) -> int:
    if not hold_marker(tx, name, token):
        raise ExternalError(
            "a push took over while the graph was being removed; its graph is going to be there"
        )
    return _number(tx, text)


def _end(tx: neo4j.ManagedTransaction, name: str, token: str) -> None:
    if not hold_marker(tx, name, token):
        raise ExternalError(
            "a push took over while the graph was being removed; its graph is going to be there"
        )
    tx.run(f"MATCH (p:{MARKER} {{name: $name}}) DELETE p", name=name).consume()


def _our_marker(marker: Marker | None, name: str) -> Marker:
    check_ours(marker, name)
    if marker is None:
        raise ExternalError(f"this database holds no graph of the project {name!r}")
    return marker


def _number(tx: neo4j.ManagedTransaction, text: str, **given: Any) -> int:
    return int(tx.run(text, given).single(strict=True)["n"])
