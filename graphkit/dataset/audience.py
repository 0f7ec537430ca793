"""Who may see what: the audiences, what each may see of a dataset, and the marks of what is not public."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from graphkit.dataset.base import Dataset
from graphkit.dataset.derive import derive
from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import Location, UnknownName, nearest_names
from graphkit.model.fields import to_plain
from graphkit.model.forms import Json
from graphkit.model.records import VISIBILITIES, Claim, Entity, Evidence, Source

PUBLIC, OWNER = VISIBILITIES[0], VISIBILITIES[-1]
_NOWHERE = Location("", 0, 0)
_RANK = {word: rank for rank, word in enumerate(VISIBILITIES)}


def visible_to(audience: str) -> tuple[str, ...]:
    """Returns the visibilities that an audience may see, its own last. Raises: UnknownName."""
    if audience not in VISIBILITIES:
        raise UnknownName("visibility", audience, nearest_names(audience, VISIBILITIES), known=VISIBILITIES)
    return VISIBILITIES[: VISIBILITIES.index(audience) + 1]


def is_wider(audience: str, other: str) -> bool:
    """Returns whether an audience sees more than another. Raises: UnknownName."""
    return len(visible_to(audience)) > len(visible_to(other))


def audience_notice(audience: str, *, python: bool = False) -> str:
    """Returns for whom something was written, and which option (or keyword in Python) changes that."""
    *words, last = (f'"{word}"' if python else word for word in VISIBILITIES)
    option = "audience=" if python else "--audience "
    return f"for the audience {audience}; use {option}{', '.join(words)} or {last} to change it"


def mark(visibility: str) -> str:
    """Returns the mark that stands beside what is not public: " [internal]" or " [confidential]"."""
    return "" if visibility == PUBLIC else f" [{visibility}]"


def evidence_visibility(item: Evidence, dataset: Dataset) -> str:
    """Returns the narrowest audience that sees a piece of evidence: its sources and its speaker."""
    records: list[Source | Entity | None] = [dataset.sources[item.source], dataset.entities.get(item.by)]
    if item.quoting:
        records.append(dataset.sources[item.quoting])
    return max((record.visibility for record in records if record), key=_RANK.__getitem__)


def claim_visibility(claim: Claim, dataset: Dataset) -> str:
    """Returns the narrowest audience that sees a claim: its label, its ends, and some of its evidence."""
    ends = [dataset.entities[key].visibility for key in claim.ends if key in dataset.entities]
    pieces = {evidence_visibility(item, dataset) for item in claim.evidence}
    least = min(pieces, key=_RANK.__getitem__, default=PUBLIC)
    return max(claim.visibility, *ends, least, key=_RANK.__getitem__)


def plain_claim(claim: Claim, dataset: Dataset) -> Json:
    """Returns a claim as JSON, with the visibility that follows from all it rests on."""
    plain = to_plain(claim)
    visibility = claim_visibility(claim, dataset)
    return plain if visibility == PUBLIC else {**plain, "visibility": visibility}


def has_hidden(dataset: Dataset, audience: str) -> bool:
    """Returns whether an audience may not see all of a dataset. Raises: UnknownName."""
    seen = visible_to(audience)
    records = (dataset.entities.values(), dataset.sources.values(), dataset.claims.values(), dataset.story)
    return seen != VISIBILITIES and any(item.visibility not in seen for group in records for item in group)


def redact(dataset: Dataset, audience: str) -> Dataset:
    """Returns the dataset as if nothing had been recorded that an audience may not see.

    It is without the entities, sources, claims and steps of the story that are not visible, the claims of a
    hidden entity, the steps about something hidden, the evidence in, quoting or by a hidden one, and the
    uncited paragraphs of a hidden source; each status is derived again. It is also without locations in files
    and warnings, which would tell what is missing.

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
    story = tuple(
        item
        for item in dataset.story
        if item.visibility in seen
        and {*item.step.focus.entities, *item.step.focus.path} <= entities.keys()
        and {*item.step.focus.claims} <= claims.keys()
    )
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
