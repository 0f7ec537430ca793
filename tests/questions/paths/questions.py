"""Random questions about random investigations, by mode."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphkit.dataset.audience import redact
from graphkit.dataset.base import Dataset
from graphkit.model.filters import STATUSES
from graphkit.model.records import VISIBILITIES
from graphkit.questions.answer import Paths
from graphkit.questions.paths import find_paths
from tests.graphs import Chooser

MODES: dict[str, dict[str, Any]] = {
    "shortest": {},
    "all": {"mode": "all"},
    "k": {"k": 3},
    "strength": {"mode": "all", "rank": "strength"},
    "k-strength": {"k": 2, "rank": "strength"},
    "in-time": {"mode": "all", "time_respecting": True},
    "in-time-shortest": {"time_respecting": True},
    "each": {"mode": "all", "parallel": "separate"},
    "each-in-time": {"mode": "all", "parallel": "separate", "time_respecting": True, "rank": "strength"},
}
Limits = dict[str, Any]  # filters, path options, and the audience
Question = tuple[str, str, Limits]


def ask_paths(dataset: Dataset, start: str, goal: str, limits: Limits) -> Paths:
    """The paths that the audience may know of."""
    return find_paths(redact(dataset, limits["audience"]), start, goal, **without(limits, "audience"))


def without(limits: Limits, *names: str) -> Limits:
    """The limits but some."""
    return {name: value for name, value in limits.items() if name not in names}


def random_question(choose: Chooser, dataset: Dataset, mode: str) -> Question:
    """Two visible ends, any filters, and the options of a mode with nodes to enter or to avoid."""
    filters = random_filters(choose, dataset)
    seen = VISIBILITIES[: VISIBILITIES.index(filters["audience"]) + 1]
    visible = [key for key, entity in dataset.entities.items() if entity.visibility in seen]
    if len(visible) < 2:
        filters, visible = {**filters, "audience": "confidential"}, list(dataset.entities)
    start = choose.one(visible)
    goal = choose.one([key for key in visible if key != start])
    others = [key for key in visible if key not in (start, goal)]
    via = choose.some(others, 2) if others and choose.often(25) else []
    rest = [key for key in others if key not in via]
    avoid = choose.some(rest, 2) if rest and choose.often(25) else []
    options = {
        **MODES[mode],
        "max_hops": choose.one((6, 4, 3, 2, 1)),
        "directed": choose.often(30),
        "via": tuple(via),
        "avoid": tuple(avoid),
    }
    return start, goal, {**filters, **options}


def random_filters(choose: Chooser, dataset: Dataset) -> Limits:
    """An audience, and filters of every sort, none to four at a time."""
    audience = choose.one(VISIBILITIES[:2]) if choose.often(15) else "confidential"
    seen = VISIBILITIES[: VISIBILITIES.index(audience) + 1]
    sources = [key for key, source in dataset.sources.items() if source.visibility in seen]
    given: dict[str, Any] = {}
    for name in choose.some(sorted(_FILTERS), 4):
        given.update(_FILTERS[name](choose, dataset, sources))
    return {**given, "audience": audience}


def _between(choose: Chooser) -> tuple[str, str]:
    first, last = sorted((choose.one(_DAYS), choose.one(_DAYS)))
    return first, last


def _dated(choose: Chooser) -> dict[str, Any]:
    """A date, a period, or both, and whether that has to be sure."""
    which = choose.number(0, 3)
    asked: dict[str, Any] = {"definitely": choose.often(35)}
    if which != 1:
        asked["as_of"] = choose.one(_DAYS)
    if which in (1, 2):
        asked["between"] = _between(choose)
    return asked


_DAYS = ("2004", "2005", "2005-06-15", "2005-12-31", "2006-02", "2007")
_RUNGS = STATUSES[::-1]
_FILTERS: dict[str, Callable[[Chooser, Dataset, list[str]], dict[str, Any]]] = {
    "dated": lambda choose, *_: _dated(choose),
    "denied": lambda *_: {"include_denied": True},
    "kinds": lambda choose, dataset, _: {"kind": tuple(choose.some(list(dataset.ontology.kinds), 3))},
    "min_status": lambda choose, *_: {"min_status": choose.one(_RUNGS)},
    "not_types": lambda choose, dataset, _: {"not_type": tuple(choose.some(list(dataset.ontology.types), 2))},
    "sources": lambda choose, _, sources: {"source": tuple(choose.some(sources, 3)) if sources else ()},
    "types": lambda choose, dataset, _: {"type": tuple(choose.some(list(dataset.ontology.types), 6))},
    "undisputed": lambda *_: {"undisputed": True},
    "voices": lambda choose, *_: {"min_sources": choose.number(1, 2)},
    "without": lambda choose, _, sources: {
        "without_source": tuple(choose.some(sources, 2)) if sources else ()
    },
}
