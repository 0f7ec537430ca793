"""The vocabulary: kinds, relation types, bases and what they mean, read from YAML."""

from __future__ import annotations

from typing import Any

from graphkit.errors import Problem, nearest_hint
from graphkit.model.ontology import (
    KEY,
    SECTIONS,
    Basis,
    Kind,
    Ontology,
    RelationType,
    Role,
)
from graphkit.model.status import BY_WORD
from graphkit.reading.ontology_values import find_wrong, long_color
from graphkit.reading.record import WrittenRecord


def load_ontology(*records: WrittenRecord) -> tuple[Ontology, list[Problem]]:
    """Builds the ontology from the built-in record and those of a project, later entries overriding earlier.

    An entry of a project replaces single fields of a built-in entry of the same key, or adds a new entry.
    """
    problems: list[Problem] = []
    merged: dict[str, dict[str, dict[str, Any]]] = {section: {} for section in SECTIONS}
    places: dict[tuple[str, str], WrittenRecord] = {}
    for record in records:
        sections: dict[str, Any] = record.value
        for section, entries in sections.items():
            if section not in SECTIONS or not isinstance(entries, dict):
                problems.append(_unknown(record, (section,), "section", section, SECTIONS))
                continue
            for key, fields in entries.items():
                found = _entry_problems(record, section, key, fields)
                problems += found
                if not found:
                    merged[section].setdefault(key, {}).update(fields)
                    places[section, key] = record
    problems += _missing(merged, places)
    if not problems:
        problems += _cross_problems(merged, places)
    return (_build(merged) if not problems else _EMPTY), problems


def _entry_problems(record: WrittenRecord, section: str, key: str, fields: Any) -> list[Problem]:
    place = (section, key)
    if not KEY.match(key):
        text = f'"{key}" cannot be a key of {section}: small letters, digits and underscores, a letter first'
        return [Problem(record.key_location(*place), text)]
    if not isinstance(fields, dict):
        return [Problem(record.location(*place), f"expected the fields of {key}")]
    required, optional = SECTIONS[section]
    known = (*required, *optional)
    problems = [
        _unknown(record, (*place, name), "field", name, known) for name in fields if name not in known
    ]
    given = {name: value for name, value in fields.items() if name in known}
    return problems + [
        Problem(record.location(*place, *path), message, hint)
        for path, message, hint in find_wrong(section, given)
    ]


def _missing(
    merged: dict[str, dict[str, dict[str, Any]]], places: dict[tuple[str, str], WrittenRecord]
) -> list[Problem]:
    return [
        Problem(places[section, key].key_location(section, key), f'{section[:-1]} "{key}" lacks {name}')
        for section, entries in merged.items()
        for key, fields in entries.items()
        for name in SECTIONS[section][0]
        if name not in fields
    ]


def _cross_problems(
    merged: dict[str, dict[str, dict[str, Any]]], places: dict[tuple[str, str], WrittenRecord]
) -> list[Problem]:
    """Kinds that types name and that do not exist; statuses that are none; labels that would collide."""
    kinds = merged["kinds"]
    problems = []
    for key, fields in merged["types"].items():
        named: list[tuple[str, tuple[str, ...]]] = [(kind, ("from",)) for kind in fields["from"]] + [
            (kind, ("to",)) for kind in fields["to"]
        ]
        for role, body in fields.get("roles", {}).items():
            named += [(kind, ("roles", role)) for kind in body["kinds"]]
        record = places["types", key]
        for kind, path in named:
            if kind not in kinds:
                problems.append(_unknown(record, ("types", key, *path), "kind", kind, kinds))
    words = list(BY_WORD)
    problems += [
        _unknown(places["statuses", key], ("statuses", key), "status", key, words)
        for key in merged["statuses"]
        if key not in words
    ]
    return problems


def _unknown(record: WrittenRecord, path: tuple[str, ...], what: str, text: str, known: Any) -> Problem:
    return Problem(record.key_location(*path), f'unknown {what} "{text}"', nearest_hint(text, known))


def _build(merged: dict[str, dict[str, dict[str, Any]]]) -> Ontology:
    kinds = {key: _kind(key, fields) for key, fields in merged["kinds"].items()}
    bases = {key: _basis(key, fields) for key, fields in merged["bases"].items()}
    types = {key: _type(key, fields) for key, fields in merged["types"].items()}
    meanings = {BY_WORD[key]: fields["meaning"] for key, fields in merged["statuses"].items()}
    return Ontology(kinds, types, bases, meanings)


def _kind(key: str, fields: dict[str, Any]) -> Kind:
    return Kind(key, fields["label"], fields["plural"], fields.get("shape", "circle"), _colors(fields))


def _colors(fields: dict[str, Any]) -> dict[str, str]:
    color = fields.get("color", "#666666")
    both = color if isinstance(color, dict) else {"light": color, "dark": color}
    return {name: long_color(both[name]) for name in ("light", "dark")}


def _basis(key: str, fields: dict[str, Any]) -> Basis:
    status = BY_WORD[fields["status"]]
    verb = fields.get("verb", "says that")
    words = fields.get("prefix", ""), verb, fields.get("verb_plural", verb)
    return Basis(key, status, fields["label"], fields["meaning"], *words)


def _type(key: str, fields: dict[str, Any]) -> RelationType:
    roles = {
        name: Role(name, tuple(role["kinds"]), role["phrase"])
        for name, role in fields.get("roles", {}).items()
    }
    return RelationType(
        key,
        fields["label"],
        fields["sentence"],
        fields["inverse"],
        tuple(fields["from"]),
        tuple(fields["to"]),
        fields["time"],
        fields.get("symmetric") == "true",
        fields.get("loops") == "true",
        roles,
        fields.get("carries", "none"),
        fields.get("group", "other"),
        _colors(fields)["light"],
        fields.get("example", ""),
        fields.get("near_miss", ""),
    )


_EMPTY = Ontology({}, {}, {}, {})
