"""A sequence of nodes becomes paths: every hop with its claims, the strongest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, pairwise, product

from msgspec import Struct

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import HELD
from graphkit.dataset.rows import DISPUTED, Rows
from graphkit.model.status import Status
from graphkit.questions.answer import Hop, Path
from graphkit.questions.paths.in_time import Journey, travel
from graphkit.questions.paths.view import View

_KNOWN = 100_000  # pairs of nodes whose claims are remembered, so that memory is bounded

Claims = tuple[int, ...]


class Guide(Struct, frozen=True):
    """What is needed to turn numbers into names: the dataset, its rows as walked, how each claim holds."""

    dataset: Dataset
    view: View
    mask: bytes | bytearray
    nodes: tuple[str, ...]
    claims: tuple[str, ...]
    in_time: bool = False
    each: bool = False
    known: dict[tuple[int, int], Claims] = {}

    @property
    def rows(self) -> Rows:
        """The rows that are walked."""
        return self.view.rows


def build_paths(guide: Guide, nodes: Sequence[int], rung: int) -> Iterator[Path]:
    """The paths of just this strength along nodes: at most one, or one for each choice of claims."""
    hops = [claims_between(guide, *ends) for ends in pairwise(nodes)]
    strength = guide.rows.rung
    if guide.each:
        strong = [tuple(row for row in rows if strength[row] >= rung) for rows in hops]
        choices: Iterator[tuple[Claims, ...]] = (tuple((row,) for row in rows) for rows in product(*strong))
    else:
        choices = iter([tuple(hops)])
    for choice in choices:
        guide.view.clock.tick()
        journey = travel(guide.rows, choice) if guide.in_time else Journey(choice)
        if journey is not None and min(strength[rows[0]] for rows in journey.hops) == rung:
            yield _path(guide, nodes, journey)


def claims_between(guide: Guide, source: int, target: int) -> Claims:
    """The open claims from one node to the next: the strongest first, then the undisputed, then by id."""
    key = source, target
    if key not in guide.known:
        if len(guide.known) == _KNOWN:
            guide.known.clear()
        rows = guide.rows
        found = _open_claims(guide.view, source, target)
        order = sorted((-rows.rung[row], rows.flags[row] & DISPUTED, row) for row in found)
        guide.known[key] = tuple(row for _, _, row in order)
    return guide.known[key]


def _open_claims(view: View, source: int, target: int) -> Iterator[int]:
    """Read from the end that has fewer slots."""
    rows, slots = view.rows, view.out
    if view.steps((target,)) < view.steps((source,)):
        source, target, slots = target, source, view.back
    first, last = rows.indptr[source], rows.indptr[source + 1]
    near = zip(rows.indices[first:last], rows.claim[first:last], strict=True)
    if slots is not None:
        near = compress(near, slots[first:last])  # type: ignore[assignment]
    return (row for node, row in near if node == target)


def _path(guide: Guide, nodes: Sequence[int], journey: Journey) -> Path:
    names = [guide.nodes[node] for node in nodes]
    hops = []
    for index, (from_id, to_id) in enumerate(pairwise(names)):
        rows = journey.hops[index]
        rung = guide.rows.rung[rows[0]]
        held = HELD[min(guide.mask[row] for row in rows if guide.rows.rung[row] == rung)]
        claims = tuple(guide.claims[row] for row in rows)
        status = Status(rung)
        arrival = journey.arrivals[index] if journey.arrivals else ""
        hops.append(Hop(from_id, to_id, claims, status, arrival, journey.held(index, held)))
    return Path(tuple(names), tuple(hops))
