"""The vocabulary: kinds, relation types, bases and what they mean, read from YAML."""

from __future__ import annotations

from typing import Any

from graphkit.errors import Problem, nearest_hint
from graphkit.model.ontology import (
    CARRIES,
    KEY,
    SECTIONS,
    SHAPES,
    TIMES,
    Basis,
    Kind,
    Ontology,
    RelationType,
    Role,
)
from graphkit.model.status import Status
from graphkit.reading.record import WrittenRecord


def load_ontology(*records: WrittenRecord) -> tuple[Ontology, list[Problem]]:
    """Build the ontology from the built-in record and those of a project, later entries overriding earlier.

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
    for name, value in fields.items():
        wrong = _wrong_value(section, name, value) if name in known else ""
        if wrong:
            problems.append(Problem(record.location(*place, name), f"{name}: {wrong}"))
    return problems


def _wrong_value(section: str, name: str, value: Any) -> str:
    """What is wrong with one value, or nothing."""
    choices = {"time": TIMES, "carries": CARRIES, "shape": SHAPES}.get(name)
    if name in ("symmetric", "loops"):
        choices = ("true", "false")
    if section == "bases" and name == "status":
        choices = tuple(status.word for status in Status if status)
    if choices:
        return "" if value in choices else f"expected one of {', '.join(choices)}"
    if name in ("from", "to"):
        good = isinstance(value, list) and value and all(isinstance(item, str) for item in value)
        return "" if good else "expected a list of kinds"
    if name == "roles":
        good = isinstance(value, dict) and all(_is_role(key, role) for key, role in value.items())
        return "" if good else 'expected roles such as {about: {kinds: [person], phrase: "about {names}"}}'
    if name == "color" and isinstance(value, dict):
        return "" if set(value) == {"light", "dark"} else "expected a colour, or {light: ..., dark: ...}"
    if not isinstance(value, str):
        return "expected text"
    if name in ("sentence", "inverse") and not ("{from}" in value and "{to}" in value):
        return "expected a clause with {from} and {to} in it"
    return ""


def _is_role(key: str, role: Any) -> bool:
    good = KEY.match(key) and isinstance(role, dict) and set(role) == {"kinds", "phrase"}
    return bool(good) and isinstance(role["kinds"], list) and "{names}" in role["phrase"]


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
    words = [status.word for status in Status]
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
    meanings = {Status.parse(key): fields["meaning"] for key, fields in merged["statuses"].items()}
    return Ontology(kinds, types, bases, meanings)


def _kind(key: str, fields: dict[str, Any]) -> Kind:
    color = fields.get("color", "#666666")
    both = color if isinstance(color, dict) else {"light": color, "dark": color}
    return Kind(key, fields["label"], fields["plural"], fields.get("shape", "circle"), both)


def _basis(key: str, fields: dict[str, Any]) -> Basis:
    status = Status.parse(fields["status"])
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
        fields.get("color", "#666666"),
        fields.get("example", ""),
        fields.get("near_miss", ""),
    )


_EMPTY = Ontology({}, {}, {}, {})
