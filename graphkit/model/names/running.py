"""The words of running text, folded so that a name is found in it however it is written there."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from graphkit.model.names.fold import LETTERS

# An escape that somebody left in a text, as JSON, XML made visible or Mermaid has it.
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|#(\d{1,6});|\\[nrt]")
_APOSTROPHES = dict.fromkeys(map(ord, "’'`ʼ‘"))
_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)")  # the dots within J.F.K.
_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0df3])+")  # with the vowel signs of Indian scripts
# Scripts that put no space between words.
_RUN_ON = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
_PLURALS = ("s", "es")  # and with an apostrophe the genitive
_CASES = ("a", "u", "i", "y", "e", "em", "om", "ego", "emu", "owi")  # of Slavic languages in Latin letters
_MOST_ENDING = 3  # letters that follow the stem of a name in other alphabets
_VOWELS = "аеиоуыэюяйьіїєαειουωηας"
_PARTICLES = (*("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ك", "ف"), *"הובלמשכ")


class Token(NamedTuple):
    """A word as it stands in a text, without accents, and its fold."""

    text: str
    fold: str

    @property
    def lower(self) -> bool:
        """Whether it is written in lower case, as names are not."""
        return self.text[:1].islower()


@lru_cache(maxsize=1 << 14)
def read_tokens(text: str) -> tuple[Token, ...]:
    """Returns the words of a text: unescaped, without accents, apostrophes and invisible characters.

    Example:
        >>> [token.text for token in read_tokens("Joaqui\\u0301n&nbsp;“Chapo”_Guzmán’s")]
        ['Joaquin', 'Chapo', 'Guzmans']
    """
    plain = _DOTTED.sub("", _plain(text).translate(_APOSTROPHES))
    return tuple(Token(word, word.casefold().translate(LETTERS)) for word in _WORD.findall(plain))


def squeeze(text: str) -> str:
    """Returns the letters and digits of a text, for scripts that put no space between words."""
    return "".join(char for char in _plain(text).casefold() if char.isalnum())


def is_run_on(text: str) -> bool:
    """Returns whether a name has a letter of a script that puts no space between words."""
    letters = (unicodedata.name(char, "").split() for char in text if not char.isascii() and char.isalpha())
    return any(name and name[0] in _RUN_ON for name in letters)


def stem(word: str) -> str:
    """Returns the part of a folded name that its cases share: outside of ASCII, without vowels at the end.

    Example:
        >>> stem("hill"), stem("анна")
        ('hill', 'анн')
    """
    if word.isascii():
        return word
    short = word.rstrip(_VOWELS)
    return short if len(short) > 2 else word


def stems(word: str) -> Iterator[str]:
    """Yields each stem that a folded word of a text may have.

    Example:
        >>> sorted(stems("hills")), "иванов" in stems("ивановым")
        (['hill', 'hills'], True)
    """
    yield word
    for ending in (*_PLURALS, *_CASES):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield word[: -len(ending)]
    if not word.isascii():
        yield from (word[:-cut] for cut in range(1, _MOST_ENDING + 1) if len(word) > cut + 2)
        yield from (word.removeprefix(one) for one in _PARTICLES if word.startswith(one))


def is_form_of(word: str, name: str, *, cases: bool) -> bool:
    """Returns whether a folded word of a text is a folded name, or its plural, genitive or another case.

    `cases`: in Latin letters, too; elsewhere they always count.
    """
    if word == name:
        return True
    if word.startswith(name) and word[len(name) :] in (_PLURALS + _CASES if cases else _PLURALS):
        return True
    if name.isascii():
        return False
    short = stem(name)
    if len(short) > 2 and word.startswith(short) and len(word) - len(short) <= _MOST_ENDING:
        return True
    return any(word == one + name for one in _PARTICLES)


def _plain(text: str) -> str:
    """Returns a text without escapes, accents and invisible characters, in compatible forms of letters."""
    text = html.unescape(text) if "&" in text else text
    text = unquote(text) if "%" in text else text
    text = _ESCAPE.sub(_char, text)
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    kept = (char for char in parts if not unicodedata.combining(char) and unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", "".join(kept))


def _char(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return chr(int(found[2])) if found[2] else " "
