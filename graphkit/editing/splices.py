"""The changes of a file as replacements in its text; what no change needs stays byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.editing.additions import Editor, Splice, added_lines, place_additions, whole_lines
from graphkit.editing.block import change_block
from graphkit.editing.edits import Changes, FileChanges
from graphkit.editing.flow import change_flow
from graphkit.editing.layout import read_layout
from graphkit.editing.scalar import quote, write_scalar
from graphkit.editing.spans import Document, Node, Path
from graphkit.editing.values import inner_column, put_below, replace_value


def find_splices(
    document: Document, changes: FileChanges, documents: Mapping[str, Document], block_texts: bool = True
) -> list[Splice]:
    """Returns the replacements that make the changes, sorted.

    Args:
        documents: those that values are moved from, by file.
        block_texts: whether long texts and those of several lines may stand behind | or >.

    Raises: Refused if a value cannot be moved to its new place without losing a comment.
    """
    editor = Editor(document, read_layout(document, block_texts), documents)
    found: list[tuple[int, int, int, str]] = []
    for path, change in changes.items():
        chain = document.nodes(path)
        first = chain[-1].start if chain else 0
        for start, end, new in _change_node(editor, chain, path, change):
            # Where values end at the same place, the inner one grows first; where they begin, the outer one.
            found.append((start, end, len(path) if start <= first else -len(path), new))
    return [(start, end, new) for start, end, _, new in sorted(found, key=lambda item: item[:3])]


def splice_text(text: str, splices: Sequence[Splice]) -> str:
    """Returns the text with all replacements made."""
    parts: list[str] = []
    at = 0
    for start, end, new in splices:
        assert at <= start <= end, "two edits replace the same text"
        parts += (text[at:start], new)
        at = end
    return "".join(parts) + text[at:]


def _change_node(editor: Editor, chain: list[Node], path: Path, change: Changes) -> list[Splice]:
    node = chain[-1] if chain else None
    if node is None or any(isinstance(new.step, str) == node.is_list for new in change.added):
        return _fill_file(editor, change)
    found = [_rename(node, node.find(step), key) for step, key in change.renamed.items()]
    for step, value in change.replaced.items():
        found += replace_value(editor, node, node.find(step), value)
    if change.added or change.removed:
        parent = (chain[-2], chain[-2].find(path[-1])) if path else None
        found += _change_entries(editor, node, parent, change)
    return found


def _change_entries(
    editor: Editor, node: Node, parent: tuple[Node, int] | None, change: Changes
) -> list[Splice]:
    document = editor.document
    placed = place_additions(node, change)
    removed = {node.find(step) for step in change.removed}
    if node.is_block:
        return change_block(editor, node, parent, placed, removed)
    in_block = parent is None or parent[0].is_block
    if in_block and not node.items and not document.has_comment(node):
        values = [new.value for _, new in placed]
        simple = all(isinstance(value, str) and "\n" not in value for value in values)
        if not simple and parent:
            inner = inner_column(editor, *parent, node.is_list)
            lines = [line for _, new in placed for line in added_lines(editor, None, new, inner)]
            return put_below(editor, *parent, lines, inner)
        if not parent:
            return _fill_file(editor, change)
    return list(change_flow(editor, node, placed, removed))


def _fill_file(editor: Editor, change: Changes) -> list[Splice]:
    """Adds the first records, or keys, to a file that holds none."""
    document = editor.document
    text = "".join(
        whole_lines(editor, added_lines(editor, None, new, 0), 0) for _, new in place_additions(None, change)
    )
    root = document.root
    if root is None:
        return [(document.tail, document.tail, text)]
    below = document.next_line(root.end)
    alone = document.begins_line(root.start) and not document.text[root.end : below].strip()
    gone = (document.line_start(root.start), below, "") if alone else (root.start, root.end, "")
    return [gone, (below, below, text)]


def _rename(node: Node, at: int, key: str) -> Splice:
    old = node.keys[at]
    # Behind a key in quotes, the colon needs no space; behind a plain one it does.
    new = quote(key) if node.is_flow and old.style else write_scalar(key, node.is_flow)
    return old.start, old.end, new
