"""Agencies touched: the Python version of agencies_touched.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import by_from, of_types, said_by, start_text, weakest

PLACES = ("member_of", "leads", "employed_by", "advises", "represents")


def agencies_touched(
    data: Dataset, *, organization: Entity | None = None, agency: Entity | None = None
) -> Iterator[Row]:
    """Yields a row for each claim between an organization, or one of its people, and an agency."""
    kinds = {entity.id: entity.kind for entity in data.entities.values()}
    places = by_from(claim for claim in of_types(data, *PLACES) if kinds[claim.to_id] == "organization")
    for claim, contact, office in _contacts(data):
        if agency is not None and office != agency.id:
            continue
        tied: list[tuple[str, Claim | None]] = []
        if kinds[contact] == "organization":
            tied = [(contact, None)]
        elif kinds[contact] == "person":
            tied = [(place.to_id, place) for place in places.get(contact, ())]
        for body, place in tied:
            if organization is None or body == organization.id:
                through = place and place.from_id
                how = (place and place.type, claim.type, claim.from_id, office, start_text(claim))
                end = (said_by(claim, place), weakest([claim, place]))
                yield row(body, through, *how, *end, backed_by=[claim, place])


def _contacts(data: Dataset) -> Iterator[tuple[Claim, str, str]]:
    """Yields each claim at an agency with its other end and the agency; twice if both ends are agencies."""
    for claim in data.claims.values():
        for contact, office in {claim.ends, claim.ends[::-1]}:
            if data.entities[office].kind == "agency":
                yield claim, contact, office
