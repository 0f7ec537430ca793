"""The records that everything else is made of: entity, source, evidence, claim, status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from msgspec import Struct

from graphkit.errors import Location
from graphkit.model.dates import PartialDate
from graphkit.model.status import Status

STANCES = ("supports", "denies", "doubts")
VISIBILITIES = ("public", "internal", "confidential")


class Record(Struct, frozen=True, eq=False):
    """A record that is compared by all its fields but those named in `aside`."""

    aside: ClassVar[tuple[str, ...]] = ("location",)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record) or type(self) is not type(other):
            return NotImplemented
        return self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name not in self.aside)


class Entity(Record, frozen=True):
    """A person, organization, agency, case, operation, document or place."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    in_text: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    unnamed: bool = False
    plural: bool = False
    visibility: str = "public"
    location: Location = Location("", 0, 0)

    @property
    def words(self) -> str:
        """The name as it stands within a sentence ("the US government")."""
        return self.in_text or self.name


class Source(Record, frozen=True):
    """Something published or kept in which a statement can be looked up."""

    id: str
    title: str
    kind: str
    publisher: str = ""
    author: str = ""
    date: PartialDate | None = None
    url: str = ""
    reliability: str = ""
    visibility: str = "public"
    archive: str = ""
    sha256: str = ""
    in_text: str = ""
    location: Location = Location("", 0, 0)

    @property
    def words(self) -> str:
        """How the source is called within a sentence: its `in_text`, else its publisher, else its title."""
        return self.in_text or self.publisher or self.title


class Evidence(Record, frozen=True):
    """One place in one source in which somebody says, denies or doubts a claim."""

    source: str
    at: str
    says: str
    basis: str
    quoting: str = ""
    by: str = ""
    stance: str = "supports"
    date: PartialDate | None = None
    grade: str = ""
    location: Location = Location("", 0, 0)

    @property
    def supports(self) -> bool:
        """Whether it speaks for the claim."""
        return self.stance == "supports"

    @property
    def origin(self) -> str:
        """The id of the source whose voice it is: the quoted one where there is one."""
        return self.quoting or self.source


class Uncited(Record, frozen=True):
    """A paragraph that was read and that no claim cites, with the reason."""

    source: str
    at: str
    reason: str
    location: Location = Location("", 0, 0)


class Claim(Record, frozen=True):
    """A relation that somebody claims between two entities; status and dispute are derived, never typed.

    `certainty` is set by views in time only: "definitely", "possibly" or "undated".
    """

    id: str
    type: str
    from_id: str
    to_id: str
    evidence: tuple[Evidence, ...]
    status: Status
    disputed: bool
    start: PartialDate | None = None
    end: PartialDate | None = None
    roles: Mapping[str, tuple[str, ...]] = {}
    at_most: Status | None = None
    because: str = ""
    independent: int = 0
    visibility: str = "public"
    certainty: str = ""
    location: Location = Location("", 0, 0)

    @property
    def ends(self) -> tuple[str, str]:
        """Both entity ids, as claimed."""
        return self.from_id, self.to_id
