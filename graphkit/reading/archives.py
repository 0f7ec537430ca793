"""Checks the local copies of sources: their hashes, and the paragraphs that claims cite."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from msgspec import Struct

from graphkit.dataset.base import Dataset
from graphkit.errors import DataError, Problem
from graphkit.model.records import Evidence, Source, Uncited
from graphkit.reading.files import read_file
from graphkit.reading.locators import Place, read_locator


def find_archive_problems(root: Path, dataset: Dataset) -> list[Problem]:
    """Returns the problems of the local copies of sources, sorted.

    Errors are a copy with a different hash, one that is no file of the project (a link that leads outside, a
    folder, a FIFO) or too large, and a paragraph that a claim cites (`P24`) and the copy lacks. Warnings are
    a missing copy and any other place that it lacks (`par. 12`, `line 3`, a paragraph of `uncited.yaml`). If
    `uncited.yaml` lists paragraphs of a source, a paragraph that is neither cited nor listed, or both, is a
    warning, too. A paragraph is a line that is not empty, counted from 1.
    """
    found: list[Problem] = []
    items = _by_source(dataset)
    for source in dataset.sources.values():
        data = _read(root, source, found) if source.archive else None
        if data is not None:
            found += _wrong_hash(source, data)
            if (text := _text_of(data)) is not None:
                found += _missing(source.id, text, items.get(source.id, ()))
                found += _unread(source, text, items.get(source.id, ()))
    return sorted(found)


def count_paragraphs(text: str) -> int:
    """Returns how many lines of a text are not empty."""
    return sum(bool(line.strip()) for line in text.split("\n"))


class _Text(Struct, frozen=True):
    """How many paragraphs and lines a copy has; of a web page, no one counts these in words."""

    paragraphs: int
    lines: int
    is_plain: bool

    def last(self, place: Place) -> int:
        """Returns the number of the last paragraph or line."""
        return self.lines if place.what == "line" else self.paragraphs

    def lacks(self, place: Place) -> bool:
        """Returns whether the copy is known not to have this place."""
        counted = bool(place.letter) or self.is_plain
        return counted and not 1 <= place.number <= self.last(place)


def _text_of(data: bytes) -> _Text | None:
    """Returns what is counted in a copy; None if it is no text, such as a PDF file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if "\0" in text or text.startswith("%PDF-"):
        return None
    return _Text(count_paragraphs(text), len(text.splitlines()), not text.lstrip().startswith("<"))


def _read(root: Path, source: Source, problems: list[Problem]) -> bytes | None:
    """Returns the local copy of a source; None if a problem keeps it from being read."""
    path = root / source.archive
    subject = f'the local copy of "{source.id}" ({source.archive})'
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        message = f"{subject} leads outside the project"
        problems.append(Problem(source.location, message, "copy the file into it"))
    elif os.path.lexists(path):
        try:
            return read_file(root, path)
        except DataError as error:
            problems += [Problem(source.location, f"{subject}: {item.message}") for item in error.problems]
    else:
        hint = "put it there to have its hash and paragraphs checked"
        problems.append(Problem(source.location, f"{subject} is missing", hint, "warning"))
    return None


def _wrong_hash(source: Source, data: bytes) -> Iterator[Problem]:
    from hashlib import sha256

    digest = sha256(data).hexdigest()
    if source.sha256 and digest != source.sha256:
        message = f'the local copy of "{source.id}" differs from the text that the editors read'
        yield Problem(source.location, message, f"its SHA-256 is {digest}")


def _by_source(dataset: Dataset) -> Mapping[str, list[Evidence | Uncited]]:
    """Returns what names places of a source: the evidence of claims, then paragraphs that no claim cites."""
    found: dict[str, list[Evidence | Uncited]] = {}
    evidence = (item for claim in dataset.claims.values() for item in claim.evidence)
    for item in chain[Evidence | Uncited](evidence, dataset.uncited):
        found.setdefault(item.source, []).append(item)
    return found


def _missing(source: str, text: _Text, items: Iterable[Evidence | Uncited]) -> Iterator[Problem]:
    """Yields the places that a copy lacks: an error for a paragraph that a claim cites in the short form."""
    for item in items:
        lacking = [place for place in read_locator(item.at) if text.lacks(place)]
        for place in lacking[-1:]:  # of a range, the last says it all
            message = f'"{source}" has no {place.what} {place}; the last one is {text.last(place)}'
            severity = "error" if place.letter and isinstance(item, Evidence) else "warning"
            yield Problem(item.location, message, severity=severity)


def _unread(source: Source, text: _Text, items: Iterable[Evidence | Uncited]) -> Iterator[Problem]:
    """Yields paragraphs that are neither cited nor listed as uncited, or both, if any is listed."""
    places = [(item, place) for item in items for place in read_locator(item.at)]
    listed = {str(place): item.location for item, place in places if isinstance(item, Uncited)}
    cited = {str(place) for item, place in places if isinstance(item, Evidence) and place.letter}
    for name in sorted(cited & listed.keys()):
        yield Problem(listed[name], f'"{source.id}" {name} is listed as uncited, and cited', "", "warning")
    letters = {name[0] for name in (*cited, *listed) if name[0].isalpha()} if listed else ()
    for letter in letters:
        for name in (f"{letter}{number}" for number in range(1, text.paragraphs + 1)):
            if name not in cited and name not in listed:
                message = f'"{source.id}" {name} is neither cited by a claim nor listed as uncited'
                yield Problem(source.location, message, severity="warning")
