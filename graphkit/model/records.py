"""The records that everything else is made of: entity, source, evidence, claim, status."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, TypeAlias

from msgspec import Struct

from graphkit.errors import Location
from graphkit.model.dates import PartialDate
from graphkit.model.fields import Field
from graphkit.model.status import STATUSES, Status

STANCES = ("supports", "denies", "doubts")
VISIBILITIES = ("public", "internal", "confidential")
SOURCE_KINDS = ("news", "court", "leak", "book", "cable", "interview", "web")
RELIABILITIES = ("A", "B", "C", "D", "E", "F")
Texts: TypeAlias = tuple[str, ...]
_ID = "unique in all files: lower-case letters, digits and single hyphens"
_VISIBILITY = Field("choice", "who may see it", choices=VISIBILITIES)


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

    id: Annotated[str, Field("slug", _ID, identifies="id")]
    kind: Annotated[str, Field("choice", "what it is", choices="kinds")]
    name: Annotated[str, Field("text", "the name as readers know it", identifies="name")]
    aliases: Annotated[
        Texts, Field("texts", "other spellings, nicknames, code names, source numbers", identifies="name")
    ] = ()
    in_text: Annotated[
        str, Field("text", 'the name within a sentence ("the US government")', identifies="name")
    ] = ""
    summary: Annotated[str, Field("text", "who or what it is, in your own words")] = ""
    tags: Annotated[Texts, Field("texts", "your own groups", identifies="tag")] = ()
    ids: Annotated[
        tuple[tuple[str, str], ...],
        Field("map", "identifiers elsewhere, such as wikidata: Q42", column="id", identifies="code"),
    ] = ()
    unnamed: Annotated[bool, Field("flag", "true if the sources do not name the person or group")] = False
    plural: Annotated[bool, Field("flag", "true if a sentence needs the plural (the lawyers)")] = False
    visibility: Annotated[str, _VISIBILITY] = "public"
    location: Location = Location("", 0, 0)


class Source(Record, frozen=True):
    """Something published or kept in which a statement can be looked up."""

    id: Annotated[str, Field("slug", _ID, in_json=False, identifies="source")]
    title: Annotated[str, Field("text", "the title", identifies="title")]
    kind: Annotated[str, Field("choice", "what kind of source", choices=SOURCE_KINDS)]
    publisher: Annotated[
        str,
        Field(
            "text",
            "who published it; sources of one publisher, or else of one author or host, count as one",
        ),
    ] = ""
    author: Annotated[str, Field("text", "who wrote it", identifies="name")] = ""
    date: Annotated[PartialDate | None, Field("date", "when it was published (EDTF)")] = None
    url: Annotated[str, Field("text", "its address on the web", identifies="file")] = ""
    in_text: Annotated[
        str, Field("text", "its name within a sentence; by default its publisher", identifies="title")
    ] = ""
    reliability: Annotated[str, Field("choice", "Admiralty reliability", choices=RELIABILITIES)] = ""
    visibility: Annotated[str, _VISIBILITY] = "public"
    archive: Annotated[
        str,
        Field(
            "text",
            "a local copy: a path in the project (keep it out of git)",
            in_json=False,
            identifies="file",
        ),
    ] = ""
    sha256: Annotated[str, Field("sha256", "the SHA-256 of the local copy", in_json=False)] = ""
    location: Location = Location("", 0, 0)


class Evidence(Record, frozen=True, kw_only=True):
    """A passage of a source in which somebody says, denies or doubts a claim."""

    source: Annotated[str, Field("source", "the id of the source that contains the passage")]
    at: Annotated[str, Field("text", "where in the source: paragraph, page, timestamp")]
    quoting: Annotated[str, Field("source", "the id of the source that the passage quotes or cites")] = ""
    by: Annotated[
        str, Field("speaker", "who says it: an entity id, or words for a speaker who is not an entity")
    ] = ""
    basis: Annotated[str, Field("choice", "what the statement rests on", choices="bases", column="bases")]
    stance: Annotated[
        str,
        Field("choice", "whether it supports (default), denies or doubts", choices=STANCES, always=True),
    ] = "supports"
    says: Annotated[
        str,
        Field("text", "what the speaker says, in your own words, beginning with the verb", column="says"),
    ]
    date: Annotated[PartialDate | None, Field("date", "when it was said (EDTF)")] = None
    grade: Annotated[str, Field("grade", "Admiralty grade such as B2")] = ""
    location: Location = Location("", 0, 0)

    @property
    def supports(self) -> bool:
        """Whether it supports the claim."""
        return self.stance == "supports"

    @property
    def origin(self) -> str:
        """The id of the source whose statement it is: the quoted one, if one is quoted."""
        return self.quoting or self.source


class Uncited(Record, frozen=True):
    """A paragraph that the editors read and that no claim cites, with the reason."""

    source: Annotated[str, Field("source", "the id of the source")]
    at: Annotated[str, Field("text", "the paragraph that no claim cites")]
    reason: Annotated[str, Field("text", "why not: advertising, commentary, repeats P12")]
    location: Location = Location("", 0, 0)


class Settings(Record, frozen=True):
    """What `graphkit.yaml` says about an investigation."""

    name: Annotated[str, Field("text", "the name of the investigation, also on a Neo4j server")] = ""
    visibility: Annotated[
        str, Field("choice", "the visibility of records that name none", choices=VISIBILITIES)
    ] = "public"
    title: Annotated[str, Field("text", "the title of maps")] = ""
    standfirst: Annotated[str, Field("text", "the text below the title")] = ""
    correction: Annotated[str, Field("text", "how to ask for a correction")] = ""
    location: Location = Location("", 0, 0)


class Claim(Record, frozen=True, kw_only=True):
    """A relation that somebody claims between two entities.

    graphkit derives `status`, `disputed` and `independent` from the evidence, and `certainty` under a date.
    """

    type: Annotated[str, Field("choice", "what is claimed", choices="types")]
    from_id: Annotated[str, Field("entity", "the id of the entity that acts", key="from")]
    to_id: Annotated[str, Field("entity", "the id of the other entity", key="to")]
    id: Annotated[
        str,
        Field("claim_id", "needed only if two claims would have the same id", optional=True, in_json=False),
    ]
    start: Annotated[
        PartialDate | None, Field("bound", "when it began or happened (EDTF)", column="since")
    ] = None
    end: Annotated[PartialDate | None, Field("bound", "when it ended (EDTF)", column="until")] = None
    roles: Annotated[
        Mapping[str, Texts], Field("roles", "further entities by role, such as about: [id]")
    ] = {}
    visibility: Annotated[str, _VISIBILITY] = "public"
    at_most: Annotated[
        Status | None, Field("status", "the highest status that the editors allow", choices=STATUSES)
    ] = None
    because: Annotated[str, Field("text", "the reason for at_most; readers see it")] = ""
    status: Annotated[Status, Field("status", "how well the evidence supports it", derived=True, always=True)]
    disputed: Annotated[
        bool, Field("flag", "whether evidence denies or doubts it", derived=True, always=True)
    ]
    independent: Annotated[
        int, Field("number", "how many independent sources support it", derived=True, always=True)
    ] = 0
    certainty: Annotated[
        str, Field("text", "under a date: definitely, possibly or undated", derived=True)
    ] = ""
    evidence: Annotated[
        tuple[Evidence, ...],
        Field("records", "who says so, where, on what basis; at least one item", always=True),
    ]
    location: Location = Location("", 0, 0)

    @property
    def ends(self) -> tuple[str, str]:
        """Both entity ids, in the direction of the claim."""
        return self.from_id, self.to_id
