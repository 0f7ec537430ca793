"""Explains why there is no path: the smallest relaxations of the limits that open one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import compress, pairwise
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from graphkit.dataset.base import Dataset
from graphkit.dataset.rows import components
from graphkit.model.filters import STATUSES, Filters, PathOptions, declared
from graphkit.model.records import Claim
from graphkit.questions.answer import Relaxation, Why
from graphkit.questions.paths.path_search import collect_paths, open_search
from graphkit.questions.paths.search import distance
from graphkit.questions.paths.walk import TimeUp

_FURTHER = 4  # lengths tried, from the shortest possible on, under `via` or in time
_DROPPED = frozenset({*declared(Filters), "directed", "time_respecting", "via", "avoid"})
_SWITCHES = {
    **dict.fromkeys(("directed", "definitely", "undisputed", "as_of", "between"), 1),
    "time_respecting": 2,
}  # limits that are dropped as a whole, with the size of that change


class _Trial(Struct, frozen=True):
    """A question, perhaps with a relaxed limit: the size of the change, the limit and its new value."""

    dataset: Dataset
    start: str
    goal: str
    limits: PathOptions
    deadline: float | None
    size: int = 0
    relax: str = ""
    to: str = ""


class _Opened(Struct, frozen=True):
    """A relaxation that opens paths, the size of the change, and the claims of its example."""

    size: int
    relaxation: Relaxation
    claims: dict[str, Claim]


def explain_absence(
    dataset: Dataset, start: str, goal: str, limits: PathOptions
) -> tuple[Why, Iterable[Claim]]:
    """Returns the relaxations that open a path, the smallest change first, and the claims of the examples.

    Each limit is relaxed alone, by small changes first, until a path opens. A list (types, kinds, sources,
    nodes) is relaxed by one entry at a time, or as a whole if no entry helps. If no limit helps alone, all
    are dropped at once ("all"). Entities in separate components have the sizes of these instead. The time
    limit is for all trials together.
    """
    if sizes := _separate_components(dataset, start, goal):
        return Why((), sizes), ()
    deadline = time.monotonic() + limits["timeout"] if limits["timeout"] else None
    trial = _Trial(dataset, start, goal, limits, deadline)
    found = [opened for trials in _scalars(trial) if (opened := _first_opened(trials))]
    found += [opened for entries, whole in _lists(trial) for opened in _pick(entries, whole)]
    if not found:
        found = [opened for opened in [_first_opened(_everything(trial))] if opened]
    found.sort(key=lambda opened: opened.size)
    claims: dict[str, Claim] = {}
    for opened in reversed(found):  # the smallest change decides on a claim that several examples have
        claims.update(opened.claims)
    return Why(tuple(opened.relaxation for opened in found)), claims.values()


def _separate_components(dataset: Dataset, start: str, goal: str) -> tuple[int, int] | None:
    """Returns the sizes of the components of both ends without any limit, or None if they share one."""
    least, number = components(dataset.rows, dataset.mask), dataset.entity_ids.numbers
    mine, other = least[number[start]], least[number[goal]]
    return None if mine == other else (least.count(mine), least.count(other))


def _scalars(trial: _Trial) -> Iterator[Iterable[_Trial]]:
    """Yields the relaxations of each number and switch, the smallest change first."""
    limits = trial.limits
    if "min_status" in limits:
        yield _weaker(trial)
    yield _longer(trial)
    least = limits["min_sources"]
    yield [_relaxed(trial, least - n, "min_sources", str(n), n) for n in range(least - 1, -1, -1)]
    for name, size in _SWITCHES.items():
        if name in limits:
            yield [_relaxed(trial, size, name, "" if name in ("as_of", "between") else "false")]
    if "include_denied" not in limits:
        yield [_relaxed(trial, 3, "include_denied", "true", True)]


def _weaker(trial: _Trial) -> Iterator[_Trial]:
    below = STATUSES[STATUSES.index(trial.limits["min_status"]) + 1 :]
    for size, word in enumerate(below, 1):
        yield _relaxed(trial, size, "min_status", word, word)
    if "include_denied" in trial.limits:  # claims that are only denied are below all statuses
        yield _relaxed(trial, len(below) + 1, "min_status", "")


def _lists(trial: _Trial) -> Iterator[tuple[list[_Trial], _Trial]]:
    """Yields each list, relaxed by one entry at a time, and dropped as a whole."""
    dataset, limits = trial.dataset, trial.limits
    used = set(compress(dataset.rows.type, dataset.mask))
    kinds = {entity.kind for entity in dataset.entities.values()}
    known = {
        "type": [key for code, key in enumerate(dataset.ontology.types) if code in used],
        "kind": [key for key in dataset.ontology.kinds if key in kinds],
        "source": list(dataset.sources),
    }
    for name in ("type", "kind", "source", "not_type", "without_source", "avoid", "via"):
        if chosen := cast(tuple[str, ...], limits.get(name, ())):
            more = [key for key in known.get(name, chosen) if (key in chosen) is (name not in known)]
            values = (
                (*chosen, key) if name in known else tuple(k for k in chosen if k != key) for key in more
            )
            entries = [_relaxed(trial, 1, name, *pair) for pair in zip(more, values, strict=True)]
            yield entries, _relaxed(trial, len(more), name, "")


def _everything(trial: _Trial) -> Iterable[_Trial]:
    """Returns the question without any limit but that of the hops, which is as high as it must be."""
    kept = {name: value for name, value in trial.limits.items() if name not in _DROPPED}
    bare = replace(trial, limits=cast(PathOptions, {**kept, "min_sources": 0, "include_denied": True}))
    if (shortest := _shortest(bare)) is None:
        return []
    return [_relaxed(bare, 0, "max_hops", "", max(shortest, trial.limits["max_hops"]), relax="all")]


def _longer(trial: _Trial) -> Iterator[_Trial]:
    """Yields higher limits of hops: the lowest possible, and a few more under `via` or in time."""
    shortest = _shortest(trial)
    if shortest is not None:
        limit, most = trial.limits["max_hops"], len(trial.dataset.entities)
        first = max(shortest, limit + 1)
        bound = "via" in trial.limits or "time_respecting" in trial.limits
        for hops in range(first, min(first + (_FURTHER if bound else 1), most)):
            yield _relaxed(trial, hops - limit, "max_hops", str(hops), hops)


def _shortest(trial: _Trial) -> int | None:
    """Returns a lower bound of the hops of a path by way of the nodes in `via`; dates do not count."""
    limits = _in_the_time_left(trial)
    if limits is None:
        return None
    search = open_search(trial.dataset, trial.start, trial.goal, limits)
    start, goal, most = search.start, search.goal, len(trial.dataset.entities)
    ways = [(start, goal), *((start, node, goal) for node in search.via)]
    try:
        legs = [[distance(search.walk, *ends, most) for ends in pairwise(way)] for way in ways]
    except TimeUp:
        return None
    lengths = [sum(leg for leg in way if leg is not None) for way in legs if None not in way]
    return max(lengths) if len(lengths) == len(ways) else None


def _relaxed(
    trial: _Trial, size: int, name: str, to: str, value: object = None, *, relax: str = ""
) -> _Trial:
    """Returns the question with another value of a limit, or without the limit."""
    limits = {key: kept for key, kept in trial.limits.items() if key != name}
    if value is not None and value != ():
        limits[name] = value
    return replace(trial, limits=cast(PathOptions, limits), size=size, relax=relax or name, to=to)


def _pick(entries: list[_Trial], whole: _Trial) -> Iterator[_Opened]:
    """Yields the entries that help alone, or the whole list if only that helps."""
    if entries and (dropped := _try(whole)):
        found = [opened for entry in entries if (opened := _try(entry))]
        yield from found or [dropped]


def _first_opened(trials: Iterable[_Trial]) -> _Opened | None:
    return next((opened for trial in trials if (opened := _try(trial))), None)


def _try(trial: _Trial) -> _Opened | None:
    limits = _in_the_time_left(trial)
    if limits is None:
        return None
    search = open_search(trial.dataset, trial.start, trial.goal, limits)
    paths, _ = collect_paths(search)
    if not paths:
        return None
    used = {key: search.selection.claims[key] for hop in paths[0].hops for key in hop.claims}
    return _Opened(trial.size, Relaxation(trial.relax, trial.to, len(paths), paths[0]), used)


def _in_the_time_left(trial: _Trial) -> PathOptions | None:
    """Returns the limits with what is left of the time, or None when it is over."""
    if trial.deadline is None:
        return trial.limits
    left = trial.deadline - time.monotonic()
    return {**trial.limits, "timeout": left} if left > 0 else None
