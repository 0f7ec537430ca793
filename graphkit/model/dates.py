"""Partial dates and intervals that never pretend to know more than the text says."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from msgspec import Struct

NEVER = -(2**31)  # no lower bound; day numbers are proleptic Gregorian ordinals (date.toordinal)
ALWAYS = 2**31 - 1  # no upper bound

Held: TypeAlias = Literal["definitely", "possibly", "no", "undated"]
# start_earliest, start_latest, end_earliest, end_latest
Bounds: TypeAlias = tuple[int, int, int, int]
# "from" lies between the first two days, "to" between the last two
Window: TypeAlias = tuple[int, int, int, int]
UNDATED: Bounds = (NEVER, ALWAYS, NEVER, ALWAYS)

_LONGEST_SPAN = 12  # years: a span that people shorten to 2019-21
EXPECTED = "expected a date such as 2009, 2009-02, 2009-02-18, 2004~ or 2004/2009"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# Name of a season, its first month, and its last day (month, day): the widest that the meteorological and the
# astronomical season make together. Winter ends in the next year, and may have begun in the year before.
_NORTH = (("spring", 3, 6, 22), ("summer", 6, 9, 24), ("autumn", 9, 12, 23), ("winter", 12, 3, 21))
_SOUTH = (("spring", 9, 12, 23), ("summer", 12, 3, 21), ("autumn", 3, 6, 22), ("winter", 6, 9, 24))
_SEASONS = dict(enumerate((*_NORTH, *_NORTH, *_SOUTH), 21))
_ORDERS = ("first", "second", "third", "fourth")
_PARTS = dict(
    enumerate(
        [
            *(f"the {order} quarter of" for order in _ORDERS),
            *(f"the {order} third of" for order in _ORDERS[:3]),
            *(f"the {order} half of" for order in _ORDERS[:2]),
        ],
        33,
    )
)
# The months of the codes 33 to 41: quarters, thirds, halves of a year.
_SPANS = {33 + at: (at * 3 + 1, at * 3 + 3) for at in range(4)}
_SPANS |= {37 + at: (at * 4 + 1, at * 4 + 4) for at in range(3)}
_SPANS |= {40 + at: (at * 6 + 1, at * 6 + 6) for at in range(2)}
_DATE = re.compile(
    r"([~?%]?)([0-9X]{4})([~?%]?)"
    r"(?:-([~?%]?)(0[1-9]|1[0-2]|XX)([~?%]?)(?:-([~?%]?)(0[1-9]|[12][0-9]|3[01]|XX)([~?%]?))?)?"
)
_SEASON = re.compile(r"([0-9]{4})-(2[1-9]|3[0-2])([~?%]?)")
_SPAN = re.compile(r"([0-9]{4})-(3[3-9]|4[01])")
_SIGNIFICANT = re.compile(r"([0-9]{4})S([1-9])([~?%]?)")
_UNITS = {"": 0, "~": 1, "?": 1, "%": 2}


class PartialDate(Struct, frozen=True):
    """An EDTF date with the first and last day that the text allows, both included.

    Bounds are ordinals of `datetime.date` (NEVER and ALWAYS where a side is open), so that they fit in 32
    bits.
    """

    text: str
    earliest: int
    latest: int

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=1 << 14)
def parse_date(text: str) -> PartialDate:
    """Reads an EDTF date or interval (ISO 8601-2, levels 0 to 2) of the years 0001 to 9999.

    An open or unknown side of an interval has no bound. About (`~`) and perhaps (`?`) widen each part that is
    given by one unit (`2004~` runs from 2003 to 2005, `2009-12~` by a year and a month), both (`%`) by two:
    this is the padding that the `edtf` library documents, rounded to whole months. A season includes both
    the meteorological and the astronomical one; 21 to 24 are those of the north.

    Raises: ValueError, with a message that shows the text, for all else.

    Example:
        >>> date = parse_date("2009-12")
        >>> [str(datetime.date.fromordinal(day)) for day in (date.earliest, date.latest)]
        ['2009-12-01', '2009-12-31']
        >>> parse_date("2009-02-31")
        Traceback (most recent call last):
        ValueError: "2009-02-31" is no date: February 2009 has 28 days
    """
    if "/" not in text:
        return PartialDate(text, *_parse_single(text, text))
    sides = text.split("/")
    if len(sides) != 2 or sides == ["", ""]:
        raise ValueError(f'"{_shown(text)}" is no date: an interval is written first/last, such as 2004/2009')
    first, last = sides
    earliest = NEVER if first in ("", "..") else _parse_single(first, text)[0]
    latest = ALWAYS if last in ("", "..") else _parse_single(last, text)[1]
    if latest < earliest:
        raise ValueError(f'"{text}" is no date: it ends before it begins')
    return PartialDate(text, earliest, latest)


@lru_cache(maxsize=1 << 14)
def is_clear(text: str) -> bool:
    """Returns whether a date is read as people read it; `2019-21` is not: spring 2019, or 2019 to 2021.

    Raises: ValueError for what is no date.
    """
    return bool(parse_date(text)) and not _years_meant(text)


def explain_span(text: str) -> tuple[str, str]:
    """Returns both readings of a date that is not clear, and how to write each.

    >>> print(*explain_span("2019-21"), sep="; ")
    "2019-21" is read as spring 2019; for 2019 to 2021, write start: 2019 and end: 2021; else 2019-03/2019-06
    """
    first, last = _years_meant(text)
    date = parse_date(text)
    days = (datetime.date.fromordinal(day).isoformat() for day in (date.earliest, date.latest))
    months = "/".join(day[:7] for day in days)
    hint = f"for {first} to {last}, write start: {first} and end: {last}; else {months}"
    return f'"{text}" is read as {date_words(date)}', hint


def bounds(start: PartialDate | None, end: PartialDate | None, *, state: bool) -> Bounds:
    """Returns the days between which a claim's beginning and end lie; UNDATED if it has neither.

    A state without an end is not known to have ended, so its end is ALWAYS; one without a start began at an
    unknown day up to its end. An event is one unknown day, which is both its beginning and its end: between
    its start, or with an end, between the start's first and the end's last day.

    Example:
        >>> bounds(parse_date("2005"), None, state=True) == (731947, 732311, ALWAYS, ALWAYS)
        True
    """
    if start is None and end is None:
        return UNDATED
    earliest = start.earliest if start else NEVER
    if not state:
        latest = end.latest if end else start.latest if start else ALWAYS
        return earliest, latest, earliest, latest
    if end is None:
        return earliest, start.latest if start else ALWAYS, ALWAYS, ALWAYS
    # It cannot begin after its end nor end before its beginning, which narrows the inner bounds.
    latest = min(start.latest, end.latest) if start else end.latest
    return earliest, latest, max(earliest, end.earliest), end.latest


def window_at(day: PartialDate, *, state: bool) -> Window:
    """Returns the window of a view as of `day`: a state must hold on it, an event have happened by it."""
    if state:
        return day.earliest, day.latest, day.earliest, day.latest
    return NEVER, NEVER, day.earliest, day.latest


def window_between(first: PartialDate, last: PartialDate) -> Window:
    """Returns the window of a view between two dates: from the first day of `first` to the last of `last`."""
    return first.earliest, first.earliest, last.latest, last.latest


def is_possible(claim: Any, window: Window) -> Any:
    """Returns whether `claim` (Bounds) is in the window for some days that its dates allow.

    All four of `claim` may be integers, or arrays of them: the answer is a bool, or an array of such.
    """
    return (claim[0] <= window[3]) & (claim[3] >= window[0])


def is_definite(claim: Any, window: Window) -> Any:
    """Returns whether `claim` (Bounds) is in the window for all days that its dates allow."""
    return is_possible(claim, window) & (claim[1] <= window[2]) & (claim[2] >= window[1])


def holds(start: PartialDate | None, end: PartialDate | None, day: PartialDate, *, state: bool) -> Held:
    """Returns whether a state holds on `day`, or an event has happened by it.

    Every partial date is one unknown day between its bounds: "definitely" is said if it is so for all of
    these days, "possibly" if for some.

    Example:
        >>> start = parse_date("2005")
        >>> holds(start, None, parse_date("2005-12-31"), state=True)
        'definitely'
        >>> holds(start, None, parse_date("2005-03-01"), state=True)
        'possibly'
    """
    return _held(bounds(start, end, state=state), window_at(day, state=state))


def overlaps(
    start: PartialDate | None, end: PartialDate | None, first: PartialDate, last: PartialDate, *, state: bool
) -> Held:
    """Returns whether a state holds at some time, or an event happens, from `first` to `last`.

    Example:
        >>> overlaps(parse_date("2005"), None, parse_date("2005-06"), parse_date("2006"), state=False)
        'possibly'
    """
    return _held(bounds(start, end, state=state), window_between(first, last))


@lru_cache(maxsize=1 << 14)
def date_words(date: PartialDate) -> str:
    """Returns a date in English words, never finer than the date; they do not depend on the locale.

    Example:
        >>> [date_words(parse_date(text)) for text in ("2011~", "2009-12", "2010-04-19", "../2009-03")]
        ['about 2011', 'December 2009', '19 April 2010', 'by March 2009']
        >>> [date_words(parse_date(text)) for text in ("2004/2009", "2009-35", "2010?", "200X")]
        ['between 2004 and 2009', 'the third quarter of 2009', 'perhaps 2010', 'the 2000s']
    """
    first, last = end_words(date)
    if first and last:
        return first if first == last else f"between {first} and {last}"
    if first:
        return f"{first} or later"
    return f"by {last}" if last else "undated"


@lru_cache(maxsize=1 << 14)
def end_words(date: PartialDate) -> tuple[str, str]:
    """Returns the first and the last day that a date allows in words; "" where it is open.

    They are the same where one phrase says both.

    Example:
        >>> end_words(parse_date("2004/2009-12")), end_words(parse_date("2011~"))
        (('2004', 'December 2009'), ('about 2011', 'about 2011'))
    """
    first, mark, last = date.text.partition("/")
    if not mark and (words := _single_words(first)):
        return words, words
    return (
        "" if date.earliest == NEVER else (mark and _single_words(first)) or _day_words(date.earliest),
        "" if date.latest == ALWAYS else (mark and _single_words(last)) or _day_words(date.latest),
    )


def _held(claim: Bounds, window: Window) -> Held:
    if claim == UNDATED:
        return "undated"
    if is_definite(claim, window):
        return "definitely"
    return "possibly" if is_possible(claim, window) else "no"


def _years_meant(text: str) -> tuple[str, ...]:
    """Returns the first and last year that people may mean by a season or a part of a year, or nothing."""
    century, year, code = text[:2], text[2:4], text[5:]
    if len(text) != 7 or text[4] != "-" or not code.isdigit() or int(code) <= 12:
        return ()
    return (century + year, century + code) if 0 < int(code) - int(year) <= _LONGEST_SPAN else ()


def _parse_single(text: str, whole: str) -> tuple[int, int]:
    """Returns the bounds of a date that is no interval; errors show `whole`."""
    try:
        if found := _SIGNIFICANT.fullmatch(text):
            digits = min(int(found[2]), 4)
            text = found[1][:digits] + "X" * (4 - digits) + found[3]
        if found := _DATE.fullmatch(text):
            return _date_bounds(*(part or "" for part in found.groups()))
        if found := _SEASON.fullmatch(text):
            return _season_bounds(int(found[1]), int(found[2]), found[3])
        if found := _SPAN.fullmatch(text):
            year, (first, last) = _check_year(int(found[1])), _SPANS[int(found[2])]
            return _shift(year, first, 1, 0, 0), _shift(year, last, 31, 0, 0)
        raise ValueError(_why_not(text))
    except ValueError as error:
        raise ValueError(f'"{_shown(whole)}" is no date: {error}') from None


def _date_bounds(
    m1: str, year: str, m2: str, m3: str, month: str, m4: str, m5: str, day: str, m6: str
) -> tuple[int, int]:
    """Returns the bounds of a year, month and day, each unspecified (X) or not, with a mark on each side.

    A mark before a part widens this part, a mark after it this part and those before.
    """
    first_year, last_year = (_check_year(int(year.replace("X", digit))) for digit in "09")
    first_month, last_month = (int(month), int(month)) if month.isdigit() else (1, 12)
    first_day, last_day = (int(day), int(day)) if day.isdigit() else (1, 31)
    longest = _month_length(2000 if "X" in year else first_year, last_month)
    if day.isdigit() and last_day > longest:
        raise ValueError(f"{_MONTHS[last_month - 1]} {year} has {longest} days")
    years = _units(m1, m2, m4, m6) * 10 ** year.count("X")
    months = 12 * years + (_units(m3, m4, m6) if month.isdigit() else 0)
    days = _units(m5, m6) if day.isdigit() else 0
    return (
        _shift(first_year, first_month, first_day, -months, -days),
        _shift(last_year, last_month, last_day, months, days),
    )


def _units(*marks: str) -> int:
    """Returns by how many units these marks widen a part."""
    return max(_UNITS[mark] for mark in marks)


def _why_not(text: str) -> str:
    """Returns what is wrong with a text that is no date."""
    if text.startswith(("[", "{")):
        return "a set of dates is not taken; write an interval such as 2004/2009"
    if re.fullmatch(r"[0-9]{4}-(00|1[3-9]|20|4[2-9]|[5-9][0-9])(-[0-9]{2})?[~?%]?", text):
        return f"there is no month {text[5:7]}"
    return EXPECTED


def _season_bounds(year: int, code: int, mark: str) -> tuple[int, int]:
    _, month, last_month, last_day = _SEASONS[code]
    wraps = last_month < month
    padding = _UNITS[mark] * 84  # twelve weeks
    earliest = _shift(_check_year(year), 1 if wraps else month, 1, 0, -padding)
    return earliest, _shift(year, last_month, last_day, 12 if wraps else 0, padding)


def _shift(year: int, month: int, day: int, months: int, days: int) -> int:
    """Moves a day by months (day 31 is a month's last), then by days; what leaves the calendar is open."""
    year, month = divmod(year * 12 + month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return NEVER if year < 1 else ALWAYS
    ordinal = datetime.date(year, month + 1, min(day, _month_length(year, month + 1))).toordinal() + days
    if ordinal < 1:
        return NEVER
    return ordinal if ordinal <= datetime.date.max.toordinal() else ALWAYS


def _month_length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 + leap if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _check_year(year: int) -> int:
    if not 1 <= year <= 9999:
        raise ValueError("years from 0001 to 9999 are taken")
    return year


def _shown(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _single_words(text: str) -> str:
    """Returns the words of a date that is no interval, or nothing where only its bounds can be told."""
    prefix = ("perhaps " if re.search("[?%]", text) else "") + ("about " if re.search("[~%]", text) else "")
    bare = re.sub("[~?%]", "", text)
    if re.fullmatch("[0-9]{3}X", bare):
        return f"{prefix}the {int(bare[:3])}0s"
    while bare.endswith("-XX"):
        bare = bare[:-3]
    if not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", bare):
        return ""
    year, *parts = map(int, bare.split("-"))
    if not parts:
        return f"{prefix}{year}"
    if parts[0] <= 12:
        return prefix + " ".join(map(str, (*parts[1:], _MONTHS[parts[0] - 1], year)))
    return f"{prefix}{_SEASONS[parts[0]][0] if parts[0] in _SEASONS else _PARTS[parts[0]]} {year}"


def _day_words(ordinal: int) -> str:
    return "" if ordinal in (NEVER, ALWAYS) else _single_words(datetime.date.fromordinal(ordinal).isoformat())
