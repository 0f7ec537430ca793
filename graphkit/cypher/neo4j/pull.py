"""The graph comes back: every record as it is on the server, with what was changed there by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
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
from graphkit.cypher.neo4j.connect import Server, connect
from graphkit.cypher.neo4j.marker import LEFT, Marker, check_readable, read_marker
from graphkit.errors import ExternalError
from graphkit.model.dates import parse_date
from graphkit.model.records import Claim, Entity, Source
from graphkit.reading.dump import render_entities, render_relations, render_sources

if TYPE_CHECKING:
    import neo4j

T = TypeVar("T")
TRIES = 3


@dataclass(frozen=True, slots=True)
class Pulled:
    """What is on the server.

    `files`: texts by name that came with the push; `edited`: the elements whose properties are no longer
    those of their push ("entity person-1"), with the names of those that are derived and so cannot be taken
    over; `missing`: how many elements of each sort were pushed and are gone.
    """

    name: str
    entities: tuple[Entity, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    files: Mapping[str, str]
    edited: tuple[str, ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)

    def texts(self, visibility: str = "public") -> dict[str, str]:
        """The files of an investigation by name; `visibility` is that of records which do not name one."""
        return {
            **self.files,
            "data/entities.yaml": render_entities(self.entities, visibility),
            "data/relations.yaml": render_relations(self.claims, visibility),
            "data/sources.yaml": render_sources(self.sources, visibility),
        }


def pull(server: Server, name: str = "") -> Pulled:
    """Read the whole graph of a project (of whichever is there, without a name), as of one push.

    Raises: ExternalError if there is none, another one, one that is being loaded, or something in it that is
    no record any more, with the name of the element.
    """
    with connect(server) as driver, driver.session(database=server.database or None) as session:
        for _ in range(TRIES):
            first, rows = session.execute_read(_read, name)
            after = session.execute_read(read_marker)
            if after is not None and (after.push, after.state) == (first.push, first.state):
                return _records(first, rows)
    raise ExternalError("somebody pushes again and again while the graph is read; try later")


def _read(tx: neo4j.ManagedTransaction, name: str) -> tuple[Marker, dict[str, list[Row]]]:
    marker = check_readable(read_marker(tx), name)
    rows: dict[str, list[Row]] = {}
    for label in (ENTITY, SOURCE):
        text = f"MATCH (n:{label}) WHERE n.{HASH} <> $left RETURN properties(n) AS p"
        rows[label] = [{"p": record["p"]} for record in tx.run(text, left=LEFT)]
    known = {record[0] for record in tx.run("CALL db.relationshipTypes()")}
    for type_ in sorted(known.intersection(marker.types)):
        text = (
            f"MATCH (a)-[r:{type_}]->(b) WHERE r.{HASH} IS NOT NULL "
            "RETURN a.id AS `from`, b.id AS to, properties(r) AS p"
        )
        rows[type_] = [dict(record) for record in tx.run(text)]
    return marker, rows


def _records(marker: Marker, rows: dict[str, list[Row]]) -> Pulled:
    def read_claim(key: str) -> Callable[[Row], Claim]:
        return lambda row: claim_of(key, marker.roles, row, parse_date)

    def write_claim(claim: Claim, row: Row) -> Row:
        return claim_row(claim, [role for role in marker.roles if role_property(role) in row["p"]])

    edited: list[str] = []
    entities = _take(
        "entity",
        rows.pop(ENTITY),
        lambda row: entity_of(row["p"]),
        lambda entity, _: entity_row(entity),
        edited,
    )
    sources = _take(
        "source",
        rows.pop(SOURCE),
        lambda row: source_of(row["p"], parse_date),
        lambda source, _: source_row(source),
        edited,
    )
    claims: list[Claim] = []
    for type_, found in rows.items():
        claims += _take("claim", found, read_claim(type_.lower()), write_claim, edited)
    counts = {
        "entities": marker.entities - len(entities),
        "sources": marker.sources - len(sources),
        "claims": marker.claims - len(claims),
    }
    return Pulled(
        name=marker.name,
        entities=tuple(entities),
        sources=tuple(sources),
        claims=tuple(sorted(claims, key=lambda claim: claim.id)),
        files=dict(zip(marker.file_names, marker.file_texts, strict=True)),
        edited=tuple(sorted(edited)),
        missing={what: count for what, count in counts.items() if count},
    )


def _take(
    what: str,
    rows: Iterable[Row],
    read: Callable[[Row], T],
    write: Callable[[T, Row], Row],
    edited: list[str],
) -> list[T]:
    """The records of rows, sorted by id; a row that its record would not give is added to `edited`."""
    found = {}
    for row in rows:
        key = str(row["p"].get("id"))
        try:
            found[key] = record = read(row)
            expected = write(record, row)["p"]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            reason = f"was changed on the server so that it cannot be read ({type(error).__name__}: {error})"
            raise ExternalError(f"{what} {key} {reason}") from None
        names = sorted(name for name, value in expected.items() if row["p"].get(name) != value)
        if names:
            derived = ", ".join(name for name in names if name != HASH)
            edited.append(f"{what} {key}" + (f" ({derived})" if derived else ""))
    return [found[key] for key in sorted(found)]
