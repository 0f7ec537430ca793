"""The files of an investigation without records that a push stores with the graph, for pull."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graphkit.dataset.base import Dataset
from graphkit.dataset.hidden import ID, NAME
from graphkit.dataset.leaks import Text
from graphkit.reading.dump import render_mapping, render_story, render_uncited
from graphkit.reading.files import find_files, kind_of, read_file, relative_name
from graphkit.reading.yaml import load_mapping

CARRIED = ("settings", "ontology", "story", "uncited")


def carried_files(root: Path) -> dict[str, str]:
    """Returns the files of an investigation without records, by name (settings, ontology, story)."""
    found, _ = find_files(root)
    paths = [path for kind in CARRIED for path in found[kind]]
    return {relative_name(root, path): read_file(root, path).decode("utf-8-sig") for path in paths}


def redacted_files(files: Mapping[str, str], seen: Dataset) -> dict[str, str]:
    """Returns the files as an audience may see them, given what it may see of the dataset.

    They have no comments, which may be about anything; the steps of the story and the uncited paragraphs are
    those that the audience sees.
    """
    vocabulary = {name: text for name, text in files.items() if kind_of(name) in ("settings", "ontology")}
    found = {name: render_mapping(value) for name, value in _values(vocabulary)}
    found["data/story.yaml"] = render_story(seen.story, seen.settings.visibility)
    found["data/uncited.yaml"] = render_uncited(seen.uncited)
    return {name: text for name, text in found.items() if text}


def file_texts(files: Mapping[str, str]) -> Iterator[Text]:
    """Yields the names of files and the texts in those of the ontology; records have those of the others."""
    for name, value in _values({name: text for name, text in files.items() if kind_of(name) == "ontology"}):
        yield "the name of a file", name, ID
        yield from ((name, text, NAME) for text in _leaves(value))


def _values(files: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, text in files.items():
        record, _ = load_mapping(text.encode(), name)
        if record is not None:
            yield name, record.value


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield str(value)
