"""What the shell may complete: entity names, sources, and the words of the ontology."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.errors import GraphkitError


def entities(incomplete: str) -> list[str]:
    """Ids of entities that begin so, or whose name does."""
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


def sources(incomplete: str) -> list[str]:
    """Ids of sources that begin so."""
    return words("sources", incomplete)


def words(vocabulary: str, incomplete: str) -> list[str]:
    """Words of a vocabulary (types, kinds, statuses, sources) that begin so."""
    return sorted(word for word in _all(vocabulary) if word.startswith(incomplete))


def _all(vocabulary: str) -> Iterable[str]:
    from graphkit.model.status import Status
    from graphkit.project import open_project

    if vocabulary == "statuses":
        return [status.word for status in Status if status]
    try:
        dataset = open_project().dataset
    except (GraphkitError, OSError):
        return []
    known: dict[str, Iterable[str]] = {
        "types": dataset.ontology.types,
        "kinds": dataset.ontology.kinds,
        "sources": dataset.sources,
    }
    return known[vocabulary]
