"""Spans, problems and the few errors that graphkit raises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import force_setattr

from graphkit import escape


class Location(Struct, frozen=True, order=True):
    """A place in a file: path relative to the project, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{escape.terminal(self.file)}:{self.line}:{self.column}"


class Problem(Struct, frozen=True, order=True):
    """One thing that is wrong (or, as a warning, doubtful) in a file.

    Message and hint are one line each: a value in them shows its line breaks and other controls as escapes,
    so that no value can look like a second problem.

    Example:
        >>> place = Location("data/relations.yaml", 41, 9)
        >>> str(Problem(place, 'unknown entity "loya-casto"', 'did you mean "loya-castro"?'))
        'data/relations.yaml:41:9: unknown entity "loya-casto"; did you mean "loya-castro"?'
    """

    location: Location
    message: str
    hint: str = ""
    severity: str = "error"

    def __post_init__(self) -> None:
        for name in ("message", "hint"):
            text = getattr(self, name)
            if not text.isprintable():
                force_setattr(self, name, escape.terminal(text))

    def __str__(self) -> str:
        warning = "warning: " if self.severity == "warning" else ""
        return f"{self.location}: {warning}{self.message}" + (f"; {self.hint}" if self.hint else "")


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Returns the problems that are no warnings."""
    return [problem for problem in problems if problem.severity == "error"]


class GraphkitError(Exception):
    """The base of all errors of graphkit; `exit_code` is what the command line answers with.

    Each argument is a line of the message, in which controls are shown as escapes.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(map(escape.terminal, lines)))

    @property
    def typed(self) -> str:
        """The message on the command line."""
        return str(self)


class DataError(GraphkitError):
    """The files of an investigation have problems; all of them are in `problems`, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(*map(str, self.problems))


class UsageError(GraphkitError):
    """A question was asked in a way that cannot be answered."""


class Keyword(str):
    """The name of an option in a message: a keyword in Python, `--keyword` on the command line."""

    __slots__ = ()

    @property
    def typed(self) -> str:
        """The option as the command line has it."""
        return f"-{self}" if len(self) == 1 else f"--{self.strip('_').replace('_', '-')}"


class OptionError(UsageError):
    """An option that cannot be used like this; `typed` is the message with the options of the command line.

    Example:
        >>> error = OptionError(Keyword("max_hops"), " must be at least 1, not 0")
        >>> str(error), error.typed
        ('max_hops must be at least 1, not 0', '--max-hops must be at least 1, not 0')
    """

    def __init__(self, *parts: str) -> None:
        super().__init__("".join(parts))
        self._parts = parts

    @property
    def typed(self) -> str:
        """The message on the command line."""
        words = (part.typed if isinstance(part, Keyword) else part for part in self._parts)
        return escape.terminal("".join(words))


class UnknownName(UsageError):
    """A name that stands for nothing in the investigation, with the nearest known ones.

    `known` are all that there are, if they are few.
    """

    def __init__(
        self, what: str, text: str, nearest: Sequence[str] = (), *, known: Collection[str] = ()
    ) -> None:
        self.text = text
        self.nearest = tuple(nearest)
        hints = ["did you mean " + " or ".join(f'"{name}"' for name in nearest) + "?"] if nearest else []
        hints += [f"known: {', '.join(known)}"] if known else []
        hint = f"; {' '.join(hints)}" if hints else ""
        super().__init__(f'unknown {what} "{text}"{hint}')


class AmbiguousName(UsageError):
    """A name that several entities carry; `candidates` are (id, name, kind)."""

    def __init__(self, text: str, candidates: Sequence[tuple[str, str, str]]) -> None:
        self.text = text
        self.candidates = tuple(candidates)
        rows = (f"  {key}  {name} ({kind})" for key, name, kind in self.candidates)
        super().__init__(f'"{text}" stands for several entities; name one by its id:', *rows)


class LeakError(UsageError):
    """A text that would leave the machine holds a name of something that its audience may not see.

    `word` is the name, `place` where it stands. The message has both, for the owner; a notebook, which is
    passed on, gets a message without them.
    """

    def __init__(self, word: str, what: str, place: str, around: str) -> None:
        self.word, self.place = word, place
        super().__init__(
            f'"{word}" is not for this audience, but would be in the output: {place}: {around} '
            f"({what}); change the text or its visibility; nothing was written"
        )

    def _render_traceback_(self) -> list[str]:
        """Returns what IPython shows."""
        return ["LeakError: a text holds what is not for this audience; print the error to see which one"]


class ExternalError(GraphkitError):
    """A server or a file system failed; nothing was written, or the old state is kept."""

    exit_code: ClassVar[int] = 3


class MissingExtra(GraphkitError):
    """An optional package is needed for this and is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional package: pip install 'graphkit-claims[{extra}]'")


def nearest_names(text: str, known: Iterable[str], count: int = 1, *, least: float = 0.8) -> tuple[str, ...]:
    """Returns the known names that are spelled most like the text, the nearest first; none if none is near.

    Similarity is the Jaro-Winkler measure of rapidfuzz; `least` and more counts as near.

    Example:
        >>> nearest_names("loya-casto", ["loya-castro", "guzman"])
        ('loya-castro',)
    """
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    found = process.extract(
        text, sorted(known), scorer=JaroWinkler.similarity, limit=count, score_cutoff=least
    )
    return tuple(str(name) for name, _, _ in found)


def nearest_hint(text: str, known: Iterable[str]) -> str:
    """Returns the words 'did you mean "..."?' with the nearest known name, or nothing."""
    names = nearest_names(text, known)
    return f'did you mean "{names[0]}"?' if names else ""
