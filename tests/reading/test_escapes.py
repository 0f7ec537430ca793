"""Escapes in double quotes: pairs of JSON are read, paths of Windows have a hint, and places stay right."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.reading.yaml import load_yaml
from tests.fuzz.loader import check_any


def test_json_with_pairs_of_escapes_is_read() -> None:
    value = [{"id": "a", "name": "x 😀 y", "aliases": ["𝔊", "é\u2028"]}]
    records, problems = load_yaml(json.dumps(value).encode(), "f.yaml")
    assert problems == []
    assert [record.value for record in records] == value


@given(st.lists(st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=3), max_size=3))
def test_what_json_writers_make_is_read_as_json(value: list[dict[str, str]]) -> None:
    text = json.dumps(value)
    if "\\u0000" in text or any("<<" in item for item in value) or re.search(r'"[A-Za-z]:\\', text):
        return
    records, problems = load_yaml(text.encode(), "f.yaml")
    assert problems == []
    assert [record.value for record in records] == value
    check_any(json.dumps(value, indent=1).encode())


def test_places_behind_a_pair_are_those_of_the_file() -> None:
    text = '- {a: "\\ud83d\\ude00 \\ud83d\\ude00", b: c,\n   d: "\\ud83d\\ude00", e: f}\n- {g: h, g: i}\n'
    records, problems = load_yaml(text.encode(), "f.yaml")
    lines = text.split("\n")
    assert str(records[0].location("b")) == f"f.yaml:1:{lines[0].index('c,') + 1}"
    assert str(records[0].key_location("e")) == f"f.yaml:2:{lines[1].index('e:') + 1}"
    assert str(records[0].location("e")) == f"f.yaml:2:{lines[1].index('f}') + 1}"
    assert [str(problem) for problem in problems] == ['f.yaml:3:10: duplicate key "g"; first on line 3']


def test_a_mistake_behind_a_pair_has_its_place() -> None:
    text = '\ufeff- é: "\\ud83d\\ude00"\n  b: "\\ud83d\\ude00" x\n'
    (problem,) = load_yaml(text.encode(), "f.yaml")[1]
    assert (problem.location.line, problem.location.column) == (2, text.split("\n")[1].index("x") + 1)


@pytest.mark.parametrize("source", [r"\ud83d\ude00", r"'\ud83d\ude00'", r"x \ud83d\ude00 \U0001f600"[:14]])
def test_outside_of_double_quotes_a_pair_stays_text(source: str) -> None:
    records, problems = load_yaml(f'- a: {source}\n  b: "\\ud83d\\ude00"\n'.encode(), "f.yaml")
    assert problems == []
    assert records[0].value == {"a": source.strip("'"), "b": "😀"}


def test_a_long_escape_that_stands_in_plain_text_stays() -> None:
    records, _ = load_yaml(b'- a: \\U0001f600\n  b: "\\ud83d\\ude00"\n', "f.yaml")
    assert records[0].value["a"] == r"\U0001f600"


def test_an_escaped_backslash_begins_no_pair() -> None:
    records, problems = load_yaml(rb'- a: "\\ud83d\\ude00 \\\ud83d\ude00"', "f.yaml")
    assert problems == []
    assert records[0].value == {"a": r"\ud83d\ude00 " + "\\😀"}


@pytest.mark.parametrize("source", [r'"\ud83d"', r'"\ude00\ud83d"', r'"\ud83d \ude00"'])
def test_half_a_pair_is_refused_with_a_hint(source: str) -> None:
    (problem,) = load_yaml(f"- a: {source}\n".encode(), "f.yaml")[1]
    assert "invalid Unicode character escape code" in problem.message
    assert problem.hint == "write the character itself, not half of a pair"


@pytest.mark.parametrize("path", [r"C:\Users", r"C:\data\x.pdf", r"\\server\share", r"D:\ux", r"C:\xy"])
def test_a_path_of_windows_in_double_quotes_has_a_hint(path: str) -> None:
    (problem,) = load_yaml(f'- a: "{path}"\n'.encode(), "f.yaml")[1]
    assert problem.severity == "error"
    assert "put the text in single quotes" in problem.hint
    assert load_yaml(f"- a: '{path}'\n- a: {path}\n".encode(), "f.yaml")[1] == []


@pytest.mark.parametrize("path", [r"C:\temp", r"C:\new\notes", r"d:\backup"])
def test_a_path_that_turned_into_controls_is_a_warning(path: str) -> None:
    (problem,) = load_yaml(f'- {{a: "{path}"}}\n'.encode(), "f.yaml")[1]
    assert (problem.severity, str(problem.location)) == ("warning", "f.yaml:1:7")
    assert path in problem.message
    assert "control character" in problem.message
    assert f"'{path}'" in problem.hint


@pytest.mark.parametrize(
    "source", [r'"C:\\temp"', r'"line\nline"', r'"C: \t"', r'"C:\\new \t"', r'"Q:\nWhere?"']
)
def test_other_texts_in_double_quotes_are_left_alone(source: str) -> None:
    assert load_yaml(f"- a: {source}\n".encode(), "f.yaml")[1] == []
