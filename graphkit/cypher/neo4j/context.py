"""What the transactions of one push share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from graphkit.cypher.mapping import ENTITY, SOURCE
from graphkit.cypher.neo4j.difference import Difference
from graphkit.cypher.neo4j.driver_errors import OUT_OF_MEMORY
from graphkit.cypher.neo4j.project_node import ProjectNode
from graphkit.dataset.base import Dataset
from graphkit.version import __version__

Progress = Callable[[str, int, int], None]
TIMEOUT = 3600  # seconds after which the server ends a transaction


@dataclass(frozen=True, slots=True)
class PushContext:
    """The dataset of a push and its audience, the hashes, the token of the push, the progress callback."""

    dataset: Dataset
    hashes: Mapping[str, Mapping[str, str]]
    token: str
    progress: Progress
    files: Mapping[str, str]
    audience: str

    def counter(self, total: int) -> Callable[[int], None]:
        """Returns a function that adds a number of written elements and reports the progress."""
        done = 0

        def add(count: int) -> None:
            nonlocal done
            done += count
            self.progress("writing", done, total)

        return add

    def project_node(self, state: str) -> ProjectNode:
        """Returns the project node that this push writes, in a state."""
        ontology = self.dataset.ontology
        return ProjectNode(
            name=self.dataset.name,
            state=state,
            push=self.token,
            labels=tuple(sorted(kind.node_label for kind in ontology.kinds.values())),
            types=tuple(sorted(self.hashes.keys() - {ENTITY, SOURCE})),
            roles=tuple(sorted({role for type_ in ontology.types.values() for role in type_.roles})),
            file_names=tuple(self.files),
            file_texts=tuple(self.files.values()),
            version=__version__,
            audience=self.audience,
            entities=len(self.dataset.entities),
            sources=len(self.dataset.sources),
            claims=len(self.dataset.claims),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a push: the difference, how it was written, and the project node before."""

    difference: Difference
    how: str
    before: ProjectNode | None


class TransactionTooLarge(Exception):
    """The server has too little memory for a transaction; `error` is that of the server, if it raised one.

    Unlike the error of the server, the driver does not retry a transaction that raises this.
    """

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


@contextmanager
def memory_checked() -> Iterator[None]:
    """Raises: TransactionTooLarge when the server runs out of memory."""
    import neo4j

    try:
        yield
    except neo4j.exceptions.TransientError as error:
        if error.code in OUT_OF_MEMORY:
            raise TransactionTooLarge(error) from None
        raise
