"""Checks records against the ontology and each other: every problem of every file, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from graphkit.errors import Location, Problem, nearest_hint
from graphkit.model.dates import parse_date
from graphkit.model.ontology import Ontology, RelationType
from graphkit.model.records import Claim, Entity, Source, Uncited
from graphkit.reading.characters import suspicious, visible_form
from graphkit.reading.checker import Checker, Known, Path
from graphkit.reading.record import WrittenRecord


class Records(Struct, frozen=True):
    """The records of the files of an investigation, unchecked."""

    entities: tuple[WrittenRecord, ...] = ()
    sources: tuple[WrittenRecord, ...] = ()
    relations: tuple[WrittenRecord, ...] = ()
    uncited: tuple[WrittenRecord, ...] = ()
    broken: frozenset[str] = frozenset()  # kinds of files that could not be read whole: ids may be missing


_AGAINST = frozenset(("denies", "deny", "denied", "disputes", "dispute", "disputed", "rejects", "rejected"))


def find_problems(records: Records, ontology: Ontology) -> list[Problem]:
    """Returns every problem of the records, unsorted; those of severity "warning" stop nothing."""
    known = Known(
        {_own_id(record): record.value.get("kind", "") for record in records.entities},
        {str(record.value.get("name")).casefold(): _own_id(record) for record in records.entities},
        frozenset(map(_own_id, records.sources)),
        records.broken,
    )
    checked = (
        (Entity, records.entities, "entity id", list(map(_own_id, records.entities))),
        (Source, records.sources, "source id", list(map(_own_id, records.sources))),
        (Uncited, records.uncited, "paragraph", list(map(_place, records.uncited))),
        (Claim, records.relations, "claim id", list(map(_claim_id, records.relations))),
    )
    found: list[Problem] = []
    for record, written, what, ids in checked:
        found += Checker(record, ontology, known).find(written)
        found += _find_duplicates(written, what, ids)
    found += _find_doubtful(records.entities)
    for claim in records.relations:
        found += _find_in_claim(claim, ontology, known)
    return found


def claim_ids(values: Iterable[Mapping[str, Any]]) -> list[str]:
    """Returns the id of each claim: its own, or `type/from/to`, with `/start` where a start is given."""
    found = []
    for value in values:
        parts = (value.get("type"), value.get("from"), value.get("to"), value.get("start"))
        found.append(str(value.get("id") or "/".join(str(part) for part in parts if part)))
    return found


def _own_id(record: WrittenRecord) -> str:
    key = record.value.get("id")
    return key if isinstance(key, str) else ""


def _place(record: WrittenRecord) -> str:
    return f"{record.value.get('source')} {record.value.get('at')}"


def _claim_id(record: WrittenRecord) -> str:
    ends = (record.value.get(name) for name in ("type", "from", "to"))
    whole = record.value.get("id") or all(isinstance(item, str) for item in ends)
    return claim_ids([record.value])[0] if whole else ""


def _find_duplicates(records: Iterable[WrittenRecord], what: str, ids: Iterable[str]) -> Iterator[Problem]:
    seen: dict[str, WrittenRecord] = {}
    for record, key in zip(records, ids, strict=True):
        first = seen.setdefault(key, record)
        if first is record or not key:
            continue
        hint = f"first defined at {_id_location(first)}"
        if what == "claim id" and "id" not in record.value:
            hint += "; give one of them an id of its own, or add the evidence to the first"
        yield Problem(_id_location(record), f'duplicate {what} "{key}"', hint)


def _id_location(record: WrittenRecord) -> Location:
    return record.location("id") if "id" in record.value else record.location()


def _find_doubtful(records: Iterable[WrittenRecord]) -> Iterator[Problem]:
    """Yields look-alike letters, invisible characters, and names that differ only in what nobody sees."""
    seen: dict[str, tuple[str, WrittenRecord]] = {}
    for record in records:
        aliases = record.value.get("aliases")
        names = (record.value.get("name"), *(aliases if isinstance(aliases, list) else ()))
        for number, text in enumerate(names):
            if not isinstance(text, str):
                continue
            field = "aliases" if number else "name"
            plain = text.isascii() and text.isprintable()
            if not plain and (words := suspicious(text)):
                yield Problem(record.location(field), f"{field}: {words}", severity="warning")
            other, where = seen.setdefault(text if plain else visible_form(text), (text, record))
            if other != text:
                message = f"{field}: looks like the name at {where.location('name')}"
                yield Problem(
                    record.location(field), f"{message}, but has other characters", severity="warning"
                )


def _find_in_claim(record: WrittenRecord, ontology: Ontology, known: Known) -> Iterator[Problem]:
    """Yields what is wrong with the fields of a claim taken together."""
    value: dict[str, Any] = record.value
    key = value.get("type")
    type_ = ontology.types.get(key) if isinstance(key, str) else None
    if type_ is not None:
        yield from _find_in_ends(record, type_, ontology, known)
        yield from _find_in_roles(record, type_, ontology, known)
    if "start" in value and "end" in value:
        yield from _find_in_dates(record)
    if "at_most" in value and "because" not in value:
        yield Problem(
            record.location("at_most"), "at_most needs a reason", "add because: ...; readers see it"
        )
    if "because" in value and "at_most" not in value:
        yield Problem(record.location("because"), "because needs at_most, which is missing")
    items = value.get("evidence")
    for index, item in enumerate(items if isinstance(items, list) else ()):
        says = item.get("says") if isinstance(item, dict) else None
        if isinstance(says, str) and says.strip() and (not says[0].islower() or _verb(says) in _AGAINST):
            yield from _find_in_words(record, item, ("evidence", index, "says"))


def _find_in_ends(
    record: WrittenRecord, type_: RelationType, ontology: Ontology, known: Known
) -> Iterator[Problem]:
    value = record.value
    for name, allowed in (("from", type_.from_kinds), ("to", type_.to_kinds)):
        if wrong := _wrong_kind(value.get(name), allowed, ontology, known):
            yield Problem(
                record.location(name), f'"{name}" of {type_.key} cannot be {wrong}', _one_of(allowed)
            )
    if value.get("from") == value.get("to") and "from" in value and not type_.loops:
        yield Problem(record.location("to"), f"{type_.key} cannot join an entity with itself")


def _find_in_roles(
    record: WrittenRecord, type_: RelationType, ontology: Ontology, known: Known
) -> Iterator[Problem]:
    roles = record.value.get("roles", {})
    if not isinstance(roles, dict):
        message = "roles: expected lists of ids by role, such as {about: [id]}"
        yield Problem(record.location("roles"), message)
        return
    for name, keys in roles.items():
        role = type_.roles.get(name)
        if role is None:
            hint = nearest_hint(name, type_.roles) or f"{type_.key} allows {', '.join(type_.roles) or 'none'}"
            yield Problem(record.key_location("roles", name), f'unknown role "{name}"', hint)
        elif not isinstance(keys, list) or not keys:
            yield Problem(record.location("roles", name), f"{name}: expected a list of ids, such as [id]")
        else:
            for index, key in enumerate(keys):
                path = ("roles", name, index)
                if not isinstance(key, str):
                    yield Problem(record.location(*path), f"{name}: expected an id")
                elif key.strip() and key not in known.kinds and "entities" not in known.broken:
                    yield Problem(record.location(*path), *known.unknown_entity(key))
                elif wrong := _wrong_kind(key, role.kinds, ontology, known):
                    message = f'role "{name}" of {type_.key} cannot be {wrong}'
                    yield Problem(record.location(*path), message, _one_of(role.kinds))


def _wrong_kind(key: Any, allowed: tuple[str, ...], ontology: Ontology, known: Known) -> str:
    """Returns the kind and the id of an entity whose kind is not allowed, else ""."""
    kind = known.kinds.get(key) if isinstance(key, str) else None
    if kind in allowed or not isinstance(kind, str) or kind not in ontology.kinds:
        return ""
    return f'{"an" if kind.startswith(("a", "e", "i", "o", "u")) else "a"} {kind} ("{key}")'


def _one_of(words: tuple[str, ...]) -> str:
    *most, last = words
    return "expected " + (f"{', '.join(most)} or {last}" if most else last)


def _find_in_dates(record: WrittenRecord) -> Iterator[Problem]:
    try:
        start, end = (parse_date(str(record.value[name])) for name in ("start", "end"))
    except ValueError:
        return  # the check of each field reports it
    if start.earliest > end.latest:
        yield Problem(record.location("end"), f'end "{end}" is before start "{start}"')


def _find_in_words(record: WrittenRecord, item: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    """Yields words that would read wrong after the speaker's name, or against their stance: warnings."""
    says = item["says"]
    if not says[0].islower():
        message = "says: speaker and words would not read as one sentence"
        yield Problem(record.location(*path), message, "begin with the verb, in lower case", "warning")
    verb = _verb(says)
    if item.get("stance", "supports") == "supports" and verb in _AGAINST:
        message = f'says: "{verb}" is counted as support'
        yield Problem(
            record.location(*path), message, "use stance: denies if the speaker denies it", "warning"
        )


def _verb(says: str) -> str:
    return says.split(None, 1)[0]
