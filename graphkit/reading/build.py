"""One checked, immutable investigation: records become a Dataset, or every problem in them is raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.dataset.derive import derive_status
from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import DataError, Problem
from graphkit.model.dates import PartialDate, parse_date
from graphkit.model.ontology import Ontology
from graphkit.model.records import Claim, Entity, Evidence, Source, Uncited
from graphkit.model.status import Status
from graphkit.reading.check import Records, claim_id, find_problems
from graphkit.reading.record import WrittenRecord
from graphkit.reading.yaml import without_garbage_collection


@without_garbage_collection()
def build_dataset(
    records: Records,
    ontology: Ontology,
    *,
    name: str = "",
    visibility: str = "public",
    problems: Iterable[Problem] = (),
) -> MemoryDataset:
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
    return MemoryDataset(
        name,
        ontology,
        {entity.id: entity for entity in sorted(entities, key=lambda entity: entity.id)},
        {key: sources[key] for key in sorted(sources)},
        {claim.id: claim for claim in sorted(claims, key=lambda claim: claim.id)},
        tuple(sorted(set(found))),
        tuple(_uncited(record) for record in records.uncited),
    )


def _entity(record: WrittenRecord, visibility: str) -> Entity:
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
        record.location(),
    )


def _source(record: WrittenRecord, visibility: str) -> Source:
    value: dict[str, Any] = record.value
    texts = ("publisher", "author", "url", "reliability", "archive", "sha256", "in_text")
    return Source(
        id=value["id"],
        title=value["title"],
        kind=value["kind"],
        date=_date(value, "date"),
        visibility=value.get("visibility", visibility),
        location=record.location(),
        **{name: value.get(name, "") for name in texts},
    )


def _claim(
    record: WrittenRecord, ontology: Ontology, sources: Mapping[str, Source], visibility: str
) -> Claim:
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
        location=record.location(),
    )


def _uncited(record: WrittenRecord) -> Uncited:
    value: dict[str, Any] = record.value
    return Uncited(value["source"], value["at"], value["reason"], record.location())


def _evidence(item: Mapping[str, Any], record: WrittenRecord, index: int) -> Evidence:
    texts = ("source", "at", "says", "basis", "quoting", "by", "grade")
    return Evidence(
        **{name: item.get(name, "") for name in texts},
        stance=item.get("stance", "supports"),
        date=_date(item, "date"),
        location=record.location("evidence", index),
    )


def _date(value: Mapping[str, Any], name: str) -> PartialDate | None:
    return parse_date(value[name]) if name in value else None
