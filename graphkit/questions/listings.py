"""Plain listings of a dataset: matches, dossiers, sources, timeline, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import compress
from typing import Any, Unpack

from graphkit.dataset.base import Dataset
from graphkit.dataset.rows import DISPUTED, components, count_claims
from graphkit.dataset.selection import select
from graphkit.dataset.words import words_of
from graphkit.errors import UnknownName, nearest_names
from graphkit.model.filters import (
    EntityOrClaim,
    Filters,
    FindOptions,
    OneEntity,
    OneSource,
    SearchText,
    StatsOptions,
    read_options,
    set_options,
)
from graphkit.model.names import resolve, resolve_source
from graphkit.model.records import Claim, Evidence
from graphkit.model.status import Status
from graphkit.questions.answer import Column, Graph, Subgraph, Table, subgraph
from graphkit.questions.speakers import said_by
from graphkit.sentences import claim_sentence

Question = Mapping[str, Any]
Count = tuple[str, str, int]


def find(dataset: Dataset, text: SearchText, **options: Unpack[FindOptions]) -> Table:
    """Find entities by name, alias or ID; matches despite typos, accents and other scripts.

    The likeliest come first, with the name that matched, which kind of name it is, and a score from 0 to 1.
    """
    limits = read_options(FindOptions, options, {})
    columns = _columns(entity="entity", id="text", kind="text", matched="text", how="text", score="number")
    found = dataset.find(text, limit=limits["limit"])
    why = bool(limits.get("why"))
    columns += _columns(why="text") if why else ()
    rows = tuple(
        (m.entity, m.entity.id, m.entity.kind, m.name, m.found_by, round(m.score, 2))
        + (("; ".join(m.reasons),) if why else ())
        for m in found
    )
    question = {"ask": "find", "text": text, **set_options(FindOptions, limits)}
    return Table(dataset, question, columns=columns, rows=rows, claims=((),) * len(rows))


def show(dataset: Dataset, what: EntityOrClaim, **options: Unpack[Filters]) -> Subgraph:
    """Show all claims about an entity, or one claim, with the evidence.

    Claims that are only denied are among them. Raises: UnknownName, AmbiguousName, UsageError.
    """
    limits = read_options(Filters, options, words_of(dataset))
    view = select(dataset, {**limits, "include_denied": True})
    if what in dataset.claims:
        key, claims = what, [what] if what in view.claims else []
    else:
        key = _resolve(view, what)
        claims = [claim.id for claim in view.claims_of(key)]
    question = {"ask": "show", "what": key, **set_options(Filters, limits)}
    return subgraph(view, question, claims, [key] if key in view.entities else [])


def _resolve(dataset: Dataset, what: str) -> str:
    """Returns the id of an entity. Raises: UnknownName, for a claim if the text looks like the id of one."""
    try:
        return resolve(dataset.entities, what).id
    except UnknownName:
        if what.count("/") < 2:
            raise
    longer = sorted(key for key in dataset.claims if key.startswith(what))[:3]
    raise UnknownName("claim", what, longer or nearest_names(what, dataset.claims))


def list_all(dataset: Dataset, **options: Unpack[Filters]) -> Subgraph:
    """List all entities and claims. Raises: UnknownName, UsageError."""
    limits = read_options(Filters, options, words_of(dataset))
    view = select(dataset, limits)
    return subgraph(view, {"ask": "map", **set_options(Filters, limits)}, view.claims, view.entities)


def export(dataset: Dataset, **options: Unpack[Filters]) -> Graph:
    """Export all entities and claims, or what filters leave of them; also claims that are only denied.

    Raises: UnknownName, UsageError.
    """
    limits = read_options(Filters, options, words_of(dataset))
    chosen = set_options(Filters, limits)
    view = select(dataset, {**limits, "include_denied": True})
    entities = () if chosen.keys() - {"include_denied"} else view.entities
    found = subgraph(view, {"ask": "export", **chosen}, view.claims, entities)
    return Graph(view, found.question, entities=found.entities, claims=found.claims)


def list_sources(dataset: Dataset, source: OneSource = "") -> Table:
    """List all sources, or the claims from one source.

    With each source is its number of claims, and of those that depend on it alone. Raises: UnknownName.
    """
    if source:
        return rests_on(dataset, source)
    columns = _columns(
        source="source",
        id="text",
        kind="text",
        publisher="text",
        date="date",
        claims="number",
        alone="number",
    )
    rows, backing = [], []
    for item in dataset.sources.values():
        claims = dataset.claims_from(item.id)
        alone = sum(depends_on(claim, item.id) for claim in claims)
        date = str(item.date or "")
        rows.append((item, item.id, item.kind, item.publisher, date, len(claims), alone))
        backing.append(tuple(claim.id for claim in claims))
    return Table(dataset, {"ask": "sources"}, columns=columns, rows=tuple(rows), claims=tuple(backing))


def rests_on(dataset: Dataset, source: OneSource) -> Table:
    """List the claims from a source, where in it, and whether a claim depends on it alone.

    Raises: UnknownName.
    """
    key = resolve_source(dataset.sources, source).id
    question = {"ask": "sources", "source": key}
    columns = _columns(
        claim="text", said_by="names", status="status", disputed="text", at="text", alone="text"
    )
    claims = dataset.claims_from(key)
    rows = tuple(
        (
            claim_sentence(claim, dataset),
            said_by([claim], dataset),
            *_status(claim),
            ", ".join(dict.fromkeys(item.at for item in claim.evidence if _names(item, key))),
            "yes" if depends_on(claim, key) else "no",
        )
        for claim in claims
    )
    return Table(dataset, question, columns=columns, rows=rows, claims=tuple((claim.id,) for claim in claims))


def timeline(dataset: Dataset, what: OneEntity = "", **options: Unpack[Filters]) -> Table:
    """List the dated claims in order, of one entity or of all.

    A claim is placed by its first possible day. Raises: UnknownName, AmbiguousName, UsageError.
    """
    limits = read_options(Filters, options, words_of(dataset))
    view = select(dataset, limits)
    key = resolve(dataset.entities, what).id if what else ""
    question = {"ask": "timeline", **({"what": key} if key else {}), **set_options(Filters, limits)}
    columns = _columns(
        start="date", end="date", claim="text", said_by="names", status="status", disputed="text"
    )
    claims = view.claims_of(key) if key else view.claims.values()
    dated = sorted((claim for claim in claims if claim.start or claim.end), key=_when)
    rows = tuple(
        (str(c.start or ""), str(c.end or ""), claim_sentence(c, view), said_by([c], view), *_status(c))
        for c in dated
    )
    table = Table(view, question, columns=columns, rows=rows, claims=tuple((c.id,) for c in dated))
    return table.with_certainty()


def counts(dataset: Dataset) -> Table:
    """Count entities by kind, sources, and claims by status and type."""
    rows = tuple(_counts(dataset))
    columns = _columns(what="text", which="text", count="number")
    return Table(dataset, {"ask": "check"}, columns=columns, rows=rows, claims=((),) * len(rows))


def stats(dataset: Dataset, **options: Unpack[StatsOptions]) -> Table:
    """Count entities and claims, or rank entities by a centrality.

    The counts are by kind, type and status, with connected components and the entities with the most claims.
    Raises: UnknownName, UsageError.
    """
    limits = read_options(StatsOptions, options, words_of(dataset))
    view = select(dataset, limits)
    question = {"ask": "stats", **set_options(StatsOptions, limits)}
    if measure := limits.get("centrality"):
        from graphkit.questions.centrality import rank_entities

        return rank_entities(view, measure, question)
    every: StatsOptions = {**limits, "include_denied": True}
    denied = len(select(dataset, every).claims) - len(view.claims)
    counts = [*((*count, "") for count in (*_counts(view, denied), *_components(view))), *_most_claims(view)]
    columns = _columns(what="text", which="text", count="number", id="text")
    return Table(view, question, columns=columns, rows=tuple(counts), claims=((),) * len(counts))


def depends_on(claim: Claim, source: str) -> bool:
    """Returns whether nothing supports a claim without a source and what quotes it."""
    supports = [item for item in claim.evidence if item.supports]
    return bool(supports) and all(_names(item, source) for item in supports)


def _counts(dataset: Dataset, denied: int = 0) -> Iterator[Count]:
    """Yields the counts; `denied` is the number of claims that are left out because they are only denied."""
    ontology, rows, mask = dataset.ontology, dataset.rows, dataset.mask
    kinds = Counter(entity.kind for entity in dataset.entities.values())
    statuses, types = Counter(compress(rows.status, mask)), Counter(compress(rows.type, mask))
    yield "entities", "all", len(dataset.entities)
    yield from (("entities", kind.label, kinds[key]) for key, kind in ontology.kinds.items() if kinds[key])
    yield "sources", "all", len(dataset.sources)
    yield "claims", "all", len(dataset.claims)
    if denied:
        yield "claims", "only denied, not counted", denied
    for status in sorted(Status, reverse=True):
        if statuses[status]:
            yield "claims by status", status.word, statuses[status]
    yield "claims by status", "disputed", sum(flags & DISPUTED for flags in compress(rows.flags, mask))
    for code, type_ in enumerate(ontology.types.values()):
        if types[code]:
            yield "claims by type", type_.label, types[code]


def _components(dataset: Dataset) -> list[Count]:
    rows = dataset.rows
    degrees = count_claims(rows, dataset.mask)
    least = components(rows, dataset.mask)
    sizes = Counter(first for first, degree in zip(least, degrees, strict=True) if degree)
    return [
        ("components", "with claims", len(sizes)),
        ("components", "entities in the largest", max(sizes.values(), default=0)),
        ("components", "entities without claims", degrees.count(0)),
    ]


def _most_claims(dataset: Dataset) -> Iterator[tuple[str, str, int, str]]:
    entities, degrees = list(dataset.entities.values()), count_claims(dataset.rows, dataset.mask)
    ranked = sorted((-degree, node) for node, degree in enumerate(degrees) if degree)[:10]
    for degree, node in ranked:
        yield "most claims", entities[node].name, -degree, entities[node].id


def _status(claim: Claim) -> tuple[str, str]:
    return claim.status.word, "yes" if claim.disputed else "no"


def _names(item: Evidence, source: str) -> bool:
    return source in (item.source, item.quoting)


def _when(claim: Claim) -> tuple[int, int, str]:
    date = claim.start or claim.end
    assert date is not None
    return date.earliest, date.latest, claim.id


def _columns(**kinds: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name, kind in kinds.items())
