"""Claims with one independent source: the Python version of single_source_claims.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Source
from graphkit.queries import Row, row
from graphkit.queries.claims import said_by


def single_source_claims(data: Dataset, *, resting_on: Source | None = None) -> Iterator[Row]:
    """Yields a row for each claim whose supporting evidence all has one publisher."""
    for claim in data.claims.values():
        if claim.independent == 1:
            origins = [item.origin for item in claim.evidence if item.supports]
            if resting_on is None or resting_on.id in origins:
                cells = (claim.from_id, claim.type, claim.to_id, origins)
                yield row(*cells, said_by(claim), claim.status, claim.disputed, backed_by=[claim])
