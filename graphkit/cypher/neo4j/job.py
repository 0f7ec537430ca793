"""What a push carries from one transaction to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from graphkit.cypher.mapping import ENTITY, SOURCE
from graphkit.cypher.neo4j.difference import Difference
from graphkit.cypher.neo4j.faults import OUT_OF_MEMORY
from graphkit.cypher.neo4j.marker import Marker
from graphkit.dataset.base import Dataset
from graphkit.version import __version__

Progress = Callable[[str, int, int], None]
TIMEOUT = 3600  # seconds after which the server ends a transaction by itself


@dataclass(frozen=True, slots=True)
class Job:
    """A dataset on its way: the hashes it asks for, the token that its push is known by, who hears of it."""

    dataset: Dataset
    wanted: Mapping[str, Mapping[str, str]]
    token: str
    progress: Progress
    files: Mapping[str, str]

    def meter(self, total: int) -> Callable[[int], None]:
        """A function that takes how many more elements are written, and tells how many are of `total`."""
        done = 0

        def told(count: int) -> None:
            nonlocal done
            done += count
            self.progress("writing", done, total)

        return told

    def marker(self, state: str) -> Marker:
        """What the marker says when this push has brought the graph into a state."""
        ontology = self.dataset.ontology
        return Marker(
            name=self.dataset.name,
            state=state,
            push=self.token,
            labels=tuple(sorted(kind.node_label for kind in ontology.kinds.values())),
            types=tuple(sorted(self.wanted.keys() - {ENTITY, SOURCE})),
            roles=tuple(sorted({role for type_ in ontology.types.values() for role in type_.roles})),
            file_names=tuple(self.files),
            file_texts=tuple(self.files.values()),
            version=__version__,
            entities=len(self.dataset.entities),
            sources=len(self.dataset.sources),
            claims=len(self.dataset.claims),
        )


@dataclass(frozen=True, slots=True)
class Done:
    """What a push did: the difference, how it was written, and the marker as it was before."""

    difference: Difference
    how: str
    before: Marker | None


class TooBig(Exception):
    """A transaction cannot hold it; unlike the server's own error, which is kept, it is not tried again."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


@contextmanager
def memory_watched() -> Iterator[None]:
    """Raises: TooBig when the server's memory does not suffice."""
    import neo4j

    try:
        yield
    except neo4j.exceptions.TransientError as error:
        if error.code in OUT_OF_MEMORY:
            raise TooBig(error) from None
        raise
