"""Splits Cypher into tokens, so that checks never look inside a string, comment or backtick."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.errors import UsageError

# A string, comment or quoted name matches whole or not at all; an unterminated one is an error.
_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>//[^\n\r]*|/\*.*?\*/)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<quoted>`(?:[^`]|``)*`)
    | (?P<parameter>\$(?:\w+|`(?:[^`]|``)*`))
    | (?P<number>0[xX][0-9a-fA-F]+|0[oO][0-7]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<open>/\*|['"`])
    | (?P<symbol>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ENDS = {"'": "quote", '"': "quote", "`": "backtick", "/*": "comment"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, symbol, string, number, parameter or quoted name; line and column count from 1."""

    kind: str
    text: str
    line: int
    column: int
    start: int  # offset in the text

    @property
    def word(self) -> str:
        """The token in capitals if it is a bare word, else ""."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def name(self) -> str:
        """The name without its dollar sign or backticks."""
        text = self.text.removeprefix("$")
        return text[1:-1].replace("``", "`") if text.startswith("`") else text


def read_tokens(text: str) -> tuple[Token, ...]:
    r"""Returns all tokens in order, without spaces and comments.

    Raises: UsageError with line and column for an unterminated string, comment or backtick, and for `\u`,
    which Neo4j replaces by another character before it looks for the end of a string.

    Example:
        >>> [token.text for token in read_tokens("RETURN 'SET' // CREATE")]
        ['RETURN', "'SET'"]
    """
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    line, start = 1, 0
    for match in _TOKEN.finditer(text):
        kind, value = str(match.lastgroup), match.group()
        token = Token(kind, value, line, match.start() - start + 1, match.start())
        if kind == "open":
            raise UsageError(f"{line}:{token.column}: unterminated {_ENDS[value]}")
        if "\\u" in value or text.startswith("\\u", match.start()):
            raise UsageError(f"{line}:{token.column}: \\u escapes are refused; write the character itself")
        if kind not in ("space", "comment"):
            yield token
        if newlines := value.count("\n"):
            line, start = line + newlines, match.start() + value.rindex("\n") + 1
