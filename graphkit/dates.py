"""Partial dates and intervals that never pretend to know more than the text says."""

from __future__ import annotations

from dataclasses import dataclass

NEVER = -(2**31)  # no lower bound; day numbers are proleptic Gregorian ordinals (date.toordinal)
ALWAYS = 2**31 - 1  # no upper bound


@dataclass(frozen=True, slots=True)
class PartialDate:
    """An EDTF date with the first and last day that the text allows, both included.

    Bounds are ordinals of `datetime.date` (NEVER and ALWAYS where a side is open), so that they fit in 32 bits.
    """

    text: str
    earliest: int
    latest: int

    def __str__(self) -> str:
        return self.text
