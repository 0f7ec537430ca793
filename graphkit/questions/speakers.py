"""Who says a claim: the speakers of the evidence that supports it."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity, Evidence, Source


def speaker(evidence: Evidence) -> str:
    """Returns the id or name of the speaker; without one, the id of the source that makes the statement."""
    return evidence.by or evidence.origin


def said_by(claims: Iterable[Claim], dataset: Dataset) -> list[Entity | Source | str]:
    """Returns the speakers who support claims, each once: entities, sources, and names of others."""
    keys = {speaker(item) for claim in claims for item in claim.evidence if item.supports}
    return [dataset.entities.get(key) or dataset.sources.get(key) or key for key in sorted(keys)]
