"""What a story hangs on: the claims and sources without which none of the paths found would stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import Filters
from graphkit.questions.answer import Cut, Path
from graphkit.questions.paths.hops import Guide, claims_between
from graphkit.questions.paths.in_time import travel
from graphkit.questions.paths.opening import open_search
from graphkit.questions.paths.options import PathOptions


def find_cuts(
    dataset: Dataset, paths: Sequence[Path], filters: Filters, options: PathOptions
) -> tuple[Cut, ...]:
    """The single points of failure: claims first, then sources, each by id.

    A claim is one if each path has a hop that nothing else carries. A source is one if no path is left when
    it is left out with all that quotes it, statuses are derived anew, and the same filters are applied.
    """
    alone = [{hop.claims[0] for hop in path.hops if len(hop.claims) == 1} for path in paths]
    cuts = [Cut("claim", key) for key in sorted(set.intersection(*alone))]
    pairs = {frozenset((hop.from_id, hop.to_id)) for path in paths for hop in path.hops}
    near = {claim.id: claim for claim in dataset.claims.values() if frozenset(claim.ends) in pairs}
    small = replace(dataset, claims=near)
    for source in sorted(_sources(small, paths)):
        without = replace(filters, without_sources=(*filters.without_sources, source))
        ends = paths[0].nodes[0], paths[0].nodes[-1]
        guide = open_search(small, *ends, without, options)[0].guide
        if not any(_stands(path, guide) for path in paths):
            cuts.append(Cut("source", source))
    return tuple(cuts)


def _sources(dataset: Dataset, paths: Sequence[Path]) -> set[str]:
    claims = [dataset.claims[key] for path in paths for hop in path.hops for key in hop.claims]
    items = [item for claim in claims for item in claim.evidence]
    return {key for item in items for key in (item.source, item.quoting) if key}


def _stands(path: Path, guide: Guide) -> bool:
    """Whether each hop is still carried, and, in time, whether one can still travel along them."""
    hops = list(_carriers(path, guide))
    return all(hops) and (not guide.in_time or travel(guide.rows, hops) is not None)


def _carriers(path: Path, guide: Guide) -> Iterator[list[int]]:
    """The claims that are left for each hop: all between its ends, or just the one that was chosen."""
    number = {key: node for node, key in enumerate(guide.nodes)}
    for hop, (source, target) in zip(path.hops, pairwise(path.nodes), strict=True):
        rows = claims_between(guide, number[source], number[target])
        yield [row for row in rows if not guide.each or guide.claims[row] in hop.claims]
