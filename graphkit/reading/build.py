"""Records become a Dataset, or every problem in them is raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, TypeVar

from msgspec import Struct

from graphkit.dataset.derive import derive_statuses
from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import DataError, Problem, errors_in
from graphkit.model.fields import build
from graphkit.model.ontology import Ontology
from graphkit.model.records import Claim, Entity, Evidence, Settings, Source, Uncited
from graphkit.model.status import BY_WORD
from graphkit.reading.check import Records, claim_ids, find_problems
from graphkit.reading.record import WrittenRecord, find_locations
from graphkit.reading.story import build_story
from graphkit.reading.yaml import without_garbage_collection

T = TypeVar("T", bound=Struct)
_DEFAULTS = Settings()


@without_garbage_collection()
def build_dataset(
    records: Records,
    ontology: Ontology,
    *,
    settings: Settings = _DEFAULTS,
    story: Iterable[WrittenRecord] = (),
    problems: Iterable[Problem] = (),
) -> MemoryDataset:
    """Checks the records and builds the dataset.

    Args:
        settings: The settings of the investigation; their visibility is that of records which name none.
        story: The steps of the story, checked.
        problems: Problems that reading the files found.

    Raises:
        DataError: with every problem of every record, sorted, if there is an error among them.
    """
    found = [*problems, *find_problems(records, ontology)]
    if errors_in(found):
        raise DataError(found)
    defaults = {"visibility": settings.visibility}
    sources = _by_id(_build(Source, records.sources, defaults))
    claims = _build_claims(records.relations, ontology, sources, defaults)
    return MemoryDataset(
        settings.name,
        ontology,
        _by_id(_build(Entity, records.entities, defaults)),
        sources,
        _by_id(claims),
        tuple(sorted(set(found))),
        tuple(_build(Uncited, records.uncited, {})),
        settings,
        build_story(story, settings.visibility),
    )


def _build(record: type[T], written: tuple[WrittenRecord, ...], defaults: Mapping[str, str]) -> list[T]:
    given = [{"location": location} for location, _ in find_locations(written)]
    return build(record, [item.value for item in written], given, defaults)


def _build_claims(
    written: tuple[WrittenRecord, ...],
    ontology: Ontology,
    sources: Mapping[str, Source],
    defaults: Mapping[str, str],
) -> list[Claim]:
    values: list[dict[str, Any]] = [record.value for record in written]
    places = find_locations(written, "evidence")
    evidence = iter(
        build(
            Evidence,
            [item for value in values for item in value["evidence"]],
            [{"location": location} for _, items in places for location in items],
        )
    )
    pieces = [tuple(islice(evidence, len(items))) for _, items in places]
    limits = [BY_WORD[value["at_most"]] if "at_most" in value else None for value in values]
    derived = derive_statuses(zip(pieces, limits, strict=True), ontology.bases, sources)
    given = [
        {"id": key, "evidence": items, "location": location, **found._asdict()}
        for key, items, (location, _), found in zip(claim_ids(values), pieces, places, derived, strict=True)
    ]
    return build(Claim, values, given, defaults)


def _by_id(records: Iterable[Any]) -> dict[str, Any]:
    return {record.id: record for record in sorted(records, key=lambda record: record.id)}
