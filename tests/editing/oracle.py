"""What an edit must do, decided without the writer: the data by PyYAML, the text by lines.

`change` edits data that PyYAML has read; `check_text` compares the lines of two texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from graphkit.editing.edits import Append, Edit, Insert, Move, Remove, Rename, Set

Path = tuple[str | int, ...]


def load(data: bytes) -> Any:
    """Read a file as PyYAML does, with every scalar as a text; a file without values is an empty list."""
    found = yaml.load(data, yaml.CBaseLoader)
    return found if isinstance(found, (list, dict)) else []


def change(files: Mapping[str, Any], edits: Sequence[Edit]) -> dict[str, Any]:
    """Make all edits in the data; paths are those of the data as given."""
    boxes = {name: _Box(data) for name, data in files.items()}
    targets = [boxes[edit.file].find(edit.path[: _depth(edit)]) for edit in edits]
    places = [
        boxes[edit.to_file or edit.file].find(edit.to[:-1]) if isinstance(edit, Move) else None
        for edit in edits
    ]
    for edit, target, place in zip(edits, targets, places, strict=True):
        if isinstance(edit, Set):
            target.replace(_Box(edit.value))
        elif isinstance(edit, Append):
            target.add(None, _Box(edit.value))
        elif isinstance(edit, Insert):
            target.add(edit.path[-1], _Box(edit.value))
        elif isinstance(edit, Rename):
            target.name = edit.key
        else:
            if isinstance(edit, Move) and place:
                place.add(edit.to[-1], _Box(target.plain()))
            target.gone = True
    return {name: box.plain() for name, box in boxes.items()}


def _depth(edit: Edit) -> int:
    return len(edit.path) - isinstance(edit, Insert)


class _Box:
    """A value that can be changed in place, so that positions of other values do not shift."""

    def __init__(self, value: Any) -> None:
        self.name: str | None = None
        self.gone = False
        self.value = value
        self.children: list[_Box] = []
        self.original: list[_Box] = []
        if isinstance(value, (list, dict)):
            for key, item in value.items() if isinstance(value, dict) else enumerate(value):
                child = _Box(item)
                child.name = key if isinstance(key, str) else None
                self.children.append(child)
            self.original = list(self.children)
            self.value = type(value)

    def find(self, path: Path) -> _Box:
        box = self
        for step in path:
            box = (
                box.original[step]
                if isinstance(step, int)
                else next(x for x in box.original if x.name == step)
            )
        return box

    def replace(self, other: _Box) -> None:
        self.value, self.children = other.value, other.children

    def add(self, step: str | int | None, other: _Box) -> None:
        if isinstance(step, str):
            other.name = step
            if self.value is list:  # an empty file
                self.value = dict
        if isinstance(step, int) and step < len(self.original):
            self.children.insert(self.children.index(self.original[step]), other)
        else:
            self.children.append(other)

    def plain(self) -> Any:
        left = [child for child in self.children if not child.gone]
        if self.value is dict:
            return {child.name: child.plain() for child in left}
        return [child.plain() for child in left] if self.value is list else self.value


def check_text(old: bytes, new: bytes, edits: Sequence[Edit], file: str) -> None:
    """Fail unless all lines that no edit touches are there byte for byte and in order, and all comments.

    Lines may be added between them.
    """
    before, after = (data.decode("utf-8-sig").splitlines(keepends=True) for data in (old, new))
    text = _Text(old)
    touched: set[int] = set()
    for edit in edits:
        touched |= text.touched_lines(edit, file)
    if text.open_text >= 0 and old != new:
        touched.add(text.open_text)
    kept = [line for number, line in enumerate(before) if number not in touched]
    lines = iter(after)
    for line in kept:
        ending = line is before[-1] and not line.endswith("\n")
        for other in lines:
            if other == line or (ending and other.rstrip("\r\n") == line):
                break
        else:
            raise AssertionError(f"a line is lost or changed: {line!r}")
    for comment, count in text.comments(edits, file).items():
        assert new.decode().count(comment) >= count, f"a comment is lost: {comment}"
    assert old[:3] == new[:3] or b"\xef\xbb\xbf" not in (old[:3], new[:3]), (
        "the byte order mark is lost or new"
    )
    if before and not before[-1].endswith(("\n", "\r")) and len(before) - 1 not in touched:
        assert not new.endswith((b"\n", b"\r")) or b"|" in new, "a line break is added at the end"
    if b"\r\n" in old and not re.search(rb"(?<!\r)\n", old):
        assert not re.search(rb"(?<!\r)\n", new), "a line end of another kind"
    if b"\r" not in old:
        assert b"\r" not in new, "a line end of another kind"


def check_bytes(old: bytes, new: bytes, edit: Edit) -> None:
    """Fail unless one edit changes, adds or removes one stretch of the text, and that in its place.

    Not for moves, nor where a list or mapping begins or ends to be empty, or a pair in a list gets braces.
    """
    before, after = (data.decode("utf-8-sig") for data in (old, new))
    text = _Text(old)
    same = _count_same(before, after)
    rest = min(len(before), len(after)) - same
    same_end = _count_same(before[::-1][:rest], after[::-1][:rest])
    path = edit.path if isinstance(edit, Append) else edit.path[:-1]
    parent: Any = text.chain(path)[-1] if text.root else None
    if parent and parent.flow_style and before[parent.start_mark.index] not in "[{":
        return
    if isinstance(edit, (Insert, Append)) and parent and parent.value and text.open_text < 0:
        assert same + same_end == len(before), "adding a value changes another text"
    if isinstance(edit, Remove) and len(parent.value) > 1:
        assert same + same_end == len(after), "removing a value changes another text"
    if isinstance(edit, Rename):
        key = next(key for key, _ in parent.value if key.value == edit.path[-1])
        _check_stretch(before, after, key)
    if isinstance(edit, Set) and isinstance(edit.value, str) and "\n" not in edit.value:
        node = text.chain(edit.path)[-1]
        if isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">") and _is_written(node):
            _check_stretch(before, after, node)


def _count_same(one: str, other: str) -> int:
    different = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(different, min(len(one), len(other)))


def _is_written(node: Any) -> bool:
    return bool(node.start_mark.index < node.end_mark.index)


def _check_stretch(before: str, after: str, node: Any) -> None:
    assert after.startswith(before[: node.start_mark.index]), "the text in front of a value is changed"
    assert after.endswith(before[node.end_mark.index :]), "the text behind a value is changed"


class _Text:
    """A text with the lines of its values, as PyYAML's composer gives them."""

    def __init__(self, data: bytes) -> None:
        self.lines = data.decode("utf-8-sig").splitlines()
        self.root: Any = yaml.compose(data, yaml.CBaseLoader)
        if isinstance(self.root, yaml.ScalarNode):
            self.root = None
        self.scalars = [node for node in _walk(self.root) if isinstance(node, yaml.ScalarNode)]
        last = self.scalars[-1] if self.scalars else None
        is_open = last and last.style in ("|", ">") and not data.endswith((b"\n", b"\r"))
        # The line of a | or > whose text would get a line break if a line followed, so it must change then.
        self.open_text = last.start_mark.line if last and is_open else -1

    def chain(self, path: Path) -> list[Any]:
        node: Any = self.root
        nodes = [node]
        for step in path:
            if isinstance(step, int):
                node = node.value[step]
            else:
                node = next(value for key, value in node.value if key.value == step)
            nodes.append(node)
        return nodes

    def touched_lines(self, edit: Edit, file: str) -> set[int]:
        """The lines that an edit may change or remove."""
        found: set[int] = set()
        if edit.file == file and self.root is not None:
            if isinstance(edit, (Set, Rename)):
                found |= set(self.entry(edit.path))
            if isinstance(edit, (Remove, Move)):
                found |= self._without(edit.path)
            if isinstance(edit, Insert):
                found |= self._with(edit.path[:-1])
            if isinstance(edit, Append):
                found |= self._with(edit.path)
        if isinstance(edit, Move) and (edit.to_file or edit.file) == file and self.root is not None:
            found |= self._with(edit.to[:-1])
        return found

    def entry(self, path: Path) -> range:
        """The lines of an entry: from its key or dash to the end of its value."""
        if not path:
            return range(self.root.start_mark.line, self.last(self.root) + 1)
        *_, parent, node = self.chain(path)
        stop = self.last(node)
        if isinstance(parent, yaml.MappingNode):
            at = [value for _, value in parent.value].index(node)
            key = parent.value[at][0]
            start = self._skip(self.last(parent.value[at - 1][1]) if at else parent.start_mark.line - 1)
            start = key.start_mark.line if parent.flow_style else min(start, key.start_mark.line)
            stop = max(stop, key.end_mark.line)
        else:
            at = parent.value.index(node)
            start = self._skip(self.last(parent.value[at - 1])) if at else parent.start_mark.line
            start = node.start_mark.line if parent.flow_style else start
        return range(start, stop + 1)

    def last(self, node: Any) -> int:
        """The last line of a value."""
        if node.value and isinstance(node, yaml.SequenceNode) and not node.flow_style:
            return self.last(node.value[-1])
        if node.value and isinstance(node, yaml.MappingNode) and not node.flow_style:
            return max(self.last(part) for part in node.value[-1])
        line: int = node.end_mark.line
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            line -= node.end_mark.column == 0 or line >= len(self.lines)
            if "+" in self.lines[node.start_mark.line][node.start_mark.column :].partition("#")[0]:
                return line
            while line > node.start_mark.line and not self.lines[line].strip():
                line -= 1
        elif isinstance(node, yaml.ScalarNode) and node.start_mark.index == node.end_mark.index:
            before = self.lines[line][: node.start_mark.column] if line < len(self.lines) else ""
            return self._back(line - (not before.strip()))
        return line

    def _back(self, line: int) -> int:
        while line > 0 and (line >= len(self.lines) or not self.lines[line].partition("#")[0].strip()):
            line -= 1
        return line

    def _skip(self, line: int) -> int:
        """The next line that holds more than blanks and a comment."""
        line += 1
        while line < len(self.lines) and not self.lines[line].partition("#")[0].strip():
            line += 1
        return line

    def _with(self, path: Path) -> set[int]:
        node = self.chain(path)[-1]
        if node.flow_style:
            return set(self.entry(path))
        start = node.start_mark
        return {start.line} if self.lines[start.line][: start.column].strip() else set()

    def _without(self, path: Path) -> set[int]:
        node = self.chain(path[:-1])[-1]
        if node.flow_style:
            return set(range(node.start_mark.line, node.end_mark.line + 1))
        found = set(self.entry(path))
        start = node.start_mark
        shared = bool(self.lines[start.line][: start.column].strip())
        if shared:  # what follows may move up to the dash
            for at, item in enumerate(node.value):
                found.add(self.entry((*path[:-1], item[0].value if isinstance(item, tuple) else at))[0])
                found |= {line for line in range(start.line, self.last(node)) if not self.lines[line].strip()}
        return found | (
            set(self.entry(path[:-1])[:1]) if path[:-1] else {start.line} if not shared else set()
        )

    def comments(self, edits: Sequence[Edit], file: str) -> Counter[str]:
        """All comments but those in and behind what is removed or replaced, and those in texts."""
        hidden: set[int] = set()
        for edit in edits:
            if edit.file != file or isinstance(edit, (Append, Insert, Rename)) or self.root is None:
                continue
            node = self.chain(edit.path)[-1]
            if not isinstance(edit, Set):
                hidden |= set(self.entry(edit.path))
            elif not isinstance(node, yaml.ScalarNode):
                hidden |= set(range(node.start_mark.line, self.last(node) + 1))
        for node in self.scalars:
            if node.style in ("|", ">"):
                hidden |= set(range(node.start_mark.line + 1, self.last(node) + 1))
            else:
                hidden |= set(range(node.start_mark.line, node.end_mark.line))
                if "#" in str(node.value):
                    hidden.add(node.end_mark.line)
        found = (
            re.search(r"(?:^|\s)(#.*)", line)
            for number, line in enumerate(self.lines)
            if number not in hidden
        )
        return Counter(match[1] for match in found if match)


def _walk(node: Any) -> Iterator[Any]:
    if node is None:
        return
    yield node
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _walk(item)
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for part in pair:
                yield from _walk(part)
