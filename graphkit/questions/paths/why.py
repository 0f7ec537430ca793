"""Why there is no path: the smallest loosening of the question under which there is one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import compress, pairwise
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from graphkit.dataset.base import Dataset
from graphkit.dataset.rows import find_components
from graphkit.model.filters import STATUSES, Filters, PathOptions, declared
from graphkit.model.records import Claim
from graphkit.questions.answer import Relaxation, Why
from graphkit.questions.paths.path_search import collect_paths, open_search
from graphkit.questions.paths.search import distance
from graphkit.questions.paths.walk import TimeUp

_FURTHER = 4  # lengths tried, from the shortest possible on, where a path is bound to more than its ends
_DROPPED = frozenset({*declared(Filters), "directed", "time_respecting", "via", "avoid"})
_SWITCHES = {
    **dict.fromkeys(("directed", "definitely", "undisputed", "as_of", "between"), 1),
    "time_respecting": 2,
}  # limits that are dropped as a whole, with the steps that count for it


class _Asked(Struct, frozen=True):
    """A question, perhaps with a limit loosened: by how much, the limit's name, what it is loosened to."""

    dataset: Dataset
    start: str
    goal: str
    limits: PathOptions
    deadline: float | None
    steps: int = 0
    relax: str = ""
    to: str = ""


class _Opened(Struct, frozen=True):
    """A limit that opens paths when it is loosened, and the claims of its example."""

    steps: int
    relaxation: Relaxation
    claims: dict[str, Claim]


def explain_absence(
    dataset: Dataset, start: str, goal: str, limits: PathOptions
) -> tuple[Why, Iterable[Claim]]:
    """What would open a path, the smallest change first, and the claims of the examples, by id.

    Each limit is loosened alone, step by step until a path opens; a list (types, kinds, sources, nodes) by
    one entry at a time, or as a whole if no entry helps. If no limit helps alone, all are dropped at once
    ("all"). `dataset` holds what the audience may know; that is never widened. Where nothing can help, the
    two components are sized instead. The time limit holds for all trials together.
    """
    if components := _components(dataset, start, goal):
        return Why((), components), ()
    deadline = time.monotonic() + limits["timeout"] if limits["timeout"] else None
    asked = _Asked(dataset, start, goal, limits, deadline)
    found = [opened for ladder in _ladders(asked) if (opened := _climb(ladder))]
    found += [opened for entries, whole in _lists(asked) for opened in _pick(entries, whole)]
    if not found:
        found = [opened for opened in [_climb(_everything(asked))] if opened]
    found.sort(key=lambda opened: opened.steps)
    claims: dict[str, Claim] = {}
    for opened in reversed(found):  # of a claim in several examples, the version of the smallest change stays
        claims.update(opened.claims)
    return Why(tuple(opened.relaxation for opened in found)), claims.values()


def _components(dataset: Dataset, start: str, goal: str) -> tuple[int, int] | None:
    """The sizes of the components of both ends, whatever the claims are, if they are not the same."""
    rows, number = dataset.rows, dataset.entity_ids.numbers
    pairs = compress(zip(rows.from_node, rows.to_node, strict=True), dataset.mask)
    least = find_components(rows.nodes, pairs)
    mine, other = least[number[start]], least[number[goal]]
    return None if mine == other else (least.count(mine), least.count(other))


def _ladders(asked: _Asked) -> Iterator[Iterable[_Asked]]:
    """For each limit that is a number or a switch, the steps in which it can be loosened."""
    limits = asked.limits
    if "min_status" in limits:
        yield _weaker(asked)
    yield _longer(asked)
    least = limits["min_sources"]
    yield [_loosened(asked, least - n, "min_sources", str(n), n) for n in range(least - 1, -1, -1)]
    for name, steps in _SWITCHES.items():
        if name in limits:
            yield [_loosened(asked, steps, name, "" if name in ("as_of", "between") else "false")]
    if "include_denied" not in limits:
        yield [_loosened(asked, 3, "include_denied", "true", True)]


def _weaker(asked: _Asked) -> Iterator[_Asked]:
    below = STATUSES[STATUSES.index(asked.limits["min_status"]) + 1 :]
    for steps, word in enumerate(below, 1):
        yield _loosened(asked, steps, "min_status", word, word)
    if "include_denied" in asked.limits:  # below all statuses are the claims that are only denied
        yield _loosened(asked, len(below) + 1, "min_status", "")


def _lists(asked: _Asked) -> Iterator[tuple[list[_Asked], _Asked]]:
    """For each limit that is a list: loosened by one entry at a time, and dropped as a whole."""
    dataset, limits = asked.dataset, asked.limits
    used = {claim.type for claim in dataset.claims.values()}
    kinds = {entity.kind for entity in dataset.entities.values()}
    known = {
        "type": [key for key in dataset.ontology.types if key in used],
        "kind": [key for key in dataset.ontology.kinds if key in kinds],
        "source": list(dataset.sources),
    }
    for name in ("type", "kind", "source", "not_type", "without_source", "avoid", "via"):
        if chosen := cast(tuple[str, ...], limits.get(name, ())):
            more = [key for key in known.get(name, chosen) if (key in chosen) is (name not in known)]
            values = (
                (*chosen, key) if name in known else tuple(k for k in chosen if k != key) for key in more
            )
            entries = [_loosened(asked, 1, name, *pair) for pair in zip(more, values, strict=True)]
            yield entries, _loosened(asked, len(more), name, "")


def _everything(asked: _Asked) -> Iterable[_Asked]:
    """All limits dropped; the hops, as far as they are too few."""
    kept = {name: value for name, value in asked.limits.items() if name not in _DROPPED}
    bare = replace(asked, limits=cast(PathOptions, {**kept, "min_sources": 0, "include_denied": True}))
    if (shortest := _shortest(bare)) is None:
        return []
    return [_loosened(bare, 0, "max_hops", "", max(shortest, asked.limits["max_hops"]), relax="all")]


def _longer(asked: _Asked) -> Iterator[_Asked]:
    """More hops: as many as there must be, and a few more where a path is bound to more than its ends."""
    shortest = _shortest(asked)
    if shortest is not None:
        limit, most = asked.limits["max_hops"], len(asked.dataset.entities)
        first = max(shortest, limit + 1)
        bound = "via" in asked.limits or "time_respecting" in asked.limits
        for hops in range(first, min(first + (_FURTHER if bound else 1), most)):
            yield _loosened(asked, hops - limit, "max_hops", str(hops), hops)


def _shortest(asked: _Asked) -> int | None:
    """The fewest hops that a path past these nodes must have, however many; when they hold does not count."""
    limits = _in_the_time_left(asked)
    if limits is None:
        return None
    search = open_search(asked.dataset, asked.start, asked.goal, limits)
    start, goal, most = search.start, search.goal, len(asked.dataset.entities)
    ways = [(start, goal), *((start, node, goal) for node in search.via)]
    try:
        legs = [[distance(search.walk, *ends, most) for ends in pairwise(way)] for way in ways]
    except TimeUp:
        return None
    lengths = [sum(leg for leg in way if leg is not None) for way in legs if None not in way]
    return max(lengths) if len(lengths) == len(ways) else None


def _loosened(
    asked: _Asked, steps: int, name: str, to: str, value: object = None, *, relax: str = ""
) -> _Asked:
    """Returns the question with another value of a limit, or without the limit."""
    limits = {key: kept for key, kept in asked.limits.items() if key != name}
    if value is not None and value != ():
        limits[name] = value
    return replace(asked, limits=cast(PathOptions, limits), steps=steps, relax=relax or name, to=to)


def _pick(entries: list[_Asked], whole: _Asked) -> Iterator[_Opened]:
    """The entries that help alone; else the whole list, if that does."""
    if entries and (all_of_it := _try(whole)):
        found = [opened for entry in entries if (opened := _try(entry))]
        yield from found or [all_of_it]


def _climb(ladder: Iterable[_Asked]) -> _Opened | None:
    return next((opened for step in ladder if (opened := _try(step))), None)


def _try(asked: _Asked) -> _Opened | None:
    limits = _in_the_time_left(asked)
    if limits is None:
        return None
    search = open_search(asked.dataset, asked.start, asked.goal, limits)
    paths, _ = collect_paths(search)
    if not paths:
        return None
    used = {key: search.selection.claims[key] for hop in paths[0].hops for key in hop.claims}
    return _Opened(asked.steps, Relaxation(asked.relax, asked.to, len(paths), paths[0]), used)


def _in_the_time_left(asked: _Asked) -> PathOptions | None:
    """Returns the limits with what is left of the time, or None when it is over."""
    if asked.deadline is None:
        return asked.limits
    left = asked.deadline - time.monotonic()
    return {**asked.limits, "timeout": left} if left > 0 else None
