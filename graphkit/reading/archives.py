"""Checks the local copies of sources: their hashes, and the paragraphs that claims cite."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from graphkit.dataset.base import Dataset
from graphkit.errors import DataError, Problem
from graphkit.model.records import Source
from graphkit.reading.files import read_file

_PARAGRAPH = re.compile(r"([A-Z])([1-9][0-9]*)\Z")
_APART = re.compile(r"[,;]\s*|\s+")


def find_archive_problems(root: Path, dataset: Dataset) -> list[Problem]:
    """Returns the problems of the local copies of sources, sorted; a missing copy is no problem.

    Errors are a copy with a different hash, one that is no file of the project (a link that leads outside, a
    folder, a FIFO) or too large, and a paragraph that a claim cites (`P24`) and the copy lacks. If
    `uncited.yaml` lists paragraphs of a source, a paragraph that is neither cited nor listed, or both, is a
    warning. A paragraph is a line that is not empty, counted from 1.
    """
    found: list[Problem] = []
    counts: dict[str, int] = {}
    for source in dataset.sources.values():
        if source.archive:
            data = _read(root, source, found)
            if data is not None:
                found += _wrong_hash(source, data)
                counts[source.id] = count_paragraphs(data.decode("utf-8", "replace"))
    return sorted([*found, *_missing(dataset, counts), *_unread(dataset, counts)])


def count_paragraphs(text: str) -> int:
    """Returns how many lines of a text are not empty."""
    return sum(bool(line.strip()) for line in text.split("\n"))


def cited_places(dataset: Dataset, source: str) -> Iterator[tuple[str, int, Problem]]:
    """Yields each paragraph of a source that a claim cites: its letter, its number, and where it is cited."""
    for claim in dataset.claims.values():
        for item in claim.evidence:
            for place in _APART.split(item.at) if item.source == source else ():
                if found := _PARAGRAPH.match(place):
                    yield found[1], int(found[2]), Problem(item.location, place)


def _read(root: Path, source: Source, problems: list[Problem]) -> bytes | None:
    """Returns the local copy of a source; None if it is missing, or if it is added to the problems."""
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
    return None


def _wrong_hash(source: Source, data: bytes) -> Iterator[Problem]:
    from hashlib import sha256

    digest = sha256(data).hexdigest()
    if source.sha256 and digest != source.sha256:
        message = f'the local copy of "{source.id}" differs from the text that the editors read'
        yield Problem(source.location, message, f"its SHA-256 is {digest}")


def _missing(dataset: Dataset, counts: Mapping[str, int]) -> Iterator[Problem]:
    for source, last in counts.items():
        for _, number, cited in cited_places(dataset, source):
            if number > last:
                message = f'"{source}" has no paragraph {cited.message}; the last one is {last}'
                yield Problem(cited.location, message)


def _unread(dataset: Dataset, counts: Mapping[str, int]) -> Iterator[Problem]:
    for source, last in counts.items():
        listed = {item.at: item for item in dataset.uncited if item.source == source}
        cited = {f"{letter}{number}" for letter, number, _ in cited_places(dataset, source)}
        for place in sorted(cited & listed.keys()):
            message = f'"{source}" {place} is listed as uncited, and cited'
            yield Problem(listed[place].location, message, severity="warning")
        letters = {place[0] for place in (*cited, *listed)} if listed else ()
        for letter in letters:
            for place in (f"{letter}{number}" for number in range(1, last + 1)):
                if place not in cited and place not in listed:
                    location = dataset.sources[source].location
                    message = f'"{source}" {place} is neither cited by a claim nor listed as uncited'
                    yield Problem(location, message, severity="warning")
