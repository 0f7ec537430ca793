"""The leak scan: looks in an output for the names of what its audience must not see."""

from __future__ import annotations

import base64
import gzip
import html
import re
import sys
import unicodedata
from collections.abc import Iterable

from graphkit.dataset.audience import redact, visible_to
from graphkit.dataset.base import Dataset
from graphkit.errors import UsageError
from graphkit.model.fields import identifying_texts
from graphkit.model.records import VISIBILITIES, Claim, Entity, Source
from graphkit.questions.answer import Answer

SHORTEST = 4  # shorter names occur within too many other texts
_AROUND = 40  # characters
_ELEMENT = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_CODE = re.compile(r"\\u([0-9a-f]{4})|#(\d+);|\\[nrt]")  # of JSON and made visible for XML; of Mermaid
_BETWEEN = re.compile(r"[^\w-]+")


def authorize(dataset: Dataset, answer: Answer, audience: str) -> None:
    """Refuses an answer that was asked for a wider audience, if the dataset has something to hide.

    Raises: UsageError for such an answer; UnknownName if there is no such audience.
    """
    seen = visible_to(audience)
    asked_for = str(answer.question.get("audience", VISIBILITIES[-1]))
    if asked_for not in seen and _has_more_than(dataset, seen):
        raise UsageError(
            f"the answer may contain what is not {audience}: use --audience {audience} or "
            f'for_audience("{audience}"), or write it for yourself with audience="{asked_for}"'
        )


def hidden_words(dataset: Dataset, audience: str) -> tuple[str, ...]:
    """Returns the names, aliases, ids and titles that an audience must not see and does not see elsewhere.

    Raises: UnknownName if there is no such audience.
    """
    seen = redact(dataset, audience)
    if seen is dataset:
        return ()
    open_words = {word.casefold() for word in _words(seen)}
    hidden = {word for word in _words(dataset) if word.casefold() not in open_words}
    return tuple(sorted(word for word in hidden if len(word) >= SHORTEST))


def scan(content: str, words: Iterable[str]) -> None:
    """Refuses a text or page in which one of the words occurs, whatever its case, escapes or line breaks.

    Raises: UsageError with the first of these words and the text around it.
    """
    shown = _unpacked(content)
    folded = _folded(shown)
    for word in words:
        wanted = _folded(word)
        if len(wanted) >= SHORTEST + 2 and wanted in folded:
            at = folded.index(wanted)
            around = folded[max(0, at - _AROUND) : at + len(wanted) + _AROUND].strip()
            raise UsageError(
                f'"{word}" is not for this audience, but would be in the output: …{around}…; '
                "change the text or its visibility; nothing was written"
            )


def _unpacked(content: str) -> str:
    """Returns what readers see of a text or page: its data unpacked, its program and style left out."""

    def unpacked(found: re.Match[str]) -> str:
        _, attributes, body = found.groups()
        if "application/json" not in attributes:
            return " "
        return gzip.decompress(base64.b64decode(body)).decode() if "gzip" in attributes else body

    plain = html.unescape(_ELEMENT.sub(unpacked, content))
    return _CODE.sub(_char, plain)


def _char(code: re.Match[str]) -> str:
    if code[1]:
        return chr(int(code[1], 16))
    return chr(int(code[2])) if code[2] and int(code[2]) <= sys.maxunicode else " "


def _folded(text: str) -> str:
    """Returns the words of a text in one case and form, with one space around each."""
    return f" {_BETWEEN.sub(' ', unicodedata.normalize('NFC', text.casefold())).strip()} "


def _has_more_than(dataset: Dataset, seen: tuple[str, ...]) -> bool:
    records: list[Entity | Source | Claim] = [*dataset.entities.values(), *dataset.sources.values()]
    records += dataset.claims.values()
    return any(record.visibility not in seen for record in records)


def _words(dataset: Dataset) -> list[str]:
    return identifying_texts((*dataset.entities.values(), *dataset.sources.values()))
