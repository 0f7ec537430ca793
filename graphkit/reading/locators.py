"""Reads where in a text a passage is: `P24`, `P17-P19`, `par. 12`, `¶ 4`, `lines 3 and 4`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_PART = re.compile(
    r"""
    (?<![^\W_])
    (?: (?P<letter> [A-Z] ) (?= [1-9] )
      | (?i: (?: paragraphs? | paras? | pars? | absatz | abs | párrs? | (?P<line> lines? | ll? | zeilen? ) )
        \.? \s* ) (?= [0-9] )
      | ¶+ \s* )
    (?P<numbers> [0-9]+ (?: \s* (?: [-–—,&] | and | to ) \s* [A-Z]? [0-9]+ )* )
    (?! [^\W_] )
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"([-–—]|\bto\b)?[\sA-Z]*([0-9]{1,9})")
_LONGEST = 10_000  # paragraphs in a range


class Place(Struct, frozen=True):
    """A paragraph or line that a locator names; `letter` is that of the short form, `P` of `P24`."""

    what: str
    number: int
    letter: str = ""

    def __str__(self) -> str:
        return f"{self.letter}{self.number}"


def read_locator(text: str) -> Iterator[Place]:
    """Yields the paragraphs and lines that a locator names, and leaves out what it cannot read, as a page.

    >>> [f"{place.what} {place}" for place in read_locator("par. 12; lines 3-5; p. 9; P7")]
    ['paragraph 12', 'line 3', 'line 4', 'line 5', 'paragraph P7']
    """
    for found in _PART.finditer(text):
        what, letter, last = "line" if found["line"] else "paragraph", found["letter"] or "", 0
        for mark, digits in _NUMBER.findall(found["numbers"]):
            number = int(digits)
            first = last + 1 if mark and last < number <= last + _LONGEST else number
            yield from (Place(what, at, letter) for at in range(first, number + 1))
            last = number
