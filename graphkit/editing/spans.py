"""Where the values of a YAML text begin and end, so that an edit can replace one and keep all other bytes."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import Any, TypeAlias

from msgspec import Struct
from yaml import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from graphkit.errors import Location
from graphkit.reading.escapes import parse_events

Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]

_BREAKS = "\r\n"
_SIGNS = re.compile(r"#[^\r\n]*|[-?:,]")  # between two values, a # always begins a comment
_HEADER = re.compile(r"[|>][-+\d]*")


class Node(Struct):
    """A value in a text: `start` is its first character, `end` is behind its last one.

    A block collection ends with its last item. `style` is "[", "{" (flow), "-", ":" (block), and for a text
    "", "'", '"', "|" or ">". A flow list may hold pairs without braces; their style is "{", too.
    """

    start: int
    end: int
    style: str
    text: str = ""
    keys: list[Node] = []  # of a mapping, in step with its items
    items: list[Node] = []

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return self.style == "[" or self.style == "-"

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping."""
        return self.style == "{" or self.style == ":"

    @property
    def is_flow(self) -> bool:
        """Whether it is a collection in brackets or braces."""
        return self.style == "[" or self.style == "{"

    @property
    def is_block(self) -> bool:
        """Whether it is a collection that is laid out by indentation."""
        return self.style == "-" or self.style == ":"

    @property
    def is_block_text(self) -> bool:
        """Whether it is a text behind a | or >."""
        return self.style == "|" or self.style == ">"

    @property
    def last_text(self) -> Node:
        """The last text in it, or an empty list or mapping that stands there."""
        return self.items[-1].last_text if self.items else self

    def find(self, step: Step) -> int:
        """Returns the position of a key or of a list item; -1 if there is none."""
        if isinstance(step, str):
            return next((at for at, key in enumerate(self.keys) if key.text == step), -1)
        return step if self.is_list and 0 <= step < len(self.items) else -1


class Document(Struct):
    """A file with the tree of its values; positions count characters behind a byte order mark.

    The text always ends with a line break; `added` tells whether the file itself does not.
    """

    file: str
    text: str
    bom: bool
    added: bool
    lines: array[int]
    root: Node | None  # None: the file is empty, or holds comments only
    tail: int  # where a list that is the whole file goes on: its end, or the line "..."
    eol: str

    def nodes(self, path: Path) -> list[Node]:
        """Returns the values from the whole file down to that at a path; none in an empty file."""
        found = [self.root] if self.root else []
        for step in path:
            found.append(found[-1].items[found[-1].find(step)])
        return found

    def encode(self, text: str) -> bytes:
        """Returns the bytes of an edited text."""
        return ("\ufeff" * self.bom + text).encode()

    def location(self, at: int) -> Location:
        """Returns the line and column of a position."""
        line = bisect_right(self.lines, at)
        return Location(self.file, line, at - self.lines[line - 1] + 1)

    def column(self, at: int) -> int:
        """Returns how many characters stand before a position on its line."""
        return at - self.line_start(at)

    def line_start(self, at: int) -> int:
        """Returns where the line of a position begins."""
        return self.lines[bisect_right(self.lines, at) - 1]

    def next_line(self, at: int) -> int:
        """Returns where the line after that of a position begins."""
        number = bisect_right(self.lines, at)
        return self.lines[number] if number < len(self.lines) else len(self.text)

    def line_end(self, at: int) -> int:
        """Returns the position of the line break that ends the line of a position."""
        end = self.next_line(at)
        while end > at and self.text[end - 1] in _BREAKS:
            end -= 1
        return end

    def begins_line(self, at: int) -> bool:
        """Returns whether only spaces stand before a position on its line."""
        return not self.text[self.line_start(at) : at].strip(" ")

    def find_sign(self, sign: str, start: int, end: int) -> int:
        """Returns where an indicator (- ? : ,) stands between two values, outside comments; -1 if nowhere."""
        return _find_sign(self.text, sign, start, end)

    def entry_start(self, node: Node, at: int) -> int:
        """Returns where an entry begins: at its dash, its "?" or its key; in a flow list, at the item."""
        first = node.keys[at] if node.is_mapping else node.items[at]
        if node.style == "[":
            return first.start
        gap = node.items[at - 1].end if at else node.start
        found = self.find_sign("?" if node.is_mapping else "-", gap, first.start)
        return found if found >= 0 else first.start

    def value_gap(self, node: Node, at: int) -> int:
        """Returns the position right behind the colon or dash of an entry; 0 if a key has no colon."""
        item = node.items[at]
        if node.is_list:
            return self.entry_start(node, at) + 1
        found = self.find_sign(":", node.keys[at].end, max(item.start, node.keys[at].end))
        return found + 1

    def header_end(self, node: Node) -> int:
        """Returns where the | or > of a text ends, with its indicators."""
        found = _HEADER.match(self.text, node.start)
        assert found
        return found.end()

    def open_text(self) -> Node | None:
        """Returns a last text behind | or > that has no line break only because the file ends."""
        last = self.root.last_text if self.root and self.added else None
        return last if last and last.is_block_text and not last.text.endswith("\n") else None

    def has_comment(self, node: Node) -> bool:
        """Returns whether a comment stands within a value."""
        at = node.start
        for leaf in _leaves(node):
            if "#" in self.text[at : leaf.start]:
                return True
            at = leaf.end
            if leaf.is_block_text and "#" in self.text[self.header_end(leaf) : self.line_end(leaf.start)]:
                return True
        return "#" in self.text[at : node.end]


def parse(data: bytes, file: str = "") -> Document:
    """Parses a file that the loader accepts; about as fast as the loader.

    Example:
        >>> document = parse(b"- id: a\\n  tags:\\n    - b   # comment\\n", "data/entities.yaml")
        >>> tags = document.root.items[0].items[1]
        >>> document.text[tags.start:tags.end], str(document.location(tags.start))
        ('- b', 'data/entities.yaml:3:5')
    """
    text = data.decode("utf-8-sig")
    parser = _Parser(text)
    root, tail = parser.read()
    eol = _find_eol(text)
    added = bool(text) and text[-1] not in _BREAKS
    if added:
        tail = len(text) + len(eol) if tail == len(text) else tail
        text += eol
    lines = array("I", accumulate(map(len, text.splitlines(keepends=True)), initial=0))
    if len(lines) > 1:
        lines.pop()  # behind the last line break there is no line
    return Document(file, text, data.startswith(b"\xef\xbb\xbf"), added, lines, root, tail, eol)


class _Parser:
    """Builds the tree from libyaml's events."""

    __slots__ = ("next", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.next, _ = parse_events(text.encode())

    def read(self) -> tuple[Node | None, int]:
        """Returns the tree of a file, if it holds any value, and where its document ends."""
        self.next()
        if not isinstance(self.next(), DocumentStartEvent):
            return None, len(self.text)
        event: Any = self.next()
        root = None if isinstance(event, ScalarEvent) else self._build(event, -1)
        end: Any = self.next()
        return root, end.start_mark.index if end.explicit else len(self.text)

    def _build(self, event: Any, column: int) -> Node:
        """Returns the node that begins with an event; `column` is that of the block collection around it."""
        start, end = event.start_mark.index, event.end_mark.index
        if type(event) is ScalarEvent:
            style = event.style or ""
            if style == "|" or style == ">":
                end = _block_end(self.text, start, end, column)
            return Node(start, end, style, event.value)
        column = column if event.flow_style else event.start_mark.column
        if type(event) is SequenceStartEvent:
            node = Node(start, start, "[" if event.flow_style else "-")
            stop = self._build_list(node, column)
        else:
            assert type(event) is MappingStartEvent
            node = Node(start, start, "{" if event.flow_style else ":")
            stop = self._build_mapping(node, column)
        node.end = stop.index if node.is_flow else node.items[-1].end
        return node

    def _build_list(self, node: Node, column: int) -> Any:
        get, build, items = self.next, self._build, node.items
        event: Any
        while type(event := get()) is not SequenceEndEvent:
            items.append(build(event, column))
        return event.end_mark

    def _build_mapping(self, node: Node, column: int) -> Any:
        get, build, keys, items = self.next, self._build, node.keys, node.items
        event: Any
        while type(event := get()) is not MappingEndEvent:
            key = build(event, column)
            value = build(get(), column)
            if value.start == value.end:  # libyaml places what is not there at the next token
                colon = _find_sign(self.text, ":", key.end, value.start)
                value.start = value.end = colon + 1 if colon >= 0 else key.end
            keys.append(key)
            items.append(value)
        return event.end_mark


def _find_sign(text: str, sign: str, start: int, end: int) -> int:
    return next((found.start() for found in _SIGNS.finditer(text, start, end) if found[0] == sign), -1)


def _find_eol(text: str) -> str:
    windows, feeds, returns = text.count("\r\n"), text.count("\n"), text.count("\r")
    if windows * 2 > feeds:
        return "\r\n"
    return "\r" if returns > feeds else "\n"


def _leaves(node: Node) -> list[Node]:
    if not node.items:
        return [node]
    if node.is_list:
        return [leaf for item in node.items for leaf in _leaves(item)]
    return [
        leaf for pair in zip(node.keys, node.items, strict=True) for part in pair for leaf in _leaves(part)
    ]


def _block_end(text: str, start: int, stop: int, column: int) -> int:
    """Returns where a text behind | or > ends: with its last line, or its last blank line if they count (+).

    libyaml's own end (`stop`) is behind the blank lines that follow.
    """
    found = _HEADER.match(text, start)
    assert found
    header, first = found[0], text[found.end() : stop].splitlines(keepends=True)[:1]
    body = found.end() + len(first[0] if first else "")
    lines = text[body:stop].splitlines(keepends=True)
    digit = re.search(r"\d", header)
    filled = next((line for line in lines if line.strip(" " + _BREAKS)), "")
    indent = max(column, 0) + int(digit[0]) if digit else len(filled) - len(filled.lstrip(" "))
    while lines and "+" not in header and not lines[-1].strip(" " + _BREAKS):
        if filled and len(lines[-1].rstrip(_BREAKS)) > indent:
            break  # spaces beyond the indentation are part of the text
        lines.pop()
    if not lines:
        return found.end()
    size = sum(map(len, lines))
    return body + size - (len(lines[-1]) - len(lines[-1].rstrip(_BREAKS)))
