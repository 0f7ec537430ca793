"""Values of parameters: reads typed text, and converts values to what Cypher takes."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from datetime import date
from itertools import product

from graphkit.dataset.base import Dataset
from graphkit.dataset.words import words_of
from graphkit.errors import GraphkitError, Keyword, OptionError, UnknownName, UsageError, nearest_names
from graphkit.model.dates import PartialDate, parse_date
from graphkit.model.filters import Filters, declared, read_options, unknown_option
from graphkit.model.names import resolve
from graphkit.model.records import Entity, Source
from graphkit.model.status import Status
from graphkit.queries.query import Parameter, Query, Value, Values

_TYPES: Mapping[str, type[Entity | Source | PartialDate | Status | int | bool | str]] = {
    "entity": Entity,
    "source": Source,
    "date": PartialDate,
    "rung": Status,
    "int": int,
    "flag": bool,
}
_EXPECTED = {
    "entity": "an entity",
    "source": "a source",
    "date": "an EDTF date such as 2009-12",
    "rung": "one of inferred, alleged, reported, charged, testified, established",
    "int": "a whole number",
    "flag": "true or false",
    "text": "a text",
}


def read_values(query: Query, dataset: Dataset, options: Mapping[str, object]) -> dict[str, Value]:
    """Returns the value of every parameter of a query: from the options, else its default, else None.

    Options are entities and sources (or their ids and names), EDTF dates, status words, numbers and texts.

    Raises: UsageError, UnknownName or AmbiguousName that names the parameter.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    if unknown := sorted(options.keys() - known.keys()):
        names = ", ".join(known) or "none"
        raise UsageError(f'{query.name} has no parameter "{unknown[0]}"; its parameters: {names}')
    values: dict[str, Value] = {}
    for name, parameter in known.items():
        option = options.get(name)
        value = parameter.default if option is None else option
        if value is None and parameter.required:
            raise OptionError(f"{query.name} needs ", Keyword(name), f": {parameter.help}")
        values[name] = None if value is None else _read(parameter, dataset, value)
    return values


def combinations(query: Query, options: Mapping[str, object]) -> list[dict[str, object]]:
    """Returns the options with one value for each parameter: all combinations of several entities.

    Raises: UsageError for several values of a parameter that is no entity.
    """
    several: dict[str, list[object]] = {}
    for parameter in query.parameters:
        given = options.get(parameter.name)
        if not isinstance(given, list | tuple | set | frozenset):
            continue
        if len(given) > 1 and parameter.type != "entity":
            raise OptionError(Keyword(parameter.name), f" takes one value, not {len(given)}")
        several[parameter.name] = list(given) or [None]
    return [{**options, **dict(zip(several, chosen, strict=True))} for chosen in product(*several.values())]


def split_options(
    query: Query, options: Mapping[str, object], dataset: Dataset
) -> tuple[Mapping[str, object], Filters]:
    """Splits keywords into the parameters of a query and filters, which are read.

    Raises: UsageError, UnknownName for filters that are not valid.
    """
    own = {parameter.name for parameter in query.parameters}
    values = {name: value for name, value in options.items() if name in own}
    filters = {name: value for name, value in options.items() if name not in own}
    known = declared(Filters)
    for name in filters:
        if name not in known:
            raise unknown_option(name, known, [parameter.name for parameter in query.parameters])
    return values, read_options(Filters, filters, words_of(dataset))


def read_question(text: str) -> tuple[str, dict[str, str | list[str]]]:
    """Returns the query that a text such as "who_informed_for_whom agency=dea" names, and its parameters.

    Raises: UsageError for a part that is no parameter with its value.
    """
    try:
        name, *parts = shlex.split(text) or [""]
    except ValueError as error:
        raise UsageError(f'cannot read "{text}": {error}; close each quotation') from None
    given: dict[str, list[str]] = {}
    for part in parts:
        key, equals, value = part.partition("=")
        if not equals:
            raise UsageError(f'cannot read "{part}"; write parameter=value')
        given.setdefault(key, []).append(value)
    return name, {key: found if len(found) > 1 else found[0] for key, found in given.items()}


def bind_values(values: Values) -> dict[str, object]:
    """Converts values to data for Cypher: entities to ids, dates to text and days, statuses to words."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Value) -> object:
    if isinstance(value, Entity | Source):
        return value.id
    if isinstance(value, PartialDate):
        return {"text": value.text, "earliest": value.earliest, "latest": value.latest}
    return value.word if isinstance(value, Status) else value


def _read(parameter: Parameter, dataset: Dataset, value: object) -> Value:
    if not isinstance(value, str):
        return _check(parameter, value)
    try:
        match parameter.type:
            case "entity":
                return _entity(parameter, dataset, value)
            case "source":
                return _source(dataset, value)
            case "date":
                return parse_date(value)
            case "rung":
                return Status.parse(value)
            case "int":
                return int(value)
            case "flag":
                return {"true": True, "false": False}[value]
            case "choice":
                return parameter.options[parameter.options.index(value)]
    except (KeyError, ValueError):
        raise _unfit(parameter, value) from None
    return value


def _check(parameter: Parameter, value: object) -> Value:
    if isinstance(value, date) and parameter.type == "date":
        return parse_date(value.isoformat()[:10])
    if isinstance(value, Entity) and parameter.type == "entity":
        return _of_kind(parameter, value)
    if isinstance(value, bool) and parameter.type != "flag":
        raise _unfit(parameter, value)
    if isinstance(value, _TYPES.get(parameter.type, str)):
        return value
    raise _unfit(parameter, value)


def _unfit(parameter: Parameter, value: object) -> UsageError:
    expected = " or ".join(parameter.options) if parameter.type == "choice" else _EXPECTED[parameter.type]
    return OptionError(Keyword(parameter.name), f' must be {expected}, not "{value}"')


def _entity(parameter: Parameter, dataset: Dataset, text: str) -> Entity:
    try:
        return _of_kind(parameter, resolve(dataset.entities, text, kinds=parameter.options))
    except UnknownName as unknown:
        try:
            found = resolve(dataset.entities, text)
        except GraphkitError:
            raise unknown from None
        return _of_kind(parameter, found)


def _of_kind(parameter: Parameter, entity: Entity) -> Entity:
    if parameter.options and entity.kind not in parameter.options:
        expected = " or ".join(parameter.options)
        found = f"{entity.name} ({entity.id}) has the kind {entity.kind}"
        raise OptionError(Keyword(parameter.name), f": {found}; expected {expected}")
    return entity


def _source(dataset: Dataset, text: str) -> Source:
    if text not in dataset.sources:
        raise UnknownName("source", text, nearest_names(text, dataset.sources, 3))
    return dataset.sources[text]
