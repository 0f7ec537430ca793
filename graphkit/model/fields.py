"""A field is declared once, on its record; everything that is made of records loops over `fields_of`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, get_args, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import asdict
from msgspec.structs import fields as struct_fields

from graphkit import escape
from graphkit.model.dates import PartialDate
from graphkit.model.forms import FORMS, Form, Json
from graphkit.model.ontology import Ontology

T = TypeVar("T", bound=Struct)
EMPTY: tuple[Any, ...] = ("", None, False, (), {})
# Kinds of names: of an entity or author, of a source, ids, own groups, addresses, identifiers elsewhere.
NAMES = ("name", "title", "id", "source", "tag", "file", "code")
_TEXTS = ("text", "texts", "map", "slug", "speaker", "claim_id")  # forms of what a person wrote
# "type", "start" and "end" mean something else in GEXF, whose dates are never partial.
FLAT_NAMES: Mapping[str, str] = {"type": "relation", "start": "start_date", "end": "end_date"}
# JSON text has \u0022 for \", because Gephi reads the latter in CSV as the end of the cell.
_ESCAPED = re.compile(r'\\(["\\])')


class Field(Struct, frozen=True):
    """What a field means; it is required in files if the record gives it no default.

    Attributes:
        form: A key of FORMS.
        help: What the field holds, for the reference page, editors and errors.
        choices: The words that are allowed, or the name of a vocabulary of the ontology.
        key: Its name in files and JSON, if not that of the attribute.
        column: Its name in a property graph, if not the key (in evidence: the key in the plural).
        derived: graphkit derives it, so files do not hold it.
        optional: Files may leave it out although the record has no default.
        always: JSON holds it even if it is empty.
        in_json: Whether JSON, GraphML and the page hold it.
        identifies: Which kind of name of the record it is (a key of NAMES), if it is one: the leak scan looks
            for the names of what is hidden.
    """

    form: str
    help: str
    choices: str | tuple[str, ...] = ()
    key: str = ""
    column: str = ""
    derived: bool = False
    optional: bool = False
    always: bool = False
    in_json: bool = True
    identifies: str = ""


class RecordField(Field, frozen=True, kw_only=True):
    """A field of a record: its declaration with what the record adds.

    `record` is the type of the records that it holds, if it holds records.
    """

    name: str
    spec: Form
    default: Any
    record: type[Struct] | None

    @property
    def required(self) -> bool:
        """Whether a file must give it."""
        return self.default is NODEFAULT and not (self.derived or self.optional)


@cache
def fields_of(record: type[Struct]) -> tuple[RecordField, ...]:
    """Returns the declared fields of a record, in order."""
    hints = get_type_hints(record, include_extras=True)
    found = []
    for item in struct_fields(record):
        declared = [
            extra for extra in getattr(hints[item.name], "__metadata__", ()) if isinstance(extra, Field)
        ]
        for field in declared:
            kind = get_args(get_args(hints[item.name])[0]) if field.form == "records" else ()
            default = item.default if item.default_factory is NODEFAULT else item.default_factory()
            given = {**asdict(field), "key": field.key or item.name}
            made = RecordField(
                **given,
                name=item.name,
                spec=FORMS[field.form],
                default=default,
                record=next(iter(kind), None),
            )
            found.append(made)
    return tuple(found)


def written_fields(record: type[Struct]) -> tuple[RecordField, ...]:
    """Returns the fields of a record that files hold, in order."""
    return tuple(field for field in fields_of(record) if not field.derived)


def find_dates(records: Iterable[Struct]) -> list[PartialDate]:
    """Returns the dates of records and of the records in them."""
    found: list[PartialDate] = []
    for record in records:
        for field in fields_of(type(record)):
            value = getattr(record, field.name)
            if isinstance(value, PartialDate):
                found.append(value)
            elif field.record:
                found += find_dates(value)
    return found


def written_texts(record: Struct) -> Iterator[tuple[RecordField, str]]:
    """Yields each text that a person wrote in a record, with its field; none is a word of a vocabulary."""
    for field in fields_of(type(record)):
        if field.form in _TEXTS and not field.derived and (value := getattr(record, field.name)):
            plain = value if field.spec.plain is None else field.spec.plain(value)
            texts = plain.values() if isinstance(plain, dict) else plain
            yield from ((field, text) for text in ([texts] if isinstance(texts, str) else texts) if text)


def allowed_words(field: RecordField, ontology: Ontology) -> tuple[str, ...]:
    """Returns the words that a field allows; none if it allows any value of its form."""
    return ontology.words(field.choices) if isinstance(field.choices, str) else field.choices


def build(
    record: type[T],
    written: Iterable[Mapping[str, Any]],
    given: Iterable[Mapping[str, Any]],
    defaults: Mapping[str, Any] | None = None,
) -> list[T]:
    """Builds the records of checked mappings, in order.

    Args:
        written: The mappings as files hold them.
        given: For each mapping, the attributes that do not come from it; they win.
        defaults: Attributes of mappings that leave them out.
    """
    known = {field.key: (field.name, field.spec.read) for field in written_fields(record) if not field.record}
    made = []
    for value, attributes in zip(written, given, strict=True):
        found = dict(defaults or ())
        for key, item in value.items():
            if key in known:
                name, read = known[key]
                found[name] = item if read is None else read(item)
        found.update(attributes)
        made.append(record(**found))
    return made


def to_plain(record: Struct, *, whole: bool = False) -> Json:
    """Returns a record as JSON: its fields by key, without those that are empty, as usual or not for JSON.

    Args:
        whole: Include these as well, with None for a missing date or status.
    """
    value = {}
    for field, get, plain in _writers(type(record)):
        item = get(record)
        if whole or (field.in_json and (field.always or (item not in EMPTY and item != field.default))):
            value[field.key] = item if plain is None or item is None else plain(item)
    return value


def to_flat(plain: Json) -> dict[str, str | int | bool]:
    """Returns a plain record for formats without nested values, under the names that GEXF leaves free.

    Lists and mappings are JSON text, None is an empty text, and control characters are visible.
    """
    import json

    flat: dict[str, str | int | bool] = {}
    for key, value in plain.items():
        if not isinstance(value, str | bool | int | None):
            value = json.dumps(value, ensure_ascii=False, sort_keys=True)
            value = _ESCAPED.sub(lambda found: f"\\u{ord(found[1]):04x}", value)
        name = FLAT_NAMES.get(key, key)
        flat[name] = escape.visible(value or "") if isinstance(value, str | None) else value
    return flat


@cache
def _writers(record: type[Struct]) -> tuple[tuple[RecordField, Callable[[Any], Any], Any], ...]:
    return tuple(
        (field, attrgetter(field.name), _plain_records if field.record else field.spec.plain)
        for field in fields_of(record)
    )


def _plain_records(records: Iterable[Struct]) -> list[Json]:
    return [to_plain(record) for record in records]
