"""What a question about paths asks for, beside the filters."""

from __future__ import annotations

from types import NoneType

from msgspec import Struct

from graphkit.errors import UsageError

LIMIT = 10_000
TIMEOUT = 60.0
_CHOICES = {"mode": ("shortest", "all"), "rank": ("length", "strength"), "claims": ("all", "each")}


class PathOptions(Struct, frozen=True):
    """How paths are searched, ordered and bounded.

    `mode`: "shortest" is all of the shortest paths, "all" all simple ones. `k`: the best k paths in the
    order of `rank`, among all simple ones. `directed`: along the claims only; symmetric types go both ways.
    `in_time`: along the information that claims carry, each hop no earlier than the one before. `via`:
    entities that a path must enter, in any order; `avoid`: that it must not. `rank`: "length" is hops, then
    strength; "strength" is the weakest hop as strong as possible, then hops. `claims`: "all" puts every
    claim between two entities into one hop, "each" makes a path of every choice of claims. `limit` paths at
    most are found in `timeout` seconds at most (0 for no bound). `explain`: tell what all paths found hang
    on, and what would open one where there is none.
    """

    mode: str = "shortest"
    k: int | None = None
    max_hops: int = 6
    directed: bool = False
    in_time: bool = False
    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    rank: str = "length"
    claims: str = "all"
    limit: int = LIMIT
    timeout: float = TIMEOUT
    explain: bool = False


def check_options(options: PathOptions) -> None:
    """Refuse what cannot be meant. Raises: UsageError."""
    for name, choices in _CHOICES.items():
        if getattr(options, name) not in choices:
            raise UsageError(f"{name} must be {' or '.join(choices)}, not {getattr(options, name)!r}")
    for name, least in (("k", 1), ("max_hops", 1), ("limit", 0), ("timeout", 0)):
        value = getattr(options, name)
        if not isinstance(value, (int, float, NoneType) if name == "timeout" else (int, NoneType)):
            what = "number" if name == "timeout" else "whole number"
            raise UsageError(f"{name} must be a {what}, not {value!r}")
        if value is not None and not value >= least:
            raise UsageError(f"{name} must be at least {least}, not {value}")
    if both := sorted({*options.via} & {*options.avoid}):
        raise UsageError(f"a path cannot both enter and avoid {', '.join(both)}")
