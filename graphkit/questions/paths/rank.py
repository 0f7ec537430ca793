"""The order in which paths are found: by length or by strength, bounded in number and time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise, product

from msgspec import Struct

from graphkit.questions.answer import Path
from graphkit.questions.paths.hops import Guide, build_paths, claims_between
from graphkit.questions.paths.in_time import arrivals
from graphkit.questions.paths.options import PathOptions
from graphkit.questions.paths.search import distance, distances, shortest_paths, simple_paths
from graphkit.questions.paths.view import TimeUp


class Search(Struct, frozen=True):
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
    bucket = partial(_bucket, search, nearest, [_reach(search, node) for node in search.via])
    lengths = range(nearest, options.max_hops + 1)
    rungs = sorted(set(search.guide.rows.rung), reverse=True)
    if options.rank == "strength" and (options.mode == "all" or options.k):
        for rung, length in product(rungs, lengths):
            yield from bucket(length, rung)
        return
    for length in lengths:
        none = True
        for rung in rungs:
            for path in bucket(length, rung):
                none = False
                yield path
        if options.mode == "shortest" and not options.k and not none:
            return


def _bucket(
    search: Search, nearest: int, reaches: Sequence[_Reach], length: int, rung: int
) -> Iterator[Path]:
    """The paths of just this length and strength."""
    guide = search.guide

    def keep(path: Sequence[int]) -> bool:
        """Whether a beginning is neither too late already nor too far from a node that it has to enter."""
        left = length + 1 - len(path)
        if any(reach.node not in path and reach.least(path[-1]) > left for reach in reaches):
            return False
        hops = [claims_between(guide, *ends) for ends in pairwise(path)] if guide.in_time else []
        return len(arrivals(guide.rows, hops)) == len(hops)

    find = shortest_paths if length == nearest else simple_paths
    bound = keep if guide.in_time or reaches else None
    for nodes in find(guide.view.at_least(rung), search.start, search.goal, length, bound):
        yield from build_paths(guide, nodes, rung)


class _Reach(Struct, frozen=True):
    """How far it is from each node to the goal by way of one; `most` where it is too far to matter."""

    node: int
    before: Mapping[int, int]
    after: int
    most: int

    def least(self, node: int) -> int:
        return self.before.get(node, self.most) + self.after


def _reach(search: Search, node: int) -> _Reach:
    view, most = search.guide.view, search.options.max_hops
    after = distances(view, node, most).get(search.goal, most)
    return _Reach(node, distances(view, node, most, against=True), after, most)
