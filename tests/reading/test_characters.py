"""What a reader cannot see is named with its code points."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit import escape
from graphkit.reading.characters import suspicious, visible_form


@pytest.mark.parametrize(
    "text",
    ["Joaquín Guzmán", "Øystein Żółw", "Иван Петров", "李小龍", "ジョン Smith", "Ελένη", "محمد", "x-y",
     "A1 Б2", "Α&B", "日本のNHK"],
)  # fmt: skip
def test_names_in_any_one_script_a_word_are_fine(text: str) -> None:
    assert suspicious(unicodedata.normalize("NFC", text)) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dea\u202e", "holds invisible characters: U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("d\u200bea", "holds invisible characters: U+200B ZERO WIDTH SPACE"),
        ("\ufeffdea", "holds invisible characters: U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\u2067x\u2069", "U+2067 RIGHT-TO-LEFT ISOLATE, U+2069 POP DIRECTIONAL ISOLATE"),
        ("x\u00ad", "U+00AD SOFT HYPHEN"),
        ("x\u3164", "U+3164 HANGUL FILLER"),
        ("x\x07", "U+0007"),
        ("x\u2028", "U+2028 LINE SEPARATOR"),
        ("Sin\u0430loa", "mixes alphabets: U+0430 CYRILLIC SMALL LETTER A"),
        ("Μike", "mixes alphabets: U+039C GREEK CAPITAL LETTER MU"),
        ("Ивaн", "mixes alphabets: U+0061 LATIN SMALL LETTER A"),
        ("Guzma\u0301n", "is not in composed form (NFC): U+0301 COMBINING ACUTE ACCENT"),
        ("\u212b", "is not in composed form (NFC): U+212B ANGSTROM SIGN"),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, said: str) -> None:
    assert said in suspicious(text)


def test_what_does_not_print_is_written_out() -> None:
    assert escape.terminal("a\x1b[2J\x9b\u202e\u2028\nb") == r"a\x1b[2J\x9b\u202e\u2028\nb"
    assert escape.terminal("Plain — ünïcode 中文") == "Plain — ünïcode 中文"


def test_twins_have_the_same_visible_form() -> None:
    assert visible_form("Guzma\u0301n\u200b") == visible_form("Guzmán") == "Guzmán"
    assert visible_form("Guzman") != visible_form("Guzmán")


@given(st.text())
def test_texts_with_a_visible_form_of_their_own_are_the_ones_without_hidden_characters(text: str) -> None:
    form = visible_form(text)
    assert unicodedata.is_normalized("NFC", form)
    if form != text:
        assert suspicious(text) != ""
