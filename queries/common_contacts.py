"""Common contacts: the Python version of common_contacts.cypher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity
from graphkit.queries import Row, row


def common_contacts(data: Dataset, *, first: Entity, second: Entity) -> Iterator[Row]:
    """Yields a row for each entity that has claims with both."""
    if first.id == second.id:
        return
    ours, theirs = _contacts(data, first), _contacts(data, second)
    for key in (ours.keys() & theirs.keys()) - {first.id, second.id}:
        sides = ours[key], theirs[key]
        types = ({claim.type for claim in side} for side in sides)
        status = min(max(claim.status for claim in side) for side in sides)
        yield row(key, *types, status, backed_by=[*ours[key], *theirs[key]])


def _contacts(data: Dataset, entity: Entity) -> Mapping[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in data.claims.values():
        if entity.id in claim.ends:
            other = claim.to_id if claim.from_id == entity.id else claim.from_id
            found.setdefault(other, []).append(claim)
    return found
