"""Values of parameters: from what a person types to what a twin takes, and to what Cypher takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import Filters
from graphkit.errors import GraphkitError, UnknownName, UsageError, nearest_names
from graphkit.model.dates import PartialDate, parse_date
from graphkit.model.names import resolve
from graphkit.model.records import Entity, Source
from graphkit.model.status import Status
from graphkit.queries.query import Parameter, Query


def read_values(query: Query, dataset: Dataset, given: Mapping[str, Any]) -> dict[str, Any]:
    """The value of every parameter of a query: what is given, else its default, else None.

    Entities come as records (or ids and names), dates as EDTF, rungs as words.

    Raises: UsageError, UnknownName or AmbiguousName naming the parameter.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    if unknown := sorted(given.keys() - known.keys()):
        words = ", ".join(known) or "none"
        raise UsageError(f'{query.name} has no parameter "{unknown[0]}"; it has {words}')
    values = {}
    for name, parameter in known.items():
        value = given.get(name)
        if value is None:
            value = parameter.default
        if value is None and parameter.required:
            raise UsageError(f"{query.name} needs --{name.replace('_', '-')}: {parameter.help}")
        values[name] = None if value is None else _read(parameter, dataset, value)
    return values


def part_values(
    query: Query, given: Mapping[str, Any], filters: Filters | None
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Keywords parted into values of the query's parameters and words of filters (none beside `filters`)."""
    if filters is not None:
        return given, {}
    own = {parameter.name for parameter in query.parameters}
    return (
        {name: value for name, value in given.items() if name in own},
        {name: value for name, value in given.items() if name not in own},
    )


def bind_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values as plain data for Cypher: entities by id, dates with their days, rungs as words."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Entity | Source):
        return value.id
    if isinstance(value, PartialDate):
        return {"text": value.text, "earliest": value.earliest, "latest": value.latest}
    return value.word if isinstance(value, Status) else value


def _read(parameter: Parameter, dataset: Dataset, value: Any) -> Any:
    if not isinstance(value, str):
        return _checked(parameter, value)
    readers: dict[str, Callable[[], Any]] = {
        "entity": lambda: _entity(parameter, dataset, value),
        "source": lambda: _source(dataset, value),
        "date": lambda: parse_date(value),
        "rung": lambda: Status.parse(value),
        "int": lambda: int(value),
        "flag": lambda: {"true": True, "false": False}[value],
        "text": lambda: value,
        "choice": lambda: parameter.options[parameter.options.index(value)],
    }
    try:
        return readers[parameter.type]()
    except (KeyError, ValueError):
        raise _unfit(parameter, value) from None


def _checked(parameter: Parameter, value: Any) -> Any:
    types: dict[str, Any] = {
        "entity": Entity,
        "source": Source,
        "date": PartialDate,
        "rung": Status,
        "int": int,
        "flag": bool,
    }
    good = types.get(parameter.type, str)
    if not isinstance(value, good) or (isinstance(value, bool) and parameter.type == "int"):
        raise _unfit(parameter, value)
    return _of_kind(parameter, value) if isinstance(value, Entity) else value


def _unfit(parameter: Parameter, value: Any) -> UsageError:
    words = " or ".join(parameter.options) if parameter.type == "choice" else _WORDS[parameter.type]
    return UsageError(f'--{parameter.name.replace("_", "-")}: "{value}" is not {words}')


_WORDS = {
    "entity": "an entity",
    "source": "a source",
    "date": "an EDTF date such as 2009-12",
    "rung": "one of inferred, alleged, reported, charged, testified, established",
    "int": "a whole number",
    "flag": "true or false",
    "text": "a text",
}


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
        option, wanted = parameter.name.replace("_", "-"), " or ".join(parameter.options)
        raise UsageError(
            f"--{option}: {entity.name} ({entity.id}) is of the kind {entity.kind}; expected {wanted}"
        )
    return entity


def _source(dataset: Dataset, text: str) -> Source:
    if text not in dataset.sources:
        raise UnknownName("source", text, nearest_names(text, dataset.sources, 3))
    return dataset.sources[text]
