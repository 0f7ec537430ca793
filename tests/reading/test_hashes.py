"""Text that YAML takes for a comment is warned about, with both readings; a real comment is not."""

from __future__ import annotations

import pytest

from graphkit.errors import Problem
from graphkit.reading.record import Value
from graphkit.reading.yaml import load_mapping, load_yaml, read_events


def warn(text: str) -> tuple[list[dict[str, Value]], list[Problem]]:
    records, problems = load_yaml(text.encode(), "f.yaml")
    return [record.value for record in records], problems


@pytest.mark.parametrize(
    ("text", "place", "read", "lost"),
    [
        ("- name: Case #09-CR-383\n", "1:14", '"Case"', "Case #09-CR-383"),
        ("- at: ¶ #4\n", "1:9", '"¶"', "¶ #4"),
        ("- at: #4\n", "1:7", "nothing", "#4"),
        ("- {at: #4\n  }\n", "1:8", "nothing", "#4"),
        ("- at:   #4  \n", "1:9", "nothing", "#4"),
        ("- a: b\t#c d, e\n", "1:8", '"b"', "b #c d, e"),
        ("- aliases: [one,\n    MX #1, # a comment\n    ]\n", "2:8", '"MX"', "MX #1"),
        ("- aliases: [one, MX #1\n    ]\n", "1:21", '"MX"', "MX #1"),
        ("- aliases: [one, MX #1]\n    ]\n", "1:21", '"MX"', "MX #1"),
        ("- aliases:\n    - MX #1\n    - two\n", "2:10", '"MX"', "MX #1"),
        ("- aliases:\n    - #1\n    - two\n", "2:7", "nothing", "#1"),
        ("- {name: Unit #7, x\n  }\n", "1:15", '"Unit"', "Unit #7"),
        ("- summary: one\n    two #3 four\n  b: c\n", "2:9", '"one two"', "one two #3 four"),
        ("- ? a #b\n  : c\n", "1:7", '"a"', "a #b"),
        ("- name: Case ##9\r\n  b: c\r\n", "1:14", '"Case"', "Case ##9"),
        ("- a: Café №3 #🙂x\n  b: c\n", "1:14", '"Café №3"', "Café №3 #🙂x"),
    ],
)
def test_both_readings_are_shown_at_the_sign(text: str, place: str, read: str, lost: str) -> None:
    _, problems = warn(text)
    (problem,) = problems
    assert problem.severity == "warning"
    assert str(problem.location) == f"f.yaml:{place}"
    assert problem.message == f'text after # is a comment: read as {read}, not as "{lost}"'
    assert f'quote the text: "{lost}"' in problem.hint
    assert "write a space after the #" in problem.hint


def test_the_value_is_what_yaml_reads_and_quoting_it_gives_the_other() -> None:
    assert warn("- name: Case #09-CR-383\n")[0] == [{"name": "Case"}]
    assert warn('- name: "Case #09-CR-383"\n') == ([{"name": "Case #09-CR-383"}], [])
    assert warn("- name: 'The \"Case\" #9'\n") == ([{"name": 'The "Case" #9'}], [])
    _, (problem,) = warn('- name: The "Case" #9\n')
    assert "quote the text: 'The \"Case\" #9'" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "- a: b # a comment\n",
        "- a: b #\n",
        "- a: b ## a comment\n",
        "- a: b ####\n",
        "#comment\n- a: b\n",
        "- a: b\n  #comment\n  c: d\n",
        "- a:\n  #comment\n    b\n",
        "- a: b#c\n",
        "- a: http://x/#y\n",
        '- a: "b #c"\n',
        "- a: 'b #c' #d\n",
        "- a: >-\n    b #c\n    #d\n",
        "- a: | #b\n    c\n",
        "- a: [b, c] #d\n",
        "- a: #b\n    c: d\n",
    ],
)
def test_what_loses_nothing_is_not_warned_about(text: str) -> None:
    assert warn(text)[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "- {a: [one, Case #4, three]}\n- b: c\n",
        "- a: [one,\n    Case #4,\n    three]\n",
        "- a: one\n    two #3\n    three\n  b: c\n",
        "- {a: b, c: d #e}\n",
        "- a: b\n  c #d: e\n  f: g\n",
    ],
)
def test_where_it_breaks_the_file_the_hint_names_it(text: str) -> None:
    _, problems = warn(text)
    error = next(problem for problem in problems if problem.severity == "error")
    assert "text after # is a comment" in error.hint


def test_other_errors_keep_their_hint() -> None:
    _, problems = warn("- a: Case #4\n- b: c\n- d: e\n- f: @x\n")
    assert "text after # is a comment" not in problems[0].hint
    assert problems[0].severity == "error"


def test_settings_and_large_files_are_warned_about_too() -> None:
    assert load_mapping(b"name: Case #4\n", "graphkit.yaml")[1][0].severity == "warning"
    plain = "".join(f"- id: e-{number}\n  name: Name {number}\n  at: P1\n" for number in range(30_000))
    data = plain.replace("name: Name 29999", "name: Name #29999").encode()
    records, problems = load_yaml(data, "f.yaml")
    assert len(records) == 30_000
    assert [str(problem.location) for problem in problems] == ["f.yaml:89999:14"]
    assert problems == read_events(data, "f.yaml")[1]
