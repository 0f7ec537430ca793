"""Another value in the place of one: behind its key or dash, below it, or in brackets."""

from __future__ import annotations

from graphkit.editing.additions import Editor, Splice, join_lines
from graphkit.editing.layout import WIDTH, block_collection, indent, lay_out, write_flow
from graphkit.editing.spans import Document, Node
from graphkit.reading.record import Value


def replace_value(editor: Editor, parent: Node, at: int, value: Value) -> list[Splice]:
    """Puts a value in the place of another one."""
    node, layout = parent.items[at], editor.layout
    if parent.is_flow:
        return [_replace_in_flow(editor.document, parent, at, value)]
    column = editor.document.column(editor.document.entry_start(parent, at))
    room = WIDTH - column
    if not isinstance(value, str) and value:
        if node.is_flow and node.items:
            return _put_behind(editor, parent, at, write_flow(value), [])
        room -= len(parent.keys[at].text) + 2 if parent.is_mapping else 2
        laid = lay_out(value, layout, room)
        if node.is_block or parent.is_list or not laid.head:
            inner = inner_column(editor, parent, at, isinstance(value, list))
            return put_below(editor, parent, at, block_collection(value, layout, WIDTH - inner), inner)
    laid = lay_out(value, layout, room, fold=node.is_block_text)
    return _put_behind(editor, parent, at, laid.head, laid.body)


def put_below(editor: Editor, parent: Node, at: int, lines: list[str], column: int) -> list[Splice]:
    """Puts a block collection, whose lines begin in `column`, in the place of another value."""
    document, node = editor.document, parent.items[at]
    gap = document.value_gap(parent, at)
    stop = document.line_end(node.end)
    comments = _comments_beside(document, node, gap)
    if not gap:
        colon = " " * document.column(document.entry_start(parent, at)) + ":"
        lines = [colon, *indent(lines, column)]
        return [(stop, stop, document.eol + join_lines(editor, lines, 0))]
    if parent.is_list and not comments:
        space = " " * (column - document.column(gap))
        return [(gap, stop, space + join_lines(editor, lines, column))]
    return [(gap, stop, comments + document.eol + join_lines(editor, lines, column, True))]


def inner_column(editor: Editor, parent: Node, at: int, is_list: bool) -> int:
    """Returns the column in which a block collection behind a key or dash begins."""
    document, node = editor.document, parent.items[at]
    if parent.is_list and node.start < node.end and not document.begins_line(node.start):
        return document.column(node.start)
    offset = 2 if parent.is_list else editor.layout.list_offset if is_list else editor.layout.step
    return document.column(document.entry_start(parent, at)) + offset


def _replace_in_flow(document: Document, parent: Node, at: int, value: Value) -> Splice:
    node, new = parent.items[at], write_flow(value)
    if node.start < node.end:
        return node.start, node.end, new
    if not document.value_gap(parent, at):  # a key without a colon
        return node.end, node.end, ": " + new
    return node.end, node.end + (document.text[node.end] == " "), " " + new


def _put_behind(editor: Editor, parent: Node, at: int, head: str, body: list[str]) -> list[Splice]:
    """Puts a value, of which `head` stands on the line of its key or dash, in the place of another."""
    document, node = editor.document, parent.items[at]
    gap, column = document.value_gap(parent, at), document.column(document.entry_start(parent, at))
    below = "".join(document.eol + line for line in indent(body, column))
    if node.start == node.end:
        if not gap:  # a key behind "?" that has no colon
            end = document.line_end(node.end)
            return [(end, end, f"{document.eol}{' ' * column}: {head}{below}")]
        end = document.line_end(gap)
        return [(gap, gap, " " + head), (end, end, below)]
    if node.is_block:
        stop = document.line_end(node.end)
        if not document.begins_line(node.start):
            return [(node.start, stop, head + below)]
        end = document.line_end(gap)
        above = document.line_start(node.start) - 1
        return [(gap, gap, " " + head), (end, end, below), (document.line_end(above), stop, "")]
    if node.is_block_text:
        stop = document.header_end(node)
        end = document.line_end(stop)
        return [(node.start, stop, head), (end, max(end, node.end), below)]
    end = document.line_end(node.end)
    return [(node.start, node.end, head), (end, end, below)]


def _comments_beside(document: Document, node: Node, gap: int) -> str:
    """Returns the comments between a key and its value, and behind the value; not those within it."""
    text = document.text
    before = text[gap : node.start] if 0 < gap < node.start else ""
    if node.is_block:
        after = ""
    elif node.is_block_text:
        after = text[document.header_end(node) : document.line_end(node.start)]
    else:
        after = text[node.end : document.line_end(node.end)]
    space = " " * after.startswith("#")
    return (before.rstrip() if "#" in before else "") + space + after.rstrip()
