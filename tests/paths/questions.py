"""Random questions about random investigations, by mode."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graphkit.dataset import Dataset
from graphkit.filters import Filters
from graphkit.model import VISIBILITIES, Status
from graphkit.paths import PathOptions
from tests.graphs import Chooser

MODES: dict[str, dict[str, Any]] = {
    "shortest": {},
    "all": {"mode": "all"},
    "k": {"k": 3},
    "strength": {"mode": "all", "rank": "strength"},
    "k-strength": {"k": 2, "rank": "strength"},
    "in-time": {"mode": "all", "in_time": True},
    "in-time-shortest": {"in_time": True},
    "each": {"mode": "all", "claims": "each"},
    "each-in-time": {"mode": "all", "claims": "each", "in_time": True, "rank": "strength"},
}
Question = tuple[str, str, Filters, PathOptions]


def random_question(choose: Chooser, dataset: Dataset, mode: str) -> Question:
    """Two visible ends, any filters, and the options of a mode with nodes to enter or to avoid."""
    filters = random_filters(choose, dataset)
    seen = VISIBILITIES[: VISIBILITIES.index(filters.audience) + 1]
    visible = [key for key, entity in dataset.entities.items() if entity.visibility in seen]
    if len(visible) < 2:
        filters, visible = replace(filters, audience="confidential"), list(dataset.entities)
    start = choose.one(visible)
    goal = choose.one([key for key in visible if key != start])
    others = [key for key in visible if key not in (start, goal)]
    via = choose.some(others, 2) if others and choose.often(25) else []
    rest = [key for key in others if key not in via]
    avoid = choose.some(rest, 2) if rest and choose.often(25) else []
    options = PathOptions(
        **MODES[mode],
        max_hops=choose.one((6, 4, 3, 2, 1)),
        directed=choose.often(30),
        via=tuple(via),
        avoid=tuple(avoid),
    )
    return start, goal, filters, options


def random_filters(choose: Chooser, dataset: Dataset) -> Filters:
    """Filters of every sort, most questions having few of them."""
    types, kinds = list(dataset.ontology.types), list(dataset.ontology.kinds)
    audience = choose.one(VISIBILITIES[:2]) if choose.often(15) else "confidential"
    seen = VISIBILITIES[: VISIBILITIES.index(audience) + 1]
    sources = [key for key, source in dataset.sources.items() if source.visibility in seen]
    dates = ("2004", "2005", "2005-06-15", "2005-12-31", "2006-02", "2007")
    dated = choose.often(35)
    as_of = choose.one(dates) if dated and choose.often(60) else ""
    period = tuple(sorted((choose.one(dates), choose.one(dates)))) if dated and choose.often(50) else None
    return Filters(
        as_of=as_of,
        between=(period[0], period[1]) if period else None,
        types=tuple(choose.some(types, 4)) if choose.often(20) else (),
        not_types=tuple(choose.some(types, 2)) if choose.often(20) else (),
        kinds=tuple(choose.some(kinds, 2)) if choose.often(15) else (),
        min_status=choose.one([status for status in Status if status]) if choose.often(25) else None,
        undisputed=choose.often(10),
        sources=tuple(choose.some(sources, 2)) if sources and choose.often(15) else (),
        without_sources=tuple(choose.some(sources, 2)) if sources and choose.often(20) else (),
        min_sources=choose.number(0, 2) if choose.often(15) else 0,
        definitely=bool(as_of or period) and choose.often(30),
        include_denied=choose.often(20),
        audience=audience,
    )
