"""The texts that people wrote in records, each with its place, and the search for hidden names in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from graphkit.dataset.base import Dataset
from graphkit.dataset.hidden import ID, NAME, PROSE, HiddenWords
from graphkit.errors import LeakError
from graphkit.model.fields import written_texts
from graphkit.model.records import Claim, Entity, Source

_AROUND = 40  # characters
Text: TypeAlias = tuple[str, str, str]  # its place, the text, its kind


def scan(texts: Iterable[Text], hidden: HiddenWords) -> None:
    """Looks for hidden names in texts. Raises: LeakError for the first one, with its place."""
    for place, text, kind in texts if hidden.words else ():
        if word := hidden.find(text, kind):
            at = max(text.casefold().find(word.text.casefold()), 0)
            around = " ".join(text[max(0, at - _AROUND) : at + len(word.text) + _AROUND].split())
            raise LeakError(word.text, word.what, place, f"…{around}…")


def claim_texts(claims: Iterable[Claim], dataset: Dataset) -> Iterator[Text]:
    """Yields the texts of claims, of their evidence and sources, and of all entities that they name."""
    entities: dict[str, Entity] = {}
    sources: dict[str, Source] = {}
    for claim in claims:
        named = [*claim.ends, *(key for keys in claim.roles.values() for key in keys)]
        named += [item.by for item in claim.evidence]
        entities |= {key: dataset.entities[key] for key in named if key in dataset.entities}
        cited = {key for item in claim.evidence for key in (item.source, item.quoting) if key}
        sources |= {key: dataset.sources[key] for key in sorted(cited)}
        yield from _claim_texts(claim, dataset)
    yield from record_texts(entities.values())
    yield from record_texts(sources.values())


def record_texts(records: Iterable[Entity | Source]) -> Iterator[Text]:
    """Yields the texts of entities and sources that an output may show."""
    for record in records:
        place = f"{type(record).__name__.lower()} {record.id}"
        yield from _texts(record, place)


def dataset_texts(dataset: Dataset) -> Iterator[Text]:
    """Yields the texts of all records, settings and steps of the story of a dataset."""
    yield from _texts(dataset.settings, "graphkit.yaml")
    for number, item in enumerate(dataset.story, 1):
        yield f"step {number} of the story, title", item.step.title, PROSE
        yield f"step {number} of the story, text", item.step.text, PROSE
    for place in dataset.uncited:
        yield from _texts(place, f"uncited {place.source} {place.at}")
    yield from record_texts(dataset.entities.values())
    yield from record_texts(dataset.sources.values())
    for claim in dataset.claims.values():
        yield from _claim_texts(claim, dataset)


def _claim_texts(claim: Claim, dataset: Dataset) -> Iterator[Text]:
    place = f"claim {claim.id}"
    made = "/" in claim.id  # of a type and the ids of entities, which have been looked at
    yield from (item for item in _texts(claim, place) if not (made and item[2] == ID))
    for number, item in enumerate(claim.evidence, 1):
        yield from (
            text for text in _texts(item, f"{place}, evidence {number}") if text[1] not in dataset.entities
        )


def _texts(record: Struct, place: str) -> Iterator[Text]:
    """Yields the texts of a record that an output may show; its id is in every output."""
    for field, text in written_texts(record):
        if field.in_json or field.key == "id":
            name = field.form in ("slug", "claim_id") or field.identifies in ("tag", "file", "code")
            yield f"{place}, {field.key}", text, ID if name else NAME if field.identifies else PROSE
