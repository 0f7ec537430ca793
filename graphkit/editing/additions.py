"""New entries of lists and mappings: where they go, and their text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from graphkit.editing.edits import Addition, Changes, Refused
from graphkit.editing.layout import WIDTH, Layout, entry_lines, indent, item_lines, write_flow
from graphkit.editing.scalar import write_scalar
from graphkit.editing.spans import Document, Node, Path

Splice: TypeAlias = tuple[int, int, str]  # the text from one position to another becomes this
_LINE_STARTS = re.compile("(?<=[\r\n]) +")


class Editor(Struct, frozen=True):
    """A document with its habits of layout, and the documents that values are moved from."""

    document: Document
    layout: Layout
    documents: Mapping[str, Document]


def place_additions(node: Node | None, change: Changes) -> list[tuple[int, Addition]]:
    """Returns the additions in their order, each with the number of entries that stand before it."""
    count = len(node.items) if node else 0
    ranked = []
    for new in change.added:
        rank = new.order.index(new.step) if new.step in new.order else len(new.order)
        if isinstance(new.step, int):
            ranked.append((new.step if node else count, 0, new))
        else:
            ranked.append((_find_place(node, change, new.order, rank) if node else count, rank, new))
    return [(gap, new) for gap, _, new in sorted(ranked, key=lambda item: item[:2])]


def _find_place(node: Node, change: Changes, order: tuple[str, ...], rank: int) -> int:
    """Returns the place behind the last key that comes earlier, else before the first that comes later."""
    known = [
        (at, order.index(name))
        for at, key in enumerate(node.keys)
        if key.text not in change.removed and (name := change.renamed.get(key.text, key.text)) in order
    ]
    if rank == len(order) or not known:
        return len(node.items)
    before = [at + 1 for at, other in known if other < rank]
    return before[-1] if before else known[0][0]


def added_lines(editor: Editor, node: Node | None, new: Addition, column: int) -> list[str]:
    """Returns the lines of a new entry of a block collection, the first without its indentation."""
    moved = _moved_lines(editor, new) if new.origin else []
    if moved:
        return moved
    room = WIDTH - column
    if isinstance(new.step, str):
        return entry_lines(new.step, new.value, editor.layout, room)
    last = node.items[-1] if node and node.items else None
    lines = item_lines(new.value, editor.layout, room, flow=last is not None and last.is_flow)
    return lines if last is None else _widen(lines, editor.document.column(last.start) - column - 2)


def flow_entry(editor: Editor, new: Addition) -> str:
    """Returns the text of a new entry in brackets or braces."""
    if new.origin:
        _refuse_comments(editor, new.origin)
    if isinstance(new.step, int):
        return write_flow(new.value)
    return f"{write_scalar(new.step, True)}: {write_flow(new.value)}"


def _widen(lines: list[str], more: int) -> list[str]:
    """Moves an item away from its dash, as the others of its list are."""
    if more <= 0:
        return lines
    return ["-" + " " * more + lines[0][1:], *indent(lines[1:], more)]


def _moved_lines(editor: Editor, new: Addition) -> list[str]:
    """Returns the lines of an entry where it is moved from; none if it must be laid out anew."""
    assert new.origin
    file, path = new.origin
    source = editor.documents[file]
    parent = source.nodes(path[:-1])[-1]
    at = parent.find(path[-1])
    last = source.open_text()
    is_open = last is not None and last.end == parent.items[at].end
    if is_open or parent.is_flow or isinstance(path[-1], str) != isinstance(new.step, str):
        _refuse_comments(editor, new.origin)
        return []
    start = source.entry_start(parent, at)
    text = source.text[start : source.line_end(parent.items[at].end)]
    if isinstance(new.step, str) and new.step != path[-1]:
        key = parent.keys[at]
        text = text[: key.start - start] + write_scalar(new.step) + text[key.end - start :]
    outer = source.column(start)
    text = _LINE_STARTS.sub(lambda found: found[0][outer:], text)
    return re.split("\r\n|[\r\n]", text)


def _refuse_comments(editor: Editor, origin: tuple[str, Path]) -> None:
    file, path = origin
    source = editor.documents[file]
    if source.has_comment(source.nodes(path)[-1]):
        raise Refused(file, path, "cannot move this value there: its comments would be lost", "remove them")


def join_lines(editor: Editor, lines: list[str], column: int, pad_first: bool = False) -> str:
    """Lines in a column, without a line break at the end."""
    first = " " * column if pad_first else ""
    return editor.document.eol.join([first + lines[0], *indent(lines[1:], column)])


def whole_lines(editor: Editor, lines: list[str], column: int) -> str:
    """Lines in a column, with a line break at the end."""
    return join_lines(editor, lines, column, True) + editor.document.eol
