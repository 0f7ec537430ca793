"""One checked, immutable investigation: records become a Dataset, or every problem in them is raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from graphkit.checks import Records, claim_id, find_problems
from graphkit.dates import PartialDate, parse_date
from graphkit.errors import DataError, Problem
from graphkit.loaders.record import Record
from graphkit.loaders.yaml import without_garbage_collection
from graphkit.model import Claim, Entity, Evidence, Source, Status, Uncited
from graphkit.ontology import Ontology
from graphkit.status import derive_status


class Dataset(Struct, frozen=True):
    """Everything that a question can be asked of; each mapping is sorted by id.

    `warnings` are problems that stop nothing.
    """

    name: str
    ontology: Ontology
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    warnings: tuple[Problem, ...] = ()
    uncited: tuple[Uncited, ...] = ()

    def __repr__(self) -> str:
        counts = (
            f"{len(getattr(self, what)):,} {what}" for what in ("entities", "sources", "claims", "warnings")
        )
        return f"<Dataset {self.name!r}: {', '.join(counts)}>"


@without_garbage_collection()
def build_dataset(
    records: Records,
    ontology: Ontology,
    *,
    name: str = "",
    visibility: str = "public",
    problems: Iterable[Problem] = (),
) -> Dataset:
    """Check the records and build the dataset.

    `problems` are those that reading the files found already; `visibility` is for records that name none.

    Raises:
        DataError: with every problem of every record, sorted, if there is an error among them.
    """
    found = [*problems, *find_problems(records, ontology)]
    if any(problem.severity == "error" for problem in found):
        raise DataError(found)
    entities = [_entity(record, visibility) for record in records.entities]
    sources = {source.id: source for source in (_source(record, visibility) for record in records.sources)}
    claims = [_claim(record, ontology, sources, visibility) for record in records.relations]
    return Dataset(
        name,
        ontology,
        {entity.id: entity for entity in sorted(entities, key=lambda entity: entity.id)},
        {key: sources[key] for key in sorted(sources)},
        {claim.id: claim for claim in sorted(claims, key=lambda claim: claim.id)},
        tuple(sorted(set(found))),
        tuple(_uncited(record) for record in records.uncited),
    )


def _entity(record: Record, visibility: str) -> Entity:
    value: dict[str, Any] = record.value
    get = value.get
    return Entity(
        value["id"],
        value["kind"],
        value["name"],
        tuple(get("aliases", ())),
        get("in_text", ""),
        get("summary", ""),
        tuple(get("tags", ())),
        tuple(sorted(get("ids", {}).items())),
        get("unnamed") == "true",
        get("plural") == "true",
        get("visibility", visibility),
        record.span(),
    )


def _source(record: Record, visibility: str) -> Source:
    value: dict[str, Any] = record.value
    texts = ("publisher", "author", "url", "reliability", "archive", "sha256", "in_text")
    return Source(
        id=value["id"],
        title=value["title"],
        kind=value["kind"],
        date=_date(value, "date"),
        visibility=value.get("visibility", visibility),
        span=record.span(),
        **{name: value.get(name, "") for name in texts},
    )


def _claim(record: Record, ontology: Ontology, sources: Mapping[str, Source], visibility: str) -> Claim:
    value: dict[str, Any] = record.value
    evidence = tuple(_evidence(item, record, index) for index, item in enumerate(value["evidence"]))
    at_most = Status.parse(value["at_most"]) if "at_most" in value else None
    status, disputed, independent = derive_status(evidence, at_most, ontology.bases, sources)
    roles = {role: tuple(dict.fromkeys(keys)) for role, keys in sorted(value.get("roles", {}).items())}
    return Claim(
        id=claim_id(value),
        type=value["type"],
        from_id=value["from"],
        to_id=value["to"],
        evidence=evidence,
        status=status,
        disputed=disputed,
        start=_date(value, "start"),
        end=_date(value, "end"),
        roles=roles,
        at_most=at_most,
        because=value.get("because", ""),
        independent=independent,
        visibility=value.get("visibility", visibility),
        span=record.span(),
    )


def _uncited(record: Record) -> Uncited:
    value: dict[str, Any] = record.value
    return Uncited(value["source"], value["at"], value["reason"], record.span())


def _evidence(item: Mapping[str, Any], record: Record, index: int) -> Evidence:
    texts = ("source", "at", "says", "basis", "quoting", "by", "grade")
    return Evidence(
        **{name: item.get(name, "") for name in texts},
        stance=item.get("stance", "supports"),
        date=_date(item, "date"),
        span=record.span("evidence", index),
    )


def _date(value: Mapping[str, Any], name: str) -> PartialDate | None:
    return parse_date(value[name]) if name in value else None
