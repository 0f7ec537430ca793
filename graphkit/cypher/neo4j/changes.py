"""The differences between the files and a pulled graph, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from graphkit.cypher.neo4j.pull import Pulled
from graphkit.dataset.base import Dataset
from graphkit.reading.dump import to_written

R = TypeVar("R", bound=Struct)


def find_changes(dataset: Dataset, pulled: Pulled) -> tuple[str, ...]:
    """Returns a line for each record or field that differs: "+" new, "-" removed, "~" changed; sorted."""
    entities = {entity.id: entity for entity in pulled.entities}
    sources = {source.id: source for source in pulled.sources}
    claims = {claim.id: claim for claim in pulled.claims}
    return (
        *_compare("entity", dataset.entities, entities),
        *_compare("source", dataset.sources, sources),
        *_compare("claim", dataset.claims, claims),
    )


def _compare(what: str, old: Mapping[str, R], new: Mapping[str, R]) -> Iterator[str]:
    for key in sorted({*old, *new}):
        if key not in new:
            yield f"- {what} {key}"
        elif key not in old:
            yield f"+ {what} {key}"
        else:
            before, after = to_written(old[key]), to_written(new[key])
            for name in sorted({*before, *after}):
                if before.get(name) != after.get(name):
                    yield f"~ {what} {key}: {name}: {before.get(name, '')!r} -> {after.get(name, '')!r}"
