"""The filters that mean the same in every question."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.model import Status


@dataclass(frozen=True, slots=True)
class Filters:
    """What a question leaves out. Evidence is cut first and statuses derived anew, then claims are cut.

    `as_of`, `between`: EDTF texts. `types`, `not_types`, `kinds`: keys of the ontology; with kinds, a claim
    is kept when both its ends are of these kinds (the ends of a path are always allowed). `sources`,
    `without_sources`: ids; a source goes together with what quotes it. `min_sources`: independent sources a
    claim must have. `definitely`: drop claims that hold only possibly, or are undated. `include_denied`: keep
    claims that are only denied. `audience`: the widest visibility that is let through.
    """

    as_of: str = ""
    between: tuple[str, str] | None = None
    types: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    min_status: Status | None = None
    undisputed: bool = False
    sources: tuple[str, ...] = ()
    without_sources: tuple[str, ...] = ()
    min_sources: int = 0
    definitely: bool = False
    include_denied: bool = False
    audience: str = "confidential"
