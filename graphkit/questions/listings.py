"""Plain listings of a dataset as tables: matches, sources, timeline, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.dataset.base import Dataset
from graphkit.dataset.derive import parties
from graphkit.model.names import Match
from graphkit.model.records import Claim, Source
from graphkit.model.status import Status
from graphkit.questions.answer import Column, Table
from graphkit.sentences import claim_sentence

Question = Mapping[str, Any]


def list_matches(dataset: Dataset, question: Question, matches: Iterable[Match]) -> Table:
    """Entities that a text may stand for: entity, the name that matched, how, score from 0 to 1."""
    columns = _columns(entity="entity", kind="text", matched="text", how="text", score="number")
    rows = tuple((m.entity, m.entity.kind, m.by, m.rank, round(m.score, 2)) for m in matches)
    return Table(dataset, question, columns=columns, rows=rows, claims=((),) * len(rows))


def list_sources(dataset: Dataset, question: Question) -> Table:
    """All sources: how many claims rest on each (as source or quoted), and how many on it alone."""
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
        resting = [claim for claim in dataset.claims.values() if rests_on(claim, source.id)]
        alone = [claim for claim in resting if rests_alone(claim, source.id)]
        date = str(source.date or "")
        rows.append((source, source.id, source.kind, source.publisher, date, len(resting), len(alone)))
        backing.append(tuple(claim.id for claim in resting))
    return Table(dataset, question, columns=columns, rows=tuple(rows), claims=tuple(backing))


def list_claims_of_source(dataset: Dataset, question: Question, source: Source) -> Table:
    """Every claim that rests on a source, where in it, and whether it rests on that source alone."""
    columns = _columns(claim="text", status="status", disputed="text", at="text", alone="text")
    found = [claim for claim in dataset.claims.values() if rests_on(claim, source.id)]
    rows = tuple(
        (
            str(claim_sentence(claim, dataset)),
            *_status(claim),
            ", ".join(dict.fromkeys(item.at for item in claim.evidence if source.id in _named(item))),
            "yes" if rests_alone(claim, source.id) else "no",
        )
        for claim in found
    )
    claims = tuple((claim.id,) for claim in found)
    return Table(dataset, question, columns=columns, rows=rows, claims=claims)


def list_timeline(dataset: Dataset, question: Question, entity: str = "") -> Table:
    """Dated claims in order of their first possible day; of one entity, if one is named."""
    columns = _columns(start="date", end="date", claim="text", status="status", disputed="text")
    dated = [
        claim
        for claim in dataset.claims.values()
        if (claim.start or claim.end) and (not entity or entity in parties(claim))
    ]
    dated.sort(key=_when)
    rows = tuple(
        (str(c.start or ""), str(c.end or ""), str(claim_sentence(c, dataset)), *_status(c)) for c in dated
    )
    return Table(dataset, question, columns=columns, rows=rows, claims=tuple((c.id,) for c in dated))


def list_counts(dataset: Dataset, question: Question) -> Table:
    """How many entities, sources and claims there are: by kind, by type, by status."""
    ontology = dataset.ontology
    claims = list(dataset.claims.values())
    kinds = Counter(entity.kind for entity in dataset.entities.values())
    types = Counter(claim.type for claim in claims)
    statuses = Counter(claim.status for claim in claims)
    rows: list[tuple[str, str, int]] = [("entities", "all", len(dataset.entities))]
    rows += [("entities", ontology.kinds[key].label, kinds[key]) for key in ontology.kinds if kinds[key]]
    rows += [("sources", "all", len(dataset.sources)), ("claims", "all", len(claims))]
    rows += [
        ("claims by status", status.word, statuses[status])
        for status in sorted(Status, reverse=True)
        if statuses[status]
    ]
    rows.append(("claims by status", "disputed", sum(claim.disputed for claim in claims)))
    rows += [
        ("claims by type", ontology.types[key].label, types[key]) for key in ontology.types if types[key]
    ]
    columns = _columns(what="text", which="text", count="number")
    return Table(dataset, question, columns=columns, rows=tuple(rows), claims=((),) * len(rows))


def list_stats(dataset: Dataset, question: Question, most: int = 10) -> Table:
    """Counts, how many parts the graph falls into, and the entities with the most claims."""
    counts = list_counts(dataset, question)
    degrees: Counter[str] = Counter()
    leader = {key: key for key in dataset.entities}
    for claim in dataset.claims.values():
        degrees.update(claim.ends)
        ends = [_leader(leader, key) for key in claim.ends]
        leader[max(ends)] = min(ends)
    parts = Counter(_leader(leader, key) for key in degrees)
    rows = [
        ("parts", "connected with claims", len(parts)),
        ("parts", "entities in the largest", max(parts.values(), default=0)),
        ("parts", "entities without claims", len(dataset.entities) - len(degrees)),
    ]
    ranked = sorted(degrees.items(), key=lambda item: (-item[1], item[0]))[:most]
    rows += [("most claims", dataset.entities[key].name, count) for key, count in ranked]
    both = (*counts.rows, *rows)
    return Table(dataset, question, columns=counts.columns, rows=both, claims=((),) * len(both))


def _leader(leader: dict[str, str], key: str) -> str:
    """The smallest id of the part that an entity is in (union by least id, with path halving)."""
    while leader[key] != key:
        leader[key] = leader[leader[key]]
        key = leader[key]
    return key


def rests_on(claim: Claim, source: str) -> bool:
    """Whether any evidence of a claim stands in the source or quotes it."""
    return any(source in _named(item) for item in claim.evidence)


def rests_alone(claim: Claim, source: str) -> bool:
    """Whether nothing would support a claim any more, were the source and what quotes it left out."""
    supports = [item for item in claim.evidence if item.supports]
    return bool(supports) and all(source in _named(item) for item in supports)


def _status(claim: Claim) -> tuple[str, str]:
    return claim.status.word, "yes" if claim.disputed else "no"


def _named(item: Any) -> tuple[str, str]:
    return item.source, item.quoting


def _when(claim: Claim) -> tuple[int, int, str]:
    date = claim.start or claim.end
    assert date is not None
    return date.earliest, date.latest, claim.id


def _columns(**kinds: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name, kind in kinds.items())
