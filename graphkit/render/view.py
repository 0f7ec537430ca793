"""A result becomes a view: entities with places, claims in words, evidence; plain and unescaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.dates import ALWAYS
from graphkit.model.records import Entity
from graphkit.model.story import Focus, Step
from graphkit.questions.answer import Answer, Paths, Subgraph, Table
from graphkit.render.claims import build_claims, build_dates
from graphkit.render.parts import (
    View,
    ViewBasis,
    ViewEntity,
    ViewHop,
    ViewKind,
    ViewOntology,
    ViewPath,
    ViewSource,
    ViewStatus,
    ViewType,
)
from graphkit.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphkit.dataset.base import Dataset
    from graphkit.model.records import Claim, Source
    from graphkit.questions.answer import Path

COMMUNITIES_FROM = 3_000  # entities; so many are also far enough apart for places in whole pixels
Place = tuple[float, float]


def build_view(
    answer: Answer,
    *,
    title: str = "",
    standfirst: str = "",
    correction: str = "",
    as_of: str = "",
    story: Sequence[Step] = (),
    highlight: Focus | None = None,
    positions: Mapping[str, Place] | None = None,
    seed: int = 0,
) -> View:
    """The view of an answer: whole dataset, ego network, paths or the claims behind a table's rows.

    What must not be seen is cut from the answer's dataset before: this adds nothing that is not in it.
    `positions` are places by entity id, in pixels, of an earlier map; they are kept.
    """
    dataset = answer.dataset
    entities, claims = find_members(answer)
    sources = _sources(claims, dataset)
    dates = build_dates(claims, sources)
    names = {entity.id: entity.name for entity in entities}
    places, groups = _placed(entities, claims, positions or {}, seed)
    return View(
        graphkit=__version__,
        question=dict(answer.question),
        truncated=answer.truncated,
        title=title,
        standfirst=standfirst,
        correction=correction,
        as_of=as_of,
        up_to=_latest(sources),
        entities=tuple(_entity(entity, places, groups) for entity in entities),
        claims=tuple(claim.id for claim in claims),
        claims_by_id=build_claims(claims, dataset, names),
        sources_by_id={item.id: _source(item, number) for number, item in enumerate(sources, 1)},
        dates=dates,
        ontology=_ontology(entities, claims, dataset),
        story=_visible(story, entities, claims),
        paths=tuple(_path(path) for path in answer.paths) if isinstance(answer, Paths) else (),
        highlight=highlight or Focus(),
    )


def find_members(answer: Answer) -> tuple[list[Entity], list[Claim]]:
    """The entities and claims of an answer, each sorted by id; the ends of a claim always come along."""
    ids: set[str] = set()
    keys: set[str] = set()
    if isinstance(answer, Subgraph):
        ids, keys = set(answer.entities), set(answer.claims)
    elif isinstance(answer, Paths):
        for path in answer.paths:
            ids.update(path.nodes)
            keys.update(key for hop in path.hops for key in hop.claims)
    elif isinstance(answer, Table):
        ids = {cell.id for row in answer.rows for cell in row if isinstance(cell, Entity)}
        keys = {key for backing in answer.claims for key in backing}
    claims = [answer.dataset.claims[key] for key in sorted(keys)]
    ids.update(end for claim in claims for end in claim.ends)
    return [answer.dataset.entities[key] for key in sorted(ids)], claims


def _placed(
    entities: list[Entity], claims: list[Claim], positions: Mapping[str, Place], seed: int
) -> tuple[dict[str, Place], dict[str, str]]:
    """The place of each entity, and above a few thousand its community."""
    from graphkit.render.communities import build_communities
    from graphkit.render.layout import build_layout
    from graphkit.render.metrics import name_width

    number = {entity.id: at for at, entity in enumerate(entities)}
    degree = [0] * len(entities)
    pairs = []
    for claim in claims:
        pair = (number[claim.from_id], number[claim.to_id])
        pairs.append(pair)
        for end in pair:
            degree[end] += 1
    spots = build_layout(
        len(entities),
        pairs + _loose_ties(claims, number, degree),
        seed=seed,
        sizes=[node_radius(count) for count in degree],
        label_widths=[name_width(entity.name) for entity in entities],
        fixed={number[key]: place for key, place in positions.items() if key in number},
    )
    large = len(entities) > COMMUNITIES_FROM
    digits = 0 if large else 2
    ids = [entity.id for entity in entities]
    places = [(round(float(x), digits), round(float(y), digits)) for x, y in spots]
    groups = build_communities(places, pairs, seed) if large else []
    return dict(zip(ids, places, strict=True)), dict(zip(ids, map(str, groups), strict=False))


def node_radius(degree: int) -> float:
    """The radius of a node in pixels by the number of its claims."""
    return float(4.5 + 2.35 * degree**0.5)


def _loose_ties(claims: list[Claim], number: dict[str, int], degree: list[int]) -> list[tuple[int, int]]:
    """An entity that is only named in roles or only speaks stands near the claims that it belongs to."""
    ties = []
    for claim in claims:
        named = {key for keys in claim.roles.values() for key in keys} | {item.by for item in claim.evidence}
        for key in sorted(named & number.keys()):
            if not degree[number[key]]:
                ties += [(number[key], number[end]) for end in claim.ends]
    return ties


def _entity(entity: Entity, places: Mapping[str, Place], groups: Mapping[str, str]) -> ViewEntity:
    x, y = places[entity.id]
    return ViewEntity(
        id=entity.id,
        name=entity.name,
        kind=entity.kind,
        aliases=entity.aliases,
        in_text=entity.in_text,
        summary=entity.summary,
        tags=entity.tags,
        ids=dict(entity.ids),
        unnamed=entity.unnamed,
        plural=entity.plural,
        group=groups.get(entity.id, ""),
        x=x,
        y=y,
    )


def _sources(claims: list[Claim], dataset: Dataset) -> list[Source]:
    used = {key for claim in claims for item in claim.evidence for key in (item.source, item.quoting) if key}
    return [dataset.sources[key] for key in sorted(used)]


def _source(source: Source, number: int) -> ViewSource:
    return ViewSource(
        title=source.title,
        kind=source.kind,
        publisher=source.publisher,
        author=source.author,
        date=str(source.date or ""),
        url=source.url,
        reliability=source.reliability,
        number=number,
    )


def _latest(sources: list[Source]) -> str:
    dates = [source.date for source in sources if source.date is not None and source.date.latest != ALWAYS]
    return max(dates, key=lambda date: (date.latest, date.text)).text if dates else ""


def _ontology(entities: list[Entity], claims: list[Claim], dataset: Dataset) -> ViewOntology:
    """The words that are used, in the order of the vocabulary; every status that a basis gives along."""
    known = dataset.ontology
    kinds = {entity.kind for entity in entities}
    types = {claim.type for claim in claims}
    bases = {item.basis for claim in claims for item in claim.evidence}
    statuses = {claim.status for claim in claims} | {known.bases[key].status for key in bases}
    return ViewOntology(
        kinds={
            key: ViewKind(label=kind.label, plural=kind.plural, shape=kind.shape, color=dict(kind.color))
            for key, kind in known.kinds.items()
            if key in kinds
        },
        types={key: _type(dataset, key) for key in known.types if key in types},
        statuses={
            status.word: ViewStatus(meaning=known.meanings[status])
            for status in sorted(statuses, reverse=True)
        },
        bases={
            key: ViewBasis(label=basis.label, status=basis.status.word, meaning=basis.meaning)
            for key, basis in known.bases.items()
            if key in bases
        },
    )


def _type(dataset: Dataset, key: str) -> ViewType:
    known = dataset.ontology.types[key]
    return ViewType(
        label=known.label,
        sentence=known.sentence,
        symmetric=known.symmetric,
        time=known.time,
        group=known.group,
        roles={role.key: role.phrase for role in known.roles.values()},
    )


def _path(path: Path) -> ViewPath:
    hops = tuple(
        ViewHop(
            from_=hop.from_id,
            to=hop.to_id,
            claims=hop.claims,
            status=hop.status.word,
            arrival=hop.arrival,
            certainty=hop.certainty,
        )
        for hop in path.hops
    )
    status = None if path.status is None else path.status.word
    return ViewPath(nodes=path.nodes, hops=hops, length=path.length, weakest=path.weakest, status=status)


def _visible(story: Iterable[Step], entities: list[Entity], claims: list[Claim]) -> tuple[Step, ...]:
    """The steps that are told by what is shown, whole: a step with something missing is left out."""
    ids, keys = {entity.id for entity in entities}, {claim.id for claim in claims}
    return tuple(
        step
        for step in story
        if ids.issuperset(step.focus.entities + step.focus.path) and keys.issuperset(step.focus.claims)
    )
