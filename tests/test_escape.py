"""What a terminal and a spreadsheet get."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from graphkit import escape
from graphkit.project import open_project
from graphkit.questions.answer import Column, Table
from tests.cli import Type
from tests.cli import folder as folder
from tests.cli import type_ as type_
from tests.formats import rendered
from tests.projects import make_dataset

HOSTILE = "a\x1b[2Jb\x9b31mc\u202ed\r\U000e0041"
NUMBERS = ["-1", "-1.5", "-0.25", "-12345678901234567890", "-1e-09", "0", "3"]
TEXTS = ["2009-12", "2009-12-11", "one", "a-1", "", " =1"]
FORMULAS = ["=1+1", "+49 30 1234", "+4930", "-1-2", "-007", "-x", "--1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]
FORMULAS += ["\uff1d1+1"]  # full width


@pytest.mark.parametrize("text", [*NUMBERS, *TEXTS])
def test_numbers_dates_and_plain_texts_stay(text: str) -> None:
    assert escape.csv(text) == text


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_compute_is_text(text: str) -> None:
    assert escape.csv(text) == "'" + text


@pytest.mark.usefixtures("folder")
def test_negative_numbers_of_an_answer_are_numbers_in_csv_also_as_heads(type_: Type) -> None:
    ran = type_("cypher", "RETURN -1, -2.5 AS low, '+49 30 1' AS phone", "--format", "csv")
    assert ran.out == "-1,low,phone,claims\n-1,-2.5,'+49 30 1,\n"


@pytest.mark.parametrize(("program", "separator"), [("excel", ","), ("excel-semicolon", ";")])
def test_csv_for_excel_has_a_byte_order_mark(program: str, separator: str) -> None:
    text = rendered(_table("Müller; 1", 2), "csv", program=program)
    assert text.startswith("\ufeffwhat")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator))
    assert rows == [["what", "number", "claims"], ["Müller; 1", "2", ""]]


def test_csv_for_excel_on_the_command_line(type_: Type, folder: Path) -> None:
    type_("find", "one", "-o", "found.csv", "--for", "excel")
    assert (folder / "found.csv").read_bytes().startswith(b"\xef\xbb\xbfentity,")
    type_("export", "-o", "graph/", "--for", "excel-semicolon")
    for name in ("nodes", "edges", "evidence", "sources"):
        first = (folder / f"graph/{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("\ufeff")
        assert ";" in first


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--for", "excel"], "cannot write text for excel; use --format csv"),
        (["--for", "exel", "--format", "csv"], 'unknown program "exel"; did you mean "excel"?'),
        (["--for", "excel", "-o", "x.json"], "cannot write json for excel; use --format csv"),
    ],
)
def test_only_csv_is_written_for_a_spreadsheet(type_: Type, words: list[str], said: str) -> None:
    ran = type_("find", "one", *words)
    assert (ran.code, ran.err.strip(), ran.out) == (2, said, "")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "md"])
def test_a_terminal_gets_nothing_raw(type_: Type, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    words = ("cypher", "RETURN $x AS x", "--param", f"x={HOSTILE}", "--format", form)
    piped = type_(*words).out
    shown = _on_terminal(type_, monkeypatch, *words)
    assert shown.replace("\n", "").isprintable()
    if form == "json":
        assert json.loads(shown)["rows"] == json.loads(piped)["rows"] == [{"x": HOSTILE}]


def test_a_terminal_gets_a_query_without_controls(
    type_: Type, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "queries").mkdir()
    (folder / "queries/odd.cypher").write_text(
        "// title: Odd\n// question: Odd?\n// param word: text = none -- a word\n// column word: text\n"
        "// twin: none because it is a test\n"
        "WITH $word AS word WHERE $least >= 0 RETURN word, [] AS claims\n"
    )
    words = ("ask", "odd", "--word", HOSTILE, "--show")
    assert HOSTILE.split("b", maxsplit=1)[0] in type_(*words).out
    assert _on_terminal(type_, monkeypatch, *words).replace("\n", "").isprintable()


def test_files_and_pipes_keep_the_text(type_: Type, folder: Path) -> None:
    for form in ("csv", "json"):
        words = ("cypher", "RETURN $x AS x", "--param", f"x={HOSTILE}")
        piped = type_(*words, "--format", form).out
        assert type_(*words, "-o", f"one.{form}").code == 0
        written = (folder / f"one.{form}").read_bytes().decode()
        if form == "json":
            assert json.loads(written)["rows"] == json.loads(piped)["rows"] == [{"x": HOSTILE}]
            assert "\x9b" in written
        else:
            assert written == piped
            assert HOSTILE in piped


def test_every_sign_that_does_not_print_is_escaped_as_in_json() -> None:
    text = "".join(map(chr, [*range(0x3000), 0xD800, 0xE0041, 0x1F600]))
    shown = escape.terminal_lines(text)
    assert shown.replace("\n", "").isprintable()
    assert json.loads('"' + escape.terminal_lines(HOSTILE) + '"') == HOSTILE


def _on_terminal(type_: Type, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    return type_(*words).out


def _table(*cells: object) -> Table:
    columns = (Column("what"), Column("number", "number"))
    return Table(make_dataset(), {}, columns=columns, rows=(cells,), claims=((),))


def test_csv_for_excel_in_python(folder: Path) -> None:
    open_project(folder).find("one").save("found.csv", program="excel")
    assert (folder / "found.csv").read_bytes().startswith(b"\xef\xbb\xbfentity,")
