"""A search for paths: how it is opened, the order in which it finds paths, and what a path consists of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise, product

from msgspec import Struct

from graphkit.dataset.base import Dataset
from graphkit.dataset.rows import BACKWARD, DISPUTED, FORWARD
from graphkit.dataset.selection import CERTAINTIES, Selection, select
from graphkit.model.filters import PathOptions
from graphkit.model.status import Status
from graphkit.questions.answer import Hop, Path
from graphkit.questions.paths.journey import Journey, arrivals, travel
from graphkit.questions.paths.search import distance, distances, shortest_paths, simple_paths
from graphkit.questions.paths.walk import EITHER, Clock, TimeUp, Walk, open_walk

_CARRIES = {"forward": FORWARD, "backward": BACKWARD, "both": EITHER, "none": 0}
_KNOWN = 100_000  # pairs of nodes whose claims are remembered, so that memory is bounded

Claims = tuple[int, ...]


class PathSearch(Struct, frozen=True):
    """A search in numbers: the claims that pass, how they are walked, from where to where, by way of what."""

    selection: Selection
    walk: Walk
    start: int
    goal: int
    via: tuple[int, ...]
    options: PathOptions
    known: dict[tuple[int, int], Claims] = {}

    def claims_between(self, source: int, target: int) -> Claims:
        """Returns the open claims from one node to the next: the strongest first, the undisputed, by id."""
        key = source, target
        if key not in self.known:
            if len(self.known) == _KNOWN:
                self.known.clear()
            rows = self.walk.rows
            found = self.walk.claims_between(source, target)
            order = sorted((-rows.status[row], rows.flags[row] & DISPUTED, row) for row in found)
            self.known[key] = tuple(row for _, _, row in order)
        return self.known[key]


def open_search(dataset: Dataset, start: str, goal: str, options: PathOptions) -> PathSearch:
    """Returns the search for a question with options that `read_options` has checked."""
    selection = select(dataset, options, {start, goal})
    node = dataset.entity_ids.numbers
    walk = walk_selection(selection, options, [node[key] for key in options.get("avoid", ())])
    via = tuple(node[key] for key in options.get("via", ()) if key not in (start, goal))
    return PathSearch(selection, walk, node[start], node[goal], via, options)


def walk_selection(dataset: Dataset, options: PathOptions, avoid: Iterable[int] = ()) -> Walk:
    """Returns the walk over the claims of a dataset in the directions that the options allow."""
    if options.get("time_respecting"):
        ways = bytes(_CARRIES[type_.carries] for type_ in dataset.ontology.types.values())
    else:
        ways = bytes([EITHER]) * len(dataset.ontology.types)
    if options.get("directed"):
        ways = bytes(way & FORWARD for way in ways)
    return open_walk(dataset.rows, dataset.mask, ways, avoid, Clock(options.get("timeout") or None))


def collect_paths(search: PathSearch) -> tuple[list[Path], bool]:
    """Returns the paths in the order of their rank, and whether limits cut the search short."""
    found: list[Path] = []
    limit, k = search.options["limit"], search.options.get("k")
    try:
        for path in _ranked_paths(search):
            if limit and len(found) == limit:
                return found, True
            found.append(path)
            if len(found) == k:
                break
    except TimeUp:
        return found, True
    return found, False


def _ranked_paths(search: PathSearch) -> Iterator[Path]:
    """Yields all paths that were asked for, the best first; equals by the ids of their nodes.

    Rank "length": fewer hops first, then the stronger. Rank "strength": the strongest weakest hop first
    (widest path: Pollack, The Maximum Capacity Through a Network, Operations Research 8, 1960), then fewer
    hops. Each pair of a length and a status is one search, so that the rows bound the memory, not the paths.
    """
    options, walk, most = search.options, search.walk, search.options["max_hops"]
    of_any_length = options["mode"] == "all" or "k" in options
    nearest = distance(walk, search.start, search.goal, most)
    if nearest is None:
        return
    bucket = partial(_bucket, search, nearest, [_detour(search, node) for node in search.via])
    lengths = range(nearest, most + 1)
    statuses = sorted((strength - 1 for strength in set(walk.out or b"") if strength), reverse=True)
    if options["rank"] == "strength" and of_any_length:
        for status, length in product(statuses, lengths):
            yield from bucket(length, status)
        return
    for length in lengths:
        none = True
        for path in (path for status in statuses for path in bucket(length, status)):
            none = False
            yield path
        if not of_any_length and not none:
            return


def _bucket(
    search: PathSearch, nearest: int, detours: Sequence[_Detour], length: int, status: int
) -> Iterator[Path]:
    """Yields the paths of exactly this length and status."""
    in_time = search.options.get("time_respecting")

    def keep(path: Sequence[int]) -> bool:
        """Returns whether a beginning can still enter each node of `via`, and is possible in time."""
        left = length + 1 - len(path)
        if any(detour.node not in path and detour.least(path[-1]) > left for detour in detours):
            return False
        hops = [search.claims_between(*ends) for ends in pairwise(path)] if in_time else []
        return len(arrivals(search.walk.rows, hops)) == len(hops)

    find = shortest_paths if length == nearest else simple_paths
    bound = keep if in_time or detours else None
    for nodes in find(search.walk.at_least(status), search.start, search.goal, length, bound):
        yield from _build_paths(search, nodes, status)


class _Detour(Struct, frozen=True):
    """The hops from each node to the goal by way of `node`; `most` where it is too far."""

    node: int
    before: Mapping[int, int]
    after: int
    most: int

    def least(self, node: int) -> int:
        return self.before.get(node, self.most) + self.after


def _detour(search: PathSearch, node: int) -> _Detour:
    walk, most = search.walk, search.options["max_hops"]
    after = distances(walk, node, most).get(search.goal, most)
    return _Detour(node, distances(walk, node, most, against=True), after, most)


def _build_paths(search: PathSearch, nodes: Sequence[int], status: int) -> Iterator[Path]:
    """Yields the paths of exactly this status along nodes: at most one, or one for each choice of claims."""
    hops = [search.claims_between(*ends) for ends in pairwise(nodes)]
    strength = search.walk.rows.status
    if search.options["parallel"] == "separate":
        strong = [tuple(row for row in rows if strength[row] >= status) for rows in hops]
        choices: Iterator[tuple[Claims, ...]] = (tuple((row,) for row in rows) for rows in product(*strong))
    else:
        choices = iter([tuple(hops)])
    in_time = search.options.get("time_respecting")
    for choice in choices:
        search.walk.clock.tick()
        journey = travel(search.walk.rows, choice) if in_time else Journey(choice)
        if journey is not None and min(strength[rows[0]] for rows in journey.hops) == status:
            yield _path(search, nodes, journey)


def _path(search: PathSearch, nodes: Sequence[int], journey: Journey) -> Path:
    entities, claims = search.selection.entity_ids.keys, search.selection.claim_ids.keys
    strength, mask = search.walk.rows.status, search.selection.mask
    names = tuple(entities[node] for node in nodes)
    hops = []
    for index, (from_id, to_id) in enumerate(pairwise(names)):
        rows = journey.hops[index]
        status = strength[rows[0]]
        certainty = CERTAINTIES[min(mask[row] for row in rows if strength[row] == status)]
        hops.append(
            Hop(
                from_id,
                to_id,
                tuple(claims[row] for row in rows),
                Status(status),
                journey.arrivals[index] if journey.arrivals else "",
                journey.certainty(index, certainty),
            )
        )
    return Path(names, tuple(hops))
