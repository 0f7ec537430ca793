"""The filters and path options, each declared once.

Options of the command line, keywords of Python, JSON Schema and the checks of values derive from here.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, TypeAlias, TypedDict, TypeVar, cast, get_args, get_type_hints

from msgspec import Struct

from graphkit.errors import Keyword, OptionError, UsageError, nearest_hint
from graphkit.model.choices import Choices, choose
from graphkit.model.dates import parse_date
from graphkit.model.forms import FORMS, explain
from graphkit.model.status import Status

Texts: TypeAlias = str | Sequence[str]
Date: TypeAlias = str | int | datetime.date
Period: TypeAlias = tuple[Date, Date]
Pair: TypeAlias = tuple[str, str]
Words: TypeAlias = Mapping[str, Choices]  # the vocabularies of a project, by name

STATUSES = tuple(status.word for status in sorted(Status, reverse=True) if status)


class Option(Struct, frozen=True):
    """The declaration of an option.

    `choices` are the words it takes, or the name of their vocabulary; `least` is the smallest number; `was`
    is its former name. `needs` are options of which one must be set, too, `excludes` those that must not be.
    A flag with `sets` stands for another option and its value. Without `help`, it is for code alone. An
    option that is `shown` is part of each question, also with its default.
    """

    help: str
    choices: str | tuple[str, ...] = ()
    metavar: str = ""
    short: str = ""
    default: str | float | None = None
    least: float | None = None
    was: str = ""
    sets: tuple[str, str] | None = None
    needs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    shown: bool = False


OneEntity: TypeAlias = Annotated[str, Option("ID, name or alias of an entity", choices="entities")]
EntityOrClaim: TypeAlias = Annotated[
    str, Option("ID, name or alias of an entity, or ID of a claim", choices="entities")
]
SearchText: TypeAlias = Annotated[str, Option("Part of a name, alias or ID", choices="entities")]
OneSource: TypeAlias = Annotated[str, Option("ID or title of a source", choices="sources")]


class Filters(TypedDict, total=False):
    """The limits that every question takes.

    Evidence is filtered first, by source, and the statuses are derived again; then claims are filtered.
    """

    as_of: Annotated[Date, Option("Show what held on DATE and what had happened by then", metavar="DATE")]
    between: Annotated[Period, Option("Show what held or happened between two dates", metavar="D1 D2")]
    type: Annotated[Texts, Option("Only claims of this type", choices="types", metavar="TYPE")]
    not_type: Annotated[Texts, Option("No claims of this type", choices="types", metavar="TYPE")]
    kind: Annotated[
        Texts,
        Option(
            "Both ends must have one of these kinds; the two ends that you ask for are exempt",
            choices="kinds",
            metavar="KIND",
        ),
    ]
    min_status: Annotated[
        str,
        Option(
            f"Only claims with at least this status: {', '.join(STATUSES[:-1])} or {STATUSES[-1]}",
            choices="statuses",
            metavar="STATUS",
        ),
    ]
    undisputed: Annotated[bool, Option("No claims that anyone denies or doubts")]
    source: Annotated[
        Texts,
        Option("Only evidence from this source or quoting it", choices="sources", metavar="SOURCE"),
    ]
    without_source: Annotated[
        Texts,
        Option("No evidence from this source or quoting it", choices="sources", metavar="SOURCE"),
    ]
    min_sources: Annotated[
        int,
        Option(
            "Only claims with at least N independent sources", metavar="N", default=0, least=0, was="sources"
        ),
    ]
    definitely: Annotated[
        bool, Option("No claims that hold only possibly, or are undated", needs=("as_of", "between"))
    ]
    include_denied: Annotated[bool, Option("Include claims that are only denied")]


class PathOptions(Filters, total=False):
    """How paths are searched, ordered and limited."""

    max_hops: Annotated[int, Option("At most N hops", metavar="N", default=6, least=1, shown=True)]
    mode: Annotated[str, Option("", choices=("shortest", "all"), default="shortest", shown=True)]
    shortest: Annotated[
        bool,
        Option("Find all shortest paths (the default)", sets=("mode", "shortest"), excludes=("all", "k")),
    ]
    all: Annotated[bool, Option("Find all paths that enter no entity twice", sets=("mode", "all"))]
    k: Annotated[int, Option("Find the best N of all paths", short="-k", metavar="N", least=1)]
    rank: Annotated[
        str,
        Option(
            "Order by length (fewest hops, then strongest) or strength (strongest weakest hop, then fewest "
            "hops); strength finds longer paths only with --all or -k",
            choices=("length", "strength"),
            default="length",
            shown=True,
        ),
    ]
    directed: Annotated[bool, Option("Follow claims in their direction only")]
    time_respecting: Annotated[
        bool,
        Option(
            "Follow only claims that carry information, no hop earlier than the one before", was="in_time"
        ),
    ]
    via: Annotated[
        Texts, Option("Require this entity on the path, in any order", choices="entities", metavar="X")
    ]
    avoid: Annotated[Texts, Option("No paths through this entity", choices="entities", metavar="X")]
    parallel: Annotated[
        str,
        Option(
            "Show all claims between two entities in one hop, or each in a separate path",
            choices=("all", "separate"),
            default="all",
            was="claims",
        ),
    ]
    explain: Annotated[bool, Option("Show the claims and sources that every path depends on")]
    limit: Annotated[int, Option("At most N paths; 0 for no limit", metavar="N", default=10_000, least=0)]
    timeout: Annotated[float, Option("At most S seconds; 0 for no limit", metavar="S", default=60.0, least=0)]


class AroundOptions(Filters, total=False):
    """How far the neighbours of an entity may be."""

    hops: Annotated[int, Option("At most N hops away", metavar="N", default=1, least=0, shown=True)]


class FindOptions(TypedDict, total=False):
    """How many entities are found."""

    limit: Annotated[int, Option("At most N entities", metavar="N", default=10, least=1, shown=True)]
    why: Annotated[bool, Option("Show what each score rests on")]


class MapOptions(Filters, total=False):
    """What a map shows, and how."""

    around: Annotated[Texts, Option("Draw an entity and its neighbours", choices="entities", metavar="X")]
    hops: Annotated[int, Option("Draw neighbours at most N hops away", metavar="N", default=1, least=0)]
    path: Annotated[Pair, Option("Draw the paths between A and B", choices="entities", metavar="A B")]
    ask: Annotated[
        str,
        Option('Draw the claims behind a query: "who_informed_for_whom agency=dea"', metavar="QUERY"),
    ]
    title: Annotated[str, Option("Title of the map", metavar="TEXT")]
    standfirst: Annotated[str, Option("Introduction below the title", metavar="TEXT")]
    layout_from: Annotated[str, Option("Keep the positions of an earlier map", metavar="FILE", was="like")]


class StatsOptions(Filters, total=False):
    """What entities are ranked by."""

    centrality: Annotated[
        str,
        Option(
            "Rank entities by betweenness (lies on shortest paths between others), pagerank (claims lead to "
            "it), core (within a dense group) or louvain (lists groups)",
            choices=("betweenness", "pagerank", "core", "louvain"),
            metavar="MEASURE",
            was="rank",
        ),
    ]


class Declared(Struct, frozen=True):
    """An option of a group: its name, type and declaration, and whether it takes several values."""

    name: str
    type: Any
    option: Option
    repeatable: bool


Group = TypeVar("Group", bound=Mapping[str, Any])


@cache
def declared(group: type[Mapping[str, Any]]) -> Mapping[str, Declared]:
    """Returns the options of a group by name, in the order of their declaration."""
    hints = get_type_hints(group, include_extras=True)
    parts = {name: get_args(hint) for name, hint in hints.items()}
    return {name: Declared(name, kind, option, kind == Texts) for name, (kind, option) in parts.items()}


def read_options(group: type[Group], given: Mapping[str, object], words: Words) -> Group:
    """Returns the options that are set, checked, with ids for names, and the declared defaults.

    Raises:
        UsageError: for an option that the group does not have, or a value that it cannot take.
        UnknownName: for a word that is not in the vocabulary.
    """
    known = declared(group)
    for name in given:
        if name not in known:
            raise unknown_option(name, known)
    read: dict[str, Any] = {
        name: item.option.default for name, item in known.items() if item.option.default is not None
    }
    found = {name: _read(item, given[name], words) for name, item in known.items() if name in given}
    found = {name: value for name, value in found.items() if value is not None and value is not False}
    for name in found:
        _check_others(known[name], found)
        sets = known[name].option.sets
        read.update([sets] if sets else [(name, found[name])])
    return cast(Group, read)


def set_options(group: type[Mapping[str, Any]], options: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the options that differ from their defaults or are always shown, as plain data."""
    return {
        name: list(options[name]) if isinstance(options[name], tuple) else options[name]
        for name, item in declared(group).items()
        if name in options and (item.option.shown or options[name] != item.option.default)
    }


def schema(group: type[Mapping[str, Any]], words: Words) -> dict[str, Any]:
    """Returns the JSON Schema of a group, with the words of the project's vocabularies."""
    properties = {name: _schema(item, words) for name, item in declared(group).items() if item.option.help}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _schema(item: Declared, words: Words) -> dict[str, Any]:
    option = item.option
    kind = {bool: "boolean", int: "integer", float: "number"}.get(item.type, "string")
    value: dict[str, Any] = {"type": kind}
    if isinstance(choices := _choices(option, words), Collection):
        value["enum"] = list(choices)
    if option.least is not None:
        value["minimum"] = option.least
    if item.type in (Period, Pair):
        value = {"type": "array", "items": value, "minItems": 2, "maxItems": 2}
    elif item.repeatable:
        value = {"type": "array", "items": value}
    default = {} if option.default is None else {"default": option.default}
    return {"description": f"{option.help}.", **value, **default}


def _choices(option: Option, words: Words) -> Choices | None:
    if isinstance(option.choices, tuple):
        return option.choices or None
    return STATUSES if option.choices == "statuses" else words.get(option.choices)


def _check_others(item: Declared, found: Mapping[str, Any]) -> None:
    """Raises UsageError if an option lacks one that it needs, or stands beside one that it excludes."""
    option = item.option
    if option.needs and not any(name in found for name in option.needs):
        needed = [part for name in option.needs for part in (" or ", Keyword(name))][1:]
        raise OptionError(Keyword(item.name), " needs ", *needed)
    for name, value in found.items():
        if name in option.excludes or (option.sets and name == option.sets[0] and value != option.sets[1]):
            raise OptionError(
                "cannot combine ", Keyword(item.name), " and ", Keyword(name), "; use one of them"
            )


def _read(item: Declared, value: Any, words: Words) -> Any:
    """Returns the checked value, or None if there is nothing in it."""
    if value is None or value == "" or value == () or value == []:
        return None
    value = _READERS[item.type](item, value)
    choices = _choices(item.option, words)
    if choices is None:
        return value
    if isinstance(value, tuple):
        return tuple(_word(item, text, choices) for text in value)
    return _word(item, value, choices)


def _word(item: Declared, text: str, choices: Choices) -> str:
    vocabulary = item.option.choices
    return choose(item.name, vocabulary if isinstance(vocabulary, str) else "", text, choices)


def unknown_option(name: str, known: Mapping[str, Declared], own: Iterable[str] = ()) -> UsageError:
    """Returns the error for a keyword that is not known; `own` are those that are no options of a group."""
    if new := next((item.name for item in known.values() if item.option.was == name), ""):
        return UsageError(f'unknown option "{name}"; it is called "{new}" now')
    names = (*own, *known)
    return UsageError(f'unknown option "{name}"; {nearest_hint(name, names) or "known: " + ", ".join(names)}')


def refuse_former(group: type[Mapping[str, Any]], given: Iterable[str]) -> None:
    """Raises: UsageError for the former name of an option that a group has beside the filters."""
    own = {name: item for name, item in declared(group).items() if name not in declared(Filters)}
    former = {item.option.was for item in own.values() if item.option.was}
    for name in given:
        if name in former:
            raise unknown_option(name, own)


def _flag(item: Declared, value: object) -> bool:
    if not isinstance(value, bool):
        raise OptionError(Keyword(item.name), f" must be true or false, not {value!r}")
    return value


def _number(item: Declared, value: Any) -> float:
    whole = item.type is int
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        raise OptionError(Keyword(item.name), f" must be a {'whole ' * whole}number, not {value!r}")
    least = item.option.least
    if least is not None and not value >= least:
        raise OptionError(Keyword(item.name), f" must be at least {least}, not {value}")
    return cast(float, value)


def _text(item: Declared, value: object) -> str:
    if not isinstance(value, str):
        raise OptionError(Keyword(item.name), f" must be a text, not {value!r}")
    return value


def _texts(item: Declared, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, Collection) or not all(isinstance(text, str) for text in value):
        raise OptionError(Keyword(item.name), f" must be a text or a list of texts, not {value!r}")
    return tuple(value)


def _date(item: Declared, value: object) -> str:
    if isinstance(value, datetime.date):  # also a datetime, whose time of day does not count
        value = value.isoformat()[:10]
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise OptionError(Keyword(item.name), f" must be a date, not {value!r}")
    for message, hint, _ in explain(FORMS["date"], str(value)):
        raise OptionError(Keyword(item.name), f": {message}" + (f"; {hint}" if hint else ""))
    return str(value)


def _period(item: Declared, value: object) -> tuple[str, str]:
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) != 2:
        raise OptionError(Keyword(item.name), f" must be two dates, not {value!r}")
    first, last = _date(item, value[0]), _date(item, value[1])
    if parse_date(first).earliest > parse_date(last).latest:
        raise OptionError(Keyword(item.name), f" ends before it begins: {first} to {last}")
    return first, last


def _pair(item: Declared, value: object) -> tuple[str, str]:
    texts = _texts(item, value)
    if len(texts) != 2:
        raise OptionError(Keyword(item.name), f" must be two texts, not {value!r}")
    return texts[0], texts[1]


_READERS: Mapping[Any, Callable[[Declared, Any], Any]] = {
    bool: _flag,
    int: _number,
    float: _number,
    str: _text,
    Texts: _texts,
    Date: _date,
    Period: _period,
    Pair: _pair,
}
