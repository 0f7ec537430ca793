"""Pulls the graph: reads every record from the server, and finds what was edited there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from graphkit.cypher.mapping import (
    ENTITY,
    HASH,
    SOURCE,
    Row,
    claim_of,
    claim_row,
    entity_of,
    entity_row,
    role_property,
    source_of,
    source_row,
)
from graphkit.cypher.neo4j.connect import Server, open_session
from graphkit.cypher.neo4j.project_node import LEFT, ProjectNode, check_readable, read_project
from graphkit.dataset.audience import OWNER
from graphkit.errors import ExternalError
from graphkit.model.records import Claim, Entity, Source
from graphkit.reading.dump import render_entities, render_relations, render_sources

if TYPE_CHECKING:
    import neo4j

T = TypeVar("T")
TRIES = 3


@dataclass(frozen=True, slots=True)
class Pulled:
    """The records on a server.

    `files`: texts by name, stored by the push. `audience`: for whom it wrote. `edited`: elements whose
    properties differ from those of their push ("entity person-1"), with the names of derived properties,
    which pull does not take over. `missing`: how many elements of each group are gone since the push.
    """

    name: str
    entities: tuple[Entity, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    files: Mapping[str, str]
    audience: str = OWNER
    edited: tuple[str, ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)

    def texts(self, visibility: str = "public") -> dict[str, str]:
        """Returns the files of an investigation by name; records with this `visibility` do not state it."""
        return {
            **self.files,
            "data/entities.yaml": render_entities(self.entities, visibility),
            "data/relations.yaml": render_relations(self.claims, visibility),
            "data/sources.yaml": render_sources(self.sources, visibility),
        }


def pull(server: Server, name: str = "") -> Pulled:
    """Reads the graph of a project as one push wrote it; without a name, that of any project.

    Raises: ExternalError if there is no complete graph of this project, or if an element is not a valid
    record any more.
    """
    with open_session(server) as session:
        for _ in range(TRIES):
            project, rows = session.execute_read(_read, name)
            after = session.execute_read(read_project)
            if after is not None and (after.push, after.state) == (project.push, project.state):
                return _pulled(project, rows)
    raise ExternalError(f"the graph changed during {TRIES} attempts to read it; try again later")


def _read(tx: neo4j.ManagedTransaction, name: str) -> tuple[ProjectNode, dict[str, list[Row]]]:
    project = check_readable(read_project(tx), name)
    rows: dict[str, list[Row]] = {}
    for label in (ENTITY, SOURCE):
        text = f"MATCH (n:{label}) WHERE n.{HASH} <> $left RETURN properties(n) AS p"
        rows[label] = [{"p": record["p"]} for record in tx.run(text, left=LEFT)]
    known = {record[0] for record in tx.run("CALL db.relationshipTypes()")}
    for type_ in sorted(known.intersection(project.types)):
        text = (
            f"MATCH (a)-[r:{type_}]->(b) WHERE r.{HASH} IS NOT NULL "
            "RETURN a.id AS `from`, b.id AS to, properties(r) AS p"
        )
        rows[type_] = [dict(record) for record in tx.run(text)]
    return project, rows


def _pulled(project: ProjectNode, rows: dict[str, list[Row]]) -> Pulled:
    edited: list[str] = []
    entities = _records("entity", rows.pop(ENTITY), _read_entity, edited)
    sources = _records("source", rows.pop(SOURCE), _read_source, edited)
    claims: list[Claim] = []
    for type_, found in rows.items():
        claims += _records("claim", found, partial(_read_claim, type_.lower(), project.roles), edited)
    counts = {
        "entities": project.entities - len(entities),
        "sources": project.sources - len(sources),
        "claims": project.claims - len(claims),
    }
    return Pulled(
        name=project.name,
        entities=tuple(entities),
        sources=tuple(sources),
        claims=tuple(sorted(claims, key=lambda claim: claim.id)),
        files=dict(zip(project.file_names, project.file_texts, strict=True)),
        audience=project.audience,
        edited=tuple(sorted(edited)),
        missing={what: count for what, count in counts.items() if count},
    )


def _read_entity(row: Row) -> tuple[Entity, Row]:
    entity = entity_of(row["p"])
    return entity, entity_row(entity)


def _read_source(row: Row) -> tuple[Source, Row]:
    source = source_of(row["p"])
    return source, source_row(source)


def _read_claim(type_: str, roles: Iterable[str], row: Row) -> tuple[Claim, Row]:
    claim = claim_of(type_, roles, row)
    return claim, claim_row(claim, [role for role in roles if role_property(role) in row["p"]])


def _records(
    what: str, rows: Iterable[Row], read: Callable[[Row], tuple[T, Row]], edited: list[str]
) -> list[T]:
    """Returns the records of rows, sorted by id; adds rows that differ from those of a push to `edited`."""
    found = {}
    for row in rows:
        key = str(row["p"].get("id"))
        try:
            found[key], expected = read(row)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            reason = f"{type(error).__name__}: {error}"
            raise ExternalError(
                f"{what} {key} was changed on the server and is not valid any more ({reason}); push again"
            ) from None
        names = sorted(name for name, value in expected["p"].items() if row["p"].get(name) != value)
        if names:
            derived = ", ".join(name for name in names if name != HASH)
            edited.append(f"{what} {key}" + (f" ({derived})" if derived else ""))
    return [found[key] for key in sorted(found)]
