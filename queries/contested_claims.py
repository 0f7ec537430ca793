"""Contested claims: the Python version of contested_claims.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import said_by, speaker


def contested_claims(data: Dataset, *, about: Entity | None = None) -> Iterator[Row]:
    """Yields a row for each claim that some evidence denies or doubts."""
    for claim in data.claims.values():
        if claim.disputed and (about is None or about.id in claim.ends):
            contra = [item for item in claim.evidence if not item.supports]
            yield row(
                claim.from_id,
                claim.type,
                claim.to_id,
                said_by(claim),
                claim.status,
                [speaker(item) for item in contra],
                [item.says for item in contra],
                backed_by=[claim],
            )
