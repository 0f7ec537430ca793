"""Seeded claim graphs of any size with heavy-tailed degrees, as arrays, as records, or as YAML files.

Degrees follow a power law, as in ICIJ's Offshore Leaks (2,000,000 nodes, 3,300,000 relationships): every
node has a claim, a few hubs have tens of thousands. Run: `python -m benchmarks.generate FOLDER ENTITIES`
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from graphkit.dataset.derive import hands_of
from graphkit.model.dates import PartialDate
from graphkit.model.records import Claim, Entity, Evidence, Source
from graphkit.model.status import Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLAIMS_PER_NODE: Final = 1.65
KINDS: Final = ("person", "organization", "agency")
# Types that the built-in ontology allows between any two of these kinds; the last two only from persons.
TYPES: Final = (
    "met_with",
    "communicated_with",
    "reports_to",
    "allied_with",
    "paid",
    "supplied",
    "rival_of",
    "investigated",
    "accused_of",
    "employed_by",
    "informed_for",
)
EVENTS: Final = ("met_with", "communicated_with", "accused_of")
STATUSES: Final = {
    "press_report": Status.REPORTED,
    "leaked_document": Status.ALLEGED,
    "court_filing": Status.ALLEGED,
    "official_record": Status.ESTABLISHED,
    "indictment": Status.CHARGED,
    "testimony": Status.TESTIFIED,
    "inference": Status.INFERRED,
}
NONE: Final = -1  # no date, no second piece of evidence
_HUB: Final = (
    0.77  # weight of the i-th largest node is i ** -0.77: degrees fall with exponent 1 + 1 / 0.77 = 2.3
)
_SAYS: Final = "says so in an example made for measuring which stands for nothing that anybody has claimed"
_SUMMARY: Final = (
    "An example made for measuring. It stands for nobody, and what is written here is as long as summaries "
    "tend to be. That is two or three sentences in own words, with the dates and places that a reader needs "
    "to tell one from the other, a hint at why it is here at all, and what to look at next when it turns out "
    "to matter for the question at hand."
)


@dataclass(frozen=True, slots=True)
class ClaimGraph:
    """A graph in arrays: `kinds` has a value for each node, the other arrays one for each claim.

    `first` and `second` are indexes into `evidence`, `start` and `end` into `dates`; NONE means no value.
    """

    kinds: NDArray[np.uint8]
    from_node: NDArray[np.int32]
    to_node: NDArray[np.int32]
    types: NDArray[np.uint8]
    first: NDArray[np.int32]
    second: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    dates: tuple[PartialDate, ...]
    sources: tuple[Source, ...]
    evidence: tuple[Evidence, ...]


def build_graph(nodes: int, claims: int | None = None, *, seed: int = 1) -> ClaimGraph:
    """Draws a graph of `nodes` nodes and `claims` claims (default 1.65 for each node), the same each time.

    Ends are drawn by weight (Chung and Lu 2002), after one claim for each node.

    >>> graph = build_graph(100)
    >>> len(graph.kinds), len(graph.types), graph.evidence[0].source
    (100, 165, 'source-1')
    """
    rng = np.random.default_rng(seed)
    size = round(nodes * CLAIMS_PER_NODE) if claims is None else claims
    from_node, to_node = _draw_ends(rng, nodes, size)
    kinds = rng.choice(len(KINDS), nodes, p=[0.47, 0.5, 0.03]).astype(np.uint8)
    types = _draw_types(rng, kinds[from_node])
    sources = tuple(_make_source(number) for number in range(1, 201))
    evidence = _make_evidence(sources)
    supporting = len(evidence) - len(sources)  # the last ones, one a source, deny
    first = rng.integers(0, supporting, size, dtype=np.int32)
    second = rng.integers(0, supporting, size, dtype=np.int32)
    kind_of_second = rng.random(size)
    second[kind_of_second < 0.7] = NONE
    denied = kind_of_second > 0.97
    second[denied] = rng.integers(supporting, len(evidence), int(denied.sum()))
    dates = _make_dates()
    start, end = _draw_dates(rng, types, len(dates))
    return ClaimGraph(kinds, from_node, to_node, types, first, second, start, end, dates, sources, evidence)


def iter_entities(graph: ClaimGraph) -> Iterator[Entity]:
    """Yields the nodes as entities, in the order of their ids."""
    for number, kind in enumerate(graph.kinds.tolist()):
        word = KINDS[kind]
        yield Entity(entity_id(number), word, f"{word.capitalize()} {number}", summary=_SUMMARY)


def iter_claims(graph: ClaimGraph) -> Iterator[Claim]:
    """Yields the claims in the order of their ids; equal dates and evidence are the same objects."""
    columns = (graph.from_node, graph.to_node, graph.types, graph.first, graph.second, graph.start, graph.end)
    publishers = {source.id: hands_of(source.publisher, "", "") for source in graph.sources}
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for number, (tail, head, code, first, second, start, end) in enumerate(rows):
        one = graph.evidence[first]
        evidence = (one,) if second == NONE else (one, graph.evidence[second])
        support = [item for item in evidence if item.supports]
        yield Claim(
            id=f"claim-{number:07}",
            type=TYPES[code],
            from_id=entity_id(tail),
            to_id=entity_id(head),
            evidence=evidence,
            status=max(STATUSES[item.basis] for item in support),
            disputed=len(support) < len(evidence),
            start=None if start == NONE else graph.dates[start],
            end=None if end == NONE else graph.dates[end],
            independent=len({publishers[item.source] for item in support}),
        )


def entity_id(number: int) -> str:
    """Returns the id of a node; ids sort like their numbers.

    >>> entity_id(12)
    'e-0000012'
    """
    return f"e-{number:07}"


def write_project(folder: Path, entities: int, *, seed: int = 1) -> None:
    """Writes a project of `entities` entities (about 470 bytes each), their claims and sources as YAML."""
    graph = build_graph(entities, seed=seed)
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    _write_list(data / "entities.yaml", map(_entity_fields, iter_entities(graph)))
    _write_list(data / "sources.yaml", map(_source_fields, graph.sources))
    _write_list(data / "relations.yaml", map(_claim_fields, iter_claims(graph)))


def _draw_ends(
    rng: np.random.Generator, nodes: int, size: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    ladder = np.cumsum(np.arange(1, nodes + 1, dtype=np.float64) ** -_HUB)
    name = rng.permutation(nodes).astype(np.int32)  # without it, all hubs would have small numbers

    def draw(count: int) -> NDArray[np.int32]:
        found = np.searchsorted(ladder, rng.random(count) * ladder[-1], side="right")
        drawn: NDArray[np.int32] = name[np.minimum(found, nodes - 1)]
        return drawn

    own = rng.permutation(nodes)[:size].astype(np.int32)
    from_node = np.concatenate([own, draw(size - len(own))])
    to_node = draw(size)
    same = from_node == to_node
    to_node[same] = (to_node[same] + 1) % nodes
    turned = rng.random(size) < 0.5
    return np.where(turned, to_node, from_node), np.where(turned, from_node, to_node)


def _draw_types(rng: np.random.Generator, kind_of_tail: NDArray[np.uint8]) -> NDArray[np.uint8]:
    common = len(TYPES) - 2
    share = 1 / np.arange(1, common + 1)
    types = rng.choice(common, len(kind_of_tail), p=share / share.sum()).astype(np.uint8)
    chance = rng.random(len(kind_of_tail))
    person = kind_of_tail == KINDS.index("person")
    types[person & (chance < 0.5)] = TYPES.index("employed_by")
    types[person & (chance < 0.02)] = TYPES.index("informed_for")
    return types


def _draw_dates(
    rng: np.random.Generator, types: NDArray[np.uint8], dates: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    size = len(types)
    start = rng.integers(0, dates, size, dtype=np.int32)
    end = np.minimum(start + rng.integers(1, dates // 2, size, dtype=np.int32), np.int32(dates - 1))
    start[rng.random(size) < 0.3] = NONE
    state = ~np.isin(types, [TYPES.index(word) for word in EVENTS])
    end[~state | (start == NONE) | (rng.random(size) < 0.7)] = NONE
    return start, end


def _make_dates() -> tuple[PartialDate, ...]:
    """Returns years, months and days of 1970 to 2019, by the first day that they allow."""
    dates = []
    for year in range(1970, 2020):
        dates.append(_make_date(f"{year}", (year, 1, 1), (year + 1, 1, 1)))
        for month in range(1, 13):
            following = (year + month // 12, month % 12 + 1, 1)
            dates.append(_make_date(f"{year}-{month:02}", (year, month, 1), following))
            dates.append(_make_date(f"{year}-{month:02}-15", (year, month, 15), (year, month, 16)))
    return tuple(sorted(dates, key=lambda date: (date.earliest, -date.latest)))


def _make_date(text: str, first: tuple[int, int, int], after: tuple[int, int, int]) -> PartialDate:
    return PartialDate(text, datetime.date(*first).toordinal(), datetime.date(*after).toordinal() - 1)


def _make_source(number: int) -> Source:
    return Source(
        f"source-{number}", f"Example report {number}", "news", publisher=f"Example paper {number % 50}"
    )


def _make_evidence(sources: tuple[Source, ...]) -> tuple[Evidence, ...]:
    bases = tuple(STATUSES)
    support = [
        Evidence(source=source.id, at=f"P{page}", says=_SAYS, basis=bases[(page * page + place) % len(bases)])
        for place, source in enumerate(sources)
        for page in range(1, 21)
    ]
    denials = [
        Evidence(source=source.id, at="P21", says=_SAYS, basis="official_statement", stance="denies")
        for source in sources
    ]
    return (*support, *denials)


def _entity_fields(entity: Entity) -> dict[str, str]:
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": f"[{entity.name} of the examples]",
        "tags": "[example, measured]",
        "summary": entity.summary,
    }


def _source_fields(source: Source) -> dict[str, str]:
    return {"id": source.id, "title": source.title, "kind": source.kind, "publisher": source.publisher}


def _claim_fields(claim: Claim) -> dict[str, str]:
    fields = {"id": claim.id, "type": claim.type, "from": claim.from_id, "to": claim.to_id}
    dates = {key: date.text for key, date in (("start", claim.start), ("end", claim.end)) if date}
    return fields | dates | {"evidence": "".join(map(_evidence_line, claim.evidence))}


def _evidence_line(item: Evidence) -> str:
    stance = "" if item.supports else f", stance: {item.stance}"
    return f"\n    - {{source: {item.source}, at: {item.at}, basis: {item.basis}{stance}, says: {item.says}}}"


def _write_list(file: Path, items: Iterable[Mapping[str, str]]) -> None:
    """Writes plain scalars; no generated value needs quotes."""
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for item in items:
            lines = (f"{key}: {value}\n".replace(": \n", ":\n", 1) for key, value in item.items())
            out.write("- " + "  ".join(lines))


if __name__ == "__main__":
    write_project(Path(sys.argv[1]), int(sys.argv[2]))
