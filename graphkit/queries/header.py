"""The comments at the top of a query file, read without running anything in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from graphkit.errors import Location, Problem, nearest_hint
from graphkit.queries.query import COLUMN_KINDS, PARAMETER_TYPES, Parameter

KEYS = ("title", "question", "param", "column", "order", "twin")
# Words that mean something in every query: the parameters that carry the filters, the common options.
RESERVED = frozenset(
    (
        *("claims", "least", "entities", "symmetric", "data"),
        *("as_of", "between", "definitely", "type", "types", "not_type", "not_types", "kind", "kinds"),
        *(
            "min_status",
            "undisputed",
            "source",
            "sources",
            "without_source",
            "without_sources",
            "min_sources",
        ),
        *("include_denied", "audience", "engine", "show", "format", "output", "project", "help", "timeout"),
    )
)
_PARAMETER = re.compile(
    r"(?P<type>\w+)(?:\((?P<options>[^()]*)\))?\s*(?P<equals>=\s*(?P<default>.*?))?\s*(?:--\s*(?P<help>.*))?"
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LINE_END = re.compile(r"\r\n?|\n")  # what ends a comment of Cypher, and nothing else does
_RUNGS = ("inferred", "alleged", "reported", "charged", "testified", "established")


class Header(Struct):
    """What the header of one file says; `problems` when it does not say it well."""

    title: str = ""
    question: str = ""
    parameters: list[Parameter] = []
    columns: list[tuple[str, str]] = []
    ordered: bool = False
    no_twin: str = ""
    problems: list[Problem] = []


class _Entry(Struct, frozen=True):
    key: str
    value: str
    at: Location  # of the key
    value_at: Location


def read_header(text: str, file: str, marker: str = "//") -> Header:
    """Read the first run of comment lines, `// key: value`; three spaces set in a line that goes on.

    Problems carry file, line and column; with any, the header is not to be used.

    Example:
        >>> header = read_header("// title: T\\n// colum who: entity\\nRETURN 1", "q.cypher")
        >>> print(header.problems[0])
        q.cypher:2:4: unknown key "colum"; did you mean "column"?
    """
    header = Header()
    seen: dict[str, Location] = {}
    for entry in _entries(text, file, marker, header.problems):
        word, _, rest = entry.key.partition(" ")
        if word not in KEYS:
            header.problems.append(Problem(entry.at, f'unknown key "{word}"', _nearest(word, KEYS)))
        elif entry.key in seen:
            header.problems.append(
                Problem(entry.at, f'"{entry.key}" is given twice', f"first at {seen[entry.key]}")
            )
        else:
            seen[entry.key] = entry.at
            _take(header, word, rest.strip(), entry)
    start = Location(file)
    for key in ("title", "question"):
        if not getattr(header, key) and key not in seen:
            header.problems.append(Problem(start, f"no {key}", f'expected "{marker} {key}: …" at the top'))
    if not header.columns and not any(key.startswith("column") for key in seen):
        header.problems.append(Problem(start, "no column: a query says what it returns"))
    return header


def _entries(text: str, file: str, marker: str, problems: list[Problem]) -> Iterator[_Entry]:
    entry: _Entry | None = None
    for number, line in enumerate(_LINE_END.split(text), 1):
        if not line.startswith(marker):
            break
        body = line[len(marker) :]
        column = len(line) - len(body.lstrip()) + 1
        if odd := next((at for at, char in enumerate(line, 1) if not char.isprintable() and char != "\t"), 0):
            message = f"holds the character U+{ord(line[odd - 1]):04X}, which does not print"
            problems.append(Problem(Location(file, number, odd), message))
        if entry is not None and body.startswith("   "):
            entry = _Entry(entry.key, f"{entry.value} {body.strip()}".strip(), entry.at, entry.value_at)
            continue
        if entry is not None:
            yield entry
            entry = None
        key, colon, value = body.strip().partition(":")
        if not body.strip():
            continue
        if not colon:
            problems.append(
                Problem(Location(file, number, column), "expected `key: value`", f"keys: {', '.join(KEYS)}")
            )
            continue
        value_at = Location(file, number, len(line) - len(value.lstrip()) + 1)
        entry = _Entry(" ".join(key.split()), value.strip(), Location(file, number, column), value_at)
    if entry is not None:
        yield entry


def _take(header: Header, word: str, name: str, entry: _Entry) -> None:
    named = word in ("param", "column")
    if named and not _NAME.fullmatch(name):
        message = f'"{name}" is no name' if name else f"{word} without a name"
        header.problems.append(Problem(entry.at, message, "expected small letters, digits and underscores"))
    elif not named and name:
        header.problems.append(Problem(entry.at, f'unknown key "{entry.key}"', f'did you mean "{word}"?'))
    elif not entry.value:
        header.problems.append(Problem(entry.at, f'"{entry.key}" says nothing'))
    elif word == "param":
        _take_parameter(header, name, entry)
    elif word == "column":
        kind = entry.value
        if name == "claims" or kind not in COLUMN_KINDS:
            message = (
                'every query has the column "claims"' if name == "claims" else f'unknown column kind "{kind}"'
            )
            hint = "it is not declared" if name == "claims" else _nearest(kind, COLUMN_KINDS)
            header.problems.append(Problem(entry.value_at, message, hint))
        else:
            header.columns.append((name, kind))
    else:
        _take_line(header, word, entry)


def _take_line(header: Header, word: str, entry: _Entry) -> None:
    if word == "twin":
        reason = entry.value.removeprefix("none because").strip()
        if reason == entry.value or not reason:
            header.problems.append(Problem(entry.value_at, f'"{entry.value}"', "expected `none because …`"))
        header.no_twin = reason
    elif word == "order":
        if entry.value != "as returned":
            header.problems.append(
                Problem(entry.value_at, f'unknown order "{entry.value}"', 'expected "as returned"')
            )
        header.ordered = True
    else:
        setattr(header, word, entry.value)


def _take_parameter(header: Header, name: str, entry: _Entry) -> None:
    match = _PARAMETER.fullmatch(entry.value)
    if name in RESERVED:
        header.problems.append(
            Problem(entry.at, f'a parameter cannot be called "{name}"', "every query has it")
        )
        return
    if match is None:
        hint = "expected `TYPE = DEFAULT -- what it is`"
        header.problems.append(Problem(entry.value_at, f'cannot read the parameter "{name}"', hint))
        return
    problem = _problem_of(match.groupdict(), entry.value_at)
    if problem is not None:
        header.problems.append(problem)
        return
    default = match["default"]
    header.parameters.append(
        Parameter(
            name,
            match["type"],
            _options(match["options"]),
            None if default in (None, "none") else _unquoted(default),
            required=match["equals"] is None,
            help=match["help"] or "",
        )
    )


def _problem_of(parts: Mapping[str, Any], at: Location) -> Problem | None:
    type_, options, default = parts["type"], _options(parts["options"]), parts["default"]
    if type_ not in PARAMETER_TYPES:
        return Problem(at, f'unknown parameter type "{type_}"', _nearest(type_, PARAMETER_TYPES))
    if parts["options"] is not None and type_ not in ("entity", "choice"):
        return Problem(at, f"{type_} takes nothing in brackets")
    if type_ == "choice" and not options:
        return Problem(at, "a choice without words", "expected choice(this|that)")
    if type_ == "entity" and parts["options"] is not None and not parts["options"].startswith("kind="):
        return Problem(at, f'cannot read "{parts["options"]}"', "expected entity(kind=agency)")
    if default is None or default == "none":
        return None
    good = {
        "int": lambda: re.fullmatch(r"[+-]?\d{1,18}", default) is not None,
        "choice": lambda: default in options,
        "rung": lambda: default in _RUNGS,
        "flag": lambda: default in ("true", "false"),
    }
    if type_ in good and not good[type_]():
        words = {"int": ("a whole number",), "choice": options, "rung": _RUNGS, "flag": ("true", "false")}[
            type_
        ]
        return Problem(at, f'"{default}" is no {type_}', f"expected {' or '.join(words)}")
    return None


def _options(text: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (text or "").removeprefix("kind=").split("|") if word.strip())


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def _nearest(word: str, known: Any) -> str:
    return nearest_hint(word, known) or f"expected one of {', '.join(known)}"
