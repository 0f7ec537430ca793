"""Claims by type, by end and by time, for the Python queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphkit.dataset.base import Dataset
from graphkit.model.dates import bounds
from graphkit.model.records import Claim, Evidence
from graphkit.model.status import Status


def of_types(data: Dataset, *types: str) -> Iterator[Claim]:
    """The claims of these types, in the order of their ids."""
    return (claim for claim in data.claims.values() if claim.type in types)


def by_from(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """Claims by the id of the entity that they start from."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.from_id, []).append(claim)
    return found


def by_to(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """Claims by the id of the entity that they lead to."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.to_id, []).append(claim)
    return found


def or_none(claims: Sequence[Claim] | None) -> Sequence[Claim | None]:
    """The claims, or a single None where there are none: what is not there need not be."""
    return claims or (None,)


def weakest(claims: Iterable[Claim | None]) -> Status:
    """The lowest status among claims: what rests on all of them is as strong as that. None does not count."""
    return min(claim.status for claim in claims if claim is not None)


def voice(evidence: Evidence) -> str:
    """Who speaks: the id or name of the speaker, else the publication in whose own voice it is."""
    return evidence.by or evidence.origin


def start_text(claim: Claim) -> str:
    """The EDTF text of the start, or nothing."""
    return str(claim.start or "")


def end_text(claim: Claim) -> str:
    """The EDTF text of the end, or nothing."""
    return str(claim.end or "")


def overlap(a: Claim, b: Claim) -> str:
    """Whether two states held at one time: "definitely", "possibly", or nothing where they cannot have."""
    a_from, a_by, a_to, a_until = bounds(a.start, a.end, state=True)
    b_from, b_by, b_to, b_until = bounds(b.start, b.end, state=True)
    if a_by <= b_to and b_by <= a_to:
        return "definitely"
    return "possibly" if a_from <= b_until and b_from <= a_until else ""


def followed(a: Claim, b: Claim) -> str:
    """Whether b began after a had ended: "definitely", "possibly", or nothing where it began before a did."""
    a_from, _, _, a_until = bounds(a.start, a.end, state=True)
    b_from, b_by, _, _ = bounds(b.start, b.end, state=True)
    if a_until <= b_from:
        return "definitely"
    return "possibly" if a_from <= b_by else ""
