"""The file format said once: the fields of each file, checked here and shown as JSON Schema elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from graphkit.errors import Problem, nearest_hint
from graphkit.model.dates import parse_date
from graphkit.model.ontology import Ontology
from graphkit.model.records import STANCES, VISIBILITIES
from graphkit.model.status import Status
from graphkit.reading.record import WrittenRecord

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
SOURCE_KINDS = ("news", "court", "leak", "book", "cable", "interview", "web")
RELIABILITIES = ("A", "B", "C", "D", "E", "F")
GRADE = re.compile(r"[A-F][1-6]\Z")
SHA256 = re.compile(r"[0-9a-f]{64}\Z")
CLAIM_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~/-]*\Z")


class Field(Struct, frozen=True):
    """One field: its form, whether it must be there, and what it means.

    `form` is a key of `FORMS`, or "choice" with `choices` naming a vocabulary, or "roles" or "evidence".
    """

    name: str
    form: str
    help: str
    required: bool = False
    choices: str = ""


ENTITY = (
    Field("id", "slug", "unique over all files: small letters, digits and single hyphens", required=True),
    Field("kind", "choice", "what it is", required=True, choices="kinds"),
    Field("name", "text", "the name as a reader knows it", required=True),
    Field("aliases", "texts", "other spellings, nicknames, code names, source numbers"),
    Field("in_text", "text", 'the name as it stands within a sentence ("the US government")'),
    Field("summary", "text", "who or what it is, in own words"),
    Field("tags", "texts", "groups of your own"),
    Field("ids", "map", "identifiers elsewhere, such as wikidata: Q42"),
    Field("unnamed", "flag", "true for a person or group whom the sources do not name"),
    Field("plural", "flag", "true where a sentence needs the plural (the lawyers, the brothers)"),
    Field("visibility", "choice", "who may see it", choices="visibilities"),
)
SOURCE = (
    Field("id", "slug", "unique over all files: small letters, digits and single hyphens", required=True),
    Field("title", "text", "the title", required=True),
    Field("kind", "choice", "what kind of source", required=True, choices="source_kinds"),
    Field("publisher", "text", "who published it; sources of one publisher are one voice"),
    Field("author", "text", "who wrote it"),
    Field("date", "date", "when it appeared (EDTF)"),
    Field("url", "text", "where it is to be found"),
    Field("in_text", "text", "what it is called within a sentence, where not by its publisher"),
    Field("reliability", "choice", "Admiralty reliability", choices="reliabilities"),
    Field("visibility", "choice", "who may see it", choices="visibilities"),
    Field("archive", "text", "a local copy, as a path within the project (keep it out of git)"),
    Field("sha256", "sha256", "the SHA-256 of the local copy"),
)
RELATION = (
    Field("type", "choice", "what is claimed", required=True, choices="types"),
    Field("from", "entity", "the id of the entity that acts", required=True),
    Field("to", "entity", "the id of the other entity", required=True),
    Field("id", "claim_id", "needed only where two relations would be called the same"),
    Field("start", "date", "when it began or happened (EDTF)"),
    Field("end", "date", "when it ended (EDTF)"),
    Field("roles", "roles", "further entities by role, such as about: [id]"),
    Field("visibility", "choice", "who may see it", choices="visibilities"),
    Field("at_most", "choice", "the highest status that the editors allow", choices="statuses"),
    Field("because", "text", "why the status is capped; readers see it"),
    Field("evidence", "evidence", "who says so, where, on what basis; at least one item", required=True),
)
EVIDENCE = (
    Field("source", "source", "the id of the source in which one can look it up", required=True),
    Field("at", "text", "where in it: paragraph, page, timestamp", required=True),
    Field("quoting", "source", "the id of the source that this one quotes or cites"),
    Field("says", "text", "what the speaker says, in own words, beginning with the verb", required=True),
    Field("by", "speaker", "who says it: an entity id, or words for somebody who is no entity"),
    Field("basis", "choice", "what the statement rests on", required=True, choices="bases"),
    Field("stance", "choice", "whether it supports (default), denies or doubts", choices="stances"),
    Field("date", "date", "when it was said (EDTF)"),
    Field("grade", "grade", "Admiralty grade such as B2"),
)
UNCITED = (
    Field("source", "source", "the id of the source", required=True),
    Field("at", "text", "the paragraph that no claim cites", required=True),
    Field("reason", "text", "why not: advertising, commentary, repeats P12", required=True),
)


ASIDE = {  # what people write that has no place of its own
    "status": "it is derived from the basis of the evidence; at_most with because: ... can cap it",
    "about": "put it under roles: {about: [id]}",
}


def _slug(value: Any) -> str:
    good = isinstance(value, str) and SLUG.match(value) and len(value) <= 120
    return "" if good else "expected an id of small letters, digits and single hyphens"


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return "expected text"
    return "" if value.strip() else "expected text, found nothing"


def _texts(value: Any) -> str:
    wrong = "expected a list of texts, such as [one, two]"
    if not isinstance(value, list):
        return wrong
    for item in value:
        if not isinstance(item, str) or not item.strip():
            return wrong
    return ""


def _map(value: Any) -> str:
    good = isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
    return "" if good else "expected names and texts, such as {wikidata: Q42}"


def _flag(value: Any) -> str:
    return "" if value in ("true", "false") else "expected true or false"


def _date(value: Any) -> str:
    if not isinstance(value, str):
        return "expected a date such as 2005, 2009-12 or 2010-04-19"
    try:
        parse_date(value)
    except ValueError as error:
        return str(error)
    return ""


def _pattern(pattern: re.Pattern[str], words: str) -> Callable[[Any], str]:
    return lambda value: "" if isinstance(value, str) and pattern.match(value) else f"expected {words}"


FORMS: Mapping[str, Callable[[Any], str]] = {  # form -> what is wrong with a value, or nothing
    "slug": _slug,
    "text": _text,
    "texts": _texts,
    "map": _map,
    "flag": _flag,
    "date": _date,
    "entity": _text,
    "source": _text,
    "speaker": _text,
    "grade": _pattern(GRADE, "an Admiralty grade such as B2"),
    "sha256": _pattern(SHA256, "64 hexadecimal digits"),
    "claim_id": _pattern(CLAIM_ID, "letters, digits, and - . _ ~ / between them"),
}


def vocabularies(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    """The words that each choice allows."""
    return {
        "kinds": tuple(ontology.kinds),
        "types": tuple(ontology.types),
        "bases": tuple(ontology.bases),
        "statuses": tuple(status.word for status in sorted(Status, reverse=True) if status),
        "stances": STANCES,
        "visibilities": VISIBILITIES,
        "source_kinds": SOURCE_KINDS,
        "reliabilities": RELIABILITIES,
    }


class Checker:
    """Checks records of one shape against a vocabulary; collects problems, never stops at the first."""

    def __init__(self, fields: tuple[Field, ...], words: Mapping[str, tuple[str, ...]]) -> None:
        self._help = {field.name: field.help for field in fields}
        self._names = tuple(self._help)
        self._required = frozenset(field.name for field in fields if field.required)
        self._checks = {field.name: _check_of(field, words) for field in fields}

    def passes(self, value: Mapping[str, Any]) -> bool:
        """Whether a mapping has no problem: what nearly all records are asked, and no more."""
        checks = self._checks
        for name, item in value.items():
            check = checks.get(name)
            if check is None or check(item):
                return False
        return self._required <= value.keys()

    def problems(
        self, record: WrittenRecord, value: Any, path: tuple[str | int, ...] = ()
    ) -> Iterator[Problem]:
        """Every problem of the mapping `value`, which stands at `path` of the record."""
        if not isinstance(value, dict):
            yield Problem(record.location(*path), f"expected fields such as {', '.join(self._names[:3])}")
            return
        for name, item in value.items():
            check = self._checks.get(name)
            if check is None:
                hint = (
                    ASIDE.get(name) or nearest_hint(name, self._names) or f"known: {', '.join(self._names)}"
                )
                yield Problem(record.key_location(*path, name), f'unknown key "{name}"', hint)
            elif wrong := check(item):
                message, _, hint = wrong.partition("\0")
                label = "" if hint else f"{name}: "
                yield Problem(record.location(*path, name), label + message, hint)
        missing = self._required - value.keys()
        for name in filter(missing.__contains__, self._names if missing else ()):
            yield Problem(record.location(*path), f'"{name}" is missing', self._help[name])


def _check_of(field: Field, words: Mapping[str, tuple[str, ...]]) -> Callable[[Any], str]:
    if field.form == "choice":
        return _choice(field, words[field.choices])
    return FORMS.get(field.form, lambda _: "")  # roles and evidence are looked into by the dataset


def _choice(field: Field, known: tuple[str, ...]) -> Callable[[Any], str]:
    allowed = frozenset(known)

    def check(value: Any) -> str:
        if isinstance(value, str) and value in allowed:
            return ""
        if not isinstance(value, str):
            return "expected one of " + ", ".join(known)
        return f'unknown {field.name} "{value}"\0' + (
            nearest_hint(value, known) or "known: " + ", ".join(known)
        )

    return check
