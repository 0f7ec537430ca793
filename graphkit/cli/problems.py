"""Writes problems as text, as JSON or as annotations on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from graphkit.errors import Problem, UsageError

_PROPERTY = {sign: f"%{ord(sign):02X}" for sign in "%:,\r\n"}
FEW = 5  # warnings of one kind that have a line each
_VALUE = re.compile(r'"[^"]*"|\([^()]*\)|\S*\d\S*')
FORMATS = ("text", "json", "github")


def render_problems(problems: Iterable[Problem], form: str) -> str:
    """Returns all problems: one line each, or one JSON object with a list.

    As text, warnings of one kind are grouped if there are many: the first, a count and the next places.

    Raises: UsageError for a format other than text, json and github.
    """
    if form == "json":
        return render_json(json_problems(problems))
    if form == "github":
        return "".join(_annotation(item) for item in problems)
    if form != "text":
        raise UsageError(f'cannot write problems as "{form}"; use {", ".join(FORMATS)}')
    return "".join(f"{line}\n" for line in _lines(list(problems)))


def json_problems(problems: Iterable[Problem]) -> dict[str, Any]:
    """Returns the problems as an object of JSON."""
    return {"problems": [_object(item) for item in problems]}


def render_json(value: dict[str, Any]) -> str:
    """Returns an object as indented JSON."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Yields a line for each problem; for a frequent kind of warning, two lines where it first occurs."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(_kind(problem), []).append(problem)
    for problem in problems:
        group = groups[_kind(problem)]
        if problem.severity != "warning" or len(group) <= FEW:
            yield str(problem)
        elif problem is group[0]:
            yield str(problem)
            places = ", ".join(str(item.location) for item in group[1:FEW])
            equal = all((item.message, item.hint) == (problem.message, problem.hint) for item in group)
            what = "equal warnings" if equal else "warnings of this kind"
            yield f"  {len(group):,} {what}; next at {places}; use --format json for all of them"


def _kind(problem: Problem) -> str:
    """Returns what a message says without its values: quoted texts, places, numbers."""
    return problem.severity + _VALUE.sub("…", problem.message)


def problems_in(problems: Iterable[Problem], paths: Iterable[str]) -> tuple[Problem, ...]:
    """Returns the problems in some files or folders; all problems if none is named."""
    wanted = [PurePosixPath(path) for path in paths]
    return tuple(
        item
        for item in problems
        if not wanted or any(PurePosixPath(item.location.file).is_relative_to(path) for path in wanted)
    )


def _object(problem: Problem) -> dict[str, str | int]:
    location = problem.location
    place: dict[str, str | int] = {"file": location.file, "line": location.line, "column": location.column}
    return {**place, "severity": problem.severity, "message": problem.message, "hint": problem.hint}


def _annotation(problem: Problem) -> str:
    """Returns a workflow command of GitHub Actions, which has its own escapes."""
    location = problem.location
    text = (problem.message + (f"; {problem.hint}" if problem.hint else "")).replace("%", "%25")
    file = "".join(_PROPERTY.get(sign, sign) for sign in location.file)
    return f"::{problem.severity} file={file},line={location.line},col={location.column}::{text}\n"
