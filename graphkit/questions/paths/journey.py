"""Time-respecting paths: each hop is possible no earlier than the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from graphkit.dataset.rows import Rows
from graphkit.model.dates import ALWAYS, NEVER


class Journey(Struct, frozen=True):
    """The usable claims of each hop, the earliest day of each hop, and the number of certain hops."""

    hops: tuple[tuple[int, ...], ...]
    arrivals: tuple[str, ...] = ()
    certain: int = 0

    def certainty(self, index: int, otherwise: str) -> str:
        """Returns the certainty of a hop: the lower one of the journey and of the date that was asked for."""
        if not self.arrivals:
            return otherwise
        here = "definitely" if index < self.certain else "possibly"
        return otherwise if here == "definitely" and otherwise else here


def travel(rows: Rows, hops: Sequence[Sequence[int]]) -> Journey | None:
    """Returns the earliest journey along hops, each a choice of claims; None if no journey is possible.

    Information passes along a state on a day from its start to its end, and along an event on its day. A
    journey is possible if the claims allow days in the order of the hops; each hop then keeps the claims
    that are part of such a journey. A hop is certain if the order holds for all days that its claims allow.
    Source of the method: earliest arrival and latest departure of Wu et al., Path Problems in Temporal
    Graphs, VLDB 2014.
    """
    days = arrivals(rows, hops)
    if len(days) < len(hops):
        return None
    earliest, until = rows.start_earliest, ALWAYS
    usable: list[tuple[int, ...]] = []
    for depth in range(len(hops) - 1, -1, -1):
        since = days[depth - 1] if depth else NEVER
        last = [(row, min(rows.end_latest[row], until)) for row in hops[depth]]
        last = [(row, day) for row, day in last if max(since, earliest[row]) <= day]
        usable.append(tuple(row for row, _ in last))
        until = max(day for _, day in last)
    usable.reverse()
    return Journey(tuple(usable), tuple(map(_text, days)), _certain(rows, usable))


def arrivals(rows: Rows, hops: Sequence[Sequence[int]]) -> list[int]:
    """Returns the earliest possible day of each hop, up to the first impossible hop."""
    found: list[int] = []
    day = NEVER
    for claims in hops:
        days = [max(day, rows.start_earliest[row]) for row in claims if day <= rows.end_latest[row]]
        if not days:
            break
        day = min(days)
        found.append(day)
    return found


def _certain(rows: Rows, hops: Sequence[Sequence[int]]) -> int:
    """Returns the number of hops, from the first, that are possible for all days that the claims allow."""
    day = NEVER
    for count, claims in enumerate(hops):
        days = [max(day, rows.start_latest[row]) for row in claims if day <= rows.end_earliest[row]]
        if not days:
            return count
        day = min(days)
    return len(hops)


def _text(day: int) -> str:
    return date.fromordinal(day).isoformat() if 0 < day <= date.max.toordinal() else ""
