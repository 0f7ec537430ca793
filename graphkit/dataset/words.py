"""The vocabularies of a dataset, by which options are checked."""

from __future__ import annotations

from graphkit.dataset.base import Dataset
from graphkit.model.filters import Words
from graphkit.model.names import resolve, resolve_source


def words_of(dataset: Dataset) -> Words:
    """Returns the types and kinds of a dataset, and what finds the id of an entity or source in it."""
    return {
        "types": dataset.ontology.types,
        "kinds": dataset.ontology.kinds,
        "sources": lambda text: resolve_source(dataset.sources, text).id,
        "entities": lambda text: resolve(dataset.entities, text).id,
    }
