"""How two entities are connected: the question, its search and its answer."""

from __future__ import annotations

from typing import Unpack

from graphkit.dataset.base import Dataset
from graphkit.dataset.selection import include
from graphkit.dataset.words import words_of
from graphkit.errors import UsageError
from graphkit.model.filters import OneEntity, PathOptions, read_options, set_options
from graphkit.model.names import resolve
from graphkit.questions.answer import Paths
from graphkit.questions.paths.path_search import collect_paths, open_search


def find_paths(dataset: Dataset, a: OneEntity, b: OneEntity, **options: Unpack[PathOptions]) -> Paths:
    """Find paths between two entities, hop by hop, with the evidence.

    If there is no path, the answer explains which limit excludes one.

    Raises: UnknownName, AmbiguousName; UsageError if both are the same entity or an option is not valid.
    """
    start, goal = (resolve(dataset.entities, name).id for name in (a, b))
    limits = read_options(PathOptions, options, words_of(dataset))
    _check_ends(dataset, start, goal, limits)
    search = open_search(dataset, start, goal, limits)
    shown = search.selection
    paths, truncated = collect_paths(search)
    depends_on = why = None
    if paths and limits.get("explain"):
        from graphkit.questions.paths.critical import find_critical

        depends_on = find_critical(dataset, paths, limits)
    if not paths and not truncated:
        from graphkit.questions.paths.why import explain_absence

        why, claims = explain_absence(dataset, start, goal, limits)
        shown = include(shown, claims)
    question = {"ask": "path", "from": start, "to": goal, **set_options(PathOptions, limits)}
    return Paths(shown, question, truncated, paths=tuple(paths), why=why, depends_on=depends_on)


def _check_ends(dataset: Dataset, start: str, goal: str, limits: PathOptions) -> None:
    if start == goal:
        name = dataset.entities[start].name
        raise UsageError(f"both ends are {name} ({start}); a path needs two different ones")
    avoid = set(limits.get("avoid", ()))
    if barred := sorted({start, goal} & avoid):
        raise UsageError(f"{barred[0]} is an end of the path and cannot be avoided")
    if both := sorted(avoid.intersection(limits.get("via", ()))):
        raise UsageError(f"a path cannot both enter and avoid {', '.join(both)}")
