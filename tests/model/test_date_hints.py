"""Dates as people write them: each has a hint with its right form, which the reader accepts."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphkit as gk
from graphkit.model.date_hints import suggest_bound, suggest_date
from graphkit.model.dates import explain_span, is_clear, parse_date
from graphkit.reading.shipped import shipped_root
from tests.projects import make_dataset

SINGLE = {
    "2005-06-17": """17.06.2005 | 17.6.2005 | 17. 6. 2005 | 17-06-2005 | 17/06/2005 | 06/17/2005 | 2005/06/17
        | 2005.6.17 | 20050617 | 2005-06-17T10:30:00Z | 2005-06-17T10:30:00+02:00
        | 2005-06-17 10:30 | 20050617T103000Z
        | 17 June 2005 | June 17, 2005 | Jun 17th 2005 | 17-Jun-2005 | Friday, 17 June 2005 | 2005 June 17
        | 17 de junio de 2005 | 17. Juni 2005 | 17 juin 2005 | 2005年6月17日 | 2005-168
        | 38520 | the 17th of June 2005""",
    "2005-06": """2005-6 | 2005.06 | 06/2005 | 6.2005 | June 2005 | Jun. 2005 | in June 2005 | juin 2005
        | 2005-06-00""",
    "2005": "2005-00-00 | the year 2005",
    "2005-06-01": "2005-6-1 | 1.6.2005 | 1er juin 2005 | 2005/6/1",
    "199X": "1990s | the 1990s | 1990's | '90s | 90s | 199x | 1990er",
    "18XX": "19th century | the 19th century",
    "2005~": """c. 2005 | c.2005 | c2005 | ca. 2005 | ca 2005 | circa 2005 | about 2005 | around 2005
        | approx. 2005 | ~ 2005 | 2005 approx. | 2005 (approx.) | 2005ish | C. 2005 | Circa  2005""",
    "2005-06~": "c. June 2005 | about 06/2005",
    "199X~": "c. 1990s",
    "2005?": "2005 ? | 2005(?) | perhaps 2005 | possibly 2005 | probably 2005",
    "2005-35": "Q3 2005 | 2005 Q3 | 2005-Q3 | Q3/2005 | 3Q2005 | third quarter of 2005 | 3rd quarter 2005",
    "2005-40": "H1 2005 | first half of 2005 | 1st half of 2005",
    "2005-21": "spring 2005 | Spring of 2005",
    "2005-23": "fall 2005 | autumn 2005",
    "../2004": "before 2005 | pre-2005 | prior to 2005 | <2005",
    "../2005-05": "before June 2005 | before 2005-06",
    "../2005-06-16": "before 17 June 2005",
    "../2005": "by 2005 | 2005 or earlier | no later than 2005",
    "2006/..": "after 2005 | post-2005 | >2005",
    "2005-06-13/2005-06-19": "2005-W24 | 2005 week 24",
    "2009/2015": "between 2009 and 2015",
    "2005-01/2005-04": "early 2005 | beginning of 2005",
    "2005-09/2005-12": "late 2005 | end of 2005",
    "1994/1996": "mid-1990s",
    "2005-06-21/2005-06-30": "late June 2005",
}
# What it is in a field that holds one date, and in the fields of a claim.
SPANS = {
    "2009/2015; start: 2009 and end: 2015": """2009-2015 | 2009–2015 | 2009 - 2015 | 2009 to 2015 | 2009..2015
        | from 2009 to 2015 | 2009/15 | 2009-15 | 2009 through 2015 | von 2009 bis 2015""",
    "2009-03/2010-04; start: 2009-03 and end: 2010-04": """March 2009 - April 2010 | 2009-03 to 2010-04
        | 3/2009-4/2010""",
    "2005-06-12/2005-06-17; start: 2005-06-12 and end: 2005-06-17": """12-17 June 2005
        | 12.06.2005-17.06.2005 | 12.-17.06.2005""",
    "2005-06/2005-07; start: 2005-06 and end: 2005-07": "June-July 2005 | June to July 2005",
    "2005/..; start: 2005 and leave end out": """2005- | 2005-present | 2005 - today | 2005 to date
        | 2005–now""",
    "2005/..; start: 2005": "since 2005 | from 2005 | 2005 onwards | 2005+",
    "../2009-03; end: 2009-03": "until March 2009 | till 2009-03",
    "2009/..; end: 2009/..": "at least until 2009",
}


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(text.strip(), right) for right, texts in table.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "right"), pairs(SINGLE))
def test_a_date_in_another_form_is_hinted_at(text: str, right: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        parse_date(text)
    assert suggest_date(text) == suggest_bound(text) == f"write {right}"
    parse_date(right)


@pytest.mark.parametrize(("text", "forms"), pairs(SPANS))
def test_a_span_is_a_start_and_an_end_in_a_claim(text: str, forms: str) -> None:
    assert (suggest_date(text), suggest_bound(text)) == tuple(f"write {form}" for form in forms.split("; "))


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("2/10/2017", {"2017-10-02", "2017-02-10"}),
        ("2-10-2017", {"2017-10-02", "2017-02-10"}),
        ("9/11/2001", {"2001-09-11", "2001-11-09"}),
        ("2005/06", {"2005-06", "2005/2006"}),
        ("17.06.05", {"2005-06-17", "1905-06-17"}),
        ("17-Jun-05", {"2005-06-17", "1905-06-17"}),
        ("17.06.85", {"1985-06-17"}),
    ],
)
def test_all_readings_of_an_ambiguous_date_are_named(text: str, readings: set[str]) -> None:
    assert set(suggest_bound(text).removeprefix("write ").split(" or ")) == readings


@pytest.mark.parametrize(
    "text", ["unknown", "n/a", "N.A.", "?", "-", "n.d.", "tbd", "0000-00-00", "undated", "null"]
)
def test_no_date_is_left_out(text: str) -> None:
    assert suggest_bound(text) == "leave it out: without a date, the claim is undated"


@pytest.mark.parametrize("text", ["May", "9/11", "3 March", "12.05."])
def test_a_date_without_a_year_needs_one(text: str) -> None:
    assert suggest_date(text) == "give the year, too"


@pytest.mark.parametrize(
    "text",
    ["hello", "yesterday", "after the war", "31/02/2009", "1 BC", "¶ 5", "", "x" * 999],
)
def test_nothing_is_guessed_from_other_texts(text: str) -> None:
    assert suggest_date(text) == ""


@given(st.text(max_size=30))
def test_a_hint_never_fails(text: str) -> None:
    for hint in (suggest_date(text), suggest_bound(text)):
        for date in re.findall(r"(?<=write )\S+(?= or)|(?<=or )\S+|(?<=start: )\S+|(?<=end: )\S+", hint):
            parse_date(date)


FORMATS = (
    "%d.%m.%Y|%d %B %Y|%B %d, %Y|%d-%b-%Y|%Y/%m/%d|%Y%m%d|%Y-%m-%dT%H:%M:%S|%a, %d %b %Y|%Y-%j|%A %d %B %Y"
)


@given(st.dates(datetime.date(1000, 1, 1)), st.sampled_from(FORMATS.split("|")))
def test_dates_of_many_programs_are_recognized(day: datetime.date, form: str) -> None:
    assert suggest_date(day.strftime(form)) == f"write {day.isoformat()}"


@pytest.mark.parametrize(
    ("text", "read", "years", "months"),
    [
        ("2019-21", "spring 2019", "2019 to 2021", "2019-03/2019-06"),
        ("2010-22", "summer 2010", "2010 to 2022", "2010-06/2010-09"),
        ("1924-33", "the first quarter of 1924", "1924 to 1933", "1924-01/1924-03"),
        ("1935-41", "the second half of 1935", "1935 to 1941", "1935-07/1935-12"),
    ],
)
def test_a_season_that_may_be_a_span_of_years_is_doubtful(
    text: str, read: str, years: str, months: str
) -> None:
    assert not is_clear(text)
    message, hint = explain_span(text)
    assert message == f'"{text}" is read as {read}'
    assert years in hint
    assert months in hint
    assert is_clear(months)


@pytest.mark.parametrize(
    "text", ["2019-12", "2021-21", "2025-21", "1899-21", "2019-21~", "2019-03/2019-06", "2019"]
)
def test_other_dates_are_clear(text: str) -> None:
    assert is_clear(text)


def test_in_files_and_options() -> None:
    claim = "{type: informed_for, from: person-1, to: agency-1, start: %s, evidence: [{%s}]}"
    said = "source: paper, at: P1, basis: book, says: x"
    with pytest.raises(gk.DataError) as raised:
        make_dataset(f"- {claim % ('2009-2015', said)}\n- {claim % ('2005', said + ', date: c. 2006')}\n")
    start, date = map(str, raised.value.problems)
    assert start.endswith('start: "2009-2015" is no date; write start: 2009 and end: 2015')
    assert date.endswith('date: "c. 2006" is no date; write 2006~')
    (warning,) = make_dataset(f"- {claim % ('2019-21', said)}\n").warnings
    assert warning.message == 'start: "2019-21" is read as spring 2019'
    with pytest.raises(gk.GraphkitError, match=r'^as_of: "June 2005" is no date; write 2005-06$'):
        gk.open(shipped_root()).timeline(as_of="June 2005")
