"""Messages: one line for each problem, whatever the values in it are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import graphkit as gk
from graphkit.cli.problems import render_problems
from graphkit.errors import AmbiguousName, DataError, Location, Problem, UnknownName, UsageError
from tests.cli import Type
from tests.cli import type_ as type_
from tests.projects import ENTITIES, write_project

FORGED = "x\ndata/entities.yaml:1:1: forged"


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("sign", list("\n\r\x0b\x1b\x85\x9b\u2028\u2029\u202e"))
def test_no_value_splits_a_problem_or_steers_a_terminal(form: str, sign: str) -> None:
    value = f"a{sign}b"
    problem = Problem(Location("data/relations.yaml", 2, 3), f'unknown kind "{value}"', f'known: "{value}"')
    text = render_problems([problem], form)
    if form == "json":
        (found,) = json.loads(text)["problems"]
        assert (found["message"] + found["hint"]).isprintable()
        return
    assert len(text.splitlines()) == 1
    assert text.rstrip("\n").isprintable()
    assert "%0A" not in text


def test_a_file_name_splits_nothing() -> None:
    problem = Problem(Location("data/a\nb.yaml", 1, 1), "wrong")
    for form in ("text", "github"):
        assert len(render_problems([problem], form).splitlines()) == 1
    assert str(problem).startswith("data/a\\nb.yaml:1:1: ")


@pytest.mark.parametrize(
    "error",
    [
        UsageError(f'unknown "{FORGED}"'),
        UnknownName("entity", FORGED, [FORGED]),
        DataError([Problem(Location(FORGED, 1, 1), FORGED)]),
    ],
)
def test_an_error_with_a_line_break_in_a_value_is_one_line(error: Exception) -> None:
    assert str(error).isprintable()


def test_each_candidate_of_an_ambiguous_name_has_one_line() -> None:
    lines = str(AmbiguousName(FORGED, [("a", FORGED, "person"), ("b", "B", "person")])).split("\n")
    assert len(lines) == 3
    assert all(line.isprintable() for line in lines)


def test_on_the_command_line(tmp_path: Path, type_: Type) -> None:
    entities = ENTITIES.replace("kind: case", 'kind: "c\\ndata/entities.yaml:1:1: forged"')
    write_project(tmp_path, entities=entities)
    done = type_("check", "--project", str(tmp_path))
    assert done.code == 2
    assert [line for line in done.err.splitlines() if line.startswith("data/entities.yaml:1:1")] == []
    with pytest.raises(gk.DataError) as raised:
        gk.open(tmp_path)
    assert str(raised.value).count("\n") == len(raised.value.problems) - 1


def test_a_name_on_standard_error_adds_no_line(tmp_path: Path, type_: Type) -> None:
    entities = ENTITIES.replace("name: Person One,", 'name: "Person\\nwrote secrets",')
    write_project(tmp_path, entities=entities)
    done = type_("path", "person-1", "agency-1", "--project", str(tmp_path))
    assert done.code == 0
    assert not any(line.startswith("wrote") for line in done.err.splitlines())
