"""Suggests how to write a date that somebody wrote in another form: `17.06.2005`, `c. 2005`, `Q3 2005`."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from graphkit.model.dates import parse_date

_LONGEST = 80  # characters of a text that may be a date
_MONTHS = {  # English, German, French, Spanish, Portuguese, Italian, Dutch; without accents
    1: "january jan januar janvier janv enero ene janeiro gennaio januari",
    2: "february feb febr februar fevrier fevr febrero fevereiro febbraio februari",
    3: "march mar marz maerz mars marzo marco maart",
    4: "april apr avril avr abril abr aprile",
    5: "may mai mayo maio maggio mei",
    6: "june jun juni juin junio junho giugno",
    7: "july jul juli juillet juil julio julho luglio",
    8: "august aug aout agosto ago augustus",
    9: "september sep sept septembre septiembre setiembre setembro settembre",
    10: "october oct oktober okt octobre octubre outubro ottobre",
    11: "november nov novembre noviembre novembro",
    12: "december dec dezember dez decembre diciembre dic dezembro dicembre",
}
_MONTH = {name: number for number, names in _MONTHS.items() for name in names.split()}
_FILLER = re.compile(
    "the|of|in|on|at|year|de|del|do|da|le|la|den|am|im|di|mon(day)?|tue(s(day)?)?|wed(nesday)?|thu(r(s(day)?)?)?|"
    "fri(day)?|sat(urday)?|sun(day)?"
)
_PARTS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_PARTS |= {f"q{number}": 32 + number for number in range(1, 5)}
_PARTS |= {f"{number}q": 32 + number for number in range(1, 5)}
_PARTS |= {"h1": 40, "h2": 41, "1h": 40, "2h": 41}
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 4,
}
_ABOUT = r"c(?:a|irca|ca)?\.?|about|around|approx(?:imately|\.)?|roughly|some time (?:in|around)"
_ABOUT += r"|um|env(?:iron|\.)?|vers|hacia|±|~"
_PERHAPS = r"possibly|perhaps|probably|prob\.|maybe|presumably|likely|\?"
_BEFORE = r"before|prior to|earlier than|pre|avant|vor|antes de|<"
_BY = r"by|at the latest|no later than|not later than|not after|<=|≤"
_UNTIL = r"until|till|til|up to|to|bis|hasta|jusqu'a"
_AFTER = r"after|later than|post|nach|apres|despues de|>"
_SINCE = r"since|from|starting|no earlier than|not earlier than|not before|seit|ab|depuis|desde|>=|≥"
_LATER = r" ?\+| onwards?| or later| and later"
_NOW = r"present|now|today|ongoing|current(?:ly)?|date|heute|actual(?:idad)?"
_UNKNOWN = re.compile(
    r"unknown|unk|unbekannt|undated|n\.? ?/? ?[adk]\.?|s\.? ?d\.?|none|null|nil|tb[acd]|no ?date|\?+|-+|x+|"
    r"0000(-00){0,2}|not known|desconocid[oa]|inconnue?|\[?date\]?"
)
_EARLY, _MIDDLE, _LATE = range(3)
_THIRDS = {
    **dict.fromkeys(("early", "beginning of", "start of", "anfang"), _EARLY),
    **dict.fromkeys(("mid", "middle of", "mitte"), _MIDDLE),
    **dict.fromkeys(("late", "end of", "ende"), _LATE),
}


def suggest_date(text: str) -> str:
    """Returns how to write a date in a field that holds one date, or "" if the text cannot be guessed.

    >>> suggest_date("c. 2005"), suggest_date("2/10/2017")
    ('write 2005~', 'write 2017-10-02 or 2017-02-10')
    >>> suggest_date("2009-2015")
    'write 2009/2015'
    """
    return _hint(text, in_claim=False)


def suggest_bound(text: str) -> str:
    """Returns how to write the start or end of a claim, or "" if the text cannot be guessed.

    >>> suggest_bound("2009-2015")
    'write start: 2009 and end: 2015'
    >>> suggest_bound("1990s")
    'write 199X'
    """
    return _hint(text, in_claim=True)


def _hint(text: str, *, in_claim: bool) -> str:
    words = _plain(text)
    if not words or len(words) > _LONGEST:
        return ""
    if _UNKNOWN.fullmatch(words):
        return "leave it out: without a date, the claim is undated" if in_claim else "leave it out"
    if re.fullmatch(_NOW, words):
        return "leave it out: a claim without an end is not known to have ended" if in_claim else ""
    for find in (_spans, _limits):
        if found := next(find(words, in_claim), ""):
            return f"write {found}"
    if dates := _moments(words):
        return f"write {' or '.join(dates)}"
    return "give the year, too" if any(_moments(f"{words}{sign}2000") for sign in " /.") else ""


def _spans(words: str, in_claim: bool) -> Iterator[str]:
    """Yields the forms of a span of time: from one date to another, or until today."""
    if found := re.fullmatch(r"(?:between|entre|zwischen) (.+) (?:and|y|und|et) (.+)", words):
        first, last = _pair(found[1], found[2])
        if first and last:
            yield f"{first}/{last}"
    words = re.sub(r"^(?:from|von|de|desde|since) ", "", words)
    for found in re.finditer(r" ?(?:-|\.\.\.?|/| (?:to|till|until|through|bis|a|al|hasta|and) ) ?", words):
        before, after = words[: found.start()], words[found.end() :]
        if found[0].strip() == "/" and not re.fullmatch(r"\d{4} ?/ ?(?:1[3-9]|[2-9]\d|\d{4})", words):
            continue  # 2005/06 is a month to many
        if re.fullmatch(f"(?:{_NOW})?", after) and (start := _one(before)):
            yield f"start: {start} and leave end out" if in_claim else f"{start}/.."
            continue
        first, last = _pair(before, after)
        if first and last and parse_date(first).earliest < parse_date(last).earliest:
            yield f"start: {first} and end: {last}" if in_claim else f"{first}/{last}"


def _pair(before: str, after: str) -> tuple[str, str]:
    """Returns both dates of a span; the first may leave out what the second says, and the other way round."""
    last = _one(after)
    year = re.fullmatch(r"(\d\d)\d\d", before)
    if year and re.fullmatch(r"\d\d", after):
        last = year[1] + after
    missing = ("", f" {after.partition(' ')[2]}", f" {after.rpartition(' ')[2]}", after.partition(".")[2])
    return next(filter(None, (_one(before + rest) for rest in missing)), ""), last


def _limits(words: str, in_claim: bool) -> Iterator[str]:
    """Yields the forms of what lies before or after a date."""
    for pattern, form in (
        (rf"(?:at least|mindestens) (?:{_UNTIL}) ?(.+)", "end: {}/.." if in_claim else "{}/.."),
        (rf"(?:{_BY}) ?(.+)|(.+) or (?:earlier|before)", "../{}"),
        (rf"(?:{_UNTIL}) ?(.+)", "end: {}" if in_claim else "../{}"),
        (rf"(?:{_SINCE}) ?(.+)|(.+?)(?:{_LATER})", "start: {}" if in_claim else "{}/.."),
    ):
        if found := re.fullmatch(pattern, words):
            yield from (form.format(date) for date in [_one(next(filter(None, found.groups())))] if date)
    for pattern, side in ((rf"(?:{_BEFORE})[ -]?(.+)", -1), (rf"(?:{_AFTER})[ -]?(.+)", 1)):
        found = re.fullmatch(pattern, words)
        if found and (date := _next(_one(found[1]), side)):
            yield f"../{date}" if side < 0 else f"{date}/.."


def _one(words: str) -> str:
    """Returns a date if the words stand for one alone, and for no interval."""
    dates = _moments(words.strip())
    return dates[0] if len(dates) == 1 and "/" not in dates[0] else ""


def _moments(words: str) -> list[str]:
    """Returns the dates that words can stand for, those that are valid, each once."""
    for pattern, mark in ((_ABOUT, "~"), (_PERHAPS, "?")):
        found = re.fullmatch(rf"(?:{pattern}) ?(.+)", words) or re.fullmatch(
            rf"(.+?) ?(?:\((?:{pattern})\)|{pattern}|ish)", words
        )
        if found and (dates := _moments(found[1])):
            return _valid(date + mark for date in dates)
    for third, part in _THIRDS.items():
        if words.startswith(third) and (date := _one(words[len(third) :].strip(" -"))):
            return _valid([_third(date, part)])
    for read in _READERS:
        if dates := _valid(read(words)):
            return dates
    return []


def _valid(texts: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for text in texts:
        try:
            parse_date(text)
        except ValueError:
            continue
        found[text] = None
    return list(found)


def _plain(text: str) -> str:
    """Returns a text in small letters, without accents, with single spaces and simple hyphens."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    letters = re.sub("[\u2010-\u2015\u2212]", "-", letters).replace("\u2019", "'")
    return " ".join(letters.split()).strip(" ,;")


def _as_written(words: str) -> Iterator[str]:
    yield words.upper()
    yield re.sub(r"-00(?:-00)?$", "", words)  # databases write 0 for what is not known


def _numbers(words: str) -> Iterator[str]:
    """Yields dates of numbers alone: year first, or day and month in either order."""
    words = re.sub(r"(?<=[./-]) (?=\d)", "", words)
    if found := re.fullmatch(r"(\d{4})[-./ ](\d{1,2})(?:[-./ ](\d{1,2}))?\.?", words):
        yield _date(found[1], found[2], found[3])
        if "/" in words and not found[3] and found[1][2:] < found[2]:
            yield f"{found[1]}/{found[1][:2]}{found[2]}"
    elif found := re.fullmatch(r"(\d{4})(\d\d)(\d\d)?(?:t\d{4,6}z?)?", words):
        yield _date(found[1], found[2], found[3])
    elif found := re.fullmatch(r"(\d{4}-\d\d-\d\d)[t ,]*\d\d?[:.h].*", words):
        yield found[1]
    elif found := re.fullmatch(r"(\d{1,2})[-./ ](\d{4})", words):
        yield _date(found[2], found[1])
    elif found := re.fullmatch(r"(\d{1,2})([-./ ])(\d{1,2})\2(\d{4}|'?\d\d)(?: \d\d?:.*)?", words):
        for year in _years(found[4]):
            yield _date(year, found[3], found[1])
            if found[2] != ".":
                yield _date(year, found[1], found[3])
    elif found := re.fullmatch(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日?)?)?", words):
        yield _date(found[1], found[2], found[3])


def _calendar(words: str) -> Iterator[str]:
    """Yields the days of a week or of a day's number in the year, and of a day's number in a spreadsheet."""
    try:
        if found := re.fullmatch(r"(\d{4})[- ]?w(?:eek )?(\d\d?)", words):
            monday = datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1)
            yield f"{monday}/{monday + datetime.timedelta(6)}"
        elif found := re.fullmatch(r"(\d{4})-(\d{3})", words):
            yield str(datetime.date(int(found[1]), 1, 1) + datetime.timedelta(int(found[2]) - 1))
        elif re.fullmatch(r"[2-5]\d{4}", words):
            yield str(datetime.date(1899, 12, 30) + datetime.timedelta(int(words)))
    except ValueError:  # there is no such week or year
        return


def _named(words: str) -> Iterator[str]:
    """Yields dates with the name of a month, a season, a quarter or a half of a year."""
    text = re.sub(r"\b([1-4]q|[qh][1-4]|[12]h)(?=\d{4})", r"\1 ", words)
    if not re.search("quarter|half", text):
        text = re.sub(r"\b(\d{1,2})(?:st|nd|rd|th|er|[ºª°])\b", r"\1", text)
    tokens = [token for token in re.split(r"[\s,./'-]+", text) if token and not _FILLER.fullmatch(token)]
    if len(tokens) == 3 and tokens[1] in ("quarter", "half") and tokens[0] in _ORDINALS:
        number = _ORDINALS[tokens[0]]
        tokens = [f"q{number}" if tokens[1] == "quarter" else f"h{min(number, 2)}", tokens[2]]
    months = [_MONTH[token] for token in tokens if token in _MONTH]
    years = [token for token in tokens if re.fullmatch(r"\d{4}", token)]
    rest = [token for token in tokens if token not in _MONTH and token not in years]
    if len(years) == 1 and not months:
        yield from [years[0]] if not rest else [f"{years[0]}-{_PARTS.get(rest[0])}"] if len(rest) == 1 else []
    if len(months) != 1 or not all(re.fullmatch(r"\d{1,2}", token) for token in rest):
        return
    if len(years) == 1 and len(rest) <= 1:
        yield _date(years[0], str(months[0]), *rest)
    elif not years and 1 <= len(rest) <= 2 and re.fullmatch(r"\d\d", tokens[-1]):
        for year in _years(rest[-1]):
            yield _date(year, str(months[0]), *rest[:-1])


def _ages(words: str) -> Iterator[str]:
    """Yields decades and centuries."""
    words = re.sub(r"^(?:the|in the|annees|die|les|los anos|anos) ", "", words)
    if found := re.fullmatch(r"(?:(\d\d)|')?(\d)0(?:'?s|er|ies|x)?", words):
        if found[1] and words[-1].isdigit():
            return
        yield from (f"{year[:3]}X" for year in _years(f"{found[1] or ''}{found[2]}0"))
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)[ -](?:century|c\.?)", words):
        yield f"{int(found[1]) - 1:02}XX"


_READERS: tuple[Callable[[str], Iterator[str]], ...] = (_as_written, _numbers, _named, _ages, _calendar)


def _years(year: str) -> list[str]:
    """Returns the years that two digits may mean; four digits are a year."""
    digits = year[-2:]
    return [year] if len(year) == 4 else [f"20{digits}", f"19{digits}"][digits >= "40" :]


def _date(year: str, month: str | None = None, day: str | None = None) -> str:
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _third(date: str, part: int) -> str:
    """Returns the first, middle or last third of a decade, a year or a month."""
    if re.fullmatch(r"\d{3}X", date):
        first, last = ((0, 3), (4, 6), (7, 9))[part]
        return f"{date[:3]}{first}/{date[:3]}{last}"
    if re.fullmatch(r"\d{4}", date):
        return f"{date}-{part * 4 + 1:02}/{date}-{part * 4 + 4:02}"
    if re.fullmatch(r"\d{4}-\d\d", date):
        last = datetime.date.fromordinal(parse_date(date).latest).day
        first, until = ((1, 10), (11, 20), (21, last))[part]
        return f"{date}-{first:02}/{date}-{until:02}"
    return ""


def _next(date: str, side: int) -> str:
    """Returns the year, month or day before (-1) or after (1) a date of the same precision."""
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", date):
        return ""
    bounds = parse_date(date)
    day = bounds.earliest - 1 if side < 0 else bounds.latest + 1
    if not 1 <= day <= datetime.date.max.toordinal():
        return ""
    return datetime.date.fromordinal(day).isoformat()[: len(date)]
