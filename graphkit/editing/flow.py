"""Entries that are added to, and removed from, a list in brackets or a mapping in braces."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.editing.additions import Editor, Splice, flow_entry
from graphkit.editing.edits import Addition
from graphkit.editing.spans import Document, Node


def change_flow(
    editor: Editor, node: Node, placed: list[tuple[int, Addition]], removed: set[int]
) -> Iterator[Splice]:
    """Adds and removes entries in brackets or braces."""
    document, text, count = editor.document, editor.document.text, len(node.items)
    bare = node.style == "{" and text[node.start] != "{"  # a pair in a list: [a: b]
    if bare:
        yield node.start, node.start, "{"
    new = {gap: [flow_entry(editor, add) for where, add in placed if where == gap] for gap, _ in placed}
    at = 0
    while at < count:
        if at not in removed:
            yield from _insert_in_flow(document, node, at, new.pop(at, []))
            at += 1
            continue
        stop = next((other for other in range(at, count) if other not in removed), count)
        instead = [entry for gap in range(at, stop + 1) for entry in new.pop(gap, [])]
        yield from _remove_in_flow(document, node, at, stop, ", ".join(instead))
        at = stop
    yield from _insert_in_flow(document, node, count, new.pop(count, []))
    if bare:
        yield node.end, node.end, "}"


def _insert_in_flow(document: Document, node: Node, gap: int, entries: list[str]) -> Iterator[Splice]:
    if not entries:
        return
    joined = ", ".join(entries)
    if not node.items:
        yield node.start + 1, node.start + 1, joined
    elif gap:
        end = node.items[gap - 1].end
        yield end, end, (" , " if document.text[end - 1] == ":" else ", ") + joined
    else:
        start = document.entry_start(node, 0)
        yield start, start, joined + ", "


def _remove_in_flow(document: Document, node: Node, at: int, stop: int, instead: str) -> Iterator[Splice]:
    """Removes the entries from `at` to `stop`, or puts others in their place; comments stay."""
    start, end, count = document.entry_start(node, at), node.items[stop - 1].end, len(node.items)
    if instead:
        first = node.items[at].end
        yield start, first, instead
        if first < end:
            yield from _remove_in_flow(document, node, at + 1, stop, "")
        return
    before = node.items[at - 1].end if at else node.start + (document.text[node.start] in "[{")
    after = document.entry_start(node, stop) if stop < count else node.end
    if not _has_comment_between(document, node, at, stop, before, after):
        if stop < count:
            yield start, after, ""
        elif at:
            yield before, end, " " if document.text[before - 1] == ":" else ""
        else:
            yield before, node.end - (before > node.start), ""
        return
    for one in range(at, stop):
        begin, end = document.entry_start(node, one), node.items[one].end
        following = document.entry_start(node, one + 1) if one + 1 < count else node.end
        comma = document.find_sign(",", end, following)
        yield begin, max(end, comma + 1), ""


def _has_comment_between(document: Document, node: Node, at: int, stop: int, before: int, after: int) -> bool:
    """Returns whether a comment stands beside the entries, not in them."""
    starts = [document.entry_start(node, one) for one in range(at, stop)] + [after]
    ends = [before] + [node.items[one].end for one in range(at, stop)]
    return any("#" in document.text[a:b] for a, b in zip(ends, starts, strict=True))
