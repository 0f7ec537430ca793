"""Who testified against whom: the Python version of who_testified_against_whom.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import of_types, said_by, start_text


def who_testified_against_whom(
    data: Dataset, *, witness: Entity | None = None, against: Entity | None = None
) -> Iterator[Row]:
    """Yields a row for each person against whom a claim names testimony."""
    for claim in of_types(data, "testified_against", "testified_in"):
        if witness is not None and claim.from_id != witness.id:
            continue
        those: tuple[str, ...]
        cases: tuple[str, ...]
        if claim.type == "testified_in":
            those, cases = claim.roles.get("against", ()), (claim.to_id,)
        else:
            those, cases = (claim.to_id,), claim.roles.get("in_case", ())
        for key in those:
            if against is None or key == against.id:
                end = (start_text(claim), said_by(claim), claim.status, claim.disputed)
                yield row(claim.from_id, key, cases, *end, backed_by=[claim])
