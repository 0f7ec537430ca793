"""The claims and sources that every path found depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.dataset.base import Dataset
from graphkit.dataset.selection import Selection, narrow, select
from graphkit.model.filters import PathOptions
from graphkit.questions.answer import Critical, Hop, Path
from graphkit.questions.paths.journey import travel
from graphkit.questions.paths.path_search import walk_selection

Carriers = Mapping[tuple[str, str], Sequence[int]]  # the claims that can carry a hop, whatever their status


def find_critical(dataset: Dataset, paths: Sequence[Path], options: PathOptions) -> tuple[Critical, ...]:
    """Returns what all paths depend on: claims first, then sources, each by id.

    A claim is critical if each path has a hop with that claim alone. A source is critical if no path is left
    without it and all that quotes it, with every status derived anew and the same filters.
    """
    alone = [{hop.claims[0] for hop in path.hops if len(hop.claims) == 1} for path in paths]
    found = [Critical("claim", key) for key in sorted(set.intersection(*alone))]
    carriers = _find_carriers(dataset, paths, options)
    near = narrow(dataset, {row for rows in carriers.values() for row in rows})
    ends = paths[0].nodes[0], paths[0].nodes[-1]
    for source in sorted(_sources(dataset, paths)):
        without: PathOptions = {
            **options,
            "without_source": (*options.get("without_source", ()), source),
        }
        left = select(near, without, ends)
        if not any(_stands(path, carriers, left, options) for path in paths):
            found.append(Critical("source", source))
    return tuple(found)


def _find_carriers(dataset: Dataset, paths: Sequence[Path], options: PathOptions) -> Carriers:
    walk, number = walk_selection(dataset, options), dataset.entity_ids.numbers
    pairs = {(hop.from_id, hop.to_id) for path in paths for hop in path.hops}
    return {(a, b): list(walk.claims_between(number[a], number[b])) for a, b in pairs}


def _sources(dataset: Dataset, paths: Sequence[Path]) -> set[str]:
    claims = [dataset.claims[key] for path in paths for hop in path.hops for key in hop.claims]
    return {key for claim in claims for item in claim.evidence for key in (item.source, item.quoting) if key}


def _stands(path: Path, carriers: Carriers, left: Selection, options: PathOptions) -> bool:
    """Returns whether claims are left for each hop and, in time, whether one can still travel along them."""
    ids = left.claim_ids.keys

    def carries(hop: Hop, row: int) -> bool:
        return left.mask[row] > 0 and (options["parallel"] == "all" or ids[row] in hop.claims)

    hops = [[row for row in carriers[hop.from_id, hop.to_id] if carries(hop, row)] for hop in path.hops]
    return all(hops) and (not options.get("time_respecting") or travel(left.rows, hops) is not None)
