"""The code of a project runs only after its user has trusted exactly these bytes, whatever asks for it."""

from __future__ import annotations

import json
import os
import py_compile
from pathlib import Path

import pytest

import graphkit
from graphkit.errors import DataError, UsageError
from graphkit.queries import ask_python, query_of
from tests.cli import Type
from tests.cli import type_ as type_
from tests.projects import write_project

HEADER = """\
// title: Everybody
// question: Who is there?
// column who: entity
MATCH (n:Entity) WHERE 6 >= $least RETURN n.id AS who, [] AS claims
"""
CODE = """\
from pathlib import Path
Path("ran").touch()
from graphkit.queries import row
def everybody(data):
    return (row(key) for key in data.entities)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stranger's project, in the folder that one is in."""
    root = write_project(tmp_path / "case")
    (root / "queries").mkdir()
    (root / "queries" / "everybody.cypher").write_text(HEADER)
    (root / "queries" / "everybody.py").write_text(CODE)
    monkeypatch.chdir(root)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return root


def ran(folder: Path) -> bool:
    """Returns whether the code ran since the last call."""
    found = (folder / "ran").exists()
    (folder / "ran").unlink(missing_ok=True)
    return found


def test_no_way_of_asking_runs_code_that_is_not_trusted(type_: Type, folder: Path) -> None:
    expected = (
        "cannot run queries/everybody.py of the project: you have not trusted this code; "
        "read it and trust it with: graphkit trust"
    )
    for words in (
        ("ask", "everybody"),
        ("map", "--ask", "everybody", "-o", "map.html"),
        ("ask", "everybody", "--engine", "python"),
    ):
        typed = type_(*words)
        assert (typed.code, typed.out, typed.err.strip()) == (2, "", expected)
    project = graphkit.open(".")
    query = query_of(folder, "everybody")
    for ask in (
        lambda: project.ask("everybody"),
        lambda: project.for_audience("public").ask("everybody"),
        lambda: project.map(ask="everybody"),
        lambda: ask_python(query, project.dataset, {}),
    ):
        with pytest.raises(UsageError, match=r"cannot run queries/everybody\.py"):
            ask()
    for others in (("ask",), ("ask", "everybody", "--help"), ("check",), ("ask", "everybody", "--show")):
        assert type_(*others).code == 0
    assert not ran(folder)
    assert "graphkit trust --project case" in _message(folder.parent, "case")


def _message(here: Path, root: str) -> str:
    os.chdir(here)
    with pytest.raises(UsageError) as caught:
        graphkit.open(root).ask("everybody")
    return str(caught.value)


def test_the_cypher_of_a_project_needs_no_trust(type_: Type, folder: Path) -> None:
    typed = type_("ask", "everybody", "--engine", "cypher", "--format", "csv")
    assert (typed.code, typed.out.count("\n"), ran(folder)) == (0, 7, False)


def test_trusted_code_runs_until_it_changes_or_moves(
    type_: Type, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted = type_("trust", "--yes")
    assert (trusted.code, trusted.err) == (0, "1 Python query of this project may run\n")
    assert all(line in trusted.out for line in CODE.splitlines())
    assert (type_("ask", "everybody").code, ran(folder)) == (0, True)
    assert (type_("map", "--ask", "everybody", "-o", "map.json").code, ran(folder)) == (0, True)
    assert (len(graphkit.open(".").ask("everybody")), ran(folder)) == (6, True)
    assert type_("trust").out == ""  # nothing is new
    (folder / "queries" / "everybody.py").write_text(CODE + "# changed\n")
    assert "has changed since you trusted it" in type_("ask", "everybody").err
    again = type_("trust")
    assert (again.code, "(changed, SHA-256" in again.out) == (2, True)  # not confirmed: no terminal
    assert type_("ask", "everybody").code == 2
    (folder / "queries" / "everybody.py").write_text(CODE)
    assert type_("ask", "everybody").code == 0
    folder.rename(folder.parent / "moved")
    monkeypatch.chdir(folder.parent / "moved")
    assert type_("ask", "everybody").code == 2


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 2)])
def test_a_person_at_a_terminal_is_asked(
    type_: Type, folder: Path, answer: bool, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confirm(text: str, err: bool) -> bool:
        asked.append(text)
        return answer

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.confirm", confirm)
    assert type_("trust").code == code
    assert asked == ["Trust 1 Python query shown above?"]
    assert type_("ask", "everybody").code == code


def test_trust_for_one_time_is_not_remembered(type_: Type, folder: Path) -> None:
    assert (type_("ask", "everybody", "--trust-once").code, ran(folder)) == (0, True)
    assert (type_("map", "--ask", "everybody", "--trust-once", "-o", "map.json").code, ran(folder)) == (
        0,
        True,
    )
    assert (len(graphkit.open(".", trust=True).ask("everybody")), ran(folder)) == (6, True)
    assert (
        graphkit.open(".", trust=True, audience="public").map(ask="everybody").view.claims,
        ran(folder),
    ) == ((), True)
    assert (type_("ask", "everybody").code, ran(folder)) == (2, False)
    assert type_("ask", "gaps", "--trust-once").code == 0


def test_only_the_bytes_that_were_shown_run(type_: Type, folder: Path) -> None:
    """Neither a compiled file beside the code nor another encoding replaces what the user has read."""
    path = folder / "queries" / "everybody.py"
    harmless = path.read_bytes()
    path.write_text("raise SystemExit('compiled')\n" + "#" * (len(harmless) - 29))
    stamp = (1_000_000_000, 1_000_000_000)
    os.utime(path, stamp)
    py_compile.compile(str(path), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    path.write_bytes(harmless)
    os.utime(path, stamp)
    assert type_("trust", "--yes").code == 0
    assert type_("ask", "everybody").code == 0
    path.write_bytes(b"# coding: utf-7\n# +AAo-raise SystemExit('decoded')\n" + harmless)
    assert "+AAo-raise" in type_("trust", "--yes").out
    assert type_("ask", "everybody").code == 0


def test_what_an_editor_hides_is_shown(type_: Type, folder: Path) -> None:
    hidden = "x = 1 # \u202e\x1b[2K\r\tend\n"
    (folder / "queries" / "everybody.py").write_bytes(hidden.encode())
    shown = type_("trust", "--yes").out
    assert "\\u202e\\x1b[2K\\r" in shown
    assert not set("\u202e\x1b\r\t") & set(shown)


def test_several_files_are_trusted_each_by_itself(type_: Type, folder: Path) -> None:
    assert type_("trust", "--yes").code == 0
    header = "# title: T\n# question: Q?\n# column a: text\n# twin: none because it is short\n"
    (folder / "queries" / "other.py").write_text(header + "def other(data):\n    return []\n")
    assert (type_("ask", "everybody").code, type_("ask", "other").code) == (0, 2)
    shown = type_("trust", "--yes")
    assert ("queries/other.py (new" in shown.out, "everybody.py" in shown.out) == (True, False)
    assert shown.err == "2 Python queries of this project may run\n"
    assert (type_("ask", "everybody").code, type_("ask", "other").code) == (0, 1)


def test_a_project_without_code_needs_no_trust(type_: Type, folder: Path) -> None:
    (folder / "queries" / "everybody.py").unlink()
    typed = type_("trust")
    assert (typed.code, typed.out, typed.err) == (0, "", "this project has no Python queries\n")


@pytest.mark.parametrize("state", ["", "not JSON", "[]", '{"a": 1}', "\ufeff{}"])
def test_a_broken_state_trusts_nothing_and_is_written_anew(type_: Type, folder: Path, state: str) -> None:
    path = folder.parent / "state" / "graphkit" / "trust"
    path.parent.mkdir(parents=True)
    path.write_text(state)
    assert type_("ask", "everybody").code == 2
    assert type_("trust", "--yes").code == 0
    assert type_("ask", "everybody").code == 0
    assert list(json.loads(path.read_text())) == [str(folder)]


@pytest.mark.parametrize("variable", ["XDG_STATE_HOME", "HOME"])
def test_a_project_cannot_bring_its_own_trust(
    type_: Type, folder: Path, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert type_("trust", "--yes").code == 0
    brought = folder / (".local/state" if variable == "HOME" else "state") / "graphkit" / "trust"
    brought.parent.mkdir(parents=True)
    (folder.parent / "state" / "graphkit" / "trust").rename(brought)
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", str(folder if variable == "HOME" else folder.parent))
    for value in (str(folder / "state"), "state") if variable == "XDG_STATE_HOME" else ("",):
        monkeypatch.setenv("XDG_STATE_HOME", value)
        assert type_("ask", "everybody").code == 2
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".local" / "state"))
    assert (type_("trust", "--yes").code, ran(folder)) == (3, False)


def test_code_outside_the_project_does_not_run(type_: Type, folder: Path) -> None:
    outside = folder.parent / "outside.py"
    (folder / "queries" / "everybody.py").rename(outside)
    (folder / "queries" / "everybody.py").symlink_to(outside)
    for words in (("trust", "--yes"), ("ask", "everybody", "--trust-once")):
        typed = type_(*words)
        assert (typed.code, "leads outside the project" in typed.err) == (2, True)
    assert not ran(folder)


def test_no_query_of_a_project_takes_the_name_of_a_canned_one(type_: Type, folder: Path) -> None:
    name = "who_informed_for_whom"
    (folder / "queries" / f"{name}.py").write_text(CODE.replace("everybody", name))
    expected = f'queries/{name}.py:1:1: graphkit has a canned query "{name}"; rename this query'
    for words in (
        ("check",),
        ("ask",),
        ("ask", name),
        ("ask", name.replace("_", "-"), "--trust-once"),
        ("map", "--ask", name, "-o", "x.html"),
    ):
        typed = type_(*words)
        assert (typed.code, expected in typed.err) == (2, True)
    with pytest.raises(DataError, match="rename this query"):
        graphkit.open(".", trust=True).ask(name)
    assert (type_("ask", "gaps").code, type_("find", "one").code) == (0, 0)
    assert not ran(folder)


def test_a_wrong_header_of_an_own_query_is_an_error_of_check(type_: Type, folder: Path) -> None:
    (folder / "queries" / "everybody.cypher").write_text(HEADER.replace("column", "colum"))
    typed = type_("check")
    assert (typed.code, 'queries/everybody.cypher:3:4: unknown key "colum"' in typed.err) == (2, True)
