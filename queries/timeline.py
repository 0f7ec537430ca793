"""Timeline: the Python version of timeline.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import end_text, said_by, start_text


def timeline(data: Dataset, *, who: Entity | None = None) -> Iterator[Row]:
    """Yields a row for each dated claim, sorted by start; a claim with only an end is sorted by its end."""
    dated = (claim for claim in data.claims.values() if claim.start or claim.end)
    for claim in sorted(dated, key=_place):
        if who is None or who.id in claim.ends:
            dates = start_text(claim), end_text(claim)
            cells = (claim.from_id, claim.type, claim.to_id, said_by(claim), claim.status, claim.disputed)
            yield row(*dates, *cells, backed_by=[claim])


def _place(claim: Claim) -> tuple[int, int, str]:
    date = claim.start or claim.end
    assert date is not None
    return date.earliest, date.latest, claim.id
