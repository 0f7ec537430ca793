"""Functions for the Python queries: claims by type, by end and by time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphkit.dataset.base import Dataset
from graphkit.model.dates import bounds
from graphkit.model.records import Claim, Evidence
from graphkit.model.status import Status


def of_types(data: Dataset, *types: str) -> Iterator[Claim]:
    """Yields the claims of these types, in the order of their ids."""
    return (claim for claim in data.claims.values() if claim.type in types)


def by_from(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """Groups claims by the id of their `from` entity."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.from_id, []).append(claim)
    return found


def by_to(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """Groups claims by the id of their `to` entity."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.to_id, []).append(claim)
    return found


def or_none(claims: Sequence[Claim] | None) -> Sequence[Claim | None]:
    """Returns the claims, or a single None if there are none, so that a row needs no claim of this kind."""
    return claims or (None,)


def weakest(claims: Iterable[Claim | None]) -> Status:
    """Returns the lowest status of the claims: that of a row that needs all of them. Ignores None."""
    return min(claim.status for claim in claims if claim is not None)


def speaker(evidence: Evidence) -> str:
    """Returns the id or name of the speaker; without one, the id of the source that makes the statement."""
    return evidence.by or evidence.origin


def start_text(claim: Claim) -> str:
    """Returns the start as EDTF text, "" if there is none."""
    return str(claim.start or "")


def end_text(claim: Claim) -> str:
    """Returns the end as EDTF text, "" if there is none."""
    return str(claim.end or "")


def overlap(a: Claim, b: Claim) -> str:
    """Returns "definitely", "possibly" or "": whether two states held at the same time."""
    a_from, a_by, a_to, a_until = bounds(a.start, a.end, state=True)
    b_from, b_by, b_to, b_until = bounds(b.start, b.end, state=True)
    if a_by <= b_to and b_by <= a_to:
        return "definitely"
    return "possibly" if a_from <= b_until and b_from <= a_until else ""


def followed(a: Claim, b: Claim) -> str:
    """Returns "definitely" or "possibly" if b began after the end of a, "" if b began before a."""
    a_from, _, _, a_until = bounds(a.start, a.end, state=True)
    b_from, b_by, _, _ = bounds(b.start, b.end, state=True)
    if a_until <= b_from:
        return "definitely"
    return "possibly" if a_from <= b_by else ""
