"""Headers of queries: reading runs no code, and every problem has its place."""

from __future__ import annotations

import pytest

from graphkit.queries.header import read_header
from graphkit.queries.query import Parameter

GOOD = """\
// title: Who met whom
// question: Who met whom,
//    and when?
//
// param person: entity(kind=person|organization) = none -- only this one
// param most: int = 3 -- at most so many
// param since: date -- from then on
// param how: choice(far|near) = near
// column who: entity
// column all: entities
// order: as returned
// twin: none because it is an example

// not: of the header
MATCH (n) RETURN n
"""


def test_a_header_says_all() -> None:
    header = read_header(GOOD, "queries/met.cypher")
    assert header.problems == []
    assert (header.title, header.question) == ("Who met whom", "Who met whom, and when?")
    assert header.parameters == [
        Parameter("person", "entity", ("person", "organization"), None, False, "only this one"),
        Parameter("most", "int", (), "3", False, "at most so many"),
        Parameter("since", "date", (), None, True, "from then on"),
        Parameter("how", "choice", ("far", "near"), "near", False, ""),
    ]
    assert header.columns == [("who", "entity"), ("all", "entities")]
    assert header.ordered
    assert header.no_twin == "it is an example"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("// colum a: text", '4:4: unknown key "colum"; did you mean "column"?'),
        ("// column a: entitty", '4:14: unknown column kind "entitty"; did you mean "entity"?'),
        ("// column claims: texts", '4:19: cannot declare the column "claims"; every query has it'),
        (
            "// column A b: text",
            '4:4: invalid name "A b"; expected lower-case letters, digits',
        ),
        ("// column: text", "4:4: column has no name; expected lower-case letters, digits and underscores"),
        ("// column one: text", '4:4: duplicate key "column one"; first defined at q.cypher:3:4'),
        ("// param a: entety", '4:13: unknown parameter type "entety"; did you mean "entity"?'),
        ("// param a: int = many", '4:13: default "many" is not a valid int; expected a whole number'),
        ("// param a: choice(x|y) = z", '4:13: default "z" is not a valid choice; expected x or y'),
        ("// param a: int --\x1b[31m", "4:19: character U+001B is not printable; remove it"),
        ("// param a: int --\u2028b", "4:19: character U+2028 is not printable; remove it"),
        ("// param a: choice", "4:13: choice has no options; expected choice(FIRST|SECOND)"),
        ("// param a: entity(sort=person)", '4:13: cannot read "sort=person"; expected entity(kind=KIND)'),
        ("// param a: int(3)", "4:13: parameter type int has no options; expected int without brackets"),
        ("// param a: rung = sure", '4:13: default "sure" is not a valid rung; expected inferred or alleged'),
        ("// param a: an entity", '4:13: cannot read the parameter "a"'),
        (
            "// param as_of: date",
            '4:4: cannot name a parameter "as_of"; every query has an option',
        ),
        ("// just some words", "4:4: expected `key: value`"),
        ("// twin: none", '4:10: invalid twin "none"; expected `none because REASON`'),
        ("// order: by name", '4:11: unknown order "by name"; expected "as returned"'),
        ("// title of it: x", '4:4: unknown key "title of it"; did you mean "title"?'),
        ("// twin:", '4:4: "twin" has no value'),
    ],
)
def test_a_mistake_is_told_with_its_place(line: str, problem: str) -> None:
    header = read_header(f"// title: T\n// question: Q?\n// column one: text\n{line}\nRETURN 1", "q.cypher")
    [found] = header.problems
    assert str(found).startswith(f"q.cypher:{problem}")


def test_all_that_is_missing_is_told_at_once() -> None:
    problems = [item.message for item in read_header("MATCH (n) RETURN n", "q.cypher").problems]
    assert problems == ["missing title", "missing question", "missing column"]


def test_a_python_query_has_its_header_behind_hashes() -> None:
    header = read_header("# title: T\n# question: Q?\n# column a: text\nimport os\n", "q.py", "#")
    assert (header.title, header.columns, header.problems) == ("T", [("a", "text")], [])
