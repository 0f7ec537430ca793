"""Dates never pretend to know more than the text says, and comparisons say how sure they are."""

from __future__ import annotations

import datetime
import itertools

import numpy as np
import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model.dates import (
    ALWAYS,
    NEVER,
    UNDATED,
    Held,
    PartialDate,
    bounds,
    date_words,
    holds,
    is_definite,
    is_possible,
    overlaps,
    parse_date,
    window_at,
    window_between,
)


def days(text: str) -> tuple[str, str]:
    date = parse_date(text)
    return tuple(_iso(day) for day in (date.earliest, date.latest))  # type: ignore[return-value]


def _iso(day: int) -> str:
    return {NEVER: "-", ALWAYS: "+"}.get(day) or datetime.date.fromordinal(day).isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2005", "2005-01-01", "2005-12-31"),
        ("2009-02", "2009-02-01", "2009-02-28"),
        ("2008-02", "2008-02-01", "2008-02-29"),
        ("2009-12-31", "2009-12-31", "2009-12-31"),
        ("2004~", "2003-01-01", "2005-12-31"),
        ("2004?", "2003-01-01", "2005-12-31"),
        ("2004%", "2002-01-01", "2006-12-31"),
        ("2009-02~", "2008-01-01", "2010-03-31"),
        ("2008-02-29~", "2007-01-28", "2009-03-30"),
        ("2004-?06", "2004-05-01", "2004-07-31"),
        ("2004/2009", "2004-01-01", "2009-12-31"),
        ("2004-06/2009-02-03", "2004-06-01", "2009-02-03"),
        ("../2009-03", "-", "2009-03-31"),
        ("/2009-03", "-", "2009-03-31"),
        ("2009-03/..", "2009-03-01", "+"),
        ("2009-03/", "2009-03-01", "+"),
        ("2004-06?/..", "2003-05-01", "+"),
        ("/..", "-", "+"),
        ("../..", "-", "+"),
        ("2009-33", "2009-01-01", "2009-03-31"),
        ("2009-36", "2009-10-01", "2009-12-31"),
        ("2009-33/2010-36", "2009-01-01", "2010-12-31"),
        ("2009-41", "2009-07-01", "2009-12-31"),
        ("2009-21", "2009-03-01", "2009-06-22"),
        ("2009-24", "2009-01-01", "2010-03-21"),
        ("2009-32", "2009-06-01", "2009-09-24"),
        ("200X", "2000-01-01", "2009-12-31"),
        ("200X~", "1990-01-01", "2019-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("2008-02-XX", "2008-02-01", "2008-02-29"),
        ("1950S2", "1900-01-01", "1999-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("0001~", "-", "0002-12-31"),
        ("9999~", "9998-01-01", "+"),
        ("9999-12-31~", "9998-11-29", "+"),
    ],
)
def test_the_bounds_of_every_form(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)
    assert parse_date(text).text == str(parse_date(text)) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2017-13", "there is no month 13"),
        ("2017-00-05", "there is no month 00"),
        ("2009-02-31", "February 2009 has 28 days"),
        ("2005-02-29", "February 2005 has 28 days"),
        ("1900-02-29", "February 1900 has 28 days"),
        ("2004-02-30/2005", "February 2004 has 29 days"),
        ("18.02.2009", "expected a date such as 2009"),
        ("02/18/2009", "an interval is written first/last"),
        ("18/02", "expected a date such as 2009"),
        ("February 2009", "expected"),
        ("2009-2", "expected"),
        ("20090218", "expected"),
        ("2009-02-18T10:00:00Z", "expected"),
        ("2009-02-32", "expected"),
        ("", "expected"),
        (" 2009", "expected"),
        ("2009\n", "expected"),
        ("２００９", "expected"),
        ("٢٠٠٩", "expected"),
        ("9" * 5_000, "expected"),
        ("0000", "years from 0001 to 9999"),
        ("XXXX", "years from 0001 to 9999"),
        ("-0044", "expected"),
        ("Y17000", "expected"),
        ("2009/2004", "it ends before it begins"),
        ("2004/2005/2006", "an interval is written first/last"),
        ("/", "an interval is written first/last"),
        ("[2004,2006]", "a set of dates is not taken"),
        ("{2004,2006}", "a set of dates is not taken"),
    ],
)
def test_what_is_no_date_is_refused_with_the_text_shown(
    text: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ValueError, match="is no date") as caught:
        parse_date(text)
    message = str(caught.value)
    assert message.startswith(f'"{text}"' if len(text) <= 60 else f'"{text[:57]}..."')
    assert why in message
    assert capsys.readouterr().out == ""


years = st.integers(1, 9999)
marks = st.sampled_from(["", "~", "?", "%"])


@st.composite
def plain_texts(draw: st.DrawFn) -> str:
    day = draw(st.dates())
    length = draw(st.sampled_from([4, 7, 10]))
    return day.isoformat()[:length]


@given(plain_texts(), marks)
def test_the_fast_path_agrees_with_the_library(text: str, mark: str) -> None:
    """Equal without a mark; with one, where the library moves a month to a longer one, up to its end."""
    date, oracle = parse_date(text + mark), parse_edtf(text + mark)
    assert _iso(date.earliest) == _clip(oracle.lower_fuzzy(), "-")
    latest = oracle.upper_fuzzy()
    if len(text) == 10 or not mark or latest.tm_year > 9999:
        assert _iso(date.latest) == _clip(latest, "+")
    else:
        after = datetime.date.fromordinal(date.latest)
        assert (after.year, after.month) == (latest.tm_year, latest.tm_mon)
        assert date.latest == datetime.date.max.toordinal() or (after + datetime.timedelta(1)).day == 1


RARE = [
    *("200X", "20XX", "2XXX", "X004", "2X04", "19X5", "200X-06", "200X-06-11", "2004-XX", "2004-XX-11"),
    *("2004-02-XX", "2003-02-XX", "20XX-XX", "20XX-XX-XX", "20XX-XX-31", "2004-XX-31"),
    *("1950S1", "1950S2", "1950S3", "1950S4", *(f"2009-{code}" for code in range(33, 42))),
    *("~2004", "%2004-06", "2004?-06", "?2004-06-11", "2004?-06-11", "2004-06?-11"),
    *("2004-?06-11", "2004-06-?11", "2004?-06-~11", "?2004-06-%11", "?2004-?06-%11", "0001-06?-11"),
    *("9999-06-%11", "9999-?12-31"),
]


@pytest.mark.parametrize("text", RARE)
def test_rare_forms_agree_with_the_library(text: str) -> None:
    oracle = parse_edtf(text)
    assert days(text) == (_clip(oracle.lower_fuzzy(), "-"), _clip(oracle.upper_fuzzy(), "+"))


def test_unspecified_parts_are_not_widened_and_their_years_by_what_they_leave_open() -> None:
    assert days("2004-XX~") == days("2004~")
    assert days("2004-06-XX~") == days("2004-06~")
    assert days("200X-02-29") == ("2000-02-29", "2009-02-28")
    assert days("2004-XX-~11") == ("2004-01-10", "2004-12-12")
    assert days("1950S2~") == days("19XX~") == ("1800-01-01", "2099-12-31")


def _clip(day: object, outside: str) -> str:
    year, month, number = day[:3]  # type: ignore[index]
    return f"{year:04}-{month:02}-{number:02}" if 1 <= year <= 9999 else outside


@given(plain_texts(), plain_texts())
def test_simple_intervals_agree_with_the_library(first: str, last: str) -> None:
    if parse_date(last).latest < parse_date(first).earliest:
        with pytest.raises(ValueError, match="ends before it begins"):
            parse_date(f"{first}/{last}")
    else:
        oracle = parse_edtf(f"{first}/{last}")
        assert days(f"{first}/{last}") == (
            _clip(oracle.lower_strict(), "-"),
            _clip(oracle.upper_strict(), "+"),
        )


@given(st.text("0123456789-/~?%XYS.[]{},T:Z u", max_size=14))
def test_any_text_is_a_date_that_comes_back_the_same_or_a_value_error(text: str) -> None:
    try:
        date = parse_date(text)
    except ValueError:
        return
    assert date.text == text
    assert date.earliest <= date.latest
    assert parse_date(str(date)) == date
    assert date_words(date)


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(9000, 12, 31)), st.data())
def test_bounds_never_cut_a_day_that_an_unspecified_date_allows(
    day: datetime.date, data: st.DataObject
) -> None:
    """Hide digits of a real day: the day must stay within the bounds of what is left."""
    year, month, number = day.isoformat().split("-")
    hidden = data.draw(st.sampled_from(["y", "yy", "m", "d", "md", "yd", "ymd"]))
    year = year[: 4 - hidden.count("y")] + "X" * hidden.count("y")
    text = "-".join((year, "XX" if "m" in hidden else month, "XX" if "d" in hidden else number))
    date = parse_date(text)
    assert date.earliest <= day.toordinal() <= date.latest


@given(st.dates(datetime.date(1, 1, 1), datetime.date(9998, 12, 31)), marks)
def test_bounds_never_cut_a_day_of_its_season_quarter_or_month(day: datetime.date, mark: str) -> None:
    quarter = parse_date(f"{day.year:04}-{33 + (day.month - 1) // 3}")
    assert quarter.earliest <= day.toordinal() <= quarter.latest
    month = parse_date(f"{day.year:04}-{day.month:02}{mark}")
    assert month.earliest <= day.toordinal() <= month.latest
    season = parse_date(f"{day.year:04}-{(24, 21, 22, 23)[day.month % 12 // 3]}{mark}")
    assert season.earliest <= day.toordinal() <= season.latest


# Small days make it likely that bounds meet; the oracle tries out every completion.
small_dates = st.tuples(st.integers(1, 9), st.integers(0, 4)).map(
    lambda x: PartialDate("", x[0], x[0] + x[1])
)


def completions(start: PartialDate | None, end: PartialDate | None) -> list[tuple[int, int]]:
    """Every (beginning, end) that the dates allow, with 0 and 99 for the ends of time."""
    starts = range(start.earliest, start.latest + 1) if start else range(15)
    ends = range(end.earliest, end.latest + 1) if end else [99]
    return [(one, other) for one, other in itertools.product(starts, ends) if one <= other]


def summary(answers: list[bool]) -> Held:
    return "definitely" if all(answers) else "possibly" if any(answers) else "no"


@given(small_dates | st.none(), small_dates | st.none(), small_dates)
def test_a_state_holds_as_trying_out_every_day_says(
    start: PartialDate | None, end: PartialDate | None, day: PartialDate
) -> None:
    if start is None and end is None:
        assert holds(start, end, day, state=True) == "undated"
        return
    pairs = completions(start, end)
    if pairs:
        answers = [a <= at <= b for a, b in pairs for at in range(day.earliest, day.latest + 1)]
        assert holds(start, end, day, state=True) == summary(answers)


@given(small_dates | st.none(), small_dates | st.none(), small_dates, small_dates)
def test_a_state_overlaps_as_trying_out_every_day_says(
    start: PartialDate | None, end: PartialDate | None, first: PartialDate, last: PartialDate
) -> None:
    pairs = completions(start, end)
    if (start or end) and pairs and first.earliest <= last.latest:
        answers = [a <= last.latest and b >= first.earliest for a, b in pairs]
        assert overlaps(start, end, first, last, state=True) == summary(answers)


@given(small_dates | st.none(), small_dates, small_dates)
def test_an_event_has_happened_as_trying_out_every_day_says(
    start: PartialDate | None, end: PartialDate, day: PartialDate
) -> None:
    first = start.earliest if start else 0
    if first <= end.latest:
        happened = range(first, end.latest + 1)
        answers = [x <= at for x in happened for at in range(day.earliest, day.latest + 1)]
        assert holds(start, end, day, state=False) == summary(answers)
        within = [day.earliest <= x <= day.latest for x in happened]
        assert overlaps(start, end, day, day, state=False) == summary(within)


def test_the_examples_of_the_data_model() -> None:
    start = parse_date("2005")
    assert holds(start, None, parse_date("2005-12-31"), state=True) == "definitely"
    assert holds(start, None, parse_date("2005-03-01"), state=True) == "possibly"
    assert holds(start, None, parse_date("2004-12-31"), state=True) == "no"
    assert holds(start, parse_date("2007"), parse_date("2006"), state=True) == "definitely"
    assert holds(start, parse_date("2007"), parse_date("2008"), state=True) == "no"
    assert holds(None, parse_date("2007"), parse_date("1990"), state=True) == "possibly"
    assert holds(start, None, parse_date("2030"), state=False) == "definitely"
    assert holds(None, None, parse_date("2030"), state=False) == "undated"
    assert overlaps(start, None, parse_date("2006"), parse_date("2007"), state=True) == "definitely"
    assert overlaps(start, None, parse_date("2006"), parse_date("2007"), state=False) == "no"


@given(small_dates, small_dates, st.integers(0, 3), st.integers(0, 3), small_dates, st.booleans())
def test_widening_a_date_never_makes_no_of_possibly_nor_definitely_of_no(
    start: PartialDate, end: PartialDate, before: int, after: int, day: PartialDate, state: bool
) -> None:
    wide = PartialDate("", start.earliest - before, start.latest + after)
    for window in (window_at(day, state=state), window_between(day, day)):
        narrow, wider = bounds(start, end, state=state), bounds(wide, end, state=state)
        assert is_possible(wider, window) or not is_possible(narrow, window)
        assert is_definite(narrow, window) or not is_definite(wider, window) or not completions(start, end)


@given(
    st.lists(st.tuples(small_dates | st.none(), small_dates | st.none()), min_size=1),
    small_dates,
    st.booleans(),
)
def test_arrays_are_answered_like_single_claims(
    claims: list[tuple[PartialDate | None, PartialDate | None]], day: PartialDate, state: bool
) -> None:
    table = np.array([bounds(start, end, state=state) for start, end in claims], dtype=np.int32).T
    for window in (window_at(day, state=state), window_between(day, day)):
        definite, possible = is_definite(table, window), is_possible(table, window)
        assert not (definite & ~possible).any()
        for number, claim in enumerate(bounds(*claim, state=state) for claim in claims):
            assert (definite[number], possible[number]) == (
                is_definite(claim, window),
                is_possible(claim, window),
            )
            if claim == UNDATED:
                assert possible[number]
                assert not definite[number]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2011~", "about 2011"),
        ("2011%", "perhaps about 2011"),
        ("2010?", "perhaps 2010"),
        ("2009-12", "December 2009"),
        ("2009-12-XX", "December 2009"),
        ("2009-XX-XX", "2009"),
        ("2010-04-19", "19 April 2010"),
        ("2010-04-09~", "about 9 April 2010"),
        ("0044", "44"),
        ("../2009-03", "by March 2009"),
        ("2009-03/..", "March 2009 or later"),
        ("2004/2009", "between 2004 and 2009"),
        ("2004~/2009-12-05", "between about 2004 and 5 December 2009"),
        ("/..", "undated"),
        ("2009-35", "the third quarter of 2009"),
        ("2009-37", "the first third of 2009"),
        ("2009-41", "the second half of 2009"),
        ("2010-21", "spring 2010"),
        ("2010-31", "autumn 2010"),
        ("200X", "the 2000s"),
        ("199X~", "about the 1990s"),
        ("20XX", "between 1 January 2000 and 31 December 2099"),
        ("20XX/..", "1 January 2000 or later"),
    ],
)
def test_words_are_never_finer_than_the_date(text: str, words: str) -> None:
    assert date_words(parse_date(text)) == words
