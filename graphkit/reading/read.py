"""The files of a folder become one checked investigation, or every problem that is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from graphkit.dataset.base import Dataset
from graphkit.errors import DataError, Problem, UsageError, nearest_hint
from graphkit.model.ontology import Ontology
from graphkit.model.records import VISIBILITIES
from graphkit.reading.build import build_dataset
from graphkit.reading.check import Records, claim_ids
from graphkit.reading.files import find_files, read_file, relative_name
from graphkit.reading.ontology import load_ontology
from graphkit.reading.record import WrittenRecord
from graphkit.reading.story import check_story
from graphkit.reading.yaml import load_mapping, load_yaml, without_garbage_collection

SETTINGS = ("name", "visibility", "title", "standfirst", "correction")
_BUILTIN = Path(__file__).parents[1] / "model" / "ontology.yaml"
_KINDS = ("entities", "sources", "relations", "uncited")


class Investigation(Struct, frozen=True):
    """A folder as it was read: its dataset, its settings, and the author's story, checked."""

    root: Path
    dataset: Dataset
    settings: Mapping[str, str]
    story: tuple[WrittenRecord, ...]


@without_garbage_collection()  # from file to dataset: in between, it would walk all records once more
def read_investigation(root: str | Path) -> Investigation:
    """Read, check and build the investigation in a folder.

    Raises:
        DataError: with every problem of every file. UsageError: if there is no such folder.
    """
    folder = Path(root)
    if not folder.is_dir():
        raise UsageError(f"{root}: there is no such folder")
    found, problems = find_files(folder)
    settings = _settings(folder, found["settings"], problems)
    ontology = read_ontology(folder, found["ontology"], problems)
    records = _all_records(folder, found, problems)
    if not ontology.types:
        raise DataError(problems)
    story = _records(folder, found["story"], problems)
    entities = {str(record.value.get("id")) for record in records.entities}
    problems += check_story(story, entities, set(claim_ids(record.value for record in records.relations)))
    dataset = build_dataset(
        records,
        ontology,
        name=settings.get("name", ""),
        visibility=settings.get("visibility", "public"),
        problems=problems,
    )
    return Investigation(folder, dataset, settings, story)


def builtin_ontology() -> Ontology:
    """The ontology that comes with graphkit."""
    return read_ontology(Path(), [], [])


def ontology_of(root: str | Path) -> Ontology:
    """The ontology of the project in a folder; the built-in one where there is no project.

    Raises: DataError with every problem of the project's own ontology.
    """
    folder = Path(root)
    problems: list[Problem] = []
    ontology = read_ontology(folder, find_files(folder)[0]["ontology"], problems)
    if problems:
        raise DataError(problems)
    return ontology


def read_ontology(folder: Path, paths: Iterable[Path], problems: list[Problem]) -> Ontology:
    """The built-in ontology as a project's own files extend it; problems are added to the list."""
    data = _BUILTIN.read_bytes()
    records = [load_mapping(data, "graphkit/model/ontology.yaml")[0]]
    for path in paths:
        record, wrong = load_mapping(*_read(folder, path, problems))
        records.append(record)
        problems += wrong
    ontology, wrong = load_ontology(*(record for record in records if record is not None))
    problems += wrong
    return ontology


def _all_records(folder: Path, found: Mapping[str, list[Path]], problems: list[Problem]) -> Records:
    """The records of every kind, and which kinds have files that could not be read whole."""
    read: dict[str, tuple[WrittenRecord, ...]] = {}
    broken = set()
    for kind in _KINDS:
        before = len(problems)
        read[kind] = _records(folder, found[kind], problems)
        if len(problems) > before or not (found[kind] or kind == "uncited"):
            broken.add(kind)
    return Records(**read, broken=frozenset(broken))


def _records(folder: Path, paths: Iterable[Path], problems: list[Problem]) -> tuple[WrittenRecord, ...]:
    found: list[WrittenRecord] = []
    for path in paths:
        records, wrong = load_yaml(*_read(folder, path, problems))
        found += records
        problems += wrong
    return tuple(found)


def _read(folder: Path, path: Path, problems: list[Problem]) -> tuple[bytes, str]:
    """A file's bytes and its name in messages; an unreadable file is a problem, and empty."""
    name = relative_name(folder, path)
    try:
        return read_file(folder, path), name
    except DataError as error:
        problems += error.problems
        return b"", name


def _settings(folder: Path, paths: Iterable[Path], problems: list[Problem]) -> dict[str, str]:
    settings: dict[str, Any] = {}
    for path in paths:
        record, wrong = load_mapping(*_read(folder, path, problems))
        problems += wrong
        for key, value in record.value.items() if record else ():
            assert record is not None
            if key not in SETTINGS:
                hint = nearest_hint(key, SETTINGS) or f"known: {', '.join(SETTINGS)}"
                problems.append(Problem(record.key_location(key), f'unknown key "{key}"', hint))
            elif not isinstance(value, str):
                problems.append(Problem(record.location(key), f"{key}: expected text"))
            elif key == "visibility" and value not in VISIBILITIES:
                problems.append(Problem(record.location(key), f"expected one of {', '.join(VISIBILITIES)}"))
            else:
                settings[key] = value
    return settings
