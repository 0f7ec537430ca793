"""Cells of an answer: from ids and plain values, as both twins return them, to what a Table holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from graphkit.dataset.base import Dataset
from graphkit.errors import UsageError
from graphkit.model.records import Claim, Entity, Source
from graphkit.model.status import Status

_SETS = {"entities": "entity", "sources": "source", "texts": "text", "speakers": "voice"}
_SEQUENCES = {"voices": "voice", "lines": "text", "way": "entity"}


class Row(NamedTuple):
    """One row of an answer; `claims` are the ids of the claims that back it, without repeats."""

    cells: tuple[Any, ...]
    claims: tuple[str, ...]


def row(*cells: Any, backed_by: Iterable[Claim | None] = ()) -> Row:
    """A row of these cells, resting on these claims; None stands for a claim that need not be there."""
    return Row(cells, tuple(dict.fromkeys(claim.id for claim in backed_by if claim is not None)))


def read_cell(data: Dataset, kind: str, value: Any) -> Any:
    """A value under a column of that kind (a key of COLUMN_KINDS) as a cell; lists lose repeats and disorder.

    Raises: UsageError if it names an entity, source or claim that the dataset does not have.
    """
    if kind in _SEQUENCES:
        return [read_cell(data, _SEQUENCES[kind], item) for item in value or ()]
    if kind in _SETS:
        return sorted(_unlike(read_cell(data, _SETS[kind], item) for item in value or ()), key=sort_key)
    if value is None or (value == "" and kind != "text"):
        return None
    if kind == "entity":
        return _named(data.entities, kind, value)
    if kind == "source":
        return _named(data.sources, kind, value)
    if kind == "claim":
        return _named(data.claims, kind, value)
    if kind == "voice":
        return data.entities.get(value) or data.sources.get(value) or value
    if kind == "status":
        return value if isinstance(value, str) else Status(value).word
    return bool(value) if kind == "flag" else value


def sort_key(cell: Any) -> tuple[int, Any]:
    """By what rows and lists are sorted: nothing, numbers, texts and ids, lists."""
    if cell is None:
        return 0, 0
    if isinstance(cell, Entity | Source | Claim):
        return 2, cell.id
    if isinstance(cell, int | float):
        return 1, cell
    if isinstance(cell, list | tuple):
        return 3, [sort_key(item) for item in cell]
    return 2, str(cell)


def _named(records: Any, kind: str, value: Any) -> Any:
    key = value.id if isinstance(value, Entity | Source | Claim) else value
    try:
        return records[key]
    except (KeyError, TypeError):
        raise UsageError(
            f"the answer names the {kind} {key!r}, which this investigation does not have"
        ) from None


def _unlike(cells: Iterable[Any]) -> list[Any]:
    return list({sort_key(cell): cell for cell in cells}.values())
