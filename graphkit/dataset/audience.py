"""What an audience may see of a dataset."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from graphkit.dataset.base import Dataset
from graphkit.dataset.derive import derive
from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import Location, UnknownName, nearest_names
from graphkit.model.ontology import Basis
from graphkit.model.records import VISIBILITIES, Claim, Evidence, Source

_NOWHERE = Location("", 0, 0)


def visible_to(audience: str) -> tuple[str, ...]:
    """Returns the visibilities that an audience may see, its own last. Raises: UnknownName."""
    if audience not in VISIBILITIES:
        raise UnknownName("visibility", audience, nearest_names(audience, VISIBILITIES))
    return VISIBILITIES[: VISIBILITIES.index(audience) + 1]


def redact(dataset: Dataset, audience: str) -> Dataset:
    """Returns the dataset as if nothing had been recorded that an audience may not see.

    It is without the entities, sources and claims that are not visible, the claims of a hidden entity, and
    the evidence in, quoting or by a hidden one; each status is derived again. It is also without locations
    in files and warnings, which would tell what is missing.

    Raises: UnknownName if there is no such audience.
    """
    seen = visible_to(audience)
    if seen == VISIBILITIES:
        return dataset
    entities = {
        e.id: replace(e, location=_NOWHERE) for e in dataset.entities.values() if e.visibility in seen
    }
    sources = {s.id: replace(s, location=_NOWHERE) for s in dataset.sources.values() if s.visibility in seen}
    hidden = dataset.entities.keys() - entities.keys()

    def visible(item: Evidence) -> bool:
        return item.by not in hidden and item.source in sources and (item.quoting or item.source) in sources

    claims = [
        _public_claim(claim, hidden)
        for claim in dataset.claims.values()
        if claim.visibility in seen and not hidden.intersection((claim.from_id, claim.to_id))
    ]
    derived = {claim.id: claim for claim in _derived(claims, visible, dataset.ontology.bases, sources)}
    uncited = tuple(dataset.uncited)
    return MemoryDataset(dataset.name, dataset.ontology, entities, sources, derived, uncited=uncited)


def _derived(
    claims: Iterable[Claim],
    counts: Callable[[Evidence], bool],
    bases: Mapping[str, Basis],
    sources: Mapping[str, Source],
) -> Iterator[Claim]:
    """Yields the claims with the evidence that counts, derived again; none that has no evidence left."""
    for claim in claims:
        evidence = tuple(item for item in claim.evidence if counts(item))
        if len(evidence) == len(claim.evidence):
            yield claim
        elif evidence:
            yield derive(claim, evidence, bases, sources)


def _public_claim(claim: Claim, hidden: Collection[str]) -> Claim:
    roles = {role: tuple(key for key in keys if key not in hidden) for role, keys in claim.roles.items()}
    evidence = tuple(replace(item, location=_NOWHERE) for item in claim.evidence)
    kept = {role: keys for role, keys in roles.items() if keys}
    return replace(claim, roles=kept, evidence=evidence, location=_NOWHERE)
