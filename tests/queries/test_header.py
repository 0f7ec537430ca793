"""Headers of queries: read without running anything, and every mistake placed."""

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
        ("// column claims: texts", '4:19: every query has the column "claims"; it is not declared'),
        ("// column A b: text", '4:4: "A b" is no name; expected small letters, digits and underscores'),
        ("// column: text", "4:4: column without a name; expected small letters, digits and underscores"),
        ("// column one: text", '4:4: "column one" is given twice; first at q.cypher:3:4'),
        ("// param a: entety", '4:13: unknown parameter type "entety"; did you mean "entity"?'),
        ("// param a: int = many", '4:13: "many" is no int; expected a whole number'),
        ("// param a: choice(x|y) = z", '4:13: "z" is no choice; expected x or y'),
        ("// param a: int --\x1b[31m", "4:19: holds the character U+001B, which does not print"),
        ("// param a: int --\u2028b", "4:19: holds the character U+2028, which does not print"),
        ("// param a: choice", "4:13: a choice without words; expected choice(this|that)"),
        ("// param a: entity(sort=person)", '4:13: cannot read "sort=person"; expected entity(kind=agency)'),
        ("// param a: int(3)", "4:13: int takes nothing in brackets"),
        ("// param a: rung = sure", '4:13: "sure" is no rung; expected inferred or alleged'),
        ("// param a: an entity", '4:13: cannot read the parameter "a"'),
        ("// param as_of: date", '4:4: a parameter cannot be called "as_of"; every query has it'),
        ("// just some words", "4:4: expected `key: value`"),
        ("// twin: none", '4:10: "none"; expected `none because …`'),
        ("// order: by name", '4:11: unknown order "by name"; expected "as returned"'),
        ("// title of it: x", '4:4: unknown key "title of it"; did you mean "title"?'),
        ("// twin:", '4:4: "twin" says nothing'),
    ],
)
def test_a_mistake_is_told_with_its_place(line: str, problem: str) -> None:
    header = read_header(f"// title: T\n// question: Q?\n// column one: text\n{line}\nRETURN 1", "q.cypher")
    [found] = header.problems
    assert str(found).startswith(f"q.cypher:{problem}")


def test_all_that_is_missing_is_told_at_once() -> None:
    problems = [item.message for item in read_header("MATCH (n) RETURN n", "q.cypher").problems]
    assert problems == ["no title", "no question", "no column: a query says what it returns"]


def test_a_python_query_has_its_header_behind_hashes() -> None:
    header = read_header("# title: T\n# question: Q?\n# column a: text\nimport os\n", "q.py", "#")
    assert (header.title, header.columns, header.problems) == ("T", [("a", "text")], [])
