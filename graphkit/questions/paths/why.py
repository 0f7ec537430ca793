"""Why there is no path: the smallest loosening of the question under which there is one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import compress, pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import Filters
from graphkit.dataset.rows import find_components
from graphkit.model.records import Claim
from graphkit.model.status import Status
from graphkit.questions.answer import Relaxation, Why
from graphkit.questions.paths.options import PathOptions
from graphkit.questions.paths.path_search import collect_paths, open_search
from graphkit.questions.paths.search import distance
from graphkit.questions.paths.walk import TimeUp

_FURTHER = 4  # lengths tried, from the shortest possible on, where a path is bound to more than its ends
_FILTERS = frozenset(Filters.__struct_fields__)


class _Asked(Struct, frozen=True):
    """A question, perhaps with a limit loosened: by how much, the limit's name, what it is loosened to."""

    dataset: Dataset
    start: str
    goal: str
    filters: Filters
    options: PathOptions
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
    dataset: Dataset, start: str, goal: str, filters: Filters, options: PathOptions
) -> tuple[Why, Iterable[Claim]]:
    """What would open a path, the smallest change first, and the claims of the examples, by id.

    Each limit is loosened alone, step by step until a path opens; a list (types, kinds, sources, nodes) by
    one entry at a time, or as a whole if no entry helps. If no limit helps alone, all are dropped at once
    ("all"). `dataset` holds what the audience may know; that is never widened. Where nothing can help, the
    two components are sized instead. The time limit holds for all trials together.
    """
    if components := _components(dataset, start, goal):
        return Why((), components), ()
    deadline = time.monotonic() + options.timeout if options.timeout else None
    asked = _Asked(dataset, start, goal, filters, options, deadline)
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
    filters, options = asked.filters, asked.options
    if filters.min_status:
        rungs = [Status(rung) for rung in range(filters.min_status - 1, Status.DENIED, -1)]
        ladder = [
            _loosened(asked, n, "min_status", rung.word, min_status=rung) for n, rung in enumerate(rungs, 1)
        ]
        if filters.include_denied:  # below all rungs are the claims that are only denied
            ladder.append(_loosened(asked, len(rungs) + 1, "min_status", "", min_status=None))
        yield ladder
    yield _longer(asked)
    voices = range(filters.min_sources - 1, -1, -1)
    yield [_loosened(asked, filters.min_sources - n, "sources", str(n), min_sources=n) for n in voices]
    if options.directed:
        yield [_loosened(asked, 1, "directed", "false", directed=False)]
    if filters.definitely:
        yield [_loosened(asked, 1, "definitely", "false", definitely=False)]
    if filters.undisputed:
        yield [_loosened(asked, 1, "undisputed", "false", undisputed=False)]
    if filters.as_of:
        yield [_loosened(asked, 1, "as_of", "", as_of="")]
    if filters.between:
        yield [_loosened(asked, 1, "between", "", between=None)]
    if options.in_time:
        yield [_loosened(asked, 2, "in_time", "false", in_time=False)]
    if not filters.include_denied:
        yield [_loosened(asked, 3, "include_denied", "true", include_denied=True)]


def _lists(asked: _Asked) -> Iterator[tuple[list[_Asked], _Asked]]:
    """For each limit that is a list: loosened by one entry at a time, and dropped as a whole."""
    dataset, filters, options = asked.dataset, asked.filters, asked.options
    used = {claim.type for claim in dataset.claims.values()}
    kinds = {entity.kind for entity in dataset.entities.values()}
    only = (
        ("type", "types", filters.types, [key for key in dataset.ontology.types if key in used]),
        ("kind", "kinds", filters.kinds, [key for key in dataset.ontology.kinds if key in kinds]),
        ("source", "sources", filters.sources, list(dataset.sources)),
    )
    for word, name, wanted, known in only:
        more = [key for key in known if key not in wanted] if wanted else []
        entries = [_loosened(asked, 1, word, key, **{name: (*wanted, key)}) for key in more]
        yield entries, _loosened(asked, len(more), word, "", **{name: ()})
    without = (
        ("not_type", "not_types", filters.not_types),
        ("without_source", "without_sources", filters.without_sources),
        ("avoid", "avoid", options.avoid),
        ("via", "via", options.via),
    )
    for word, name, unwanted in without:
        rest = {key: tuple(other for other in unwanted if other != key) for key in unwanted}
        entries = [_loosened(asked, 1, word, key, **{name: others}) for key, others in rest.items()]
        yield entries, _loosened(asked, len(entries), word, "", **{name: ()})


def _everything(asked: _Asked) -> Iterable[_Asked]:
    """All limits dropped; the hops, as far as they are too few."""
    options = replace(asked.options, directed=False, in_time=False, via=(), avoid=())
    bare = replace(asked, filters=Filters(include_denied=True), options=options)
    shortest = _shortest(bare)
    return (
        [] if shortest is None else [_loosened(bare, 0, "all", "", max_hops=max(shortest, options.max_hops))]
    )


def _longer(asked: _Asked) -> Iterator[_Asked]:
    """More hops: as many as there must be, and a few more where a path is bound to more than its ends."""
    shortest = _shortest(asked)
    if shortest is not None:
        first = max(shortest, asked.options.max_hops + 1)
        bound = asked.options.via or asked.options.in_time
        most = len(asked.dataset.entities)
        for hops in range(first, min(first + (_FURTHER if bound else 1), most)):
            yield _loosened(asked, hops - asked.options.max_hops, "max_hops", str(hops), max_hops=hops)


def _shortest(asked: _Asked) -> int | None:
    """The fewest hops that a path past these nodes must have, however many; when they hold does not count."""
    options = _in_the_time_left(asked)
    if options is None:
        return None
    search = open_search(asked.dataset, asked.start, asked.goal, asked.filters, options)
    start, goal, most = search.start, search.goal, len(asked.dataset.entities)
    ways = [(start, goal), *((start, node, goal) for node in search.via)]
    try:
        legs = [[distance(search.walk, *ends, most) for ends in pairwise(way)] for way in ways]
    except TimeUp:
        return None
    lengths = [sum(leg for leg in way if leg is not None) for way in legs if None not in way]
    return max(lengths) if len(lengths) == len(ways) else None


def _loosened(asked: _Asked, steps: int, relax: str, to: str, **changes: Any) -> _Asked:
    filters = {name: value for name, value in changes.items() if name in _FILTERS}
    options = {name: value for name, value in changes.items() if name not in _FILTERS}
    return replace(
        asked,
        filters=replace(asked.filters, **filters),
        options=replace(asked.options, **options),
        steps=steps,
        relax=relax,
        to=to,
    )


def _pick(entries: list[_Asked], whole: _Asked) -> Iterator[_Opened]:
    """The entries that help alone; else the whole list, if that does."""
    if entries and (all_of_it := _try(whole)):
        found = [opened for entry in entries if (opened := _try(entry))]
        yield from found or [all_of_it]


def _climb(ladder: Iterable[_Asked]) -> _Opened | None:
    return next((opened for step in ladder if (opened := _try(step))), None)


def _try(asked: _Asked) -> _Opened | None:
    options = _in_the_time_left(asked)
    if options is None:
        return None
    search = open_search(asked.dataset, asked.start, asked.goal, asked.filters, options)
    paths, _ = collect_paths(search)
    if not paths:
        return None
    used = {key: search.selection.claims[key] for hop in paths[0].hops for key in hop.claims}
    return _Opened(asked.steps, Relaxation(asked.relax, asked.to, len(paths), paths[0]), used)


def _in_the_time_left(asked: _Asked) -> PathOptions | None:
    """The options with what is left of the time limit, or None when it is over."""
    if asked.deadline is None:
        return asked.options
    left = asked.deadline - time.monotonic()
    return replace(asked.options, timeout=left) if left > 0 else None
