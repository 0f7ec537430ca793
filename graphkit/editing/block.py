"""Entries that are added to, and removed from, a list or mapping that is laid out by indentation."""

from __future__ import annotations

from typing import TypeAlias

from graphkit.editing.additions import Editor, Splice, added_lines, join_lines, whole_lines
from graphkit.editing.edits import Addition
from graphkit.editing.spans import Document, Node

_Lines: TypeAlias = tuple[int, list[str]]  # a new entry, with the number of entries that stand before it


def change_block(
    editor: Editor,
    node: Node,
    parent: tuple[Node, int] | None,
    placed: list[tuple[int, Addition]],
    removed: set[int],
) -> list[Splice]:
    """Adds and removes entries that stand on lines of their own.

    Args:
        parent: the list or mapping around it, and where it stands there; None if it is the whole file.
        placed: the new entries, each with the number of entries that stand before it.
    """
    document, column = editor.document, editor.document.column(node.start)
    shared = not document.begins_line(node.start)
    added = [(gap, added_lines(editor, node, new, column)) for gap, new in placed]
    found: list[Splice] = []
    if 0 in removed and shared:
        splice, removed, added = _remove_first(editor, node, added, removed)
        found.append(splice)
    elif not added and len(removed) == len(node.items):
        found += _leave_empty(document, node, parent)
    found += [_insert_lines(editor, node, gap, lines, column, shared) for gap, lines in added]
    starts = {at: document.line_start(document.entry_start(node, at)) for at in removed}
    return found + [(start, document.next_line(node.items[at].end), "") for at, start in starts.items()]


def _leave_empty(document: Document, node: Node, parent: tuple[Node, int] | None) -> list[Splice]:
    """Returns what replaces a block collection without entries; a file without records may be empty."""
    sign = "[]" if node.is_list else "{}"
    if parent:
        gap = document.value_gap(*parent)
        return [(gap, gap, " " + sign)]
    at = document.line_start(node.start)
    if node.is_list and document.tail == len(document.text):
        return []
    return [(at, at, sign + document.eol)]  # in front of "...", something must stand


def _remove_first(
    editor: Editor, node: Node, added: list[_Lines], removed: set[int]
) -> tuple[Splice, set[int], list[_Lines]]:
    """Removes an entry that shares its line with a dash: what follows takes its place, or the dash stays.

    Returns also what then is still to be removed and added.
    """
    document, count = editor.document, len(node.items)
    kept = next((at for at in range(count) if at not in removed), count)
    end = document.line_end(node.items[0].end)
    if added and added[0][0] <= kept:
        text = join_lines(editor, added[0][1], document.column(node.start))
        return (node.start, end, text), removed - {0}, [(max(gap, 1), lines) for gap, lines in added[1:]]
    if kept == count:
        return (node.start, end, "[]" if node.is_list else "{}"), removed - {0}, added
    ends = [document.line_end(node.items[at].end) for at in range(kept)]
    starts = [document.entry_start(node, at + 1) for at in range(kept)]
    if not any(document.text[a:b].strip() for a, b in zip(ends, starts, strict=True)):
        return (node.start, starts[-1], ""), removed - set(range(kept)), added
    begin = len(document.text[: node.start].rstrip(" "))
    return (begin, end, ""), removed - {0}, added


def _insert_lines(
    editor: Editor, node: Node, gap: int, lines: list[str], column: int, shared: bool
) -> Splice:
    document = editor.document
    text = whole_lines(editor, lines, column)
    if node.is_list and gap == len(node.items):
        at = document.tail if node is document.root else document.next_line(node.items[-1].end)
        return at, at, _blank_line(document, node, at) + text
    if gap:
        at = document.next_line(node.items[gap - 1].end)
        return at, at, text
    if shared:
        return node.start, node.start, text[column:] + " " * column
    at = document.line_start(node.start)
    return at, at, text


def _blank_line(document: Document, node: Node, at: int) -> str:
    """Returns a blank line in front of a new last item, if one separates the two before it."""
    last, eol = node.last_text, document.eol
    keeps = last.is_block_text and "+" in document.text[last.start : document.header_end(last)]
    if len(node.items) < 2 or document.text.endswith(eol * 2, 0, at) or keeps:
        return ""
    start = document.next_line(node.items[-2].end)
    between = document.text[start : document.entry_start(node, len(node.items) - 1)]
    return eol if between.strip(" ") == eol else ""
