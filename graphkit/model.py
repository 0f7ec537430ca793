"""The records that everything else is made of: entity, source, evidence, claim, status."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from unicodedata import normalize

from graphkit.dates import PartialDate
from graphkit.errors import Span
from graphkit.sameness import Same

STANCES = ("supports", "denies", "doubts")
VISIBILITIES = ("public", "internal", "confidential")


class Status(IntEnum):
    """How well a claim is supported: a ladder of rungs, the stronger the larger; denied is no rung.

    Example:
        >>> Status.parse("reported") > Status.ALLEGED, Status.REPORTED.word
        (True, 'reported')
    """

    DENIED = 0
    INFERRED = 1
    ALLEGED = 2
    REPORTED = 3
    CHARGED = 4
    TESTIFIED = 5
    ESTABLISHED = 6

    @property
    def word(self) -> str:
        """The status as it is written in files and outputs."""
        return self.name.lower()

    @classmethod
    def parse(cls, text: str) -> Status:
        """Read a status word. Raises: KeyError if there is no such status."""
        return cls[text.upper()]


class Entity(Same, frozen=True):
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
    span: Span = Span("", 0, 0)

    @property
    def words(self) -> str:
        """The name as it stands within a sentence ("the US government")."""
        return self.in_text or self.name


class Source(Same, frozen=True):
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
    span: Span = Span("", 0, 0)

    @property
    def words(self) -> str:
        """How the source is called within a sentence: its `in_text`, else its publisher, else its title."""
        return self.in_text or self.publisher or self.title

    @property
    def voice(self) -> str:
        """Whose voice it is when independence is counted: the publisher, however spelled, or the source."""
        return " ".join(normalize("NFC", self.publisher).casefold().split()) or self.id


class Evidence(Same, frozen=True):
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
    span: Span = Span("", 0, 0)

    @property
    def supports(self) -> bool:
        """Whether it speaks for the claim."""
        return self.stance == "supports"

    @property
    def origin(self) -> str:
        """The id of the source whose voice it is: the quoted one where there is one."""
        return self.quoting or self.source


class Uncited(Same, frozen=True):
    """A paragraph that was read and that no claim cites, with the reason."""

    source: str
    at: str
    reason: str
    span: Span = Span("", 0, 0)


class Claim(Same, frozen=True):
    """A relation that somebody claims between two entities; status and dispute are derived, never typed.

    `held` is set by views in time only: "definitely", "possibly" or "undated".
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
    held: str = ""
    span: Span = Span("", 0, 0)

    @property
    def ends(self) -> tuple[str, str]:
        """Both entity ids, as claimed."""
        return self.from_id, self.to_id
