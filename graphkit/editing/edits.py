"""What can be changed in a data file, and what it changes in the data; `write.py` changes the text alike.

A path names a value by keys and list positions: `(3, "evidence", 0, "says")`. All paths of one call are
those of the files as given: an edit never shifts the path of another one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct, field

from graphkit.editing.spans import Path, Step
from graphkit.errors import nearest_hint
from graphkit.reading.record import Value


class _Edit(Struct, frozen=True):
    file: str
    path: Path


class Set(_Edit, frozen=True):
    """Replaces the value at `path`."""

    value: Value


class Insert(_Edit, frozen=True):
    """Adds a value that gets this path: under a new key, or in front of the item at this position.

    A key goes where `order`, the names of the keys in canonical order, puts it; other keys go to the end.
    """

    value: Value
    order: tuple[str, ...] = ()


class Append(_Edit, frozen=True):
    """Adds an item at the end of the list at `path`; `()` is the list that is the whole file."""

    value: Value


class Remove(_Edit, frozen=True):
    """Removes a list item, or a key with its value; comments within go with it, others stay."""


class Rename(_Edit, frozen=True):
    """Gives the key of the value at `path` another name."""

    key: str


class Move(_Edit, frozen=True):
    """Moves a list item, or a key with its value, to another path or file.

    It keeps its layout, but for brackets and braces in which, or out of which, it moves; a comment on a line
    above it stays. `to` is a path as in `Insert`, `to_file` another file; `order` as in `Insert`.
    """

    to: Path
    to_file: str = ""
    order: tuple[str, ...] = ()


Edit: TypeAlias = Set | Insert | Append | Remove | Rename | Move


class Refused(Exception):
    """An edit cannot be made: what is wrong, where, and what was expected."""

    def __init__(self, file: str, path: Path, message: str, hint: str = "") -> None:
        self.file, self.path, self.hint = file, path, hint
        super().__init__(message)


class Addition(Struct, frozen=True):
    """A value that is added to a list or mapping, with the place that it is moved from, if any."""

    step: Step
    value: Value
    order: tuple[str, ...] = ()
    origin: tuple[str, Path] | None = None


class Changes(Struct):
    """All changes of one list or mapping itself; those of the values in it have their own."""

    added: list[Addition] = []
    removed: set[Step] = field(default_factory=set)
    replaced: dict[Step, Value] = {}
    renamed: dict[Step, str] = {}


FileChanges: TypeAlias = dict[Path, Changes]


def group_changes(data: Mapping[str, Value], edits: Iterable[Edit]) -> dict[str, FileChanges]:
    """Returns the changes of each list and mapping, by file and path.

    Raises: Refused if a path names nothing, or if two edits exclude each other.
    """
    grouped: dict[str, FileChanges] = defaultdict(lambda: defaultdict(Changes))
    for edit in edits:
        _add_change(data, grouped, edit)
    for file, changes in grouped.items():
        _check_paths(file, changes)
        for path, change in changes.items():
            _check_keys(file, path, value_at(data[file], file, path), change)
    return grouped


def value_at(value: Value, file: str, path: Path) -> Value:
    """Returns the value at a path.

    Raises: Refused if there is none.
    """
    for depth, step in enumerate(path):
        if isinstance(value, dict) and isinstance(step, str):
            if step not in value:
                raise Refused(
                    file, path[:depth], f'no key "{step}" in this mapping', nearest_hint(step, value)
                )
            value = value[step]
        elif isinstance(value, list) and isinstance(step, int):
            if not 0 <= step < len(value):
                raise Refused(file, path[:depth], f"no item {step} in this list", _length(value))
            value = value[step]
        else:
            wanted = "a mapping" if isinstance(step, str) else "a list"
            raise Refused(file, path[:depth], f"found {_kind(value)}, expected {wanted} with {step!r}")
    return value


def change_data(value: Value, changes: FileChanges) -> Value:
    """Returns the data of a file with the changes made; the old data stay as they are."""
    touched = {path[:depth] for path in changes for depth in range(len(path) + 1)}
    return _change(value, (), changes, touched)


def _add_change(data: Mapping[str, Value], grouped: Mapping[str, FileChanges], edit: Edit) -> None:
    file, path = edit.file, edit.path
    if isinstance(edit, Append):
        _add(data, grouped, file, (*path, _end_of_list(data[file], file, path)), Addition(0, edit.value))
    elif isinstance(edit, Insert):
        _add(data, grouped, file, path, Addition(0, edit.value, edit.order))
    else:
        value = _take(data, grouped, edit)
        if isinstance(edit, Move):
            addition = Addition(0, value, edit.order, (file, path))
            _add(data, grouped, edit.to_file or file, edit.to, addition)


def _take(
    data: Mapping[str, Value], grouped: Mapping[str, FileChanges], edit: Set | Remove | Rename | Move
) -> Value:
    """Notes the change of a value that is there, or of its key, and returns the value."""
    file, path = edit.file, edit.path
    if not path:
        raise Refused(file, path, "cannot edit the whole file", "name a key or an item of it")
    value = value_at(data[file], file, path)
    change, step = grouped[file][path[:-1]], path[-1]
    replaced = step in change.replaced and not isinstance(edit, Rename)
    renamed = step in change.renamed and not isinstance(edit, Set)
    if step in change.removed or replaced or renamed:
        raise Refused(file, path, "two edits change the same value")
    if isinstance(edit, Set):
        change.replaced[step] = edit.value
    elif isinstance(edit, Rename):
        change.renamed[step] = edit.key
    else:
        change.removed.add(step)
    return value


def _add(
    data: Mapping[str, Value], grouped: Mapping[str, FileChanges], file: str, path: Path, new: Addition
) -> None:
    if not path:
        raise Refused(file, path, "cannot add a value here", "name a new key, or a position in a list")
    parent, step = value_at(data[file], file, path[:-1]), path[-1]
    fits = isinstance(parent, dict) if isinstance(step, str) else isinstance(parent, list)
    if not fits and (parent or path[:-1]):
        wanted = "a mapping" if isinstance(step, str) else "a list"
        raise Refused(file, path[:-1], f"found {_kind(parent)}, expected {wanted} to add to")
    if isinstance(step, int) and not 0 <= step <= len(parent):
        raise Refused(file, path[:-1], f"no position {step} in this list", _length(parent))
    grouped[file][path[:-1]].added.append(Addition(step, new.value, new.order, new.origin))


def _end_of_list(value: Value, file: str, path: Path) -> int:
    found = value_at(value, file, path)
    if not isinstance(found, list):
        raise Refused(file, path, f"found {_kind(found)}, expected a list to append to")
    return len(found)


def _check_paths(file: str, changes: FileChanges) -> None:
    """Refuses a change within a value that another edit replaces, removes or moves."""
    for path in changes:
        for depth in range(len(path)):
            above = changes.get(path[:depth])
            if above and (path[depth] in above.removed or path[depth] in above.replaced):
                raise Refused(file, path, "an edit changes a value that another edit replaces or removes")


def _check_keys(file: str, path: Path, value: Value, change: Changes) -> None:
    """Refuses a key that would be there twice, and keys for the items of a list."""
    if not isinstance(value, dict):
        if change.renamed:
            raise Refused(file, path, f"found {_kind(value)}, expected a mapping with a key to rename")
        return
    keys = [change.renamed.get(key, key) for key in value if key not in change.removed]
    seen: set[Step] = set()
    for key in [*keys, *(new.step for new in change.added)]:
        if key in seen:
            raise Refused(file, path, f'the key "{key}" would be there twice')
        seen.add(key)


def _change(value: Value, path: Path, changes: FileChanges, touched: set[Path]) -> Value:
    if path not in touched:
        return value
    change = changes.get(path, Changes())
    if isinstance(value, list) and not (not value and any(isinstance(new.step, str) for new in change.added)):
        return list(_change_list(value, path, changes, touched))
    result: dict[str, Value] = {}
    assert not isinstance(value, str)
    for key, item in value.items() if isinstance(value, dict) else ():
        if key not in change.removed:
            item = change.replaced.get(key, item)
            result[change.renamed.get(key, key)] = _change(item, (*path, key), changes, touched)
    return result | {str(new.step): new.value for new in change.added}


def _change_list(value: list[Value], path: Path, changes: FileChanges, touched: set[Path]) -> Iterator[Value]:
    change = changes.get(path, Changes())
    for at in range(len(value) + 1):
        yield from (new.value for new in change.added if new.step == at)
        if at < len(value) and at not in change.removed:
            yield _change(change.replaced.get(at, value[at]), (*path, at), changes, touched)


def _length(value: Value) -> str:
    return f"its length is {len(value)}"


def _kind(value: Value) -> str:
    return "a text" if isinstance(value, str) else "a list" if isinstance(value, list) else "a mapping"
