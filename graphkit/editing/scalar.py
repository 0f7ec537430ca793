"""How a text is written in YAML, so that every reader of YAML 1.1 and 1.2 takes it for the same text."""

from __future__ import annotations

import re
from textwrap import TextWrapper

_SPACES = (
    "\xa0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"  # printed as spaces, but Python calls them unprintable
)
# Other readers make a number, a date or a time of day of some texts that begin with a digit; all such texts
# consist of these characters.
_NUMBER = re.compile(r"[-+.]*\d[\da-f_.,:+xobtz -]*|[-+]?\.(inf|nan)", re.IGNORECASE)
_WORDS = frozenset(("", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"))
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_NOT_PLAIN = re.compile(r":\s|:$|\s#|^\.\.\.")
_FLOW = re.compile(r"[,\[\]{}:?]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write_scalar(text: str, flow: bool = False) -> str:
    """Returns a text as YAML on one line: plain where every reader takes it for a text, else in quotes.

    Args:
        flow: whether it stands in brackets or braces, where more has to be quoted.

    Example:
        >>> print(*map(write_scalar, ("a text", "no", "0123", "2012-10-05", "a: b", 'say "no" #1')))
        a text "no" "0123" "2012-10-05" "a: b" 'say "no" #1'
    """
    return text if is_plain(text, flow) else quote(text)


def quote(text: str) -> str:
    """Returns a text in quotes, on one line."""
    if all(letter.isprintable() for letter in text) and ('"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escape, text)) + '"'


def is_plain(text: str, flow: bool = False) -> bool:
    """Returns whether a text needs no quotes."""
    if text.lower() in _WORDS or text[0] in _INDICATORS or text != text.strip():
        return False
    if _NUMBER.fullmatch(text) or _NOT_PLAIN.search(text) or (flow and _FLOW.search(text)):
        return False
    return text.isprintable() or all(letter.isprintable() or letter in _SPACES for letter in text)


def block_lines(text: str, room: int, fold: bool) -> list[str]:
    """Returns a text of several lines behind "|", a long one behind ">-", as lines; none if it must not be.

    Args:
        room: the width of a line.
        fold: whether a text that is longer than that is broken into lines.
    """
    lines = text.removesuffix("\n").split("\n")
    if any(line and not _stands_in_block(line) for line in lines) or not lines[0] or not lines[-1]:
        return []
    if "\n" in text:
        return ["|" if text.endswith("\n") else "|-", *lines]
    if not fold or len(text) <= room or "  " in text:
        return []
    return [">-", *TextWrapper(max(room, 20), break_long_words=False, break_on_hyphens=False).wrap(text)]


def _stands_in_block(line: str) -> bool:
    # Spaces at an end get lost in editors, and at the beginning they would need an indicator.
    return line == line.strip() and all(letter.isprintable() or letter in _SPACES for letter in line)


def _escape(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable() or letter in _SPACES:
        return letter
    code = ord(letter)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
