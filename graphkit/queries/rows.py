"""Rows of an answer: converts the ids and values that a query returns to the cells of a Table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from graphkit.dataset.base import Dataset
from graphkit.errors import UsageError
from graphkit.model.records import Claim, Entity, Source
from graphkit.model.status import Status

_SETS = {"entities": "entity", "sources": "source", "texts": "text", "speakers": "voice"}
_SEQUENCES = {"voices": "voice", "lines": "text", "way": "entity"}


class Row(NamedTuple):
    """A row of an answer; `claims` are the distinct ids of the claims that it needs."""

    cells: tuple[object, ...]
    claims: tuple[str, ...]


def row(*cells: object, backed_by: Iterable[Claim | None] = ()) -> Row:
    """Builds a row from its cells and the claims that it needs; ignores None among the claims."""
    return Row(cells, tuple(dict.fromkeys(claim.id for claim in backed_by if claim is not None)))


def read_cell(data: Dataset, kind: str, value: Any) -> object:
    """Converts a value to a cell of a column kind (a key of COLUMN_KINDS); sets are sorted without repeats.

    Raises: UsageError if the dataset does not have the entity, source or claim.
    """
    if kind in _SEQUENCES:
        return [read_cell(data, _SEQUENCES[kind], item) for item in value or ()]
    if kind in _SETS:
        found = (read_cell(data, _SETS[kind], item) for item in value or ())
        return [cell for _, cell in sorted({sort_key(cell): cell for cell in found}.items())]
    if value is None or (value == "" and kind != "text"):
        return None
    records: Mapping[str, Mapping[str, object]] = {
        "entity": data.entities,
        "source": data.sources,
        "claim": data.claims,
    }
    if kind in records:
        return _record(records[kind], kind, value)
    if kind == "voice":
        return data.entities.get(value) or data.sources.get(value) or value
    if kind == "status":
        return value if isinstance(value, str) else Status(value).word
    return bool(value) if kind == "flag" else value


def sort_key(cell: object) -> tuple[int, Any]:
    """Returns the key by which graphkit sorts cells: None, numbers, texts and ids, lists."""
    if cell is None:
        return 0, 0
    if isinstance(cell, Entity | Source | Claim):
        return 2, cell.id
    if isinstance(cell, int | float):
        return 1, cell
    if isinstance(cell, list | tuple):
        return 3, [sort_key(item) for item in cell]
    return 2, str(cell)


def _record(records: Mapping[str, object], kind: str, value: object) -> object:
    key = value.id if isinstance(value, Entity | Source | Claim) else value
    try:
        return records[key]  # type: ignore[index]
    except (KeyError, TypeError):
        raise UsageError(f"the query returned the unknown {kind} {key!r}") from None
