"""A text is written so that every reader of YAML takes it for the same text."""

from __future__ import annotations

import random
import re

import pytest
import yaml

from graphkit.editing.scalar import write_scalar
from graphkit.reading.yaml import load_yaml
from tests.fuzz.writer import TEXTS, draw_text

# What a plain text means in YAML 1.2 (the core schema) and to readers of YAML 1.1 beside PyYAML.
NOT_TEXT = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|y|Y|n|N|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"
    r"|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|[-+]?0b[01_]+|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?|=|<<"
)


def check(text: str) -> None:
    for flow, form in ((False, "- {}\n- a: {}\n"), (True, "- [{}]\n- {{a: {}}}\n")):
        written = write_scalar(text, flow)
        data = form.format(written, written)
        for loader in (yaml.SafeLoader, yaml.CSafeLoader):
            assert yaml.load(data, loader) == [[text] if flow else text, {"a": text}], (data, loader)
        assert not (written == text and NOT_TEXT.fullmatch(text))
    if len(text) < 100:
        key = write_scalar(text)
        assert yaml.safe_load(f"- {key}: x\n") == [{text: "x"}]
        if text != "<<":
            assert load_yaml(f"- {key}: x\n".encode(), "f")[0][0].value == {text: "x"}


@pytest.mark.parametrize("text", TEXTS)
def test_odd_texts(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    ["0123", "1e3", "12e03", ".5", "+.inf", "-.INF", ".NaN", "1_000", "0b11", "190:20:30", "Y", "OFF",
     "2010-04", "2001-12-14 21:59:43.10 -5", "2001-12-14t21:59:43.10-05:00", "685.230_15e+03"],
)  # fmt: skip
def test_a_text_that_another_reader_takes_for_something_else_is_quoted(text: str) -> None:
    assert write_scalar(text) == f'"{text}"'


@pytest.mark.parametrize(
    "text",
    ["a b", "É ü", "~30 %", "100000 EUR", "1000000..2000000 USD", "25..50 %", "P3", "1984?", "it's", "x:y",
     "2004-07/2011-12", "a\xa0b", "a#b", "C:\\path", "<b>"],
)  # fmt: skip
def test_there_are_no_quotes_where_no_reader_needs_them(text: str) -> None:
    assert write_scalar(text) == text


def test_random_texts() -> None:
    rng = random.Random(0)
    letters = "abeEfx01289_.:+-#,?[]{}&*!|>'\"%@`~=< \t\n\r\\é\xa0\x85\u2028\ufeff\U0001f600yNToZ"
    for _ in range(1000):
        check("".join(rng.choice(letters) for _ in range(rng.randint(0, 6))))
        check(draw_text(rng))
