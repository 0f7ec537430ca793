"""What an audience may see of a dataset."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from graphkit.dataset.base import Dataset
from graphkit.dataset.derive import derive
from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import Location, UnknownName, nearest_names
from graphkit.model.records import VISIBILITIES, Claim, Source

_NOWHERE = Location("", 0, 0)


def visible_to(audience: str) -> tuple[str, ...]:
    """Returns the visibilities that an audience may see, its own last. Raises: UnknownName."""
    if audience not in VISIBILITIES:
        raise UnknownName("visibility", audience, nearest_names(audience, VISIBILITIES))
    return VISIBILITIES[: VISIBILITIES.index(audience) + 1]


def redact(dataset: Dataset, audience: str) -> Dataset:
    """Returns the dataset as if nothing had been recorded that an audience may not see.

    It is without the entities, sources, claims and steps of the story that are not visible, the claims of a
    hidden entity, the evidence in, quoting or by a hidden one, and the uncited paragraphs of a hidden source;
    each status is derived again. It is also without locations in files and warnings, which would tell what
    is missing.

    Raises: UnknownName if there is no such audience.
    """
    seen = visible_to(audience)
    if seen == VISIBILITIES:
        return dataset
    entities = {
        e.id: replace(e, location=_NOWHERE) for e in dataset.entities.values() if e.visibility in seen
    }
    sources = {s.id: replace(s, location=_NOWHERE) for s in dataset.sources.values() if s.visibility in seen}
    claims = {claim.id: claim for claim in _redacted(dataset, seen, entities, sources)}
    uncited = tuple(replace(item, location=_NOWHERE) for item in dataset.uncited if item.source in sources)
    story = tuple(item for item in dataset.story if item.visibility in seen)
    return MemoryDataset(
        dataset.name,
        dataset.ontology,
        entities,
        sources,
        claims,
        uncited=uncited,
        settings=dataset.settings,
        story=story,
    )


def _redacted(
    dataset: Dataset, seen: Collection[str], entities: Collection[str], sources: Mapping[str, Source]
) -> Iterator[Claim]:
    """Yields the visible claims that have visible evidence left, derived again where some is hidden."""
    for claim in dataset.claims.values():
        if claim.visibility not in seen or claim.from_id not in entities or claim.to_id not in entities:
            continue
        evidence = tuple(
            replace(item, location=_NOWHERE)
            for item in claim.evidence
            if {item.source, item.quoting or item.source} <= sources.keys()
            and (item.by in entities or item.by not in dataset.entities)
        )
        roles = {role: tuple(key for key in keys if key in entities) for role, keys in claim.roles.items()}
        kept = {role: keys for role, keys in roles.items() if keys}
        public = replace(claim, roles=kept, evidence=evidence, location=_NOWHERE)
        if len(evidence) == len(claim.evidence):
            yield public
        elif evidence:
            yield derive(public, evidence, dataset.ontology.bases, sources)
