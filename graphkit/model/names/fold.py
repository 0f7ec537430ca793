"""Forms of a name that are equal where only case, accents or letter forms differ."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ı": "i",
        "ð": "d",
        "þ": "th",
        # Forms of one Arabic letter, Persian ones included; a tatweel only stretches a word.
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ـ": None,
        "ё": "е",
        **dict.fromkeys("'`’‘ʼʻʾʿ"),  # within words, as in Sana‘a and O’Neil
    }
)
_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)")  # the dots within G.m.b.H.


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """Returns a name without case, accents, punctuation and variant letter forms; its script stays.

    Two names with equal folds are the same name.

    Example:
        >>> fold("Joaquín “El Chapo” Guzmán"), fold("Гусма́н"), fold("Acme G.m.b.H.")
        ('joaquin el chapo guzman', 'гусман', 'acme gmbh')
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold().translate(LETTERS)
    plain = _DOTTED.sub("", plain.replace("&", " and "))
    return " ".join("".join(char if _is_of_word(char) else " " for char in plain).split())


@lru_cache(maxsize=1 << 17)
def to_latin(text: str) -> str:
    """Returns the fold of a name in Latin letters, transliterated by anyascii; for candidates only.

    Example:
        >>> to_latin("Гусман"), to_latin("Guzmán")
        ('gusman', 'guzman')
    """
    folded = fold(text)
    if folded.isascii():
        return folded
    from anyascii import anyascii

    return fold(anyascii(unicodedata.normalize("NFC", text)))


def script(text: str) -> str:
    """Returns the script of the first letter that is not Latin, as Unicode names it; else "LATIN".

    Example:
        >>> script("张伟"), script("Guzmán"), script("Ｇｕｚｍａｎ")
        ('CJK', 'LATIN', 'LATIN')
    """
    for char in fold(text):
        if char.isalpha() and not char.isascii():
            name = unicodedata.name(char, "LATIN").split()[0]
            if name != "LATIN":
                return name
    return "LATIN"


def _is_of_word(char: str) -> bool:
    """Returns whether a character is a letter, a number, or a vowel sign, as Hindi and Thai write vowels."""
    return char.isalnum() or (not char.isascii() and unicodedata.category(char).startswith("M"))
