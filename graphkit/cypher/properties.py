"""A record as properties of a node or relationship, and back; a property is a value or a flat list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import Struct

from graphkit.model.fields import RecordField, fields_of

Properties = dict[str, Any]
T = TypeVar("T", bound=Struct)


class _Plan(Struct, frozen=True):
    """How to read a record: `get` reads the plain fields in one call; `converted` are the other fields."""

    names: tuple[str, ...]
    get: Callable[[Struct], tuple[Any, ...]]
    converted: tuple[_Stored, ...]


class _Stored(Struct, frozen=True):
    """A field, and the names of the properties that hold it; `counts`: of the list with its lengths."""

    field: RecordField
    names: tuple[str, ...]
    get: Callable[[Any], Any]
    counts: str = ""


def property_names(record: type[Struct], without: Collection[str] = ()) -> tuple[str, ...]:
    """Returns the names of the properties that hold a record, without some of its attributes."""
    return tuple(name for item in _stored(record) if item.field.name not in without for name in item.names)


def to_properties(record: Struct, without: Collection[str] = ()) -> Properties:
    """Returns the properties of a record, without some of its attributes."""
    plan = _plan(type(record), frozenset(without))
    p: Properties = dict(zip(plan.names, plan.get(record), strict=True))
    for item in plan.converted:
        p.update(zip(item.names, _values(item, record), strict=True))
    return p


def from_properties(record: type[Struct], p: Properties, without: Collection[str] = ()) -> dict[str, Any]:
    """Returns the attributes of the record that has these properties."""
    return {
        item.field.name: _load(item, [p[name] for name in item.names])
        for item in _stored(record)
        if item.field.name not in without
    }


def column_names(record: type[Struct]) -> tuple[str, ...]:
    """Returns the names of the parallel lists that hold several records."""
    return tuple(name for item in _columns(record) for name in (*item.names, item.counts) if name)


def to_columns(record: type[Struct], records: Sequence[Struct]) -> Properties:
    """Returns several records as parallel lists.

    A field that is a list itself becomes two lists: the values of all records, and how many each has.
    """
    plan = _column_plan(record)
    plain = zip(*map(plan.get, records), strict=True) if records else ((),) * len(plan.names)
    p: Properties = dict(zip(plan.names, map(list, plain), strict=True))
    for item in plan.converted:
        values = [_values(item, found) for found in records]
        for number, name in enumerate(item.names):
            column = [value[number] for value in values]
            p[name] = [part for parts in column for part in parts] if item.counts else column
        if item.counts:
            p[item.counts] = [len(value[0]) for value in values]
    return p


def from_columns(record: type[T], p: Properties) -> tuple[T, ...]:
    """Returns the records that parallel lists hold. Raises: ValueError if they are not equally long."""
    columns = {item.field.name: _read_column(item, p) for item in _columns(record)}
    return tuple(
        record(**dict(zip(columns, values, strict=True))) for values in zip(*columns.values(), strict=True)
    )


@cache
def _plan(record: type[Struct], without: frozenset[str]) -> _Plan:
    return _build_plan(item for item in _stored(record) if item.field.name not in without)


@cache
def _column_plan(record: type[Struct]) -> _Plan:
    return _build_plan(_columns(record))


def _build_plan(items: Iterable[_Stored]) -> _Plan:
    found = tuple(items)
    plain = [item for item in found if item.field.spec.store is None and not item.counts]
    attributes = [item.field.name for item in plain]
    get = (
        attrgetter(*attributes)
        if len(plain) > 1
        else lambda record: tuple(getattr(record, name) for name in attributes)
    )
    return _Plan(
        tuple(item.names[0] for item in plain), get, tuple(item for item in found if item not in plain)
    )


@cache
def _stored(record: type[Struct]) -> tuple[_Stored, ...]:
    return tuple(_store(field, field.column or field.key) for field in fields_of(record))


@cache
def _columns(record: type[Struct]) -> tuple[_Stored, ...]:
    found = ((field, field.column or f"{field.key}s") for field in fields_of(record))
    return tuple(
        _store(field, name, f"{field.key}_counts" if field.spec.many else "") for field, name in found
    )


def _store(field: RecordField, name: str, counts: str = "") -> _Stored:
    return _Stored(field, tuple(name + part for part in field.spec.parts), attrgetter(field.name), counts)


def _values(item: _Stored, record: Struct) -> tuple[Any, ...]:
    value, store = item.get(record), item.field.spec.store
    return (value,) if store is None else store(value)


def _load(item: _Stored, values: Iterable[Any]) -> Any:
    load = item.field.spec.load
    return next(iter(values)) if load is None else load(*values)


def _read_column(item: _Stored, p: Mapping[str, Any]) -> list[Any]:
    lists = [p[name] for name in item.names]
    if not item.counts:
        return [_load(item, values) for values in zip(*lists, strict=True)]
    found, at = [], 0
    for count in p[item.counts]:
        found.append(_load(item, [values[at : at + count] for values in lists]))
        at += count
    if any(len(values) != at for values in lists):
        raise ValueError(f"{item.names[0]} is longer or shorter than {item.counts} says")
    return found
