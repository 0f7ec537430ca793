"""Measures and wraps text in the columns of a terminal: wide letters take two, combining marks none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_STYLE = re.compile("\x1b\\[[0-9;]*m")
_GUTTER = re.compile(r"[ │]*")


def text_columns(text: str) -> int:
    """Returns how many columns a text takes; ANSI styles take none.

    >>> text_columns("王 é"), text_columns("\x1b[1mone\x1b[0m")
    (4, 3)
    """
    if "\x1b" in text:
        text = _STYLE.sub("", text)
    return len(text) if text.isascii() else sum(map(_columns, text))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Returns a text with spaces after it, or before it if it is flush right."""
    space = " " * (width - text_columns(text))
    return space + text if right else text + space


def wrap(text: str, width: int) -> list[str]:
    """Returns the lines of a text, none wider than the width; breaks words only if they are longer.

    >>> wrap("one two  three", 7), wrap("王王王", 4)
    (['one two', 'three'], ['王王', '王'])
    """
    if text_columns(text) <= width:
        return [text.strip()] if text.strip() else []
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".lstrip()
        if text_columns(joined) <= width:
            lines[-1] = joined
            continue
        first, *rest = _pieces(word, width)
        lines[-1:] = [*filter(None, lines[-1:]), first, *rest]
    return lines


def fit(line: str, width: int) -> Iterator[str]:
    """Yields a line, or if it is wider, its parts; they keep what stands before its text, and two spaces."""
    if text_columns(line) <= width:
        yield line
        return
    gutter = _GUTTER.match(line)
    assert gutter is not None
    start = gutter[0] if len(gutter[0]) + 4 <= width else ""
    first, *rest = wrap(line[gutter.end() :], width - len(start) - 2)
    yield start + first
    yield from (f"{start}  {part}" for part in rest)


def _pieces(word: str, width: int) -> Iterator[str]:
    piece = ""
    for char in _STYLE.sub("", word) if text_columns(word) > width else [word]:
        if piece and text_columns(piece + char) > width:
            yield piece
            piece = ""
        piece += char
    yield piece


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
