"""One checked, immutable investigation."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from graphkit.errors import Problem
from graphkit.model.ontology import Ontology
from graphkit.model.records import Claim, Entity, Source, Uncited


class Dataset(Struct, frozen=True):
    """Everything that a question can be asked of; each mapping is sorted by id.

    `warnings` are problems that stop nothing.
    """

    name: str
    ontology: Ontology
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    warnings: tuple[Problem, ...] = ()
    uncited: tuple[Uncited, ...] = ()

    def __repr__(self) -> str:
        counts = (
            f"{len(getattr(self, what)):,} {what}" for what in ("entities", "sources", "claims", "warnings")
        )
        return f"<Dataset {self.name!r}: {', '.join(counts)}>"
