"""Describes the data of a map as JSON Schema: an answer as JSON, and the part of the page."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from graphkit.model.fields import fields_of
from graphkit.model.forms import Json
from graphkit.model.records import Claim, Entity, Evidence, Source
from graphkit.render.page.data import PageData

_TEXT: Json = {"type": "string"}
_TEXTS: Json = {"type": "array", "items": _TEXT}
_OBJECT: Json = {"type": "object"}
_FORMS: dict[str, Json] = {
    "texts": _TEXTS,
    "map": {**_OBJECT, "additionalProperties": _TEXT},
    "flag": {"type": "boolean"},
    "number": {"type": "integer"},
    "roles": {**_OBJECT, "additionalProperties": _TEXTS},
}
_RECORDS: tuple[type[Struct], ...] = (Entity, Source, Evidence, Claim)
_HOP = {"from": _TEXT, "to": _TEXT, "claims": _TEXTS, "status": _TEXT, "arrival": _TEXT, "certainty": _TEXT}
_PATH = {
    "nodes": _TEXTS,
    "hops": {"type": "array", "items": {**_OBJECT, "properties": _HOP}},
    "length": {"type": "integer"},
    "weakest": {"type": ["integer", "null"], "description": "The index of the first weakest hop."},
    "status": {"type": ["string", "null"]},
    "certainty": _TEXT,
}


def build_schema() -> Json:
    """Returns the JSON Schema (2020-12) of the data of a map, as docs/view.schema.json holds it."""
    (page,), parts = msgspec.json.schema_components([PageData], ref_template="#/$defs/{name}")
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The data of a map: an answer as JSON, and what only the page needs",
        **_OBJECT,
        "required": ["graphkit", "question", "truncated", "claims_by_id", "sources_by_id", "page"],
        "properties": {**_answer(), "page": page},
        "$defs": {**{record.__name__: _record(record) for record in _RECORDS}, **parts},
    }
    plain: Json = msgspec.json.decode(msgspec.json.encode(schema))
    return plain


def _answer() -> Json:
    """Returns the schema of each key of an answer."""
    return {
        "graphkit": {**_TEXT, "description": "The version that made the map."},
        "question": _OBJECT,
        "truncated": {"type": "boolean"},
        "note": _TEXT,
        "entities": {"type": "array", "items": _ref(Entity)},
        "claims": {"type": "array", "description": "Ids of claims; of a table, those behind each row."},
        "components": {"type": "array", "items": _TEXTS},
        "paths": {"type": "array", "items": {**_OBJECT, "properties": _PATH}},
        **{name: {} for name in ("why", "depends_on", "columns", "rows")},
        "claims_by_id": {**_OBJECT, "additionalProperties": _ref(Claim)},
        "sources_by_id": {**_OBJECT, "additionalProperties": _ref(Source)},
    }


def _record(record: type[Struct]) -> Json:
    """Returns the schema of a record as JSON holds it."""
    fields = [field for field in fields_of(record) if field.in_json]
    properties = {}
    for field in fields:
        form = _FORMS.get(field.form, _TEXT)
        if field.record:
            form = {"type": "array", "items": _ref(field.record)}
        properties[field.key] = {**form, "description": field.help}
    required = [field.key for field in fields if field.always or field.required]
    return {**_OBJECT, "required": required, "properties": properties}


def _ref(record: type[Struct]) -> Json:
    return {"$ref": f"#/$defs/{record.__name__}"}
