"""Plain listings of a dataset as tables: matches, sources, timeline, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import compress
from typing import Any

from graphkit.dataset.base import Dataset
from graphkit.dataset.rows import DISPUTED, count_claims, find_components
from graphkit.model.names import Match
from graphkit.model.records import Claim, Evidence, Source
from graphkit.model.status import Status
from graphkit.questions.answer import Column, Table
from graphkit.sentences import claim_sentence

Question = Mapping[str, Any]
Count = tuple[str, str, int]


def list_matches(dataset: Dataset, question: Question, matches: Iterable[Match]) -> Table:
    """Returns the entities that a text may stand for: the name that matched, how, score from 0 to 1."""
    columns = _columns(entity="entity", kind="text", matched="text", how="text", score="number")
    rows = tuple((m.entity, m.entity.kind, m.by, m.rank, round(m.score, 2)) for m in matches)
    return Table(dataset, question, columns=columns, rows=rows, claims=((),) * len(rows))


def list_sources(dataset: Dataset, question: Question) -> Table:
    """Returns all sources, with the number of claims from each (or quoting it), and from it alone."""
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
    for source in dataset.sources.values():
        claims = dataset.claims_from(source.id)
        alone = sum(depends_on(claim, source.id) for claim in claims)
        date = str(source.date or "")
        rows.append((source, source.id, source.kind, source.publisher, date, len(claims), alone))
        backing.append(tuple(claim.id for claim in claims))
    return Table(dataset, question, columns=columns, rows=tuple(rows), claims=tuple(backing))


def list_claims_of_source(dataset: Dataset, question: Question, source: Source) -> Table:
    """Returns every claim from a source, where in it, and whether the claim depends on that source alone."""
    columns = _columns(claim="text", status="status", disputed="text", at="text", alone="text")
    claims = dataset.claims_from(source.id)
    rows = tuple(
        (
            str(claim_sentence(claim, dataset)),
            *_status(claim),
            ", ".join(dict.fromkeys(item.at for item in claim.evidence if _names(item, source.id))),
            "yes" if depends_on(claim, source.id) else "no",
        )
        for claim in claims
    )
    return Table(dataset, question, columns=columns, rows=rows, claims=tuple((claim.id,) for claim in claims))


def list_timeline(dataset: Dataset, question: Question, entity: str = "") -> Table:
    """Returns the dated claims in order of their first possible day; of one entity, if one is named."""
    columns = _columns(start="date", end="date", claim="text", status="status", disputed="text")
    claims = dataset.claims_of(entity) if entity else dataset.claims.values()
    dated = sorted((claim for claim in claims if claim.start or claim.end), key=_when)
    rows = tuple(
        (str(c.start or ""), str(c.end or ""), str(claim_sentence(c, dataset)), *_status(c)) for c in dated
    )
    return Table(dataset, question, columns=columns, rows=rows, claims=tuple((c.id,) for c in dated))


def list_counts(dataset: Dataset, question: Question) -> Table:
    """Returns the number of entities by kind, of sources, and of claims by status and type."""
    return _count_table(dataset, question, _counts(dataset))


def list_stats(dataset: Dataset, question: Question, most: int = 10) -> Table:
    """Returns the counts, the connected components, and the entities with the most claims."""
    rows, entities = dataset.rows, list(dataset.entities.values())
    degrees = count_claims(rows, dataset.mask)
    pairs = compress(zip(rows.from_node, rows.to_node, strict=True), dataset.mask)
    least = find_components(rows.nodes, pairs)
    sizes = Counter(first for first, degree in zip(least, degrees, strict=True) if degree)
    ranked = sorted((-degree, node) for node, degree in enumerate(degrees) if degree)[:most]
    components = [
        ("components", "with claims", len(sizes)),
        ("components", "entities in the largest", max(sizes.values(), default=0)),
        ("components", "entities without claims", degrees.count(0)),
    ]
    top = [("most claims", entities[node].name, -degree) for degree, node in ranked]
    return _count_table(dataset, question, [*_counts(dataset), *components, *top])


def depends_on(claim: Claim, source: str) -> bool:
    """Returns whether nothing supports a claim without a source and what quotes it."""
    supports = [item for item in claim.evidence if item.supports]
    return bool(supports) and all(_names(item, source) for item in supports)


def _counts(dataset: Dataset) -> Iterator[Count]:
    ontology, rows, mask = dataset.ontology, dataset.rows, dataset.mask
    kinds = Counter(entity.kind for entity in dataset.entities.values())
    statuses, types = Counter(compress(rows.rung, mask)), Counter(compress(rows.type, mask))
    yield "entities", "all", len(dataset.entities)
    yield from (("entities", kind.label, kinds[key]) for key, kind in ontology.kinds.items() if kinds[key])
    yield "sources", "all", len(dataset.sources)
    yield "claims", "all", len(dataset.claims)
    for status in sorted(Status, reverse=True):
        if statuses[status]:
            yield "claims by status", status.word, statuses[status]
    yield "claims by status", "disputed", sum(flags & DISPUTED for flags in compress(rows.flags, mask))
    for code, type_ in enumerate(ontology.types.values()):
        if types[code]:
            yield "claims by type", type_.label, types[code]


def _count_table(dataset: Dataset, question: Question, counts: Iterable[Count]) -> Table:
    rows = tuple(counts)
    columns = _columns(what="text", which="text", count="number")
    return Table(dataset, question, columns=columns, rows=rows, claims=((),) * len(rows))


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
