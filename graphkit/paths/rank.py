"""The order in which paths are found: by length or by strength, bounded in number and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from graphkit.paths.hops import Guide, build_paths, claims_between
from graphkit.paths.in_time import arrivals
from graphkit.paths.options import PathOptions
from graphkit.paths.search import Keep, distance, distances, shortest_paths, simple_paths
from graphkit.paths.view import TimeUp
from graphkit.result import Path


@dataclass(frozen=True, slots=True)
class Search:
    """One search: from where to where, past which nodes, under which options."""

    guide: Guide
    start: int
    goal: int
    via: tuple[int, ...]
    options: PathOptions


def collect_paths(search: Search) -> tuple[list[Path], bool]:
    """The paths in the order of their rank, and whether there may be more than were let in."""
    found: list[Path] = []
    options = search.options
    try:
        for path in ranked_paths(search):
            if options.limit and len(found) == options.limit:
                return found, True
            found.append(path)
            if len(found) == options.k:
                break
    except TimeUp:
        return found, True
    return found, False


def ranked_paths(search: Search) -> Iterator[Path]:
    """All paths that were asked for, one after the other, the best first; equals by the ids of their nodes.

    "length": fewer hops first, then the stronger. "strength": the path whose weakest hop is strongest first
    (widest path: Pollack, The Maximum Capacity Through a Network, Operations Research 8, 1960), then fewer
    hops. Each pair of a length and a strength is one search, so that memory is bounded by the rows, not by
    the paths.
    """
    options, view = search.options, search.guide.view
    nearest = distance(view, search.start, search.goal, options.max_hops)
    if nearest is None:
        return
    lengths = range(nearest, options.max_hops + 1)
    rungs = sorted(set(search.guide.rows.rung), reverse=True)
    if options.mode == "shortest" and options.k is None:
        for length in lengths:
            none = True
            for rung in rungs:
                for path in _bucket(search, length, rung, nearest):
                    none = False
                    yield path
            if not none:
                return
    elif options.rank == "strength":
        for rung, length in product(rungs, lengths):
            yield from _bucket(search, length, rung, nearest)
    else:
        for length, rung in product(lengths, rungs):
            yield from _bucket(search, length, rung, nearest)


def _bucket(search: Search, length: int, rung: int, nearest: int) -> Iterator[Path]:
    """The paths of just this length and strength."""
    view = search.guide.view.at_least(rung)
    find = shortest_paths if length == nearest else simple_paths
    for nodes in find(view, search.start, search.goal, length, _keep(search, length)):
        yield from build_paths(search.guide, nodes, rung)


def _keep(search: Search, length: int) -> Keep | None:
    """What refuses the beginning of a path: too late already, or too far from what it has to enter."""
    guide = search.guide
    tests: list[Keep] = []
    if guide.in_time:

        def in_time(path: Sequence[int]) -> bool:
            hops = [claims_between(guide, *ends) for ends in pairwise(path)]
            return len(arrivals(guide.rows, hops)) == len(hops)

        tests.append(in_time)
    tests += [_enters(search, node, length) for node in search.via]
    return (lambda path: all(test(path) for test in tests)) if tests else None


def _enters(search: Search, node: int, length: int) -> Keep:
    before = distances(search.guide.view, node, length, against=True)
    after = distances(search.guide.view, node, length).get(search.goal, length)

    def enters(path: Sequence[int]) -> bool:
        left = length + 1 - len(path)
        return node in path or before.get(path[-1], length) + after <= left

    return enters
