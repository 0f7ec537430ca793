"""Reads the files of an investigation: a checked dataset, or every problem of every file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import DataError, Problem, errors_in
from graphkit.model.fields import build
from graphkit.model.ontology import Ontology
from graphkit.model.records import Settings
from graphkit.reading.build import build_dataset
from graphkit.reading.check import Records, claim_ids
from graphkit.reading.checker import Checker, Known
from graphkit.reading.files import find_missing, kind_of
from graphkit.reading.ontology import load_ontology
from graphkit.reading.record import WrittenRecord
from graphkit.reading.story import check_story
from graphkit.reading.yaml import load_mapping, load_yaml, without_garbage_collection

_BUILTIN = Path(__file__).parents[1] / "model" / "ontology.yaml"
_RECORDS = ("entities", "sources", "relations", "uncited")


@without_garbage_collection()  # from file to dataset: in between, it would walk all records once more
def read(files: Mapping[str, bytes], problems: Iterable[Problem] | None = None) -> MemoryDataset:
    """Reads, checks and builds an investigation; files that are not of an investigation are left alone.

    Args:
        files: The bytes of each file by name, such as "data/entities.yaml" and "graphkit.yaml".
        problems: What was found while the files were collected; if not given, what is missing.

    Raises:
        DataError: with every problem of every file, sorted.

    Example:
        >>> read({"data/entities.yaml": b"", "data/sources.yaml": b"", "data/relations.yaml": b""})
        <Dataset '': 0 entities, 0 sources, 0 claims, 0 warnings>
    """
    found = list(find_missing(files) if problems is None else problems)
    ontology = _ontology(files, found)
    settings = _settings(files, ontology, found)
    records = _all_records(files, found)
    if not ontology.types:
        raise DataError(found)
    story = _records(files, "story", found)
    entities = {str(record.value.get("id")) for record in records.entities}
    found += check_story(story, entities, set(claim_ids([record.value for record in records.relations])))
    return build_dataset(records, ontology, settings=settings, story=story, problems=found)


def builtin_ontology() -> Ontology:
    """Returns the ontology that comes with graphkit."""
    return read_ontology({})


def read_ontology(files: Mapping[str, bytes]) -> Ontology:
    """Returns the built-in ontology with what the files of an investigation add.

    Raises: DataError with every problem of the investigation's own ontology.
    """
    problems: list[Problem] = []
    ontology = _ontology(files, problems)
    if errors_in(problems):
        raise DataError(problems)
    return ontology


def _ontology(files: Mapping[str, bytes], problems: list[Problem]) -> Ontology:
    record, _ = load_mapping(_BUILTIN.read_bytes(), "graphkit/model/ontology.yaml")
    assert record is not None
    ontology, found = load_ontology(record, *_mappings(files, "ontology", problems))
    problems += found
    return ontology


def _settings(files: Mapping[str, bytes], ontology: Ontology, problems: list[Problem]) -> Settings:
    records = _mappings(files, "settings", problems)
    found = list(Checker(Settings, ontology, Known()).find(records))
    problems += found
    values = [] if found else [record.value for record in records]
    return next(iter(build(Settings, values, [{} for _ in values])), Settings())


def _all_records(files: Mapping[str, bytes], problems: list[Problem]) -> Records:
    """Returns the records of every kind, and which kinds have files that could not be read whole."""
    broken = {kind_of(problem.location.file) for problem in errors_in(problems)}
    broken.update(set(_RECORDS[:3]).difference(map(kind_of, files)))
    read: dict[str, tuple[WrittenRecord, ...]] = {}
    for kind in _RECORDS:
        before = len(problems)
        read[kind] = _records(files, kind, problems)
        if errors_in(problems[before:]):
            broken.add(kind)
    return Records(**read, broken=frozenset(broken))


def _records(files: Mapping[str, bytes], kind: str, problems: list[Problem]) -> tuple[WrittenRecord, ...]:
    found: list[WrittenRecord] = []
    for name in _names(files, kind):
        records, wrong = load_yaml(files[name], name)
        found += records
        problems += wrong
    return tuple(found)


def _mappings(files: Mapping[str, bytes], kind: str, problems: list[Problem]) -> list[WrittenRecord]:
    found = []
    for name in _names(files, kind):
        record, wrong = load_mapping(files[name], name)
        found += [record] if record is not None else []
        problems += wrong
    return found


def _names(files: Mapping[str, bytes], kind: str) -> list[str]:
    """Returns the names of the files of a kind: `data/KIND.yaml` before those of the folder `data/KIND`."""
    return [name for name in sorted(files) if name.endswith(".yaml") and kind_of(name) == kind]
