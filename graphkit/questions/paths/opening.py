"""A question about paths is opened: evidence cut, rows built, claims masked, names turned into numbers."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import Filters, claim_mask, cut_evidence, keep_claims
from graphkit.dataset.rows import BACKWARD, FORWARD, Rows, build_rows
from graphkit.questions.paths.hops import Guide
from graphkit.questions.paths.options import PathOptions
from graphkit.questions.paths.rank import Search
from graphkit.questions.paths.view import EITHER, Clock, View, open_view

_CARRIES = {"forward": FORWARD, "backward": BACKWARD, "both": EITHER, "none": 0}


def open_search(
    dataset: Dataset, start: str, goal: str, filters: Filters, options: PathOptions
) -> tuple[Search, Dataset]:
    """The search that answers a question, unchecked, and the dataset with the claims that pass."""
    shown = cut_evidence(dataset, filters)
    rows = build_rows(shown)
    mask = claim_mask(shown, rows, filters, {start, goal})
    node = {key: number for number, key in enumerate(shown.entities)}
    view = _view(shown, rows, mask, options, [node[key] for key in options.avoid])
    each = options.claims == "each"
    guide = Guide(shown, view, mask, tuple(shown.entities), tuple(shown.claims), options.in_time, each)
    via = tuple(node[key] for key in options.via if key not in (start, goal))
    return Search(guide, node[start], node[goal], via, options), keep_claims(shown, mask)


def _view(dataset: Dataset, rows: Rows, mask: bytearray, options: PathOptions, avoid: Iterable[int]) -> View:
    types = dataset.ontology.types.values()
    ways = bytes(_CARRIES[type_.carries] if options.in_time else EITHER for type_ in types)
    if options.directed:
        ways = bytes(way & FORWARD for way in ways)
    return open_view(rows, mask, ways, avoid, Clock(options.timeout or None))
