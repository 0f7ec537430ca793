"""Judges records against the ontology and each other: every problem of every file, none twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from graphkit.errors import Problem, nearest_hint
from graphkit.model.dates import parse_date
from graphkit.model.ontology import Ontology, RelationType
from graphkit.reading.characters import suspicious, visible_form
from graphkit.reading.fields import ENTITY, EVIDENCE, RELATION, SLUG, SOURCE, UNCITED, Checker, vocabularies
from graphkit.reading.record import WrittenRecord


class Records(Struct, frozen=True):
    """What the files of an investigation say, before anything is believed."""

    entities: tuple[WrittenRecord, ...] = ()
    sources: tuple[WrittenRecord, ...] = ()
    relations: tuple[WrittenRecord, ...] = ()
    uncited: tuple[WrittenRecord, ...] = ()
    broken: frozenset[str] = frozenset()  # kinds of files that could not be read whole: ids may be missing


_AN_ID = "give one of them an id of its own, or add the evidence to the first"
_A_LIST = "each begins with a hyphen: - source: ..."


def find_problems(records: Records, ontology: Ontology) -> list[Problem]:
    """Every problem of the records, unsorted; those of severity "warning" stop nothing."""
    words = vocabularies(ontology)
    found = [
        *_fields(records.entities, Checker(ENTITY, words)),
        *_fields(records.sources, Checker(SOURCE, words)),
        *_fields(records.uncited, Checker(UNCITED, words)),
        *_twice(records.entities, "entity", _own_id),
        *_twice(records.sources, "source", _own_id),
        *_twice(records.relations, "relation", _relation_id),
        *_twice(records.uncited, "paragraph", _place),
        *_doubtful(records),
    ]
    kinds = {_own_id(record): record.value.get("kind", "") for record in records.entities}
    sources = {_own_id(record) for record in records.sources}
    checkers = Checker(RELATION, words), Checker(EVIDENCE, words)
    named = {str(record.value.get("name")).casefold(): _own_id(record) for record in records.entities}
    judge = _Relations(ontology, kinds, frozenset(sources), records.broken, named, *checkers)
    for record in records.relations:
        found += judge.problems(record)
    for record in records.uncited:
        found += judge.source_problems(record, record.value.get("source"), ("source",))
    return found


def claim_id(value: Mapping[str, Any]) -> str:
    """The id of a relation: its own, or `type/from/to`, with `/start` where a start is given."""
    if own := value.get("id"):
        return str(own)
    parts = (value.get("type"), value.get("from"), value.get("to"), value.get("start"))
    return "/".join(str(part) for part in parts if part)


def _one_of(words: tuple[str, ...]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _own_id(record: WrittenRecord) -> str:
    key = record.value.get("id")
    return key if isinstance(key, str) else ""


def _place(record: WrittenRecord) -> str:
    return f"{record.value.get('source')} {record.value.get('at')}"


def _relation_id(record: WrittenRecord) -> str:
    ends = (record.value.get(name) for name in ("type", "from", "to"))
    whole = record.value.get("id") or all(isinstance(item, str) for item in ends)
    return claim_id(record.value) if whole else ""


def _fields(records: Iterable[WrittenRecord], checker: Checker) -> Iterator[Problem]:
    for record in records:
        if not checker.passes(record.value):
            yield from checker.problems(record, record.value)


def _twice(records: Iterable[WrittenRecord], what: str, key_of: Any) -> Iterator[Problem]:
    seen: dict[str, WrittenRecord] = {}
    for record in records:
        key = key_of(record)
        first = seen.setdefault(key, record)
        if first is record or not key:
            continue
        own = "id" in record.value
        hint = _AN_ID if what == "relation" and not own else ""
        location = record.location("id") if own else record.location()
        where = first.location("id") if "id" in first.value else first.location()
        yield Problem(location, f'{what} "{key}" stands twice; first at {where}', hint)


def _doubtful(records: Records) -> Iterator[Problem]:
    """Look-alike letters, invisible characters, and names that differ only in what nobody sees."""
    seen: dict[str, tuple[str, WrittenRecord]] = {}
    for record in records.entities:
        value = record.value
        aliases = value.get("aliases")
        for number, text in enumerate((value.get("name"), *(aliases if isinstance(aliases, list) else ()))):
            if not isinstance(text, str):
                continue
            field = "aliases" if number else "name"
            if words := suspicious(text):
                yield Problem(record.location(field), f"{field}: {words}", severity="warning")
            other, where = seen.setdefault(visible_form(text), (text, record))
            if other != text:
                message = (
                    f"{field}: looks like the name at {where.location('name')}, but has other characters"
                )
                yield Problem(record.location(field), message, severity="warning")


class _Relations:
    """Judges one relation at a time."""

    def __init__(
        self,
        ontology: Ontology,
        kinds: Mapping[str, Any],
        sources: frozenset[str],
        broken: frozenset[str],
        named: Mapping[str, str],
        relation: Checker,
        evidence: Checker,
    ) -> None:
        self._ontology = ontology
        self._kinds = kinds
        self._sources = sources
        self._broken = broken
        self._named = named
        self._relation = relation
        self._evidence = evidence

    def problems(self, record: WrittenRecord) -> Iterator[Problem]:
        value: dict[str, Any] = record.value
        yield from self._relation.problems(record, value)
        for name in ("from", "to"):
            yield from self._entity(record, value.get(name), (name,))
        kind = self._ontology.types.get(value["type"]) if isinstance(value.get("type"), str) else None
        if kind is not None:
            yield from self._shape(record, kind)
        yield from self._times(record)
        if "at_most" in value and "because" not in value:
            yield Problem(
                record.location("at_most"), "at_most needs a reason", "add because: ...; readers see it"
            )
        if "because" in value and "at_most" not in value:
            yield Problem(record.location("because"), "because gives a reason for at_most, which is missing")
        if "evidence" in value:
            yield from self._evidence_of(record, value["evidence"])

    def _entity(self, record: WrittenRecord, key: Any, path: tuple[str | int, ...]) -> Iterator[Problem]:
        if "entities" in self._broken:
            return
        if isinstance(key, str) and key.strip() and key not in self._kinds:
            named = self._named.get(key.casefold())
            hint = f'did you mean "{named}"?' if named else nearest_hint(key, filter(None, self._kinds))
            yield Problem(record.location(*path), f'unknown entity "{key}"', hint)

    def source_problems(
        self, record: WrittenRecord, key: Any, path: tuple[str | int, ...]
    ) -> Iterator[Problem]:
        """A source that is not there."""
        if "sources" in self._broken:
            return
        if isinstance(key, str) and key.strip() and key not in self._sources:
            hint = nearest_hint(key, filter(None, self._sources))
            yield Problem(record.location(*path), f'unknown source "{key}"', hint)

    def _shape(self, record: WrittenRecord, kind: RelationType) -> Iterator[Problem]:
        """What the type says about its ends and roles."""
        value = record.value
        for name, allowed in (("from", kind.from_kinds), ("to", kind.to_kinds)):
            yield from self._kind(record, value.get(name), allowed, (name,), f'"{name}" of {kind.key}')
        if value.get("from") == value.get("to") and "from" in value and not kind.loops:
            yield Problem(record.location("to"), f"{kind.key} cannot join an entity with itself")
        roles = value.get("roles", {})
        if not isinstance(roles, dict):
            yield Problem(
                record.location("roles"), "roles: expected lists of ids by role, such as {about: [id]}"
            )
            return
        for name, keys in roles.items():
            role = kind.roles.get(name)
            if role is None:
                known = f"{kind.key} allows {', '.join(kind.roles) or 'none'}"
                hint = nearest_hint(name, kind.roles) or known
                yield Problem(record.key_location("roles", name), f'unknown role "{name}"', hint)
                continue
            if not isinstance(keys, list) or not keys:
                yield Problem(record.location("roles", name), f"{name}: expected a list of ids, such as [id]")
                continue
            for index, key in enumerate(keys):
                path = ("roles", name, index)
                if not isinstance(key, str):
                    yield Problem(record.location(*path), f"{name}: expected an id")
                    continue
                yield from self._entity(record, key, path)
                yield from self._kind(record, key, role.kinds, path, f'role "{name}" of {kind.key}')

    def _kind(
        self,
        record: WrittenRecord,
        key: Any,
        allowed: tuple[str, ...],
        path: tuple[str | int, ...],
        what: str,
    ) -> Iterator[Problem]:
        kind = self._kinds.get(key) if isinstance(key, str) else None
        if kind in self._ontology.kinds and kind not in allowed:
            article = "an" if str(kind).startswith(("a", "e", "i", "o", "u")) else "a"
            message = f'{what} cannot be {article} {kind} ("{key}")'
            yield Problem(record.location(*path), message, f"expected {_one_of(allowed)}")

    def _times(self, record: WrittenRecord) -> Iterator[Problem]:
        start, end = (_date_or_none(record.value.get(name)) for name in ("start", "end"))
        if start and end and start.earliest > end.latest:
            message = f'end "{end}" is before start "{start}"'
            yield Problem(record.location("end"), message)

    def _evidence_of(self, record: WrittenRecord, items: Any) -> Iterator[Problem]:
        if not isinstance(items, list) or not items:
            yield Problem(
                record.location("evidence"), "evidence: expected a list of at least one item", _A_LIST
            )
            return
        for index, item in enumerate(items):
            path = ("evidence", index)
            yield from self._evidence.problems(record, item, path)
            yield from _odd_words(record, item, path)
            if isinstance(item, dict):
                for name in ("source", "quoting"):
                    yield from self.source_problems(record, item.get(name), (*path, name))
                yield from self._speaker(record, item.get("by"), (*path, "by"))

    def _speaker(self, record: WrittenRecord, who: Any, path: tuple[str | int, ...]) -> Iterator[Problem]:
        if "entities" in self._broken:
            return
        if isinstance(who, str) and SLUG.match(who) and who not in self._kinds:
            hint = nearest_hint(who, filter(None, self._kinds))
            hint = hint or "a speaker who is no entity is written in words, such as a prosecutor"
            yield Problem(record.location(*path), f'unknown entity "{who}"', hint)


def _odd_words(record: WrittenRecord, item: Any, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """Words that would read wrong behind the speaker's name, or against their stance: warnings."""
    says = item.get("says") if isinstance(item, dict) else None
    if not isinstance(says, str) or not says.strip():
        return
    if not says[0].islower():
        hint = "begin with the verb, in small letters"
        message = "says: speaker and words would not read as one sentence"
        yield Problem(record.location(*path, "says"), message, hint, severity="warning")
    if item.get("stance", "supports") == "supports" and says.split()[0] in _AGAINST:
        message = f'says: "{says.split()[0]}" is counted as support'
        yield Problem(record.location(*path, "says"), message, "or is it stance: denies?", severity="warning")


_AGAINST = ("denies", "deny", "denied", "disputes", "dispute", "disputed", "rejects", "rejected")


def _date_or_none(value: Any) -> Any:
    try:
        return parse_date(value) if isinstance(value, str) else None
    except ValueError:
        return None
