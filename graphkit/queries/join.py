"""Joins the answers of a query for several entities: a row for any of them is in the answer once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from graphkit.queries.query import Query, Values
from graphkit.queries.rows import sort_key
from graphkit.questions.answer import Table

Answer = Callable[[Values], Table]
Row = tuple[tuple[Any, ...], tuple[str, ...]]


def join_answers(query: Query, every: Sequence[Values], answer: Answer) -> Table:
    """Returns one table for all values, in the order of the query, asking for lists of entities.

    A query that orders its rows itself orders all of them, as without these entities.
    """
    tables = [answer(values) for values in every]
    rows: dict[str, Row] = {}
    counts: Counter[str] = Counter()
    for table in tables:
        keyed = [(_key(row), row) for row in _rows(table)]
        rows |= dict(keyed)
        counts |= Counter(key for key, _ in keyed)
    order = _order(query, every, answer) if query.ordered else {}
    keys = sorted(rows, key=lambda key: order.get(key, len(order)) if query.ordered else _place(rows[key]))
    found = [rows[key] for key in keys for _ in range(counts[key])]
    asked = {name: _joined([table.question.get(name) for table in tables]) for name in tables[0].question}
    cells, claims = zip(*found, strict=True) if found else ((), ())
    return replace(tables[0], question=asked, rows=tuple(cells), claims=tuple(claims))


def _order(query: Query, every: Sequence[Values], answer: Answer) -> Mapping[str, int]:
    """Returns the places of rows in the answer without the entities that differ, if it can do without."""
    several = {
        item.name for item in query.parameters if len({str(values[item.name]) for values in every}) > 1
    }
    if any(item.required or item.default for item in query.parameters if item.name in several):
        return {}
    table = answer({**every[0], **dict.fromkeys(several)})
    return {_key(row): place for place, row in enumerate(_rows(table))}


def _rows(table: Table) -> list[Row]:
    return list(zip(table.rows, table.claims, strict=True))


def _key(row: Row) -> str:
    return repr(_place(row))


def _place(row: Row) -> tuple[list[Any], tuple[str, ...]]:
    return [sort_key(cell) for cell in row[0]], row[1]


def _joined(values: Sequence[Any]) -> Any:
    unique = list({repr(value): value for value in values}.values())
    return unique[0] if len(unique) == 1 else unique
