"""Who left an agency: adjacent and overlapping terms are one, in both versions of the query."""

from __future__ import annotations

import pytest

from graphkit.queries import ask, load_queries
from graphkit.reading.shipped import shipped_queries
from tests.cypher.here import engine_here as engine_here
from tests.projects import make_dataset

QUERY = load_queries(shipped_queries())["revolving_door"]
ENTITIES = """\
- {id: ann, kind: person, name: Ann}
- {id: house, kind: agency, name: The House}
- {id: firm, kind: organization, name: A firm}
"""
SOURCES = "- {id: paper, title: A paper, kind: news}\n"
Term = tuple[str, str, str, str]  # type, to, start, end; "" without a date


def _rows(engine: str, *terms: Term) -> list[tuple[object, ...]]:
    """Returns left, type, joined, after, as the query gives them."""
    claims = []
    for number, (type_, to, start, end) in enumerate(terms):
        dates = "".join(f"\n  {name}: {date}" for name, date in (("start", start), ("end", end)) if date)
        evidence = f"{{source: paper, at: P{number}, basis: official_record, says: says it}}"
        claims.append(
            f"- type: {type_}\n  from: ann\n  to: {to}\n  id: {type_}/ann/{to}/t{number}{dates}\n"
            f"  evidence:\n    - {evidence}\n"
        )
    table = ask(QUERY, make_dataset("".join(claims), ENTITIES, SOURCES), {}, {}, engine=engine)
    return [(row["left"], row["then"], row["joined"], row["after"]) for row in table]


def _post(start: str, end: str, type_: str = "member_of") -> Term:
    return type_, "house", start, end


def _work(start: str, end: str = "", type_: str = "advises") -> Term:
    return type_, "firm", start, end


@pytest.mark.parametrize("engine", ["python", "cypher"])
@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        # re-elected on the same day, on the next day, before the end: only the last end is a departure
        ([_post("2005-01-03", "2007-01-03"), _post("2007-01-03", "2009-01-03"), _work("2008")],
         [("2009-01-03", "advises", "2008", "possibly")]),
        ([_post("2005-01-03", "2007-01-02"), _post("2007-01-03", "2009-01-03"), _work("2008")],
         [("2009-01-03", "advises", "2008", "possibly")]),
        ([_post("2005-01-03", "2007-06-01"), _post("2007-01-03", "2009-01-03"), _work("2008")],
         [("2009-01-03", "advises", "2008", "possibly")]),
        ([_post("2005", "2007"), _post("2007", "2009", "leads"), _work("2008-02-01")],
         [("2009", "advises", "2008-02-01", "possibly")]),
        (
            [_post("2005", "2007"), _post("2006-05", ""), _work("2008")],
            [(None, "advises", "2008", "possibly")],
        ),
        (
            [_post("2001", "2003"), _post("2005", "2007"), _post("2003", "2005"), _work("2010")],
            [("2007", "advises", "2010", "definitely")],
        ),
        # one who served both at once left once
        (
            [_post("2001", "2007"), _post("2003", "2005"), _work("2010")],
            [("2007", "advises", "2010", "definitely")],
        ),
        ([_post("2001", "2007"), _post("2003", "2007", "leads"), _work("2010")],
         [("2007", "advises", "2010", "definitely")]),
        # a gap is a departure
        (
            [_post("2001", "2003"), _post("2007", "2009"), _work("2005")],
            [("2003", "advises", "2005", "definitely")],
        ),
        # a new term in the firm is no arrival
        ([_post("2001", "2005-03-01"), _work("2000", "2005-03-01"), _work("2005-03-01", "2010")], []),
        ([_post("2001", "2005"), _work("2006", "2008"), _work("2008", "2010")],
         [("2005", "advises", "2006", "definitely")]),
        # what dates do not settle is possible, not certain
        ([_post("2001", "2005-03-01"), _post("", ""), _work("2010")],
         [("2005-03-01", "advises", "2010", "possibly"), (None, "advises", "2010", "possibly")]),
        ([_post("2001", "2005-06"), _post("2005-06-30", "2012"), _work("2010")],
         [("2005-06", "advises", "2010", "possibly"), ("2012", "advises", "2010", "possibly")]),
        ([_post("2001", "2005"), _work("2010"), _work("", "")],
         [("2005", "advises", "2010", "possibly"), ("2005", "advises", None, "possibly")]),
    ],
)  # fmt: skip
def test_terms_that_touch_are_one(engine: str, terms: list[Term], expected: list[tuple[object, ...]]) -> None:
    def order(row: tuple[object, ...]) -> tuple[str, ...]:
        return tuple(map(str, row))

    assert sorted(_rows(engine, *terms), key=order) == sorted(expected, key=order)
    assert sorted(_rows(engine, *reversed(terms)), key=order) == sorted(expected, key=order)
