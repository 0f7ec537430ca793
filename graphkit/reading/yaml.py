"""Reads YAML as records: every scalar is a text with a location, and every trap is a problem."""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from sys import intern
from typing import Any

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from graphkit.errors import Location, Problem
from graphkit.reading.escapes import BACKSLASH, explain_path, has_paths, parse_events
from graphkit.reading.hashes import Hashes, has_hashes
from graphkit.reading.record import SourceMap, Value, WrittenRecord
from graphkit.reading.text import byte_location, find_line_starts, find_text_problems

MAX_DEPTH = 64
LARGE = 500_000  # bytes; patterns of a smaller file take longer to make than the file to read
MAX_PROBLEMS = 1000  # in one file: many aliases must not become many messages

_HINTS = {
    "mapping values are not allowed in this context": (
        'put a text that holds ": " in quotes, or correct the indentation of this line'
    ),
    "found character that cannot start any token": "put a text that begins with @, `, % or a tab in quotes",
    "did not find expected key": "check the indentation and the quotes of this line and the one above",
    "did not find expected '-' indicator": 'each record begins with "- " in the same column',
    "could not find expected ':'": "check the indentation and the quotes of this line and the one above",
    "did not find expected <document start>": 'remove the line "..." above',
    "found unexpected end of stream": "a quote is not closed",
    "found unknown escape character": BACKSLASH,
    "did not find expected hexdecimal number": BACKSLASH,
    "found invalid Unicode character escape code": "write the character itself, not half of a pair",
}


def load_yaml(data: bytes, file: str) -> tuple[list[WrittenRecord], list[Problem]]:
    """Reads a file that is a list of mappings; returns the records that can be read, and the problems.

    A file that is empty, or holds comments only, is an empty list. `null` and `~` are texts like any other;
    a missing value is the empty text. PyYAML's constructor is not used.

    Example:
        >>> records, problems = load_yaml(b"- {id: no, start: 012, name: }", "data/entities.yaml")
        >>> records[0].value, problems
        ({'id': 'no', 'start': '012', 'name': ''}, [])
    """
    records, problems = _read(data, file)
    return [record for record in records if record is not None], problems


def load_mapping(data: bytes, file: str) -> tuple[WrittenRecord | None, list[Problem]]:
    """Reads a file that is one mapping, such as `graphkit.yaml`; returns None for an empty file.

    Example:
        >>> load_mapping(b"name: An example", "graphkit.yaml")[0].value
        {'name': 'An example'}
    """
    records, problems = _read(data, file, one=True)
    return (records[0] if records else None), problems


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Switches garbage collection off while many objects are built that stay.

    They have no cycles, and the collector would walk them again and again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(data: bytes, file: str, one: bool = False) -> tuple[list[WrittenRecord], list[Problem]]:
    problems = find_text_problems(data, file)
    if problems:
        return [], problems
    with without_garbage_collection():
        alike = None if one or len(data) < LARGE else read_alike_records(data, file)
        return (alike, []) if alike is not None else read_events(data, file, one)


def read_events(data: bytes, file: str, one: bool = False) -> tuple[list[WrittenRecord], list[Problem]]:
    """Reads a whole file through libyaml; `load_yaml` must return the same."""
    builder = _Builder(data, SourceMap(file, find_line_starts(data), array("I")))
    builder.read_file(one)
    return builder.records, builder.problems + builder.warnings


def read_alike_records(data: bytes, file: str) -> list[WrittenRecord] | None:
    """Reads a large file of records that look alike; returns None for other files and those with problems."""
    from graphkit.reading.alike import read_alike

    source_map = SourceMap(file, find_line_starts(data), array("I"))

    def read_part(part: str, offset: int) -> list[tuple[dict[str, Value], int]] | None:
        first = len(source_map.offsets)
        builder = _Builder(part.encode(), source_map)
        builder.read_file(one=False)
        for number in range(first, len(source_map.offsets)):
            source_map.offsets[number] += offset
        wrong = builder.problems or builder.warnings
        return None if wrong else [(record.value, record.start) for record in builder.records]

    found = read_alike(data.decode("utf-8-sig"), source_map.offsets, read_part)
    return None if found is None else [WrittenRecord(value, source_map, first) for value, first in found]


class _Stop(Exception):
    """Stops reading the file."""


class _Builder:
    """Reads libyaml's events; adds an offset for each value, in the order that `WrittenRecord` expects.

    `careful` is whether each text is checked for what it may have lost: the file has a sign of that.
    """

    __slots__ = (
        "careful", "data", "file", "flows", "hashes", "next", "pairs", "problems", "records", "source_map",
        "text", "warnings",
    )  # fmt: skip

    def __init__(self, data: bytes, source_map: SourceMap) -> None:
        self.data = data
        self.file = source_map.file
        self.source_map = source_map
        self.careful = has_hashes(data) or has_paths(data)
        self.text = data.decode("utf-8-sig") if self.careful else ""
        self.hashes = Hashes(self.text)
        self.next, self.pairs = parse_events(data)
        self.records: list[WrittenRecord] = []
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.flows = 0  # how many brackets are open

    def read_file(self, one: bool) -> None:
        try:
            self.next()  # the beginning of the stream
            if isinstance(self.next(), DocumentStartEvent):
                self._read_document(self.next(), one)
                self.next()  # the end of the document
                event = self.next()
                if not isinstance(event, StreamEndEvent):
                    self._refuse(event, "a second document begins here", 'remove the line "---"')
        except _Stop:
            pass
        except MarkedYAMLError as error:
            self.problems.append(self._syntax_problem(error))
        except ReaderError as error:
            message = f"{error.reason}: U+{error.character:04X} (byte {error.position})"
            self.problems.append(
                Problem(byte_location(self.data, error.position, self.file), message, "remove it")
            )

    def _read_document(self, event: Any, one: bool) -> None:
        if one and isinstance(event, MappingStartEvent):
            self._add_record(event, 1)
        elif not one and isinstance(event, SequenceStartEvent):
            if event.anchor is not None or event.tag is not None:
                self._refuse_properties(event)
            while not isinstance(event := self.next(), SequenceEndEvent):
                if isinstance(event, MappingStartEvent):
                    self._add_record(event, 2)
                else:
                    self._refuse(event, f"expected a mapping (key: value), found {_what(event)}")
                    self._build(event, 2)
        elif not (isinstance(event, ScalarEvent) and not event.value and event.implicit[0]):
            expected = "one mapping (key: value)" if one else 'a list; each record begins with "- "'
            self._refuse(event, f"found {_what(event)} where the file should be {expected}")
            self._build(event, 1)

    def _add_record(self, event: Any, depth: int) -> None:
        start = len(self.source_map.offsets)
        value = self._build(event, depth)
        assert isinstance(value, dict)
        self.records.append(WrittenRecord(value, self.source_map, start))

    def _build(self, event: Any, depth: int) -> Value:
        """Returns the value that begins with `event`; adds its offset and those of all that it holds."""
        self.source_map.offsets.append(event.start_mark.index)
        if event.anchor is not None or (type(event) is not AliasEvent and event.tag is not None):
            self._refuse_properties(event)
        if type(event) is ScalarEvent:
            if self.careful:
                self._find_lost(event)
            return self._check_text(event)
        if type(event) is AliasEvent:
            return ""
        if depth > MAX_DEPTH:
            self._refuse(event, f"nested deeper than {MAX_DEPTH}; the rest of the file was not read")
            raise _Stop
        self.flows += event.flow_style
        value = self._build_mapping(depth) if type(event) is MappingStartEvent else self._build_list(depth)
        self.flows -= event.flow_style
        return value

    def _build_list(self, depth: int) -> list[Value]:
        items = []
        while type(event := self.next()) is not SequenceEndEvent:
            items.append(self._build(event, depth + 1))
        return items

    def _build_mapping(self, depth: int) -> dict[str, Value]:
        # Most of the time is spent here, so plain keys and texts are read without another call.
        result: dict[str, Value] = {}
        offsets, get_event = self.source_map.offsets, self.next
        scalar: Any = ScalarEvent
        begin = len(offsets) - 1
        while type(event := get_event()) is not MappingEndEvent:
            size = len(offsets)
            if type(event) is scalar and event.tag is None and event.anchor is None:
                offsets.append(event.start_mark.index)
                if self.careful:
                    self._find_lost(event)
            else:
                self._build(event, depth + 1)
            found = get_event()
            if type(found) is scalar and found.tag is None and found.anchor is None:
                offsets.append(found.start_mark.index)
                value: Value = found.value
                if "\0" in found.value:
                    self._check_text(found)
                if self.careful:
                    self._find_lost(found, event.end_mark.index)
            else:
                value = self._build(found, depth + 1)
            key = event.value if type(event) is scalar else "<<"
            if key not in result and key != "<<" and "\0" not in key:
                result[intern(key)] = value
            else:
                self._refuse_key(event, WrittenRecord(result, self.source_map, begin))
                del offsets[size:]  # the mapping does not hold the entry
        return result

    def _refuse_key(self, event: Any, before: WrittenRecord) -> None:
        if type(event) is AliasEvent:
            return  # `_build` has refused it
        if type(event) is not ScalarEvent:
            self._refuse(event, f"{_what(event)} as a key", "a key is a text")
        elif event.value in before.value:
            first = before.key_location(event.value)
            self._refuse(event, f'duplicate key "{event.value}"', f"first on line {first.line}")
        elif event.value == "<<":
            self._refuse(event, "a merge key (<<)", "write the keys out")
        else:
            self._check_text(event)

    def _check_text(self, event: Any) -> str:
        if "\0" in event.value:  # an escape sequence; the character itself is found before
            self._refuse(event, "a NUL character in a text", "remove it")
        text: str = event.value
        return text

    def _find_lost(self, event: Any, begin: int = -1) -> None:
        """Warns of what a text lost: the part behind a #, the backslashes of a path.

        `begin` is where the key of an empty value ends.
        """
        start, end = event.start_mark.index, event.end_mark.index
        if event.style == '"':
            found = explain_path(self.text[start:end], event.value)
        elif event.style or (at := self.hashes.behind(end, -1 if event.value else begin)) is None:
            return
        else:
            start, found = at, self.hashes.explain(event.value, at, self.flows > 0)
        if found:
            self.warnings.append(Problem(self.source_map.location_at(start), *found, "warning"))

    def _refuse_properties(self, event: Any) -> None:
        if type(event) is AliasEvent:
            self._refuse(event, f"an alias (*{event.anchor})", "write the value out")
            return
        if event.anchor is not None:
            self._refuse(event, f"an anchor (&{event.anchor})", "write the value out where it is needed")
        if event.tag is not None:
            self._refuse(event, f"a tag ({event.tag})", "leave it out: every value is a text")

    def _refuse(self, event: Any, message: str, hint: str = "") -> None:
        mark = event.start_mark
        self.problems.append(Problem(Location(self.file, mark.line + 1, mark.column + 1), message, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            self.problems.append(
                Problem(self.problems[-1].location, "too many problems; the rest of the file was not read")
            )
            raise _Stop

    def _syntax_problem(self, error: MarkedYAMLError) -> Problem:
        mark: Any = self.pairs.place(error.problem_mark)  # libyaml always gives one
        context: Any = error.context_mark and self.pairs.place(error.context_mark)
        problem = error.problem or "cannot be read"
        message = f"not YAML: {problem}"
        if error.context and context and context.line != mark.line:
            message += f" ({error.context} from line {context.line + 1})"
        hint = _HINTS.get(problem, "")
        if self.hashes.between(min(mark.index, context.index if context else mark.index), mark.index):
            hint = "text after # is a comment; put a text that holds # in quotes"
        return Problem(Location(self.file, mark.line + 1, mark.column + 1), message, hint)


def _what(event: Any) -> str:
    names = {MappingStartEvent: "a mapping", SequenceStartEvent: "a list", AliasEvent: "an alias"}
    return names.get(type(event), "a text")
