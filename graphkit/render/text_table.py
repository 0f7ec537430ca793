"""Lays out tables on a terminal: in columns, or each row as lines where columns would be too narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from graphkit.render.columns import pad, text_columns, wrap

_GAP = "  "
Cells = Sequence[str]
Style = Callable[[str], str]


def table_lines(
    head: Cells, rows: Sequence[Cells], below: Sequence[Cells], right: Sequence[bool], width: int, bold: Style
) -> Iterator[str]:
    """Yields the lines of a table; `below` are the lines under each row, `right` the columns of numbers."""
    widths = column_widths(head, rows, width)
    if widths is not None:
        yield from (bold(line) for line in _row_lines(head, widths, right))
        for row, lines in zip(rows, below, strict=True):
            yield from _row_lines(row, widths, right)
            yield from lines
        return
    label_width = min(max(map(text_columns, head)), width // 2)
    for number, (row, lines) in enumerate(zip(rows, below, strict=True)):
        if number:
            yield ""
        for name, cell in zip(head, row, strict=True):
            if cell:
                labelled = _row_lines(
                    (name, cell), [label_width, width - label_width - len(_GAP)], (False, False)
                )
                first, *rest = labelled
                yield bold(first[:label_width]) + first[label_width:]
                yield from rest
        yield from lines


def column_widths(head: Cells, rows: Sequence[Cells], width: int) -> list[int] | None:
    """Returns the widths of columns, the widest narrowed to fit; None if they would have to break words."""
    columns = list(zip(head, *rows, strict=True))
    space = width - len(_GAP) * (len(columns) - 1)
    widths = [min(max(map(text_columns, column)), width) for column in columns]
    least = [min(width, _longest_word(column)) for width, column in zip(widths, columns, strict=True)]
    if sum(least) > space:
        return None
    while sum(widths) > space:
        widest = max((at for at in range(len(widths)) if widths[at] > least[at]), key=widths.__getitem__)
        widths[widest] -= 1
    return widths


def _longest_word(column: Cells) -> int:
    return max(text_columns(word) for cell in column for word in [*cell.split(), ""])


def _row_lines(cells: Cells, widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    """Yields the lines of a row, its cells wrapped."""
    columns = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for index in range(max(1, *map(len, columns))):
        parts = (column[index] if index < len(column) else "" for column in columns)
        aligned = (pad(*part[:2], right=part[2]) for part in zip(parts, widths, right, strict=True))
        yield _GAP.join(aligned)
