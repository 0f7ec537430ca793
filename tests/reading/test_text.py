"""Bytes that cannot be read as YAML are refused with their place and their offset."""

from __future__ import annotations

import pytest

from graphkit.reading.text import find_text_problems
from graphkit.reading.yaml import load_yaml


def refuse(data: bytes) -> list[str]:
    assert load_yaml(data, "f.yaml")[0] == []
    return [str(problem) for problem in find_text_problems(data, "f.yaml")]


def test_other_encodings_are_named_with_the_byte_where_they_show() -> None:
    assert refuse("- a: ü\n- b: é\n".encode("latin-1")) == [
        "f.yaml:1:6: not UTF-8: byte 0xFC at byte 5; save the file as UTF-8"
    ]
    assert refuse("- ü: ü".encode() + b"\n- \xff") == [
        "f.yaml:2:3: not UTF-8: byte 0xFF at byte 11; save the file as UTF-8"
    ]
    assert "not UTF-8" in refuse(b"- a: \xed\xa0\x80")[0]  # half a surrogate pair


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_said_to_be_such(encoding: str) -> None:
    assert refuse("- id: a\n".encode(encoding)) == [
        "f.yaml:1:1: the file is UTF-16 or UTF-32 (byte 0); save it as UTF-8"
    ]


def test_nul_is_refused_with_its_offset() -> None:
    assert refuse("- ü: b\n  c: d".encode() + b"\0") == ["f.yaml:2:7: a NUL character (byte 14); remove it"]


def test_a_tab_in_the_indentation_is_refused_with_its_offset_and_counted() -> None:
    assert refuse("- ü: b\n  \tc: d\n\te: f\n".encode()) == [
        "f.yaml:2:3: a tab in the indentation (byte 10); indent with spaces; 1 more line like it"
    ]


@pytest.mark.parametrize("text", ["- a: b\tc\n", "- a:\tb\n", "# a\tb\n"])
def test_a_tab_elsewhere_is_no_problem(text: str) -> None:
    assert load_yaml(text.encode(), "f.yaml")[1] == []


def test_every_merge_conflict_marker_is_listed() -> None:
    lines = [
        "- a: b",
        "<<<<<<< HEAD",
        "- c: d",
        "||||||| base",
        "- e: f",
        "=======",
        "- g: h",
        ">>>>>>> other",
        "",
    ]
    for line_end in ("\n", "\r\n"):
        found = refuse(line_end.join(lines).encode())
        assert [line.split(":")[1] for line in found] == ["2", "4", "6", "8"]
        assert found[0].endswith(
            "a merge-conflict marker: <<<<<<<; decide the conflict, then remove the markers"
        )


@pytest.mark.parametrize(
    "text", ["- a: =======\n", "- a: <<<<<<< x\n", "# =======\n", "- a: |\n    =======\n"]
)
def test_the_same_signs_within_a_line_are_no_conflict(text: str) -> None:
    assert find_text_problems(text.encode(), "f.yaml") == []


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\x85", "U+0085 NEXT LINE"),
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("\u2029", "U+2029 PARAGRAPH SEPARATOR"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_that_no_editor_shows_are_refused_where_an_editor_counts(
    sign: str, name: str, line_end: str
) -> None:
    for text in (
        "- ü: a{}b",
        "- a: 'b{}c'",
        '- a: "b{}c"',
        "- a: |{}    b",
        "# c{}- a: b",
        "- a: b{}- c: d{}",
    ):
        whole = f"- x: y{line_end}{text.replace('{}', sign)}{line_end}- z: q{line_end}"
        (problem,) = refuse(whole.encode())
        column = text.index("{}") + 1
        assert problem.startswith(f"f.yaml:2:{column}: an invisible line end: {name} (byte ")
        assert ("1 more character like it" in problem) == (text.count("{}") == 2)


def test_an_escape_for_a_line_separator_is_a_text_and_moves_no_place() -> None:
    records, problems = load_yaml(b'- a: "b\\u2028c\\Nd"\n  e: f\n', "f.yaml")
    assert problems == []
    assert records[0].value["a"] == "b\u2028c\x85d"
    assert str(records[0].location("e")) == "f.yaml:2:6"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_other_controls_are_refused_where_an_editor_counts(line_end: str) -> None:
    (problem,) = load_yaml(f"- x: y{line_end}- ü: a\x07{line_end}".encode(), "f.yaml")[1]
    assert str(problem).startswith("f.yaml:2:7: ")
