"""Says when something held or happened, never finer than its dates."""

from __future__ import annotations

import re

from graphkit.model.dates import ALWAYS, NEVER, PartialDate, date_words, end_words

_YEARS = re.compile(r"(about |perhaps |perhaps about )?(\d{4})")
_DAY = re.compile(r"\d{1,2} [A-Z]")
_PERIOD = re.compile(r"\d|[A-Z]|the |spring|summer|autumn|winter")


def when_template(start: PartialDate | None, end: PartialDate | None, *, state: bool) -> str:
    """Returns the time of a claim, "" if it is undated; `{start}` and `{end}` stand for dates as they are.

    Example:
        >>> from graphkit.model.dates import parse_date
        >>> when_template(parse_date("2005~/2006~"), None, state=True)
        'since about 2005–2006'
        >>> when_template(parse_date("2005"), parse_date("2009-12"), state=True)
        'from {start} until {end}'
    """
    start, end = _known(start), _known(end)
    if start and end and (both := _within(start, end, state=state)):
        return both
    if not state:
        return _event(start, end)
    if start and end and start.earliest == NEVER and end.latest <= start.latest:
        start = None  # what ended by a day had begun by that day
    if start and end and end.latest == ALWAYS and end.earliest <= start.earliest:
        end = None  # what began on a day lasted at least until that day
    return " ".join(filter(None, [_beginning(start, alone=end is None), _ending(end)]))


def _within(start: PartialDate, end: PartialDate, *, state: bool) -> str:
    """Returns the time of a claim whose start and end the same words say, "" for others."""
    (first, begun), (lasted, last) = end_words(start), end_words(end)
    if first and first == last:  # neither began before nor ended after it
        return _at(start, "{start}") if first == begun else _preposition(first) + first
    if not state:
        return ""
    if first and (first, begun) == (lasted, last):
        return f"at some time between {first} and {last}"
    if begun and begun == lasted and not first and not last:
        return f"{_preposition(begun)}{begun} at least"
    return ""


def _known(date: PartialDate | None) -> PartialDate | None:
    """Returns a date that says something, else None."""
    return None if date is None or (date.earliest, date.latest) == (NEVER, ALWAYS) else date


def _is_single(date: PartialDate) -> bool:
    """Returns whether one phrase says the date: no interval, no open side."""
    first, last = end_words(date)
    return first == last


def _event(start: PartialDate | None, end: PartialDate | None) -> str:
    """Returns the time of what happened once: on a day from the first of its start to the last of its end."""
    if start is None or end is None:
        only = start or end
        return _at(only, "{start}" if start else "{end}") if only else ""
    first, last = end_words(start)[0], end_words(end)[1]
    if first and last:
        first = "{start}" if _is_single(start) else first
        return f"between {first} and {'{end}' if _is_single(end) else last}"
    if last:
        return f"by {last}"
    return f"{_preposition(first)}{first} or later" if first else ""


def _beginning(date: PartialDate | None, *, alone: bool) -> str:
    """Returns from when a state held."""
    if date is None:
        return ""
    first, last = end_words(date)
    if first == last:
        return "from {start}"
    if not first:
        return f"from before {int(last) + 1}" if last.isdigit() else f"from {last} or before"
    if not last:
        return f"from {first} or later"
    return f"{'since' if alone else 'from'} {_range(first, last)}"


def _ending(date: PartialDate | None) -> str:
    """Returns until when a state held."""
    if date is None:
        return ""
    first, last = end_words(date)
    if first == last:
        return "until {end}"
    if not first:
        return f"until {last} at the latest"
    return f"until {_range(first, last)}" if last else f"until at least {first}"


def _range(first: str, last: str) -> str:
    """Returns an unknown moment between two dates; two years in a row as "about 2005–2006"."""
    one, two = _YEARS.fullmatch(first), _YEARS.fullmatch(last)
    if one and two and one[1] == two[1] and int(two[2]) == int(one[2]) + 1:
        return f"{first}–{two[2]}"
    return f"some time between {first} and {last}"


def _at(date: PartialDate, place: str) -> str:
    """Returns a moment with its preposition: "in 2005", "on 19 April 2010", "about 2011", "by March 2009"."""
    return _preposition(date_words(date)) + place


def _preposition(words: str) -> str:
    """Returns the preposition of a date with a space, "" where its words need none."""
    return "on " if _DAY.match(words) else "in " if _PERIOD.match(words) else ""
