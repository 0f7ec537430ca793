"""What a view is made of: plain records, unescaped, empty fields left out when written as JSON."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from graphkit.model.story import Focus, Step

Ids = tuple[str, ...]
Days = Annotated[
    tuple[int | None, int | None],
    Meta(description="First and last day, as proleptic Gregorian ordinals; null: open."),
]


class _Part(msgspec.Struct, frozen=True, omit_defaults=True):
    pass


class ViewEntity(_Part, frozen=True, kw_only=True):
    """An entity and its place on the map, in pixels at zoom 1, y downwards."""

    id: str
    kind: str
    name: str
    aliases: Ids = ()
    in_text: Annotated[str, Meta(description="The name as it stands within a sentence.")] = ""
    summary: str = ""
    tags: Ids = ()
    ids: dict[str, str] = {}
    unnamed: bool = False
    plural: bool = False
    group: Annotated[str, Meta(description="The same for all of a community.")] = ""
    x: float
    y: float


class ViewEvidence(_Part, frozen=True, kw_only=True):
    """One place in one source; the stance is left out where it supports."""

    basis: str
    says: str
    source: str
    at: str
    quoting: str = ""
    by: str = ""
    by_name: Annotated[
        str,
        Meta(
            description="Who says it, as shown to readers; left out where that is the name of `by`, else "
            "the publisher or title of the (quoted) source, with a capital."
        ),
    ] = ""
    stance: str = "supports"
    date: str = ""
    grade: str = ""


class ViewClaim(_Part, frozen=True, kw_only=True):
    """A claim, whole, with its sentence; `{places}` stand for words that the view holds elsewhere."""

    type: str
    from_: str = msgspec.field(name="from")
    to: str
    start: str = ""
    end: str = ""
    roles: dict[str, Ids] = {}
    when: Annotated[
        str, Meta(description="When, in words; {start} and {end}: the words of these in `dates`.")
    ] = ""
    sentence: Annotated[
        str,
        Meta(
            description="{from}, {to}: in_text or name of the ends. {0}, {1}: who gives that evidence. "
            "{when}: as above. {claim}: the sentence of the type. {{ and }}: braces. "
            "Once filled, it begins with a capital."
        ),
    ]
    status: str
    disputed: bool = False
    certainty: Annotated[str, Meta(description="Under a date: definitely, possibly or undated.")] = ""
    at_most: str = ""
    because: str = ""
    independent: int = 1
    evidence: tuple[ViewEvidence, ...]


class ViewDate(_Part, frozen=True, kw_only=True):
    """An EDTF date of a claim, of evidence or of a source: in words, and its days."""

    words: str
    days: Days


class ViewSource(_Part, frozen=True, kw_only=True):
    """A source that a claim of the view names, with its number [n] in lists."""

    title: str
    kind: str
    publisher: str = ""
    author: str = ""
    date: str = ""
    url: str = ""
    reliability: str = ""
    number: int


class ViewKind(_Part, frozen=True, kw_only=True):
    """A kind of entity: its words, and how it is drawn on light and dark ground."""

    label: str
    plural: str
    shape: str
    color: dict[str, str]


class ViewType(_Part, frozen=True, kw_only=True):
    """A type of claim; `roles` maps each role to the words that add it to the sentence."""

    label: str
    sentence: str
    symmetric: bool = False
    time: str
    group: str
    roles: dict[str, str] = {}


class ViewStatus(_Part, frozen=True, kw_only=True):
    """What a status means."""

    meaning: str


class ViewBasis(_Part, frozen=True, kw_only=True):
    """What a basis means, and the status that it gives."""

    label: str
    status: str
    meaning: str


class ViewOntology(_Part, frozen=True, kw_only=True):
    """The part of the vocabulary that the view uses."""

    kinds: dict[str, ViewKind] = {}
    types: dict[str, ViewType] = {}
    statuses: dict[str, ViewStatus] = {}
    bases: dict[str, ViewBasis] = {}


class ViewHop(_Part, frozen=True, kw_only=True):
    """A step of a path as walked, with every claim that carries it, the strongest first."""

    from_: str = msgspec.field(name="from")
    to: str
    claims: Ids
    status: str
    arrival: str = ""
    certainty: str = ""


class ViewPath(_Part, frozen=True, kw_only=True):
    """A path; `weakest` is the index of its first weakest hop."""

    nodes: Ids
    hops: tuple[ViewHop, ...] = ()
    length: int
    weakest: int | None = None
    status: str | None = None


class View(_Part, frozen=True, kw_only=True):
    """All that a renderer is given: what is shown, where it stands, and the words for it."""

    graphkit: Annotated[str, Meta(description="The version that made the view.")]
    question: dict[str, Any]
    truncated: Annotated[bool, Meta(description="Always written.")]
    title: str = ""
    standfirst: str = ""
    as_of: str = ""
    up_to: Annotated[str, Meta(description="The date of the latest source.")] = ""
    correction: Annotated[str, Meta(description="How to ask for a correction.")] = ""
    entities: tuple[ViewEntity, ...] = ()
    claims: Ids = ()
    claims_by_id: dict[str, ViewClaim] = {}
    sources_by_id: dict[str, ViewSource] = {}
    dates: Annotated[dict[str, ViewDate], Meta(description="By their EDTF text.")] = {}
    ontology: ViewOntology = ViewOntology()
    story: tuple[Step, ...] = ()
    paths: tuple[ViewPath, ...] = ()
    highlight: Focus = Focus()

    def to_dict(self) -> dict[str, Any]:
        """The view as plain data: the JSON object that a page holds."""
        value: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return {key: item for key, item in value.items() if item not in ("", {}, [])}

    def to_json(self) -> str:
        """The view as JSON on one line, in the order of the fields."""
        return msgspec.json.encode(self.to_dict()).decode()


def build_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a view, as docs/view.schema.json holds it."""
    schema: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(View)))
    return schema
