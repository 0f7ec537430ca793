"""Filters and path options are declared once; whoever gives them gets the same values and messages."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.errors import UnknownName, UsageError
from graphkit.model.filters import (
    STATUSES,
    Filters,
    PathOptions,
    Words,
    declared,
    read_options,
    schema,
    set_options,
)


def known(text: str) -> str:
    if text not in ("one", "two"):
        raise UnknownName("entity", text)
    return f"person-{text}"


WORDS: Words = {
    "types": ("handled", "informed_for"),
    "kinds": ("person", "agency"),
    "sources": known,
    "entities": known,
}
DEFAULTS = {
    "min_sources": 0,
    "max_hops": 6,
    "mode": "shortest",
    "rank": "length",
    "parallel": "all",
    "limit": 10_000,
    "timeout": 60.0,
}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {}),
        ({"as_of": 2009, "between": [2004, "2009-12"]}, {"as_of": "2009", "between": ("2004", "2009-12")}),
        (
            {"type": "handled", "kind": ["person", "agency"]},
            {"type": ("handled",), "kind": ("person", "agency")},
        ),
        (
            {"source": "one", "via": ("one", "two")},
            {"source": ("person-one",), "via": ("person-one", "person-two")},
        ),
        ({"min_status": "reported", "min_sources": 2}, {"min_status": "reported", "min_sources": 2}),
        ({"all": True, "k": 3}, {"mode": "all", "k": 3}),
        ({"shortest": True}, {}),
        ({"undisputed": True, "directed": False}, {"undisputed": True}),
        ({"limit": 0, "timeout": 1}, {"limit": 0, "timeout": 1}),
        ({"type": (), "as_of": "", "k": None}, {}),
    ],
)
def test_values_are_normalized_and_defaults_added(given: dict[str, Any], expected: dict[str, Any]) -> None:
    assert read_options(PathOptions, given, WORDS) == {**DEFAULTS, **expected}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"min_statu": "reported"}, 'unknown option "min_statu"; did you mean "min_status"?'),
        ({"sources": 2}, 'unknown option "sources"; it is called "min_sources" now'),
        ({"in_time": True}, 'unknown option "in_time"; it is called "time_respecting" now'),
        ({"type": ["handeld"]}, 'unknown type "handeld"; did you mean "handled"?'),
        ({"kind": "persn"}, 'unknown kind "persn"; did you mean "person"? known: person, agency'),
        (
            {"min_status": "reportd"},
            f'unknown status "reportd"; did you mean "reported"? known: {", ".join(STATUSES)}',
        ),
        ({"without_source": "three"}, 'unknown entity "three"'),
        ({"type": 5}, "type must be a text or a list of texts, not 5"),
        ({"undisputed": "yes"}, "undisputed must be true or false, not 'yes'"),
        ({"between": "2004"}, "between must be two dates, not '2004'"),
        ({"between": ("2010", "2009")}, "between ends before it begins: 2010 to 2009"),
        ({"between": (2004, None)}, "between must be a date, not None"),
        ({"min_sources": -1}, "min_sources must be at least 0, not -1"),
        ({"min_sources": True}, "min_sources must be a whole number, not True"),
        ({"k": "2"}, "k must be a whole number, not '2'"),
        ({"timeout": float("nan")}, "timeout must be at least 0, not nan"),
        ({"rank": "beauty"}, "rank must be length or strength, not 'beauty'"),
        ({"definitely": True}, "definitely needs as_of or between"),
        ({"shortest": True, "k": 2}, "cannot combine shortest and k; use one of them"),
        ({"shortest": True, "all": True}, "cannot combine shortest and all; use one of them"),
        ({"all": True, "mode": "shortest"}, "cannot combine all and mode; use one of them"),
    ],
)
def test_what_cannot_be_meant_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_options(PathOptions, given, WORDS)
    assert str(caught.value) == message


def test_what_is_set_is_plain_data_in_the_order_of_declaration() -> None:
    read = read_options(PathOptions, {"all": True, "type": "handled", "between": (2004, 2009)}, WORDS)
    expected = {
        "between": ["2004", "2009"],
        "type": ["handled"],
        "max_hops": 6,
        "mode": "all",
        "rank": "length",
    }
    assert list(set_options(PathOptions, read).items()) == list(expected.items())
    assert set_options(Filters, read) == {"between": ["2004", "2009"], "type": ["handled"]}


def test_the_schema_says_what_each_option_takes() -> None:
    properties = schema(PathOptions, WORDS)["properties"]
    assert properties.keys() == declared(PathOptions).keys() - {"mode"}
    assert properties["type"]["items"]["enum"] == ["handled", "informed_for"]
    assert properties["min_status"]["enum"][0] == "established"
    assert properties["max_hops"] == {
        "description": "At most N hops.",
        "type": "integer",
        "minimum": 1,
        "default": 6,
    }
    assert properties["between"]["maxItems"] == 2
    assert "enum" not in properties["via"]["items"]
