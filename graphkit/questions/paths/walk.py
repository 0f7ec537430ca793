"""The rows as one search walks them: which slots are open, in which direction, and how strong they are."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import compress

from msgspec import Struct, field
from msgspec.structs import replace

from graphkit.dataset.rows import BACKWARD, FORWARD, Rows

EITHER = FORWARD | BACKWARD
_ALONG = bytes([0, FORWARD, BACKWARD, EITHER])  # `Rows.way` as seen from the node of the slot
_AGAINST = bytes([0, BACKWARD, FORWARD, EITHER])  # and from its neighbour
_TICKS = 1024


class TimeUp(Exception):
    """Ends a search whose time is over; the search catches it."""


class Clock:
    """Ends a search after a number of seconds; reads the time once in 1,024 ticks."""

    def __init__(self, seconds: float | None = None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds
        self._ticks = 0

    def tick(self) -> None:
        """Counts one operation. Raises: TimeUp when the time is over."""
        self._ticks += 1
        if self._end is not None and self._ticks % _TICKS == 0 and time.monotonic() > self._end:
            raise TimeUp


class Walk(Struct, frozen=True):
    """Rows with a byte for each slot: 0 where it is closed, else the status of its claim plus one.

    `out` is for walking from the node of the slot, `back` for arriving from its neighbour; None means that
    all slots are open. No walk enters the nodes in `avoid`.
    """

    rows: Rows
    out: bytes | None = None
    back: bytes | None = None
    avoid: frozenset[int] = frozenset()
    clock: Clock = field(default_factory=Clock)

    def at_least(self, status: int) -> Walk:
        """Returns the walk over claims of at least this status."""
        if self.out is None or self.back is None:
            raise ValueError("a walk without masks has no strengths")
        table = bytes(strength if strength > status else 0 for strength in range(256))
        out = self.out.translate(table)
        return replace(self, out=out, back=out if self.back is self.out else self.back.translate(table))

    def beyond(self, nodes: Iterable[int], *, against: bool = False) -> set[int]:
        """Returns the nodes one hop from any of these; with `against`, the nodes one hop before them."""
        indptr, indices, slots = self.rows.indptr, self.rows.indices, self.back if against else self.out
        found: set[int] = set()
        for node in nodes:
            self.clock.tick()
            first, last = indptr[node], indptr[node + 1]
            near = indices[first:last]
            found.update(near if slots is None else compress(near, slots[first:last]))
        return found - self.avoid

    def count_slots(self, nodes: Iterable[int]) -> int:
        """Returns the number of slots of these nodes."""
        indptr = self.rows.indptr
        return sum(indptr[node + 1] - indptr[node] for node in nodes)

    def claims_between(self, source: int, target: int) -> Iterator[int]:
        """Returns the open claims from one node to another, read from the node that has fewer slots."""
        rows, slots = self.rows, self.out
        if self.count_slots((target,)) < self.count_slots((source,)):
            source, target, slots = target, source, self.back
        first, last = rows.indptr[source], rows.indptr[source + 1]
        near = zip(rows.indices[first:last], rows.claim[first:last], strict=True)
        open_ = near if slots is None else compress(near, slots[first:last])
        return (row for node, row in open_ if node == target)


def open_walk(
    rows: Rows, mask: bytes | bytearray, ways: bytes, avoid: Iterable[int] = (), clock: Clock | None = None
) -> Walk:
    """Returns the walk over the claims in a mask, each in the directions that its type allows.

    `ways` has a byte for each type code: FORWARD, BACKWARD, both bits or none.
    """
    strength = bytes(status + 1 if kept else 0 for kept, status in zip(mask, rows.status, strict=True))
    if all(way in (0, EITHER) for way in ways):
        allowed = rows.type.translate(ways.ljust(256, b"\0"))
        strength = bytes(value if way else 0 for value, way in zip(strength, allowed, strict=True))
        out = back = bytes(map(strength.__getitem__, rows.claim))
    else:
        out, back = (_slots(rows, strength, ways, seen) for seen in (_ALONG, _AGAINST))
    return Walk(rows, out, back, frozenset(avoid), clock or Clock())


def _slots(rows: Rows, strength: bytes, ways: bytes, seen: bytes) -> bytes:
    allowed = rows.type.translate(ways.ljust(256, b"\0"))
    slots = zip(rows.claim, rows.way, strict=True)
    return bytes(strength[row] if seen[way] & allowed[row] else 0 for row, way in slots)
