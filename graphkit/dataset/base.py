"""The interface of a dataset: what every question, renderer and query asks of an investigation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from graphkit.dataset.rows import Rows
    from graphkit.errors import Problem
    from graphkit.model.names import Match
    from graphkit.model.ontology import Ontology
    from graphkit.model.records import Claim, Entity, Settings, Source, Uncited
    from graphkit.model.story import StoryStep


class Ids(Struct, frozen=True, dict=True):
    """The ids of entities or claims in the order of the rows: the number of an id is its position."""

    keys: tuple[str, ...]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each id."""
        return {key: number for number, key in enumerate(self.keys)}


class Dataset(Protocol):
    """A checked, immutable investigation, whole (`MemoryDataset`) or in part (`Selection`).

    A question asks for the claims of an entity or from a source where it can, and walks all claims only
    where it needs all of them.
    """

    @property
    def name(self) -> str:
        """The name of the investigation."""

    @property
    def ontology(self) -> Ontology:
        """Its kinds, types, bases and the meaning of each status."""

    @property
    def entities(self) -> Mapping[str, Entity]:
        """All entities by id."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """All sources by id."""

    @property
    def claims(self) -> Mapping[str, Claim]:
        """The claims by id."""

    @property
    def warnings(self) -> Sequence[Problem]:
        """The problems that do not stop anything."""

    @property
    def uncited(self) -> Sequence[Uncited]:
        """The paragraphs that were read and that no claim cites."""

    @property
    def settings(self) -> Settings:
        """What `graphkit.yaml` says about the investigation."""

    @property
    def story(self) -> Sequence[StoryStep]:
        """The steps of the story that a map shows."""

    @property
    def rows(self) -> Rows:
        """The graph in numbers; it has a row for claims, too, that a selection leaves out."""

    @property
    def mask(self) -> bytes:
        """A byte for each row: 0 where the claim is left out, else an index into `CERTAINTIES`."""

    @property
    def entity_ids(self) -> Ids:
        """The ids of the nodes of `rows`."""

    @property
    def claim_ids(self) -> Ids:
        """The ids of the claims of `rows`."""

    def claims_of(self, entity: str) -> Sequence[Claim]:
        """Returns the claims that name an entity, as an end or in a role, in the order of the rows."""

    def claims_from(self, source: str) -> Sequence[Claim]:
        """Returns the claims with evidence in a source or quoting it, in the order of the rows."""

    def find(self, text: str, *, limit: int = 10) -> Sequence[Match]:
        """Returns the entities that a text may stand for, the likeliest first."""
