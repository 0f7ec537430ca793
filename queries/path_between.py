"""Paths between two entities: the Python version of path_between.cypher."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity
from graphkit.queries import Row, row

MOST = 3
Neighbours = dict[str, dict[str, list[Claim]]]


def path_between(data: Dataset, *, first: Entity, second: Entity, hops: int = MOST) -> Iterator[Row]:
    """Yields a row for each shortest path, in either direction; the status is that of the weakest hop."""
    neighbours = _neighbours(data)
    ways = [[first.id]]
    seen = {first.id}
    for _ in range(min(hops, MOST)):
        ways = [[*way, key] for way in ways for key in neighbours.get(way[-1], ()) if key not in seen]
        seen.update(way[-1] for way in ways)
        found = [way for way in ways if way[-1] == second.id]
        for way in found:
            steps = [neighbours[a][b] for a, b in pairwise(way)]
            status = min(max(claim.status for claim in step) for step in steps)
            yield row(len(steps), way, status, backed_by=[claim for step in steps for claim in step])
        if found:
            return


def _neighbours(data: Dataset) -> Neighbours:
    found: Neighbours = {}
    for claim in data.claims.values():
        for a, b in {claim.ends, claim.ends[::-1]}:
            if a != b:
                found.setdefault(a, {}).setdefault(b, []).append(claim)
    return found
