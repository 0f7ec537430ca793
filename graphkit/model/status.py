"""The status of a claim: how well its evidence supports it."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """How well a claim is supported: a ladder of rungs, the stronger the larger; denied is no rung.

    Example:
        >>> Status.parse("reported") > Status.ALLEGED, Status.REPORTED.word
        (True, 'reported')
    """

    DENIED = 0
    INFERRED = 1
    ALLEGED = 2
    REPORTED = 3
    CHARGED = 4
    TESTIFIED = 5
    ESTABLISHED = 6

    @property
    def word(self) -> str:
        """The status as it is written in files and outputs."""
        return self.name.lower()

    @classmethod
    def parse(cls, text: str) -> Status:
        """Reads a status word. Raises: KeyError if there is no such status."""
        return cls[text.upper()]


BY_WORD = {status.word: status for status in sorted(Status, reverse=True)}  # the strongest first
STATUSES = tuple(word for word, status in BY_WORD.items() if status)  # those that evidence can give
