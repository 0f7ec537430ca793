"""What differs, field by field, between the files at hand and what was pulled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graphkit.cypher.neo4j.pull import Pulled
from graphkit.dataset.base import Dataset
from graphkit.reading.dump import claim_fields, entity_fields, source_fields

Fields = Callable[[Any], Mapping[str, Any]]


def find_changes(dataset: Dataset, pulled: Pulled) -> tuple[str, ...]:
    """One line for each record or field that would be another: "+" new, "-" gone, "~" changed; sorted."""
    sorts: tuple[tuple[str, Mapping[str, Any], tuple[Any, ...], Fields], ...] = (
        ("entity", dataset.entities, pulled.entities, entity_fields),
        ("source", dataset.sources, pulled.sources, source_fields),
        ("claim", dataset.claims, pulled.claims, claim_fields),
    )
    return tuple(
        line
        for what, old, new, fields in sorts
        for line in _compare(what, old, {record.id: record for record in new}, fields)
    )


def _compare(what: str, old: Mapping[str, Any], new: Mapping[str, Any], fields: Fields) -> Iterator[str]:
    for key in sorted({*old, *new}):
        if key not in new:
            yield f"- {what} {key}"
        elif key not in old:
            yield f"+ {what} {key}"
        else:
            before, after = fields(old[key]), fields(new[key])
            for name in sorted({*before, *after}):
                if before.get(name) != after.get(name):
                    yield f"~ {what} {key}: {name}: {before.get(name, '')!r} -> {after.get(name, '')!r}"
