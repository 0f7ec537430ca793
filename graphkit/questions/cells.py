"""The cells of tables as text, as ids and as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graphkit.dataset.audience import PUBLIC, claim_visibility, mark
from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity, Source
from graphkit.model.status import Status


def cell_text(cell: Any) -> str:
    """Returns a cell of a table as plain text: entities by name, sources by title, claims by id."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Entity):
        return cell.name
    if isinstance(cell, Source):
        return cell.title
    if isinstance(cell, Claim):
        return cell.id
    if isinstance(cell, Status):
        return cell.word
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, list | tuple):
        return "; ".join(map(cell_text, cell))
    return "" if cell is None else str(cell)


def marked_text(cell: Any, dataset: Dataset) -> str:
    """Returns a cell as plain text, with a mark beside each entity, source or claim that is not public."""
    if isinstance(cell, Entity | Source):
        return cell_text(cell) + mark(cell.visibility)
    if isinstance(cell, Claim):
        return cell.id + mark(claim_visibility(cell, dataset))
    if isinstance(cell, list | tuple):
        return "; ".join(marked_text(item, dataset) for item in cell)
    return cell_text(cell)


def marked_ids(keys: Iterable[str], dataset: Dataset) -> list[str]:
    """Returns the ids of claims, with a mark beside each that is not public."""
    return [marked_text(dataset.claims.get(key, key), dataset) for key in keys]


def row_ids(row: Iterable[Any], claims: Iterable[str]) -> list[str]:
    """Returns the ids behind a row that its cells do not show: of entities and sources, then of claims."""
    cells = [item for cell in row for item in (cell if isinstance(cell, list | tuple) else [cell])]
    ids = [cell.id for cell in cells if isinstance(cell, Entity | Source)]
    shown = {
        cell if isinstance(cell, str) else getattr(cell, "id", "")
        for cell in cells
        if not isinstance(cell, Entity | Source)
    }
    return [key for key in dict.fromkeys((*ids, *claims)) if key not in shown]


def cell_data(value: Any) -> Any:
    """Returns a cell as plain data in the shape of the JSON interface."""
    if isinstance(value, Entity):
        return {"id": value.id, "name": value.name, "kind": value.kind, **_visibility(value)}
    if isinstance(value, Source):
        return {"id": value.id, "title": value.title, **_visibility(value)}
    if isinstance(value, Claim):
        return value.id
    if isinstance(value, Status):
        return value.word
    if isinstance(value, list | tuple):
        return [cell_data(item) for item in value]
    return value


def scalar(value: Any) -> Any:
    """A cell for a data frame: entities and sources by what people call them."""
    if isinstance(value, list | tuple):
        return [scalar(item) for item in value]
    return cell_text(value) if isinstance(value, Entity | Source | Claim | Status) else value


def _visibility(value: Entity | Source) -> dict[str, str]:
    return {} if value.visibility == PUBLIC else {"visibility": value.visibility}
