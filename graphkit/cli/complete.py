"""Completes names and words in the shell, from the project in this folder."""

from __future__ import annotations

from collections.abc import Collection

from graphkit.errors import GraphkitError
from graphkit.model.filters import STATUSES


def entities(incomplete: str) -> list[str]:
    """Returns the IDs of entities whose ID or name starts with a text."""
    from graphkit.model.names import fold
    from graphkit.project import open_project

    try:
        found = open_project().entities.values()
    except (GraphkitError, OSError):
        return []
    wanted = fold(incomplete)
    return sorted(
        item.id for item in found if item.id.startswith(incomplete) or fold(item.name).startswith(wanted)
    )


def words(vocabulary: str, incomplete: str) -> list[str]:
    """Returns the words of a vocabulary (types, kinds, statuses, sources) that start with a text."""
    return sorted(word for word in _all(vocabulary) if word.startswith(incomplete))


def _all(vocabulary: str) -> Collection[str]:
    from graphkit.project import open_project

    if vocabulary == "statuses":
        return STATUSES
    try:
        dataset = open_project().dataset
    except (GraphkitError, OSError):
        return ()
    known: dict[str, Collection[str]] = {
        "types": dataset.ontology.types,
        "kinds": dataset.ontology.kinds,
        "sources": dataset.sources,
    }
    return known[vocabulary]
