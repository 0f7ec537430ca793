"""Escapes in double quotes: pairs as JSON writers make them, and paths of Windows that are none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from yaml import ScalarEvent
from yaml._yaml import CParser

_PAIR = re.compile(
    rb"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)  # a character beyond U+FFFF, as JSON writes it
_CONTROLS = "0abtnvfreNLP_"
_JOINED = re.compile(r"\\U([0-9a-f]{8})")
# Not A, B, Q: "Q:\\n" begins a question in many a transcript.
_PATH = re.compile(rb'"[C-PR-Zc-pr-z]:\\[^\\"]')
_ESCAPE = re.compile(r"\\(?:x..|u.{4}|U.{8}|.)")
BACKSLASH = r"within double quotes, \ begins an escape; put the text in single quotes"


class Mark(Struct, frozen=True):
    """A place in a file, like those of PyYAML."""

    index: int
    line: int
    column: int


class Pairs:
    """A file whose pairs of escapes are one escape each, as YAML needs it; places are those of the file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._shifts: list[int] = []  # where, in characters of the new text, each joined escape ends
        if b"\\u" in data and _PAIR.search(data):
            self._join()

    def __bool__(self) -> bool:
        return bool(self._shifts)

    def place(self, mark: Any) -> Any:
        """Returns the place in the file for one in the new text."""
        shift = 2 * bisect_right(self._shifts, mark.index)
        in_line = shift - 2 * bisect_right(self._shifts, mark.index - mark.column)
        return Mark(mark.index + shift, mark.line, mark.column + in_line)

    def wrap(self, get_event: Callable[[], Any]) -> Callable[[], Any]:
        """Returns a source of the same events with places of the file, and the pairs outside of quotes."""

        def restored() -> Any:
            event = get_event()
            if isinstance(event, ScalarEvent) and event.style != '"' and self._holds(event):
                event.value = _JOINED.sub(_split, event.value)
            event.start_mark, event.end_mark = self.place(event.start_mark), self.place(event.end_mark)
            return event

        return restored

    def _holds(self, event: Any) -> bool:
        first, last = (bisect_right(self._shifts, mark.index) for mark in (event.start_mark, event.end_mark))
        return first < last

    def _join(self) -> None:
        ends = []
        shrunk = 0

        def joined(found: re.Match[bytes]) -> bytes:
            nonlocal shrunk
            high, low = int(found[2], 16), int(found[3], 16)
            shrunk += 2
            ends.append(found.end() - shrunk)
            return b"%s\\U%08x" % (found[1], 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))

        self.data = _PAIR.sub(joined, self.data)
        before, count = 0, 0
        for end in ends:  # from bytes to characters
            count += len(self.data[before:end].decode("utf-8-sig" if before == 0 else "utf-8"))
            before = end
            self._shifts.append(count)


def parse_events(data: bytes) -> tuple[Callable[[], Any], Pairs]:
    """Returns the source of libyaml's events of a file, and what gives the places of its errors."""
    pairs = Pairs(data)
    get_event = CParser(pairs.data).get_event
    return (pairs.wrap(get_event) if pairs else get_event), pairs


def has_paths(data: bytes) -> bool:
    """Tells whether a text in double quotes may be a path of Windows."""
    return b":\\" in data and _PATH.search(data) is not None


def explain_path(source: str, value: str) -> tuple[str, str] | None:
    r"""Returns what a path in double quotes became, or None for any other text.

    >>> print(explain_path(r'"C:\temp"', "C:\temp")[0])
    "C:\temp": \t is read as a control character
    """
    if value.isprintable() or not _PATH.match(source.encode()):
        return None
    controls = [item for item in _ESCAPE.findall(source) if item[1] in _CONTROLS]
    if not controls:
        return None
    read = "is read as a control character" if len(controls) == 1 else "are read as control characters"
    quoted = source[1:-1].replace("'", "''")
    return f"{source}: {', '.join(controls)} {read}", f"{BACKSLASH}: '{quoted}'"


def _split(found: re.Match[str]) -> str:
    code = int(found[1], 16) - 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}" if code >= 0 else found[0]
