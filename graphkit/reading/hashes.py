"""Finds text that YAML takes for a comment: a # behind a blank and before text, such as `Case #4`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

_BYTES = re.compile(rb"[ \t]#+[^\s#]")
_HASH = re.compile(r"(?<![ \t])[ \t]+(?=#+[^\s#])")
_IN_FLOW = re.compile(r"[,\[\]{}]")
_MOST = 60  # characters of a text that a message shows


class Hashes:
    """The places of such signs in a text: `Case #4`, but neither `# a comment` nor a line of comment."""

    __slots__ = ("_order", "_places", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        found = {item.start(): item.end() for item in _HASH.finditer(text)}
        self._places: Mapping[int, int] = {
            start: end for start, end in found.items() if self._is_inline(start)
        }
        self._order = list(self._places)

    def behind(self, end: int, begin: int = -1) -> int | None:
        """Returns the position of the sign behind a text that ends at `end`.

        `begin` is given for a value that is empty: it may lie behind the comment, within flow brackets.
        """
        if end in self._places or begin < 0:
            return self._places.get(end)
        at = bisect_left(self._order, begin)
        return self._places[self._order[at]] if at < len(self._order) and self._order[at] < end else None

    def between(self, first: int, last: int) -> bool:
        """Tells whether there is a sign between two positions, or in the line before the first."""
        line = self._text.rfind("\n", 0, max(0, self._text.rfind("\n", 0, first)))
        at = bisect_left(self._order, max(0, line))
        return at < len(self._order) and self._order[at] < last

    def explain(self, value: str, at: int, in_flow: bool) -> tuple[str, str]:
        """Returns both readings of a value with a sign behind it, and how to write each."""
        stop = self._text.find("\n", at)
        rest = self._text[at : stop if stop >= 0 else None].rstrip()
        if in_flow:
            rest = _IN_FLOW.split(rest)[0].rstrip()
        whole = _tail(f"{value} {rest}" if value else rest)
        read = f'"{_tail(value)}"' if value else "nothing"
        hint = f"if it belongs to the text, quote the text: {quote(whole)}; if not, write a space after the #"
        return f'text after # is a comment: read as {read}, not as "{whole}"', hint

    def _is_inline(self, start: int) -> bool:
        """Tells whether something stands before the sign in its line: else the line is a comment."""
        return start > 0 and self._text[start - 1] not in "\r\n"


def has_hashes(data: bytes) -> bool:
    """Tells whether there may be such a sign in a file."""
    return _BYTES.search(data) is not None


def quote(text: str) -> str:
    """Returns a text in the quotes of YAML that change least in it.

    >>> print(quote("Case #4"), quote('a "b"'))
    "Case #4" 'a "b"'
    """
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _tail(text: str) -> str:
    return text if len(text) <= _MOST else "…" + text[-_MOST:]
