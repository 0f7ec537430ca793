"""Local copies of sources, where there are any: is it the text that was read, and is each paragraph there?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from graphkit.dataset import Dataset
from graphkit.errors import DataError, Problem
from graphkit.loaders.files import read_file
from graphkit.model import Source

_PARAGRAPH = re.compile(r"[A-Z]([1-9][0-9]*)\Z")


def find_archive_problems(root: Path, dataset: Dataset) -> list[Problem]:
    """Copies whose hash is another one, or that lack a paragraph which a claim cites (`P24`), sorted.

    A paragraph is a line that is not empty, counted from 1. Copies that are not there are no problem.
    """
    found: list[Problem] = []
    counts: dict[str, int] = {}
    for source in dataset.sources.values():
        if source.archive and (root / source.archive).is_file():
            try:
                data = read_file(root, root / source.archive)
            except DataError as error:
                found += error.problems
                continue
            found += _wrong_hash(source, data)
            counts[source.id] = sum(
                bool(line.strip()) for line in data.decode("utf-8", "replace").splitlines()
            )
    return sorted([*found, *_missing_paragraphs(dataset, counts)])


def _wrong_hash(source: Source, data: bytes) -> Iterator[Problem]:
    import hashlib

    digest = hashlib.sha256(data).hexdigest()
    if source.sha256 and digest != source.sha256:
        message = f'the local copy of "{source.id}" is not the text that was read'
        yield Problem(source.span, message, f"its SHA-256 is {digest}")


def _missing_paragraphs(dataset: Dataset, counts: dict[str, int]) -> Iterator[Problem]:
    for claim in dataset.claims.values():
        for item in claim.evidence:
            for place in re.split(r"[,;–-]\s*|\s+", item.at) if item.source in counts else ():
                number = _PARAGRAPH.match(place)
                if number and int(number[1]) > counts[item.source]:
                    message = (
                        f'"{item.source}" has no paragraph {place}; the last one is {counts[item.source]}'
                    )
                    yield Problem(item.span, message)
