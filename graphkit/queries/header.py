"""The comment lines at the top of a query file; reading them runs no code."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from msgspec import Struct

from graphkit.errors import Location, Problem, nearest_hint
from graphkit.model.filters import Filters, declared
from graphkit.model.status import Status
from graphkit.queries.query import COLUMN_KINDS, PARAMETER_TYPES, Parameter

_REQUIRED = {"title": "title: TEXT", "question": "question: TEXT", "column": "column NAME: KIND"}
KEYS = ("title", "question", "param", "column", "order", "twin")
_BOUND = ("claims", "least", "entities", "symmetric", "data")
_OUTPUT = ("audience", "format", "output", "force", "project")
_OPTIONS = (*_OUTPUT, "engine", "show", "trust_once", "timeout", "help")
# A parameter cannot have these names, because every query has these options and parameters.
_FILTERS = {name for item in declared(Filters).values() for name in (item.name, item.option.was)}
RESERVED = frozenset((*_FILTERS, *_OPTIONS, *_BOUND))
_PARAMETER = re.compile(
    r"(?P<type>\w+)(?:\((?P<options>[^()]*)\))?\s*(?P<equals>=\s*(?P<default>.*?))?\s*(?:--\s*(?P<help>.*))?"
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LINE_END = re.compile(r"\r\n?|\n")  # Cypher ends a comment only at these characters


class Header(Struct):
    """The contents of the header of one file; it is usable only if `problems` is empty."""

    title: str = ""
    question: str = ""
    parameters: list[Parameter] = []
    columns: list[tuple[str, str]] = []
    ordered: bool = False
    no_twin: str = ""
    problems: list[Problem] = []

    def reject(self, at: Location, message: str, hint: str = "") -> None:
        """Adds a problem."""
        self.problems.append(Problem(at, message, hint))


class _Entry(Struct, frozen=True):
    key: str
    value: str
    at: Location  # of the key
    value_at: Location

    def extended(self, text: str) -> _Entry:
        return _Entry(self.key, f"{self.value} {text}".strip(), self.at, self.value_at)


def read_header(text: str, file: str, marker: str = "//") -> Header:
    """Reads the first comment lines, `// key: value`; three spaces of indent continue the line before.

    Example:
        >>> header = read_header("// title: T\\n// colum who: entity\\nRETURN 1", "q.cypher")
        >>> print(header.problems[0])
        q.cypher:2:4: unknown key "colum"; did you mean "column"?
    """
    header = Header()
    seen: dict[str, Location] = {}
    for entry in _entries(text, file, marker, header):
        word, _, rest = entry.key.partition(" ")
        if word not in KEYS:
            header.reject(entry.at, f'unknown key "{word}"', _nearest(word, KEYS))
        elif entry.key in seen:
            header.reject(entry.at, f'duplicate key "{entry.key}"', f"first defined at {seen[entry.key]}")
        else:
            seen[entry.key] = entry.at
            _take(header, word, rest.strip(), entry)
    words = {key.partition(" ")[0] for key in seen}
    for key, shape in _REQUIRED.items():
        if key not in words:
            header.reject(Location(file), f"missing {key}", f"expected `{marker} {shape}` at the top")
    return header


def _entries(text: str, file: str, marker: str, header: Header) -> Iterator[_Entry]:
    entry: _Entry | None = None
    for number, line in enumerate(_LINE_END.split(text), 1):
        if not line.startswith(marker):
            break
        _check_characters(line, Location(file, number), header)
        body = line[len(marker) :]
        if entry is not None and body.startswith("   "):
            entry = entry.extended(body.strip())
            continue
        if entry is not None:
            yield entry
        entry = _read_line(line, body, Location(file, number), header)
    if entry is not None:
        yield entry


def _check_characters(line: str, at: Location, header: Header) -> None:
    for column, char in enumerate(line, 1):
        if not char.isprintable() and char != "\t":
            place = Location(at.file, at.line, column)
            header.reject(place, f"character U+{ord(char):04X} is not printable", "remove it")
            return


def _read_line(line: str, body: str, at: Location, header: Header) -> _Entry | None:
    """Returns the entry that begins on a line; None for a blank line and for one without a key."""
    key, colon, value = body.strip().partition(":")
    place = Location(at.file, at.line, len(line) - len(body.lstrip()) + 1)
    if colon:
        value_at = Location(at.file, at.line, len(line) - len(value.lstrip()) + 1)
        return _Entry(" ".join(key.split()), value.strip(), place, value_at)
    if key:
        header.reject(place, "expected `key: value`", f"keys: {', '.join(KEYS)}")
    return None


def _take(header: Header, word: str, name: str, entry: _Entry) -> None:
    named = word in ("param", "column")
    if named and not _NAME.fullmatch(name):
        message = f'invalid name "{name}"' if name else f"{word} has no name"
        header.reject(entry.at, message, "expected lower-case letters, digits and underscores")
    elif not named and name:
        header.reject(entry.at, f'unknown key "{entry.key}"', f'did you mean "{word}"?')
    elif not entry.value:
        header.reject(entry.at, f'"{entry.key}" has no value')
    elif word == "param":
        _take_parameter(header, name, entry)
    elif word == "column":
        _take_column(header, name, entry)
    elif word == "twin":
        _take_twin(header, entry)
    elif word == "order":
        if entry.value != "as returned":
            header.reject(entry.value_at, f'unknown order "{entry.value}"', 'expected "as returned"')
        header.ordered = True
    else:
        setattr(header, word, entry.value)


def _take_column(header: Header, name: str, entry: _Entry) -> None:
    if name == "claims":
        header.reject(entry.value_at, 'cannot declare the column "claims"', "every query has it")
    elif entry.value not in COLUMN_KINDS:
        hint = _nearest(entry.value, COLUMN_KINDS)
        header.reject(entry.value_at, f'unknown column kind "{entry.value}"', hint)
    else:
        header.columns.append((name, entry.value))


def _take_twin(header: Header, entry: _Entry) -> None:
    prefix, _, reason = entry.value.partition("none because ")
    if prefix or not reason.strip():
        header.reject(entry.value_at, f'invalid twin "{entry.value}"', "expected `none because REASON`")
    header.no_twin = reason.strip() or entry.value


def _take_parameter(header: Header, name: str, entry: _Entry) -> None:
    match = _PARAMETER.fullmatch(entry.value)
    if name in RESERVED:
        header.reject(entry.at, f'cannot name a parameter "{name}"', "every query has an option of that name")
        return
    if match is None:
        hint = "expected `TYPE = DEFAULT -- HELP`"
        header.reject(entry.value_at, f'cannot read the parameter "{name}"', hint)
        return
    type_, brackets, default = match["type"], match["options"], match["default"]
    options = _options(brackets)
    message, hint = _type_fault(type_, brackets, options) or _default_fault(type_, options, default)
    if message:
        header.reject(entry.value_at, message, hint)
        return
    value = None if default in (None, "none") else _unquoted(default)
    required = match["equals"] is None
    header.parameters.append(Parameter(name, type_, options, value, required, match["help"] or ""))


def _type_fault(type_: str, brackets: str | None, options: tuple[str, ...]) -> tuple[str, str] | None:
    """Returns message and hint for a wrong type; None for a valid one."""
    if type_ not in PARAMETER_TYPES:
        return f'unknown parameter type "{type_}"', _nearest(type_, PARAMETER_TYPES)
    if brackets is not None and type_ not in ("entity", "choice"):
        return f"parameter type {type_} has no options", f"expected {type_} without brackets"
    if type_ == "choice" and not options:
        return "choice has no options", "expected choice(FIRST|SECOND)"
    if type_ == "entity" and brackets is not None and not brackets.startswith("kind="):
        return f'cannot read "{brackets}"', "expected entity(kind=KIND)"
    return None


def _default_fault(type_: str, options: tuple[str, ...], default: str | None) -> tuple[str, str]:
    """Returns message and hint for a default that does not fit its type; empty texts for one that does."""
    if default is None or default == "none":
        return "", ""
    if type_ == "int":
        valid, expected = re.fullmatch(r"[+-]?\d{1,18}", default) is not None, "a whole number"
    else:
        ranks = tuple(status.word for status in Status if status)
        words = {"choice": options, "rung": ranks, "flag": ("true", "false")}.get(type_, (default,))
        valid, expected = default in words, " or ".join(words)
    return ("", "") if valid else (f'default "{default}" is not a valid {type_}', f"expected {expected}")


def _options(text: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (text or "").removeprefix("kind=").split("|") if word.strip())


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def _nearest(word: str, known: Collection[str]) -> str:
    return nearest_hint(word, known) or f"expected one of {', '.join(known)}"
