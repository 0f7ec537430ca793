"""Who benefited: the Python version of who_benefited.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import by_from, of_types, said_by, weakest

PLACES = ("member_of", "employed_by", "leads", "advises", "represents", "reports_to")


def who_benefited(
    data: Dataset, *, beneficiary: Entity | None = None, about: Entity | None = None
) -> Iterator[Row]:
    """Yields a row for each informant, rival and beneficiary, with the tie of the informant."""
    places = by_from(of_types(data, *PLACES))
    rivalries: dict[str, list[tuple[str, Claim]]] = {}
    for claim in of_types(data, "rival_of"):
        rivalries.setdefault(claim.from_id, []).append((claim.to_id, claim))
        rivalries.setdefault(claim.to_id, []).append((claim.from_id, claim))
    for claim in of_types(data, "informed_for"):
        for rival in claim.roles.get("about", ()):
            if about is not None and rival != about.id:
                continue
            for side, rivalry in rivalries.get(rival, ()):
                if beneficiary is None or side == beneficiary.id:
                    for tie, place in _ties(claim, side, places.get(claim.from_id, ())):
                        backed_by = [claim, rivalry, place]
                        yield row(
                            side,
                            tie,
                            *claim.ends,
                            rival,
                            said_by(*backed_by),
                            weakest(backed_by),
                            backed_by=backed_by,
                        )


def _ties(claim: Claim, side: str, places: list[Claim] | tuple[()]) -> Iterator[tuple[str, Claim | None]]:
    if claim.from_id == side:
        yield "is it", None
    if side in claim.roles.get("on_behalf_of", ()):
        yield "on behalf of", None
    for place in places:
        if place.to_id == side:
            yield place.type, place
