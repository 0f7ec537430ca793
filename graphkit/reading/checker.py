"""Checks the values of records, field by field: nothing here knows a field by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from graphkit.errors import Problem, nearest_hint
from graphkit.model.fields import RecordField, allowed_words, written_fields
from graphkit.model.forms import SLUG, Wrong, explain
from graphkit.model.ontology import Ontology
from graphkit.reading.record import WrittenRecord

Path: TypeAlias = tuple[str | int, ...]
_A_LIST = "expected a list of at least one item"
_NOT_A_FIELD = {  # what people write that no record holds
    "status": "graphkit derives it from the basis of the evidence; at_most with because can limit it",
    "about": "put it under roles: {about: [id]}",
}


class Known(Struct, frozen=True):
    """The ids that records may name.

    `kinds` holds the kind of each entity by id, `names` the ids by case-folded name; `broken` names the
    files that could not be read whole, so that their ids are not known.
    """

    kinds: Mapping[str, Any] = {}
    names: Mapping[str, str] = {}
    sources: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()

    def unknown_entity(self, key: str) -> tuple[str, str]:
        """Returns the message and the hint for an id that no entity has."""
        named = self.names.get(key.casefold())
        hint = f'did you mean "{named}"?' if named else nearest_hint(key, filter(None, self.kinds))
        return f'unknown entity "{key}"', hint

    def unknown_source(self, key: str) -> tuple[str, str]:
        """Returns the message and the hint for an id that no source has."""
        return f'unknown source "{key}"', nearest_hint(key, filter(None, self.sources))


class Checker:
    """Checks the mappings of one kind of record; collects problems, never stops at the first."""

    def __init__(self, record: type[Struct], ontology: Ontology, known: Known) -> None:
        fields = written_fields(record)
        self._ontology = ontology
        self._known = known
        self._fields = {field.key: field for field in fields}
        self._nested = {item.key: Checker(item.record, ontology, known) for item in fields if item.record}
        self._accepts = {field.key: self._test_of(field) for field in fields}
        self._required = frozenset(field.key for field in fields if field.required)

    def find(self, records: Iterable[WrittenRecord]) -> Iterator[Problem]:
        """Yields every problem of the records."""
        for record in records:
            if not self._passes(record.value):
                yield from self._problems(record, record.value, ())

    def _test_of(self, field: RecordField) -> Callable[[Any], object] | None:
        """Returns what is true for a valid value, a function of C for nearly all fields."""
        if field.record:
            return self._nested[field.key]._pass
        if field.choices:
            return frozenset(allowed_words(field, self._ontology)).__contains__
        if field.form in ("entity", "speaker") and "entities" not in self._known.broken:
            return self._known.kinds.__contains__ if field.form == "entity" else self._is_speaker
        if field.form == "source" and "sources" not in self._known.broken:
            return self._known.sources.__contains__
        return field.spec.is_clear or field.spec.accepts

    def _is_speaker(self, value: Any) -> bool:
        return value in self._known.kinds or bool(value.strip() and not SLUG.match(value))

    def _passes(self, value: dict[str, Any]) -> bool:
        accepts = self._accepts
        try:
            for key, item in value.items():
                test = accepts[key]
                if test is not None and not test(item):
                    return False
        except (AttributeError, KeyError, TypeError, ValueError):
            return False
        return self._required <= value.keys()

    def _pass(self, values: Any) -> bool:
        return isinstance(values, list) and bool(values) and all(map(self._passes, values))

    def _problems(self, record: WrittenRecord, value: Any, path: Path) -> Iterator[Problem]:
        """Yields every problem of the mapping `value`, which stands at `path` of the record."""
        if not isinstance(value, dict):
            names = ", ".join(list(self._fields)[:3])
            yield Problem(record.location(*path), f"expected fields such as {names}")
            return
        for key, item in value.items():
            if key in self._nested:
                yield from self._nested[key]._list_problems(record, item, (*path, key))
            elif key not in self._fields:
                known = f"known: {', '.join(self._fields)}"
                hint = _NOT_A_FIELD.get(key) or nearest_hint(key, self._fields) or known
                yield Problem(record.key_location(*path, key), f'unknown key "{key}"', hint)
            else:
                for (message, hint, at), severity in self._explain(self._fields[key], item):
                    yield Problem(record.location(*path, key, *at), message, hint, severity)
        for key, field in self._fields.items():
            if field.required and key not in value:
                yield Problem(record.location(*path), f'"{key}" is missing', field.help)

    def _list_problems(self, record: WrittenRecord, values: Any, path: Path) -> Iterator[Problem]:
        if not isinstance(values, list) or not values:
            hint = f"each item begins with a hyphen: - {next(iter(self._fields))}: ..."
            yield Problem(record.location(*path), f"{path[-1]}: {_A_LIST}", hint)
            return
        for index, value in enumerate(values):
            yield from self._problems(record, value, (*path, index))

    def _explain(self, field: RecordField, value: Any) -> Iterator[tuple[Wrong, str]]:
        """Yields what is wrong with a value, or doubtful, and which of both."""
        form = field.spec
        if field.choices:
            yield from ((wrong, "error") for wrong in self._explain_choice(field, value))
        elif found := explain(form, value):
            yield from ((item._replace(message=f"{field.key}: {item.message}"), "error") for item in found)
        elif form.is_clear and form.doubt and not form.is_clear(value):
            message, hint = form.doubt(value)
            yield Wrong(f"{field.key}: {message}", hint), "warning"
        elif (test := self._accepts[field.key]) and not test(value):
            yield self._unknown(field, value), "error"

    def _unknown(self, field: RecordField, key: str) -> Wrong:
        if field.form == "source":
            return Wrong(*self._known.unknown_source(key))
        message, hint = self._known.unknown_entity(key)
        if field.form == "speaker" and not hint:
            hint = "write a speaker who is not an entity in words, such as a prosecutor"
        return Wrong(message, hint)

    def _explain_choice(self, field: RecordField, value: Any) -> Iterator[Wrong]:
        words = allowed_words(field, self._ontology)
        if not isinstance(value, str):
            yield Wrong(f"{field.key}: expected one of {', '.join(words)}")
        elif value not in words:
            hint = nearest_hint(value, words) or f"known: {', '.join(words)}"
            yield Wrong(f'unknown {field.key} "{value}"', hint)
