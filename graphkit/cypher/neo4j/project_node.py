"""The project node: whose graph a database has, and its state. A push holds the lock of this node."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any

from graphkit.cypher.mapping import ENTITY, HASH, PROJECT, SOURCE
from graphkit.dataset.audience import OWNER
from graphkit.errors import ExternalError
from graphkit.model.records import VISIBILITIES

if TYPE_CHECKING:
    import neo4j

COMPLETE = "complete"
LOADING = "loading"
# The hash of an entity that is no longer in the files, but has a foreign relationship: it is kept, not ours.
LEFT = "left"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class ProjectNode:
    """The project, its state, the token of its last push, and its labels, types and roles.

    `file_names`, `file_texts`: the files of the project without claims (settings, ontology), for `pull`.
    `audience`: for whom it was pushed; earlier versions pushed everything and did not say so.
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
    audience: str = OWNER
    entities: int = 0
    sources: int = 0
    claims: int = 0


def read_project(tx: neo4j.ManagedTransaction) -> ProjectNode | None:
    """Returns the project node of this database, if it has one.

    Raises: ExternalError if there are several.
    """
    records = list(tx.run(f"MATCH (p:{PROJECT}) RETURN properties(p) AS p ORDER BY p.name LIMIT 2"))
    if len(records) > 1:
        names = " and ".join(repr(record["p"].get("name")) for record in records)
        raise ExternalError(
            f"this database has the project nodes of several projects, {names}; remove all but one"
        )
    return _project(records[0]["p"]) if records else None


def lock_project(tx: neo4j.ManagedTransaction, name: str, token: str) -> ProjectNode | None:
    """Waits for the lock of this project; returns its node before this push, None if it is new.

    Raises: ExternalError if the database has another project, or foreign entities.
    """
    check_project(read_project(tx), name)
    # The unique property `only` makes two projects that begin at the same moment see each other.
    text = (
        f"MERGE (p:{PROJECT} {{name: $name}}) ON CREATE SET p.only = true SET p._lock = $token "
        "WITH p RETURN properties(p) AS p"
    )
    record = tx.run(text, name=name, token=token).single(strict=True)
    if "state" in record["p"]:
        return _project(record["p"])
    # Only under the lock is this check safe: without it, another first push can commit after the check.
    _check_free(tx)
    return None


def write_project(tx: neo4j.ManagedTransaction, project: ProjectNode) -> None:
    """Writes the project node; the time is that of the server."""
    fields = {name: getattr(project, name) for name in ProjectNode.__slots__ if name != "pushed_at"}
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
    text = f"MATCH (p:{PROJECT} {{name: $name}}) SET p += $values, p.pushed_at = datetime()"
    tx.run(text, name=project.name, values=values).consume()


def check_lock(tx: neo4j.ManagedTransaction, name: str, token: str) -> None:
    """Takes the lock again, in a push or prune of several transactions.

    Raises: ExternalError if another push has taken over.
    """
    text = f"MATCH (p:{PROJECT} {{name: $name}}) SET p._lock = $token WITH p RETURN p.push = $token AS ours"
    record = tx.run(text, name=name, token=token).single()
    if not record or not record["ours"]:
        raise ExternalError("another push took over; it writes its own graph")


def check_project(project: ProjectNode | None, name: str) -> None:
    """Checks that a database is free or has this project.

    Raises: ExternalError if it has another one.
    """
    if project is not None and project.name != name:
        raise ExternalError(
            f"this database holds the project {project.name!r}, not {name!r}; "
            "use another database, or prune that project first"
        )


def check_writable(tx: neo4j.ManagedTransaction, name: str) -> ProjectNode | None:
    """Checks, without the lock, that a database is free or has this project; returns its node, if any.

    Raises: ExternalError if the database has another project, or foreign entities.
    """
    project = read_project(tx)
    if project is None:
        try:
            _check_free(tx)
        except ExternalError:
            project = read_project(tx)  # a first push may have ended between the two queries
            if project is None:
                raise
    check_project(project, name)
    return project


def check_readable(project: ProjectNode | None, name: str = "") -> ProjectNode:
    """Checks that the database has a complete graph, of the project `name` if given.

    Raises: ExternalError if there is none, or if it is incomplete or of another project.
    """
    if project is None:
        raise ExternalError("this database holds no graphkit graph; run `graphkit neo4j push`")
    check_project(project, name or project.name)
    if project.state == LOADING:
        raise ExternalError(
            "the graph is being loaded, or its load was interrupted; wait, or push again to complete it"
        )
    return project


def safe_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the names that Cypher can use unquoted, because anybody can edit the project node."""
    return tuple(name for name in names if _NAME.fullmatch(name))


def _check_free(tx: neo4j.ManagedTransaction) -> None:
    """Checks that a database without a project has no entities or sources, except those that a prune kept.

    Raises: ExternalError if it has, because constraints and queries would treat them as ours.
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


def _project(p: Mapping[str, object]) -> ProjectNode:
    """Builds the project node from its properties; one of the wrong type counts as missing."""
    names = {"labels", "types", "roles"}
    values: dict[str, Any] = {}
    for field in fields(ProjectNode):
        value = p.get(field.name, field.default)
        if field.default == ():
            texts = tuple(map(str, value)) if isinstance(value, list) else ()
            values[field.name] = safe_names(texts) if field.name in names else texts
        elif field.default == 0:
            values[field.name] = value if isinstance(value, int) else 0
        else:
            values[field.name] = "" if value is MISSING else str(value)
    if values["audience"] not in VISIBILITIES:
        values["audience"] = OWNER
    return ProjectNode(**values)
