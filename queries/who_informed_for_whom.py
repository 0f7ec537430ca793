"""Who informed for whom: the Python version of who_informed_for_whom.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import end_text, of_types, said_by, start_text


def who_informed_for_whom(
    data: Dataset,
    *,
    agency: Entity | None = None,
    informant: Entity | None = None,
    about: Entity | None = None,
) -> Iterator[Row]:
    """Yields a row for each claim that somebody informed for somebody."""
    for claim in of_types(data, "informed_for"):
        subjects = claim.roles.get("about", ())
        if (
            (agency is None or claim.to_id == agency.id)
            and (informant is None or claim.from_id == informant.id)
            and (about is None or about.id in subjects)
        ):
            yield row(
                *claim.ends,
                subjects,
                claim.roles.get("on_behalf_of", ()),
                start_text(claim),
                end_text(claim),
                said_by(claim),
                claim.status,
                claim.disputed,
                backed_by=[claim],
            )
