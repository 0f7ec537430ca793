"""Makes what the page holds beside an answer: positions, templates of sentences, dates in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta, Struct

from graphkit.model.dates import ALWAYS, NEVER, date_words
from graphkit.model.fields import find_dates, to_plain
from graphkit.model.story import Focus, Step
from graphkit.questions.answer import Json, Subgraph
from graphkit.render.page.names import SearchWords, build_search_words
from graphkit.sentences import DEFAULT_SPEAKERS, Template, build_templates, short_name

if TYPE_CHECKING:
    from graphkit.render.view import MapData

Ids = tuple[str, ...]


class KindWords(Struct, frozen=True):
    """A kind of entity: its words, and how it is drawn on a light and a dark ground."""

    label: str
    plural: str
    shape: str
    color: Mapping[str, str]


class TypeWords(Struct, frozen=True):
    """A type of claim: its word, how it behaves in time, and whether it has a direction."""

    label: str
    symmetric: bool
    time: str
    group: str


class BasisWords(Struct, frozen=True, omit_defaults=True):
    """A basis: its words and the status that it gives; `speaker` is who speaks if nobody is named."""

    label: str
    status: str
    meaning: str
    speaker: str = ""


class PageData(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the page needs beside the answer."""

    title: str = ""
    standfirst: str = ""
    correction: Annotated[str, Meta(description="How to ask for a correction.")] = ""
    up_to: Annotated[str, Meta(description="The date of the latest source.")] = ""
    limits: Annotated[Ids, Meta(description="Which filters made the map, in sentences.")] = ()
    reason: Annotated[Ids, Meta(description="Why there is no path, in sentences.")] = ()
    entities: Annotated[
        list[Json],
        Meta(description="Entities that the answer does not list: on the map, speakers, or in roles."),
    ] = []
    claims: Annotated[
        Ids, Meta(description="The claims on the map, if the answer is no list of claims.")
    ] = ()
    positions: Annotated[
        dict[str, list[float]],
        Meta(
            description="The entities on the map, by id: x and y in pixels at zoom 1, y downwards; on a "
            "large map also the number of the community."
        ),
    ] = {}
    templates: Annotated[
        list[Template],
        Meta(
            description="Sentences with places: {from}, {to}, the ends; {0}, {1}, speakers of the evidence; "
            "{0.short}, its short name; {about.0}, the first entity in the role; {when}, with its own places "
            "{start} and {end}. {{ and }} are braces. Once filled, each sentence begins with a capital."
        ),
    ] = []
    template_of: Annotated[list[int], Meta(description="The index of its template, for each claim.")] = []
    short_names: Annotated[dict[str, str], Meta(description="Of speakers, by entity id.")] = {}
    dates: Annotated[
        dict[str, tuple[str, int | None, int | None]],
        Meta(
            description="By EDTF text: the date in words, its first and its last day as proleptic Gregorian "
            "ordinals; null: open."
        ),
    ] = {}
    numbers: Annotated[dict[str, int], Meta(description="The number [n] of each source, by its id.")] = {}
    search: SearchWords = SearchWords()
    kinds: dict[str, KindWords] = {}
    types: dict[str, TypeWords] = {}
    statuses: Annotated[dict[str, str], Meta(description="What each status means, strongest first.")] = {}
    bases: dict[str, BasisWords] = {}
    story: tuple[Step, ...] = ()
    highlight: Focus = Focus()


def build_page(data: MapData) -> Json:
    """Returns the page's part of the data, without fields that are empty."""
    ids = tuple(claim.id for claim in data.claims)
    listed = data.answer.claims if isinstance(data.answer, Subgraph) else None
    templates, template_of = _number_templates(build_templates(data.claims, data.answer.dataset))
    groups = {key: (group,) for key, group in data.groups.items()}
    page = PageData(
        **_words(data),
        entities=list(_unlisted(data)),
        claims=() if listed == ids else ids,
        positions={key: [*place, *groups.get(key, ())] for key, place in data.positions.items()},
        templates=templates,
        template_of=template_of,
        short_names=dict(_short_names(data)),
        dates=dict(_dates(data)),
        numbers={source.id: number for number, source in enumerate(data.sources, 1)},
        search=build_search_words(data.entities),
        **_vocabulary(data),
        story=data.story,
        highlight=data.highlight,
    )
    plain: Json = msgspec.json.decode(msgspec.json.encode(page))
    return {key: item for key, item in plain.items() if item not in ({}, [])}


def _words(data: MapData) -> dict[str, Any]:
    """Returns the words around the map."""
    texts = {key: getattr(data, key) for key in ("title", "standfirst", "correction", "up_to")}
    return {**texts, "limits": tuple(data.limits), "reason": tuple(data.reason)}


def _number_templates(templates: Iterable[Template]) -> tuple[list[Template], list[int]]:
    """Returns each template once, and for each claim the index of its template."""
    index: dict[Template, int] = {}
    numbers = [index.setdefault(template, len(index)) for template in templates]
    return list(index), numbers


def _unlisted(data: MapData) -> Iterator[Json]:
    """Yields the entities of the map, the speakers and those in roles that the answer does not list."""
    listed = data.answer.entities if isinstance(data.answer, Subgraph) else ()
    named = set(data.positions)
    for claim in data.claims:
        named.update(item.by for item in claim.evidence)
        for keys in claim.roles.values():
            named.update(keys)
    entities = data.answer.dataset.entities
    return (to_plain(entities[key]) for key in sorted((named - set(listed)) & entities.keys()))


def _short_names(data: MapData) -> Iterator[tuple[str, str]]:
    """Yields the short name of each entity that speaks about itself, if it has one."""
    entities = data.answer.dataset.entities
    own = {item.by for c in data.claims for item in c.evidence if item.by in (c.from_id, c.to_id)}
    for key in sorted(own):
        short = short_name(entities[key])
        if short != (entities[key].in_text or entities[key].name):
            yield key, short


def _dates(data: MapData) -> Iterator[tuple[str, tuple[str, int | None, int | None]]]:
    """Yields each date of the claims, of their evidence and of the sources once."""
    found = {date.text: date for date in find_dates((*data.claims, *data.sources))}
    for text, date in sorted(found.items()):
        first = None if date.earliest == NEVER else date.earliest
        yield text, (date_words(date), first, None if date.latest == ALWAYS else date.latest)


def _vocabulary(data: MapData) -> dict[str, Any]:
    """Returns the words of the ontology that the map uses, and every status that its bases can give."""
    known = data.answer.dataset.ontology
    types = {claim.type for claim in data.claims}
    used = {item.basis for claim in data.claims for item in claim.evidence}
    bases = {key: basis for key, basis in known.bases.items() if key in used}
    statuses = {claim.status for claim in data.claims} | {basis.status for basis in bases.values()}
    return {
        "kinds": {
            kind.key: KindWords(kind.label, kind.plural, kind.shape, kind.color) for kind in data.kinds
        },
        "types": {
            key: TypeWords(kind.label, kind.symmetric, kind.time, kind.group)
            for key, kind in known.types.items()
            if key in types
        },
        "statuses": {status.word: known.meanings[status] for status in sorted(statuses, reverse=True)},
        "bases": {
            key: BasisWords(basis.label, basis.status.word, basis.meaning, DEFAULT_SPEAKERS.get(key, ""))
            for key, basis in bases.items()
        },
    }
