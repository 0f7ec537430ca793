"""Gaps: the Python version of gaps.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim
from graphkit.queries import Row, row
from graphkit.queries.claims import of_types

BODIES = ("employed_by", "member_of", "leads", "reports_to", "advises", "represents", "took_part_in")


def gaps(data: Dataset, *, gap: str | None = None) -> Iterator[Row]:
    """Yields a row for each claim or entity with a gap."""
    for found in (*_undated(data), *_seldom(data), *_without_body(data)):
        if gap is None or found.cells[0] == gap:
            yield found


def _undated(data: Dataset) -> Iterator[Row]:
    for claim in data.claims.values():
        if claim.start is None and claim.end is None:
            yield row("undated", claim.from_id, claim.type, claim.to_id, backed_by=[claim])


def _seldom(data: Dataset) -> Iterator[Row]:
    at: dict[str, list[Claim]] = {key: [] for key in data.entities}
    for claim in data.claims.values():
        for key in set(claim.ends):
            at[key].append(claim)
    for key, claims in at.items():
        if not claims:
            yield row("no claim", key, None, None)
        elif len(claims) == 1:
            [claim] = claims
            other = claim.to_id if claim.from_id == key else claim.from_id
            yield row("one claim", key, claim.type, other, backed_by=claims)


def _without_body(data: Dataset) -> Iterator[Row]:
    members = {claim.from_id for claim in of_types(data, *BODIES)}
    for entity in data.entities.values():
        if entity.kind == "person" and entity.id not in members:
            yield row("no body", entity.id, None, None)
