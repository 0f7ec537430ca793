"""Paths by brute force: every filter stated anew from the records, every path listed by networkx."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from typing import Any

import networkx as nx

from graphkit.dataset.base import Dataset
from graphkit.model.dates import ALWAYS, NEVER, parse_date
from graphkit.model.records import Claim, Evidence
from graphkit.model.status import Status
from tests.questions.paths.questions import Limits

LEVELS = {"public": 0, "internal": 1, "confidential": 2}
FIRST, LAST = NEVER, ALWAYS  # earlier, and later, than all days


@dataclass(frozen=True)
class Fact:
    """A claim as it is once evidence has been left out."""

    claim: Claim
    status: Status
    disputed: bool
    held: str


@dataclass(frozen=True, order=True)
class Found:
    """A path as the oracle says it: per hop the claims, the status, the mark and the earliest day."""

    nodes: tuple[str, ...]
    claims: tuple[tuple[str, ...], ...]
    statuses: tuple[int, ...]
    held: tuple[str, ...]
    arrivals: tuple[str, ...]


def passing(dataset: Dataset, limits: Limits, free: Sequence[str] = ()) -> dict[str, Fact]:
    """The claims that pass all limits, by id; `free` are entities of which any kind is fine."""
    return {
        claim.id: fact
        for claim in dataset.claims.values()
        if (fact := _fact(dataset, claim, limits)) and _kind_fits(dataset, claim, limits, free)
    }


def _kind_fits(dataset: Dataset, claim: Claim, limits: Limits, free: Sequence[str]) -> bool:
    if not limits.get("kind", ()):
        return True
    return all(
        key in free or dataset.entities[key].kind in limits.get("kind", ())
        for key in (claim.from_id, claim.to_id)
    )


def _seen(dataset: Dataset, key: str, limits: Limits) -> bool:
    record: Any = dataset.entities.get(key) or dataset.sources.get(key)
    return record is None or LEVELS[record.visibility] <= LEVELS[limits["audience"]]


def _counts(dataset: Dataset, item: Evidence, limits: Limits) -> bool:
    named = [key for key in (item.source, item.quoting) if key]
    if not all(_seen(dataset, key, limits) for key in (*named, item.by)):
        return False
    if any(key in limits.get("without_source", ()) for key in named):
        return False
    return not limits.get("source", ()) or any(key in limits.get("source", ()) for key in named)


def evidence_left(dataset: Dataset, claim: Claim, limits: Limits) -> tuple[Evidence, ...]:
    """The evidence of a claim that counts under the filters."""
    return tuple(item for item in claim.evidence if _counts(dataset, item, limits))


def _fact(dataset: Dataset, claim: Claim, limits: Limits) -> Fact | None:
    if LEVELS[claim.visibility] > LEVELS[limits["audience"]]:
        return None
    if not (_seen(dataset, claim.from_id, limits) and _seen(dataset, claim.to_id, limits)):
        return None
    items = evidence_left(dataset, claim, limits)
    support = [item for item in items if item.stance == "supports"]
    if not items or (not support and not limits.get("include_denied")):
        return None
    rungs = [dataset.ontology.bases[item.basis].status for item in support]
    status = max(rungs) if rungs else Status.DENIED
    if claim.at_most and claim.at_most < status:
        status = claim.at_most
    disputed = len(support) != len(items)
    voices = set()
    for item in support:
        source = dataset.sources[item.quoting or item.source]
        voices.add(source.publisher or source.id)
    if len(voices) < limits.get("min_sources", 0) or (limits.get("undisputed") and disputed):
        return None
    if "min_status" in limits and status < Status.parse(limits["min_status"]):
        return None
    if claim.type in limits.get("not_type", ()) or (
        limits.get("type", ()) and claim.type not in limits.get("type", ())
    ):
        return None
    held = _held(dataset, claim, limits)
    return None if held == "no" else Fact(claim, status, disputed, held)


def _held(dataset: Dataset, claim: Claim, limits: Limits) -> str:
    """Tried in every case that the dates leave open, by the earliest and latest days that they allow."""
    state = dataset.ontology.types[claim.type].time == "state"
    cases = _cases(claim, state)
    tests: list[list[bool]] = []
    if limits.get("as_of"):
        asked = parse_date(limits["as_of"])
        days = {asked.earliest, asked.latest, *(day for case in cases for day in case)}
        days = {day for day in days if asked.earliest <= day <= asked.latest}
        tests.append([s <= day and (e >= day or not state) for s, e in cases for day in days])
    if limits.get("between"):
        since, until = parse_date(limits["between"][0]).earliest, parse_date(limits["between"][1]).latest
        inner = _cases(claim, state, (since, until))
        tests.append([s <= until and e >= since for s, e in inner])
    if not tests:
        return ""
    if not cases:
        return "no" if limits.get("definitely") else "undated"
    if not all(map(any, tests)):
        return "no"
    if all(map(all, tests)):
        return "definitely"
    return "no" if limits.get("definitely") else "possibly"


def _cases(claim: Claim, state: bool, marks: Sequence[int] = ()) -> list[tuple[int, int]]:
    """Pairs of a first and a last day, the extremes of what the text allows; none for an undated claim.

    An event has the marked days, too, that lie between its extremes.
    """
    start, end = claim.start, claim.end
    if start is None and end is None:
        return []
    first, last = (start.earliest, start.latest) if start else (FIRST, LAST)
    if not state:
        last = end.latest if end else last
        return [(day, day) for day in (first, last, *marks) if first <= day <= last]
    since, until = (end.earliest, end.latest) if end else (LAST, LAST)
    days = (first, last, since, until)
    return [(s, e) for s in days for e in days if first <= s <= last and since <= e <= until and s <= e]


def paths(dataset: Dataset, start: str, goal: str, limits: Limits) -> list[Found]:
    """Every path that the question has, unbounded, in the order of its rank."""
    facts = passing(dataset, limits, (start, goal))
    every = sorted(_every(dataset, facts, start, goal, limits), key=lambda found: _rank(found, facts, limits))
    if "k" in limits:
        return every[: limits["k"]]
    if limits.get("mode", "shortest") == "shortest":
        return [found for found in every if len(found.claims) == min(len(f.claims) for f in every)]
    return every


def _rank(found: Found, facts: dict[str, Fact], limits: Limits) -> tuple[Any, ...]:
    length, weakest = len(found.claims), -min(found.statuses)
    first = (weakest, length) if limits.get("rank", "length") == "strength" else (length, weakest)
    order = [[_strength(facts[key]) for key in claims] for claims in found.claims]
    return (*first, found.nodes, order)


def _strength(fact: Fact) -> tuple[int, bool, str]:
    return -fact.status, fact.disputed, fact.claim.id


def _every(
    dataset: Dataset, facts: dict[str, Fact], start: str, goal: str, limits: Limits
) -> Iterator[Found]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from([start, goal])
    for fact in facts.values():
        for source, target in _ways(dataset, fact.claim, limits):
            if not {source, target} & {*limits.get("avoid", ())}:
                keys = graph.get_edge_data(source, target, {"claims": []})["claims"]
                graph.add_edge(source, target, claims=[*keys, fact.claim.id])
    for nodes in nx.all_simple_paths(graph, start, goal, cutoff=limits.get("max_hops", 6)):
        if set(limits.get("via", ())) <= set(nodes):
            hops = [graph.edges[ends]["claims"] for ends in pairwise(nodes)]
            yield from _along(dataset, facts, tuple(nodes), hops, limits)


def _ways(dataset: Dataset, claim: Claim, limits: Limits) -> Iterator[tuple[str, str]]:
    type_ = dataset.ontology.types[claim.type]
    ends = claim.from_id, claim.to_id
    forward, backward = True, not limits.get("directed")
    if limits.get("time_respecting"):
        forward = type_.carries in ("forward", "both")
        backward = type_.carries in ("backward", "both") and not limits.get("directed")
    if type_.symmetric:
        against = type_.carries == "backward" and not limits.get("directed")
        forward = backward = forward or bool(limits.get("time_respecting") and against)
    if forward:
        yield ends
    if backward:
        yield ends[::-1]


def _along(
    dataset: Dataset,
    facts: dict[str, Fact],
    nodes: tuple[str, ...],
    hops: list[list[str]],
    limits: Limits,
) -> Iterator[Found]:
    choices = [list(choice) for choice in product(*hops)]
    if limits.get("time_respecting"):
        choices = [choice for choice in choices if _possible(dataset, facts, choice)]
    if not choices:
        return
    groups = [[choice] for choice in choices] if limits.get("parallel") == "separate" else [choices]
    for group in groups:
        used = [sorted(set(keys), key=lambda key: _strength(facts[key])) for keys in zip(*group, strict=True)]
        best = [facts[keys[0]].status for keys in used]
        strongest = [
            [key for key in keys if facts[key].status == top] for keys, top in zip(used, best, strict=True)
        ]
        marks = [_mark([facts[key].held for key in keys]) for keys in strongest]
        arrivals = ["" for _ in used]
        if limits.get("time_respecting"):
            certain = [_certain(dataset, facts, used[: depth + 1]) for depth in range(len(used))]
            both = zip(certain, marks, strict=True)
            marks = [(mark or "definitely") if sure else "possibly" for sure, mark in both]
            arrivals = [_arrival(dataset, facts, group, depth + 1) for depth in range(len(used))]
        yield Found(
            nodes,
            tuple(map(tuple, used)),
            tuple(int(facts[keys[0]].status) for keys in used),
            tuple(marks),
            tuple(arrivals),
        )


def _mark(marks: list[str]) -> str:
    return next((word for word in ("definitely", "possibly", "undated") if word in marks), "")


def _open(dataset: Dataset, claim: Claim) -> tuple[int, int, int, int]:
    """Earliest and latest first day, earliest and latest last day of what a claim can carry."""
    cases = _cases(claim, dataset.ontology.types[claim.type].time == "state")
    if not cases:
        return FIRST, LAST, FIRST, LAST
    starts, ends = [s for s, _ in cases], [e for _, e in cases]
    return min(starts), max(starts), min(ends), max(ends)


def _possible(dataset: Dataset, facts: dict[str, Fact], choice: list[str]) -> bool:
    """No claim must have ended before an earlier one can have begun."""
    days = [_open(dataset, facts[key].claim) for key in choice]
    return all(days[i][0] <= days[j][3] for j in range(len(days)) for i in range(j + 1))


def _certain(dataset: Dataset, facts: dict[str, Fact], used: list[list[str]]) -> bool:
    """For some choice, no claim can have ended before an earlier one had begun, whatever the days are."""
    for choice in product(*used):
        days = [_open(dataset, facts[key].claim) for key in choice]
        if all(days[i][1] <= days[j][2] for j in range(len(days)) for i in range(j)):
            return True
    return False


def _arrival(dataset: Dataset, facts: dict[str, Fact], choices: list[list[str]], depth: int) -> str:
    first = min(max(_open(dataset, facts[key].claim)[0] for key in choice[:depth]) for choice in choices)
    return "" if first < 1 else date.fromordinal(first).isoformat()
