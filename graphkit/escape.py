"""Characters that XML cannot hold, or that change what a reader sees, written out visibly."""

from __future__ import annotations

import re

# Controls but tab, line feed and return; marks that turn the direction of writing; what is no character.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def xml(text: str) -> str:
    r"""The text with control characters as `\uXXXX`; everything else stays as it is.

    >>> print(xml("a\x07b"))
    a\u0007b
    """
    return _HIDDEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def terminal(text: str) -> str:
    """The text with control characters and all else that does not print written out, as escapes.

    No name can steer a terminal then.

    Example:
        >>> print(terminal("a\\x1b[31mb\\u202e"))
        a\\x1b[31mb\\u202e
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
