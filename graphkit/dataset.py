"""One checked, immutable investigation: entities, sources and claims by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.errors import Problem
from graphkit.model import Claim, Entity, Source
from graphkit.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything that a question can be asked of; each mapping is sorted by id.

    `warnings` are problems that stop nothing.
    """

    name: str
    ontology: Ontology
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    warnings: tuple[Problem, ...] = ()
