"""Finds characters that make two texts look alike, or a text look different from what it is."""

from __future__ import annotations

import re
import unicodedata

# Drawn as nothing, though Unicode does not class them as format characters.
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_BLANK += "".join(map(chr, range(0xFE00, 0xFE10)))
# Alphabets with letters that look like those of another.
_ALIKE = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL"}
_WORD = re.compile(r"[^\W\d_]+")


def suspicious(text: str) -> str:
    """Returns what a reader cannot see in `text`, with code points, or "".

    These are invisible and direction-changing characters, words that mix alphabets with look-alike letters,
    and texts not in Unicode's composed form (NFC), which differ from a twin that looks the same.

    Example:
        >>> suspicious("Lo\\u0443a")
        'mixes alphabets: U+0443 CYRILLIC SMALL LETTER U'
        >>> suspicious("Joaquín")
        ''
    """
    if text.isascii() and text.isprintable():
        return ""
    found = []
    hidden = sorted({letter for letter in text if _is_hidden(letter)})
    if hidden:
        found.append("holds invisible characters: " + _describe(hidden))
    mixed = sorted({letter for word in _WORD.findall(text) for letter in _strangers(word)})
    if mixed:
        found.append("mixes alphabets: " + _describe(mixed))
    if not unicodedata.is_normalized("NFC", text):
        gone = set(text) - set(unicodedata.normalize("NFC", text))
        marks = sorted(x for x in gone if unicodedata.combining(x) or not unicodedata.is_normalized("NFC", x))
        found.append("is not in composed form (NFC)" + (": " + _describe(marks) if marks else ""))
    return "; ".join(found)


def visible_form(text: str) -> str:
    """Returns what a reader sees of `text`: composed (NFC), without invisible characters.

    Two texts that look the same have the same visible form.

    Example:
        >>> visible_form("Jose\\u0301\\u200b") == visible_form("José")
        True
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", "".join(letter for letter in text if not _is_hidden(letter)))


def _is_hidden(letter: str) -> bool:
    return (
        unicodedata.category(letter) in ("Cf", "Cc", "Cn", "Co", "Cs", "Zl", "Zp") and letter not in "\t\n"
    ) or letter in _BLANK


def _strangers(word: str) -> list[str]:
    """Returns the letters of the rarer alphabets in a word that mixes alphabets."""
    letters = [(letter, unicodedata.name(letter, "").split(" ")[0]) for letter in word]
    scripts = [script for _, script in letters if script in _ALIKE]
    if len(set(scripts)) < 2:
        return []
    home = max(sorted(set(scripts)), key=scripts.count)
    return [letter for letter, script in letters if script in _ALIKE and script != home]


def _describe(letters: list[str]) -> str:
    return ", ".join(
        f"U+{ord(letter):04X} {unicodedata.name(letter, 'without a name')}" for letter in letters
    )
