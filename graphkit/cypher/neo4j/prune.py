"""Removes the graph of a project from the server, and nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from graphkit.cypher.mapping import ENTITY, HASH, PROJECT, SOURCE
from graphkit.cypher.neo4j.connect import Server, open_session
from graphkit.cypher.neo4j.project_node import (
    LEFT,
    LOADING,
    ProjectNode,
    check_lock,
    check_project,
    lock_project,
    read_project,
)
from graphkit.cypher.neo4j.schema import drop_schema
from graphkit.errors import ExternalError

if TYPE_CHECKING:
    import neo4j

BATCH = 10_000  # elements in one transaction
_TIED = f"EXISTS {{ (x)-[r]-() WHERE r.{HASH} IS NULL }}"


def prune(server: Server, name: str, *, dry_run: bool = False) -> Mapping[str, int]:
    """Removes the graph of a project, its node, constraints and indexes; returns the size of each group.

    Entities with a foreign relationship stay, counted as "kept". From the beginning, graphkit does not read
    the graph. After an interruption, prune again.

    Raises: ExternalError if the database has no project, or another one.
    """
    with open_session(server) as session:
        counts = session.execute_read(_count, name)
        if dry_run:
            return counts
        token = uuid.uuid4().hex
        project = session.execute_write(_begin, name, token)
        for text in _deletions(project):
            while session.execute_write(_delete, name, token, text):
                pass
        session.execute_write(_end, name, token)
        drop_schema(session)
    return counts


def _count(tx: neo4j.ManagedTransaction, name: str) -> Mapping[str, int]:
    project = _our_project(read_project(tx), name)
    counts = {"kept": 0}
    known = {record[0] for record in tx.run("CALL db.relationshipTypes()")}
    for type_ in sorted(known.intersection(project.types)):
        text = f"MATCH ()-[r:{type_}]->() WHERE r.{HASH} IS NOT NULL RETURN count(r) AS n"
        counts[type_] = _number(tx, text)
    for label in (ENTITY, SOURCE):
        ours = f"MATCH (x:{label}) WHERE x.{HASH} IS NOT NULL"
        counts[label] = _number(tx, f"{ours} AND NOT {_TIED} RETURN count(x) AS n")
        counts["kept"] += _number(tx, f"{ours} AND {_TIED} RETURN count(x) AS n")
    return dict(sorted(counts.items()))


def _begin(tx: neo4j.ManagedTransaction, name: str, token: str) -> ProjectNode:
    project = _our_project(lock_project(tx, name, token), name)
    text = f"MATCH (p:{PROJECT} {{name: $name}}) SET p.state = $state, p.push = $token"
    tx.run(text, name=name, state=LOADING, token=token).consume()
    return project


def _deletions(project: ProjectNode) -> list[str]:
    """Returns statements that each delete a batch and return its size: claims first, then nodes."""
    batch = f"WITH x LIMIT {BATCH}"
    texts = [
        f"MATCH ()-[x:{type_}]->() WHERE x.{HASH} IS NOT NULL {batch} DELETE x RETURN count(*) AS n"
        for type_ in project.types
    ]
    for label in (ENTITY, SOURCE):
        tied = f"MATCH (x:{label}) WHERE x.{HASH} <> '{LEFT}' AND {_TIED}"
        free = f"MATCH (x:{label}) WHERE x.{HASH} IS NOT NULL AND NOT {_TIED}"
        texts.append(f"{tied} {batch} SET x.{HASH} = '{LEFT}' RETURN count(*) AS n")
        texts.append(f"{free} {batch} DELETE x RETURN count(*) AS n")
    return texts


def _delete(tx: neo4j.ManagedTransaction, name: str, token: str, text: str) -> int:
    check_lock(tx, name, token)
    return _number(tx, text)


def _end(tx: neo4j.ManagedTransaction, name: str, token: str) -> None:
    check_lock(tx, name, token)
    tx.run(f"MATCH (p:{PROJECT} {{name: $name}}) DELETE p", name=name).consume()


def _our_project(project: ProjectNode | None, name: str) -> ProjectNode:
    check_project(project, name)
    if project is None:
        raise ExternalError(f"this database holds no graph of the project {name!r}")
    return project


def _number(tx: neo4j.ManagedTransaction, text: str) -> int:
    return int(tx.run(text).single(strict=True)["n"])
