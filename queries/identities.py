"""Identities: the Python version of identities.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import of_types, speaker


def identities(data: Dataset, *, who: Entity | None = None) -> Iterator[Row]:
    """Yields a row for each entity with other names, and for each claim that two entities are the same."""
    for entity in data.entities.values():
        if entity.aliases and (who is None or entity.id == who.id):
            yield row(entity.id, entity.aliases, None, (), (), None)
    for claim in of_types(data, "identified_as"):
        if who is None or who.id in claim.ends:
            said = [speaker(item) for item in claim.evidence if item.supports]
            contested = [speaker(item) for item in claim.evidence if not item.supports]
            yield row(claim.from_id, (), claim.to_id, said, contested, claim.status, backed_by=[claim])
