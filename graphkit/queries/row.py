"""What a Python query yields: cells in the order of the columns, and the claims behind them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from graphkit.model import Claim


class Row(NamedTuple):
    """One row of an answer; `claims` are the ids of the claims that back it, without repeats."""

    cells: tuple[Any, ...]
    claims: tuple[str, ...]


def row(*cells: Any, backed_by: Iterable[Claim | None] = ()) -> Row:
    """A row of these cells, resting on these claims; None stands for a claim that need not be there."""
    return Row(cells, tuple(dict.fromkeys(claim.id for claim in backed_by if claim is not None)))
