"""What a story hangs on: the claims and sources without which none of the paths found would stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from graphkit.dataset import Dataset
from graphkit.filters import Filters, claim_mask, cut_evidence
from graphkit.graph import build_rows
from graphkit.paths.in_time import travel
from graphkit.paths.options import PathOptions
from graphkit.result import Cut, Path


def find_cuts(
    dataset: Dataset, paths: Sequence[Path], filters: Filters, options: PathOptions
) -> tuple[Cut, ...]:
    """The single points of failure: claims first, then sources, each by id.

    A claim is one if each path has a hop that nothing else carries. A source is one if no path is left when
    it is left out with all that quotes it, the statuses are derived anew, and the same filters are applied.
    `dataset` holds the claims that passed the filters.
    """
    alone = [{hop.claims[0] for hop in path.hops if len(hop.claims) == 1} for path in paths]
    cuts = [Cut("claim", key) for key in sorted(set.intersection(*alone))]
    used = sorted({key for path in paths for hop in path.hops for key in hop.claims})
    small = replace(dataset, claims={key: dataset.claims[key] for key in used})
    items = [item for claim in small.claims.values() for item in claim.evidence]
    ends = {paths[0].nodes[0], paths[0].nodes[-1], *options.via}
    for source in sorted({key for item in items for key in (item.source, item.quoting) if key}):
        without = replace(filters, without_sources=(*filters.without_sources, source))
        if not _any_stands(paths, small, without, ends, in_time=options.in_time):
            cuts.append(Cut("source", source))
    return tuple(cuts)


def _any_stands(
    paths: Sequence[Path], dataset: Dataset, filters: Filters, ends: Collection[str], *, in_time: bool
) -> bool:
    """Whether some path keeps a claim in each hop and, in time, can still be travelled along them."""
    left = cut_evidence(dataset, filters)
    rows = build_rows(left)
    mask = claim_mask(left, rows, filters, ends)
    number = {key: row for row, key in enumerate(left.claims) if mask[row]}
    for path in paths:
        hops = [[number[key] for key in hop.claims if key in number] for hop in path.hops]
        if all(hops) and (not in_time or travel(rows, hops) is not None):
            return True
    return False
