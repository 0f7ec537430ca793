"""Writes problems as text, as JSON or as annotations on a pull request."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from graphkit.errors import Problem, UsageError

_PROPERTY = {sign: f"%{ord(sign):02X}" for sign in "%:,\r\n"}
FORMATS = ("text", "json", "github")


def render_problems(problems: Iterable[Problem], form: str) -> str:
    """Returns all problems: one line each, or one JSON object with a list.

    Raises: UsageError for a format other than text, json and github.
    """
    if form == "json":
        import json

        return (
            json.dumps({"problems": [_object(item) for item in problems]}, ensure_ascii=False, indent=2)
            + "\n"
        )
    if form == "github":
        return "".join(_annotation(item) for item in problems)
    if form != "text":
        raise UsageError(f'cannot write problems as "{form}"; use {", ".join(FORMATS)}')
    return "".join(f"{item}\n" for item in problems)


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
