"""Identities: the Python version of identities.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import of_types, said_by, speaker


def identities(data: Dataset, *, who: Entity | None = None, what: str | None = None) -> Iterator[Row]:
    """Yields a row for each claim that two entities are the same, and for each entity with other names."""
    for claim in of_types(data, "identified_as") if what != "names" else ():
        if who is None or who.id in claim.ends:
            contested = [speaker(item) for item in claim.evidence if not item.supports]
            cells = (*claim.ends, (), said_by(claim), contested, claim.status)
            yield row("claim", *cells, backed_by=[claim])
    for entity in data.entities.values() if what != "claim" else ():
        if entity.aliases and (who is None or entity.id == who.id):
            yield row("names", entity.id, None, entity.aliases, (), (), None)
