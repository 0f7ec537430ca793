"""How two entities are connected: the question, its search and its answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import Filters, admit
from graphkit.dataset.selection import include
from graphkit.errors import UnknownName, UsageError, nearest_names
from graphkit.questions.answer import Paths
from graphkit.questions.paths.options import PathOptions, check_options
from graphkit.questions.paths.path_search import collect_paths, open_search
from graphkit.questions.paths.question import question


def find_paths(
    dataset: Dataset,
    start: str,
    goal: str,
    filters: Filters | None = None,
    options: PathOptions | None = None,
) -> Paths:
    """The paths between two entities, given by their ids; where there are none, what would open one.

    Raises:
        UnknownName: for an entity, type, kind or source that is not there (for the audience).
        UsageError: if both ends are the same, an end is to be avoided, or an option cannot be meant.
    """
    filters, options = filters or Filters(), options or PathOptions()
    asked = question("path", filters, options, **{"from": start, "to": goal})
    dataset, filters = admit(dataset, filters)
    check_options(options)
    _check_ends(dataset, (start, goal), options)
    search = open_search(dataset, start, goal, filters, options)
    shown = search.selection
    paths, truncated = collect_paths(search)
    depends_on = why = None
    if paths and options.explain:
        from graphkit.questions.paths.critical import find_critical

        depends_on = find_critical(dataset, paths, filters, options)
    if not paths and not truncated:
        from graphkit.questions.paths.why import explain_absence

        why, claims = explain_absence(dataset, start, goal, filters, options)
        shown = include(shown, claims)
    return Paths(shown, asked, truncated, paths=tuple(paths), why=why, depends_on=depends_on)


def check_entities(dataset: Dataset, keys: Iterable[str]) -> None:
    """Refuse ids that no entity has. Raises: UnknownName."""
    for key in keys:
        if key not in dataset.entities:
            raise UnknownName("entity", key, nearest_names(key, dataset.entities))


def _check_ends(dataset: Dataset, ends: Sequence[str], options: PathOptions) -> None:
    check_entities(dataset, (*ends, *options.via, *options.avoid))
    if ends[0] == ends[1]:
        name = dataset.entities[ends[0]].name
        raise UsageError(f"both ends are {name} ({ends[0]}); a path needs two different ones")
    if barred := sorted({*ends} & {*options.avoid}):
        raise UsageError(f"{barred[0]} is an end of the path and cannot be avoided")
