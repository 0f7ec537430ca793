"""Checks the bytes of a text file before it is read as YAML."""

from __future__ import annotations

import re
from array import array
from itertools import accumulate

from graphkit.errors import Location, Problem

_BOM = b"\xef\xbb\xbf"
_CONFLICT = re.compile(rb"^(<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_LINE_END = re.compile(rb"\r\n?|\n")
_SEPARATORS = {"\x85": "NEXT LINE", "\u2028": "LINE SEPARATOR", "\u2029": "PARAGRAPH SEPARATOR"}
_SEPARATOR = re.compile("|".join(_SEPARATORS).encode())
_TAB = re.compile(rb"^ *\t", re.MULTILINE)


def find_text_problems(data: bytes, file: str) -> list[Problem]:
    """Returns what makes `data` unreadable: its encoding, NUL, invisible line ends, merge conflicts, tabs as
    indentation.

    Example:
        >>> print(*find_text_problems(b"- id: a\\n\\tname: A\\n", "data/entities.yaml"))
        data/entities.yaml:2:1: a tab in the indentation (byte 8); indent with spaces
    """
    problem = _encoding_problem(data, file)
    if problem:
        return [problem]
    return [*_separator_problems(data, file), *_conflict_problems(data, file), *_tab_problems(data, file)]


def find_line_starts(data: bytes) -> array[int]:
    """Returns the positions, in characters, at which the lines of UTF-8 `data` begin; a BOM does not count.

    Example:
        >>> find_line_starts("ü\\nb".encode()).tolist()
        [0, 2, 3]
    """
    lines = data.decode("utf-8-sig").splitlines(keepends=True)  # libyaml ends lines where Unicode does
    return array("I", accumulate(map(len, lines), initial=0))


def byte_location(data: bytes, offset: int, file: str) -> Location:
    """Returns the location of the byte at `offset`; its column counts characters, as editors do."""
    ends = [found.end() for found in _LINE_END.finditer(data, 0, offset)]
    line, begin = len(ends) + 1, ends[-1] if ends else 0
    before = data[begin:offset].removeprefix(_BOM) if begin == 0 else data[begin:offset]
    return Location(file, line, len(before.decode("utf-8", "replace")) + 1)


def _conflict_problems(data: bytes, file: str) -> list[Problem]:
    if not any(sign * 7 in data for sign in (b"<", b"=", b">", b"|")):  # far faster than the pattern
        return []
    return [
        Problem(
            byte_location(data, found.start(), file),
            f"a merge-conflict marker: {found[1].decode()}",
            "decide the conflict, then remove the markers",
        )
        for found in _CONFLICT.finditer(data)
    ]


def _encoding_problem(data: bytes, file: str) -> Problem | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_wide(data):
        return Problem(Location(file), "the file is UTF-16 or UTF-32 (byte 0)", "save it as UTF-8")
    at = data.find(0)
    if at >= 0:
        return Problem(byte_location(data, at, file), f"a NUL character (byte {at})", "remove it")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
        return Problem(
            byte_location(data, at, file),
            f"not UTF-8: byte 0x{data[at]:02X} at byte {at}",
            "save the file as UTF-8",
        )
    return None


def _looks_wide(data: bytes) -> bool:
    # Without a byte order mark, every other byte of Western text in UTF-16 is NUL.
    head = data[:64]
    return len(head) >= 4 and (not any(head[0::2]) or not any(head[1::2]))


def _separator_problems(data: bytes, file: str) -> list[Problem]:
    """Returns a problem for the first of the signs that end a line for YAML and not for an editor."""
    found = _SEPARATOR.search(data)
    if not found:
        return []
    sign, at = found[0].decode(), found.start()
    hint = f'replace it with a space or a line break, or write "\\u{ord(sign):04x}" in double quotes'
    message = f"an invisible line end: U+{ord(sign):04X} {_SEPARATORS[sign]} (byte {at})"
    hint += _others(_SEPARATOR, data, found.end(), "character")
    return [Problem(byte_location(data, at, file), message, hint)]


def _others(pattern: re.Pattern[bytes], data: bytes, start: int, what: str) -> str:
    count = sum(1 for _ in pattern.finditer(data, start))
    return f"; {count} more {what}{'s' if count > 1 else ''} like it" if count else ""


def _tab_problems(data: bytes, file: str) -> list[Problem]:
    found = _TAB.search(data) if b"\t" in data else None
    if not found:
        return []
    at = data.index(b"\t", found.start())
    more = _others(_TAB, data, found.end(), "line")
    return [
        Problem(
            byte_location(data, at, file),
            f"a tab in the indentation (byte {at})",
            "indent with spaces" + more,
        )
    ]
