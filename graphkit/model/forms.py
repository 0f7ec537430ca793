"""The forms that a value can have: how each is checked, read, written, stored and described."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias
from unicodedata import normalize

from msgspec import Struct, field

from graphkit.model.dates import ALWAYS, EXPECTED, NEVER, PartialDate, explain_span, is_clear, parse_date
from graphkit.model.status import BY_WORD, Status

Json: TypeAlias = dict[str, Any]
MAX_ID = 120  # characters
SLUG = re.compile(r"(?!.{121})[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_GRADE = re.compile(r"[A-F][1-6]\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_CLAIM_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~/-]*\Z")
_TEXT: Json = {"type": "string", "pattern": r"\S"}
_LOOSE: Json = {"anyOf": [_TEXT, {"type": ["number", "boolean"]}]}  # an editor reads 2005 as a number


class Wrong(NamedTuple):
    """What is wrong with a value, how to fix it, and at which key or item of the value."""

    message: str
    hint: str = ""
    at: tuple[str | int, ...] = ()


class Form(Struct, frozen=True):
    """A kind of value, from the file to every output.

    A *written* value is what a file holds: a text, or a list or mapping of such. None for a function means
    that the value stays as it is.

    Attributes:
        expected: What an error says was expected.
        accepts: Is true for a valid written value; may raise TypeError or ValueError for another one.
            A function of C where possible, because it is called for every value of every file.
        read: Turns a valid written value into the value of the record.
        plain: Turns the value of the record into JSON, which is also how it is written in YAML.
        schema: JSON Schema of the written value.
        parts: Suffixes of the properties that hold the value in a property graph, which has no nested values.
        store: Turns the value of the record into one property for each part.
        load: Turns the properties back into the value of the record.
        many: Whether each of these properties is a list.
        suggest: Says how to write an invalid text, or returns "".
        find: Yields what is wrong with the parts of an invalid value.
        is_clear: Is false for a valid text that people may read otherwise; `doubt` gives message and hint.
    """

    expected: str = ""
    accepts: Callable[[Any], object] | None = None
    read: Callable[[Any], Any] | None = None
    plain: Callable[[Any], Any] | None = None
    schema: Json = field(default_factory=lambda: _LOOSE)
    parts: tuple[str, ...] = ("",)
    store: Callable[[Any], tuple[Any, ...]] | None = None
    load: Callable[..., Any] | None = None
    many: bool = False
    suggest: Callable[[str], str] | None = None
    find: Callable[[Any], Iterator[Wrong]] | None = None
    is_clear: Callable[[str], bool] | None = None
    doubt: Callable[[str], tuple[str, str]] | None = None


def explain(form: Form, value: Any) -> list[Wrong]:
    """Returns what is wrong with a written value: nothing if it is valid."""
    expected = f"expected {form.expected}"
    try:
        if form.accepts is None or form.accepts(value):
            return []
    except TypeError:  # a list or mapping where a text is expected
        pass
    except ValueError as error:
        expected = str(error)
    if isinstance(value, str) and not value.strip():
        return [Wrong(f"{expected}, found nothing")]
    if form.find and (found := list(form.find(value))):
        return found
    hint = form.suggest(value) if form.suggest and isinstance(value, str) else ""
    return [Wrong(expected.removesuffix(f": {EXPECTED}") if hint else expected, hint)]


def _matching(pattern: re.Pattern[str], expected: str, **more: Any) -> Form:
    written = "^" + pattern.pattern.removeprefix("(?!.{121})").removesuffix(r"\Z") + "$"
    return Form(expected, pattern.match, schema={"type": "string", "pattern": written}, **more)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(str.strip, value))


def _find_in_texts(value: Any) -> Iterator[Wrong]:
    for number, item in enumerate(value if isinstance(value, list) else ()):
        if not isinstance(item, str):
            found = "a mapping" if isinstance(item, dict) else "a list"
            hint = 'put a text with ": " or brackets in quotes'
            yield Wrong(f"item {number + 1} is {found}; expected text", hint, (number,))
        elif not item.strip():
            yield Wrong(f"item {number + 1} is empty", "write the text, or remove the item", (number,))


def _find_in_pairs(value: Any) -> Iterator[Wrong]:
    for key, item in value.items() if isinstance(value, dict) else ():
        if not isinstance(item, str):
            yield Wrong(f"{key} is not a text", "write one text for each name", (key,))


def _find_in_slug(value: Any) -> Iterator[Wrong]:
    if isinstance(value, str) and len(value) > MAX_ID:
        yield Wrong(f"the id has {len(value)} characters; the maximum is {MAX_ID}", "shorten it")


def _suggest_slug(value: str) -> str:
    plain = normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall("[a-z0-9]+", plain))
    return f'did you mean "{slug}"?' if slug else ""


def _suggest_date(value: str) -> str:
    from graphkit.model.date_hints import suggest_date

    return suggest_date(value)


def _suggest_bound(value: str) -> str:
    from graphkit.model.date_hints import suggest_bound

    return suggest_bound(value)


def _are_pairs(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


def _read_pairs(value: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(value.items()))


def _store_pairs(value: tuple[tuple[str, str], ...]) -> tuple[list[str], list[str]]:
    return [name for name, _ in value], [text for _, text in value]


def _load_pairs(names: list[str], texts: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple(zip(names, texts, strict=True))


def _store_date(value: PartialDate | None) -> tuple[str]:
    return ("" if value is None else value.text,)


def _store_bound(value: PartialDate | None) -> tuple[str, int, int]:
    return ("", NEVER, ALWAYS) if value is None else (value.text, value.earliest, value.latest)


def _load_date(text: str, *_days: int) -> PartialDate | None:
    return parse_date(text) if text else None


def _store_status(value: Status | None) -> tuple[str]:
    return ("" if value is None else value.word,)


def _load_status(word: str) -> Status | None:
    return Status.parse(word) if word else None


def _read_roles(value: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {role: tuple(dict.fromkeys(ids)) for role, ids in sorted(value.items())}


def _plain_roles(value: Mapping[str, tuple[str, ...]]) -> Json:
    return {role: list(ids) for role, ids in sorted(value.items())}


_TEXT_FORM = Form("text", str.strip)
_DATE = "a date such as 2005, 2009-12 or 2010-04-19"
_FLAGS = frozenset(("true", "false"))

FORMS: Mapping[str, Form] = {
    "text": _TEXT_FORM,
    "texts": Form(
        "a list of texts, such as [one, two]",
        _are_texts,
        tuple,
        list,
        {"type": "array", "items": _LOOSE},
        find=_find_in_texts,
        store=lambda value: (list(value),),
        load=tuple,
        many=True,
    ),
    "map": Form(
        "names and texts, such as {wikidata: Q42}",
        _are_pairs,
        _read_pairs,
        dict,
        {"type": "object", "additionalProperties": _LOOSE},
        ("_names", "_values"),
        _store_pairs,
        _load_pairs,
        many=True,
        find=_find_in_pairs,
    ),
    "flag": Form("true or false", _FLAGS.__contains__, "true".__eq__, schema={"type": "boolean"}),
    "number": Form("a whole number", str.isdecimal, int, schema={"type": "integer"}),
    "choice": _TEXT_FORM,  # the words come with the field
    "status": Form(
        "a status",
        BY_WORD.__contains__,
        BY_WORD.__getitem__,
        attrgetter("word"),
        store=_store_status,
        load=_load_status,
    ),
    "date": Form(
        _DATE,
        parse_date,
        parse_date,
        attrgetter("text"),
        store=_store_date,
        load=_load_date,
        suggest=_suggest_date,
        is_clear=is_clear,
        doubt=explain_span,
    ),
    # A date that questions filter by: a property graph also stores its first and last possible day.
    "bound": Form(
        _DATE,
        parse_date,
        parse_date,
        attrgetter("text"),
        _LOOSE,
        ("", "_earliest", "_latest"),
        _store_bound,
        _load_date,
        suggest=_suggest_bound,
        is_clear=is_clear,
        doubt=explain_span,
    ),
    "entity": _TEXT_FORM,
    "source": _TEXT_FORM,
    "speaker": _TEXT_FORM,
    "roles": Form(read=_read_roles, plain=_plain_roles, schema={}),  # checked against the type of the claim
    "records": Form(schema={}),  # each record is checked and read by its own fields
    "slug": _matching(
        SLUG, "an id of small letters, digits and single hyphens", find=_find_in_slug, suggest=_suggest_slug
    ),
    "grade": _matching(_GRADE, "an Admiralty grade such as B2"),
    "sha256": _matching(_SHA256, "64 hexadecimal digits"),
    "claim_id": _matching(_CLAIM_ID, "letters, digits, and - . _ ~ / between them"),
}
