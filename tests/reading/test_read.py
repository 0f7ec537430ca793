"""Tests that reading is pure: names and bytes become a dataset or all problems."""

from __future__ import annotations

import builtins
import io
import os
from pathlib import Path

import pytest

from graphkit.errors import DataError
from graphkit.reading.files import read_folder
from graphkit.reading.read import read, read_ontology
from tests.projects import ENTITIES, RELATIONS, SOURCES, make_dataset, write_project

FILES = {
    "data/entities.yaml": ENTITIES.encode(),
    "data/relations.yaml": RELATIONS.encode(),
    "data/sources.yaml": SOURCES.encode(),
}


def problems_of(files: dict[str, bytes]) -> list[str]:
    with pytest.raises(DataError) as raised:
        read(files)
    return [str(problem) for problem in raised.value.problems]


def test_a_mapping_and_a_folder_with_the_same_files_are_the_same_dataset(tmp_path: Path) -> None:
    assert read(*read_folder(write_project(tmp_path))) == read(FILES) == make_dataset()


def test_the_order_of_the_names_does_not_matter() -> None:
    parts = {"data/entities/b.yaml": b"- {id: b, kind: person, name: B}\n", "data/entities/a.yaml": b""}
    dataset = read(dict(reversed((FILES | parts).items())))
    assert dataset == read(FILES | parts)
    assert "b" in dataset.entities


def test_other_names_are_left_alone() -> None:
    others = {"README.md": b"\xff", "data/notes.yaml": b"- x", "data/entities/notes.md": b"- x"}
    assert read(FILES | others) == read(FILES)


def test_settings_and_story_are_records_of_the_dataset() -> None:
    settings = b"name: example\nvisibility: internal\ntitle: A title\n"
    story = b"- {title: First, focus: {entities: [person-1]}}\n- {title: Second, visibility: public}\n"
    dataset = read(FILES | {"graphkit.yaml": settings, "data/story.yaml": story})
    assert (dataset.name, dataset.settings.name, dataset.settings.title) == ("example", "example", "A title")
    assert {entity.visibility for entity in dataset.entities.values()} == {"internal"}
    assert [(item.step.title, item.visibility) for item in dataset.story] == [
        ("First", "internal"),
        ("Second", "public"),
    ]
    assert dataset.story[0].step.focus.entities == ("person-1",)


def test_all_problems_of_all_files_come_at_once() -> None:
    wrong = {
        "graphkit.yaml": b"titel: x\nvisibility: secret\nname: [a]\n",
        "data/story.yaml": b"- {title: X, focus: {entities: [nobody]}}\n",
        "data/uncited.yaml": b"- {source: papr, at: P9, reason: advertising}\n",
    }
    assert problems_of(FILES | wrong) == [
        'data/story.yaml:1:33: unknown entity "nobody"',
        'data/uncited.yaml:1:12: unknown source "papr"; did you mean "paper"?',
        'graphkit.yaml:1:1: unknown key "titel"; did you mean "title"?',
        'graphkit.yaml:2:13: unknown visibility "secret"; known: public, internal, confidential',
        "graphkit.yaml:3:7: name: expected text",
    ]


def test_missing_files_are_problems_and_hide_no_others() -> None:
    found = problems_of({"data/relations.yaml": RELATIONS.encode()})
    assert found == [
        "data/entities.yaml:1:1: file not found; an investigation needs it, though it may be empty",
        "data/sources.yaml:1:1: file not found; an investigation needs it, though it may be empty",
    ]


def test_ids_are_not_called_unknown_where_a_file_could_not_be_read() -> None:
    found = problems_of(FILES | {"data/entities/more.yaml": b"- {id: a"})
    assert len(found) == 1, found
    assert found[0].startswith("data/entities/more.yaml:2:1: not YAML")


def test_an_ontology_is_read_alone() -> None:
    added = b"kinds: {yacht: {label: yacht, plural: yachts}}\n"
    assert "yacht" in read_ontology({"data/ontology.yaml": added}).kinds
    with pytest.raises(DataError, match="lacks plural"):
        read_ontology({"data/ontology.yaml": b"kinds: {yacht: {label: yacht}}\n"})


def test_reading_opens_no_file_but_the_built_in_ontology(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def note(path: object, *_: object, **__: object) -> io.BytesIO:
        opened.append(Path(str(path)).name)
        raise FileNotFoundError

    ontology = read_ontology({})
    monkeypatch.setattr("graphkit.reading.read._ontology", lambda *_: ontology)
    for module, name in ((builtins, "open"), (io, "open"), (os, "open")):
        monkeypatch.setattr(module, name, note)
    read(FILES)
    assert opened == []
