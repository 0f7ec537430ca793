"""A whole dataset in memory, as the reader builds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from graphkit.dataset.base import Ids
from graphkit.dataset.derive import parties
from graphkit.dataset.rows import Rows, build_rows, count_claims
from graphkit.errors import Problem
from graphkit.model.names import Match, find_matches
from graphkit.model.ontology import Ontology
from graphkit.model.records import Claim, Entity, Settings, Source, Uncited
from graphkit.model.story import StoryStep


class MemoryDataset(Struct, frozen=True, dict=True):
    """The records of an investigation, each mapping sorted by id; rows and postings are built when needed."""

    name: str
    ontology: Ontology
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    warnings: tuple[Problem, ...] = ()
    uncited: tuple[Uncited, ...] = ()
    settings: Settings = Settings()
    story: tuple[StoryStep, ...] = ()

    def __repr__(self) -> str:
        parts = ("entities", "sources", "claims", "warnings")
        counts = (f"{len(getattr(self, part)):,} {part}" for part in parts)
        return f"<Dataset {self.name!r}: {', '.join(counts)}>"

    @cached_property
    def entity_ids(self) -> Ids:
        """The ids of the nodes of `rows`."""
        return Ids(tuple(self.entities))

    @cached_property
    def claim_ids(self) -> Ids:
        """The ids of the claims of `rows`."""
        return Ids(tuple(self.claims))

    @cached_property
    def rows(self) -> Rows:
        """The graph in numbers."""
        return build_rows(self.entity_ids.numbers, self.claims.values(), self.ontology)

    @cached_property
    def mask(self) -> bytes:
        """A byte for each row: no claim is left out."""
        return b"\1" * len(self.claims)

    @cached_property
    def degrees(self) -> Mapping[str, int]:
        """The number of claims at each entity."""
        return dict(zip(self.entities, count_claims(self.rows, self.mask), strict=True))

    def claims_of(self, entity: str) -> Sequence[Claim]:
        """Returns the claims that name an entity, as an end or in a role."""
        return self._claims_of.get(entity, ())

    def claims_from(self, source: str) -> Sequence[Claim]:
        """Returns the claims with evidence in a source or quoting it."""
        return self._claims_from.get(source, ())

    def find(self, text: str, *, limit: int = 10) -> Sequence[Match]:
        """Returns the entities that a text may stand for, the likeliest first."""
        return find_matches(self.entities, text, limit=limit, degrees=self.degrees)

    @cached_property
    def _claims_of(self) -> Mapping[str, list[Claim]]:
        return _postings((claim, parties(claim)) for claim in self.claims.values())

    @cached_property
    def _claims_from(self) -> Mapping[str, list[Claim]]:
        return _postings((claim, _named_sources(claim)) for claim in self.claims.values())


def _postings(pairs: Iterable[tuple[Claim, Iterable[str]]]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim, keys in pairs:
        for key in keys:
            found.setdefault(key, []).append(claim)
    return found


def _named_sources(claim: Claim) -> set[str]:
    return {key for item in claim.evidence for key in (item.source, item.quoting) if key}
