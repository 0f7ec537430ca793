"""How two entities are connected: the question, its search and its answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphkit.dataset import Dataset
from graphkit.errors import UnknownName, UsageError, nearest_names
from graphkit.filters import Filters, check_filters, claim_mask, cut_evidence, gate, keep_claims
from graphkit.graph import BACKWARD, FORWARD, Rows, build_rows
from graphkit.paths.hops import Guide
from graphkit.paths.options import PathOptions, check_options
from graphkit.paths.question import question
from graphkit.paths.rank import Search, collect_paths
from graphkit.paths.view import EITHER, Clock, View, open_view
from graphkit.result import Path, Paths

_CARRIES = {"forward": FORWARD, "backward": BACKWARD, "both": EITHER, "none": 0}


def find_paths(
    dataset: Dataset,
    start: str,
    goal: str,
    filters: Filters | None = None,
    options: PathOptions | None = None,
) -> Paths:
    """The paths between two entities, given by their ids.

    Raises:
        UnknownName: for an entity, type, kind or source that is not there (for the audience).
        UsageError: if both ends are the same, an end is to be avoided, or an option cannot be meant.
    """
    filters, options = filters or Filters(), options or PathOptions()
    check_filters(dataset, filters)
    check_options(options)
    check_ends(gate(dataset, filters.audience), (start, goal), options)
    paths, truncated, searched = search_paths(dataset, start, goal, filters, options)
    asked = question("path", filters, options, **{"from": start, "to": goal})
    return Paths(searched, asked, truncated, tuple(paths))


def search_paths(
    dataset: Dataset, start: str, goal: str, filters: Filters, options: PathOptions
) -> tuple[list[Path], bool, Dataset]:
    """Search without any check: the paths, whether there may be more, and the dataset with what passed."""
    shown = cut_evidence(dataset, filters)
    rows = build_rows(shown)
    mask = claim_mask(shown, rows, filters, {start, goal, *options.via})
    node = {key: number for number, key in enumerate(shown.entities)}
    view = _view(shown, rows, mask, options, [node[key] for key in options.avoid])
    each = options.claims == "each"
    guide = Guide(shown, view, mask, tuple(shown.entities), tuple(shown.claims), options.in_time, each)
    via = tuple(node[key] for key in options.via if key not in (start, goal))
    paths, truncated = collect_paths(Search(guide, node[start], node[goal], via, options))
    return paths, truncated, keep_claims(shown, mask)


def check_ends(dataset: Dataset, ends: Sequence[str], options: PathOptions) -> None:
    """Refuse ends that are unknown, the same, or to be avoided. Raises: UnknownName, UsageError."""
    check_entities(dataset, (*ends, *options.via, *options.avoid))
    if len(set(ends)) < len(ends):
        twice = dataset.entities[next(key for key in ends if ends.count(key) > 1)]
        raise UsageError(f"{twice.name} is asked for twice; a path needs two different ends")
    if barred := sorted({*ends} & {*options.avoid}):
        raise UsageError(f"{barred[0]} is an end of the path and cannot be avoided")


def check_entities(dataset: Dataset, keys: Iterable[str]) -> None:
    """Refuse ids that no entity has. Raises: UnknownName."""
    for key in keys:
        if key not in dataset.entities:
            raise UnknownName("entity", key, nearest_names(key, dataset.entities))


def _view(dataset: Dataset, rows: Rows, mask: bytearray, options: PathOptions, avoid: Iterable[int]) -> View:
    types = dataset.ontology.types.values()
    ways = bytes(_CARRIES[type_.carries] if options.in_time else EITHER for type_ in types)
    if options.directed:
        ways = bytes(way & FORWARD for way in ways)
    return open_view(rows, mask, ways, avoid, Clock(options.timeout or None))
