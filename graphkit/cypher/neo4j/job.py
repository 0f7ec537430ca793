"""What a push carries from one transaction to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graphkit.cypher.mapping import ENTITY, SOURCE
from graphkit.cypher.neo4j.difference import Difference
from graphkit.cypher.neo4j.marker import Marker
from graphkit.dataset import Dataset
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
