"""Revolving door: the Python version of revolving_door.cypher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import (
    end_text,
    first_terms,
    followed,
    last_terms,
    of_types,
    said_by,
    start_text,
    weakest,
)

POSTS = ("employed_by", "member_of", "leads")
SERVICES = (*POSTS, "advises", "represents", "reports_to")


def revolving_door(
    data: Dataset, *, person: Entity | None = None, agency: Entity | None = None
) -> Iterator[Row]:
    """Yields a row for each departure from an agency and each later arrival elsewhere.

    Adjacent and overlapping terms are one: only its last end is a departure, only its first start an arrival.
    """
    arrivals: dict[str, list[tuple[Claim, list[Claim]]]] = {}
    for (holder, _, _), there in _terms(data, SERVICES, agencies=False).items():
        arrivals.setdefault(holder, []).extend((term, there) for term in first_terms(there))
    for (holder, office, _), terms in _terms(data, POSTS, agencies=True).items():
        if (person is not None and holder != person.id) or (agency is not None and office != agency.id):
            continue
        for post in last_terms(terms):
            for later, there in arrivals.get(holder, ()):
                if after := followed(post, later, terms, there):
                    cells = (later.type, later.to_id, start_text(later), after, said_by(post, later))
                    yield row(
                        *post.ends, end_text(post), *cells, weakest([post, later]), backed_by=[post, later]
                    )


def _terms(
    data: Dataset, types: tuple[str, ...], *, agencies: bool
) -> Mapping[tuple[str, str, str], list[Claim]]:
    """Returns the terms of people: of all types at an agency, or of each type at somebody else."""
    found: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in of_types(data, *types):
        holder, place = data.entities[claim.from_id], data.entities[claim.to_id]
        if holder.kind == "person" and (place.kind == "agency") == agencies:
            found.setdefault((*claim.ends, "" if agencies else claim.type), []).append(claim)
    return found
