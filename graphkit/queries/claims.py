"""Functions for the Python queries: claims by type, by end and by time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphkit.dataset.base import Dataset
from graphkit.model.dates import bounds
from graphkit.model.records import Claim
from graphkit.model.status import Status
from graphkit.questions.speakers import speaker as speaker


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


def said_by(*claims: Claim | None) -> list[str]:
    """Returns the speakers who support the claims. Ignores None."""
    evidence = (item for claim in claims if claim is not None for item in claim.evidence)
    return [speaker(item) for item in evidence if item.supports]


def weakest(claims: Iterable[Claim | None]) -> Status:
    """Returns the lowest status of the claims: that of a row that needs all of them. Ignores None."""
    return min(claim.status for claim in claims if claim is not None)


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


def last_terms(terms: Sequence[Claim]) -> list[Claim]:
    """Returns the terms that no other one continues. Of those with the same end, it takes the strongest."""
    return [term for term in terms if not any(_goes_on(term, other) for other in terms)]


def first_terms(terms: Sequence[Claim]) -> list[Claim]:
    """Returns the terms that continue no other one. Of those with the same start, it takes the strongest."""
    return [term for term in terms if not any(_leads_into(other, term) for other in terms)]


def followed(a: Claim, b: Claim, before: Iterable[Claim] = (), after: Iterable[Claim] = ()) -> str:
    """Returns "definitely" or "possibly" if b began after the end of a, "" if b began before a.

    `before` are the other terms beside a, `after` those beside b: b possibly began later only if one of them
    may join the two.
    """
    a_from, _, _, a_until = bounds(a.start, a.end, state=True)
    b_from, b_by, _, _ = bounds(b.start, b.end, state=True)
    others = [bounds(term.start, term.end, state=True) for term in before if term is not a]
    doubt = any(first <= a_until + 1 and last > b_from for first, _, _, last in others)
    others = [bounds(term.start, term.end, state=True) for term in after if term is not b]
    doubt = doubt or any(first < a_until and last + 1 >= b_from for first, _, _, last in others)
    if a_until <= b_from and not doubt:
        return "definitely"
    return "possibly" if a_from <= b_by else ""


def _goes_on(term: Claim, other: Claim) -> bool:
    """Returns whether another term begins before the end of a term or right after it, and lasts longer."""
    if term is other:
        return False
    _, _, to, until = bounds(term.start, term.end, state=True)
    _, by, lasts, _ = bounds(other.start, other.end, state=True)
    meets = by <= to + 1 or (bool(end_text(term)) and start_text(other) == end_text(term))
    dated = (term.start or term.end) and (other.start or other.end)
    return (meets and lasts > until) or bool(dated and term.end == other.end and _is_preferred(other, term))


def _leads_into(other: Claim, term: Claim) -> bool:
    """Returns whether another term begins before a term and lasts until it."""
    if term is other:
        return False
    begins, by, _, _ = bounds(term.start, term.end, state=True)
    _, began, to, _ = bounds(other.start, other.end, state=True)
    meets = to + 1 >= by or (bool(start_text(term)) and end_text(other) == start_text(term))
    return (began < begins and meets) or bool(
        term.start and term.start == other.start and _is_preferred(other, term)
    )


def _is_preferred(a: Claim, b: Claim) -> bool:
    return (-a.status, a.id) < (-b.status, b.id)
