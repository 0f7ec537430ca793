"""The command `check`: what it groups, what it refuses to count as checked, what it finds out of date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli import Type
from tests.cli import folder as folder
from tests.cli import type_ as type_
from tests.projects import ENTITIES, RELATIONS, SOURCES, write_project

OWN = "kinds:\n  vessel: {label: vessel, plural: vessels}\n"


def many(count: int) -> str:
    says = "evidence: [{source: paper, at: P1, basis: book, says: Denies it}]"
    return "".join(
        f"- {{type: advises, from: person-1, to: person-2, start: {1000 + number}, {says}}}\n"
        for number in range(count)
    )


def test_many_warnings_of_one_kind_are_grouped_with_the_first_places(type_: Type, folder: Path) -> None:
    write_project(folder, relations=many(745))
    ran = type_("check")
    assert ran.code == 0
    lines = ran.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("data/relations.yaml:1:")
    assert lines[1].startswith("  745 equal warnings; next at data/relations.yaml:2:")
    assert lines[1].count("data/relations.yaml") == 4
    found = json.loads(type_("check", "--format", "json").out)
    assert len(found["problems"]) == 745
    assert found["rows"][0] == {"what": "entities", "which": "all", "count": 6}
    assert len(type_("check", "--format", "github").out.splitlines()) >= 745


def test_warnings_that_differ_in_values_are_of_one_kind(type_: Type, folder: Path) -> None:
    entities = "".join(f"- {{id: e-{number}, kind: person, name: Lee}}\n" for number in range(9))
    write_project(folder, entities=ENTITIES + entities)
    lines = type_("check").err.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("  8 warnings of this kind; next at data/entities.yaml:9:3, ")


def test_few_warnings_and_all_errors_have_a_line_each(type_: Type, folder: Path) -> None:
    write_project(folder, relations=many(5))
    assert len(type_("check").err.splitlines()) == 5
    write_project(folder, relations=many(20).replace("basis: book", "basis: bok"))
    assert sum("unknown basis" in line for line in type_("check").err.splitlines()) == 20


@pytest.mark.parametrize("name", ["X.graphml", "notes/map.json", "data/notes.txt", "queries", "notes"])
def test_a_file_that_is_not_read_does_not_count_as_checked(type_: Type, folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("<graphml/>") if path.suffix else path.mkdir()
    ran = type_("check", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{name}: check does not read this file or folder; it reads graphkit.yaml")
    assert type_("check", "data/entities.yaml", name).code == 2


@pytest.mark.parametrize(
    "name", ["data/entities.yaml", "data", ".", "./data/../data", "{folder}/data/entities.yaml"]
)
def test_what_is_read_is_checked_however_it_is_named(type_: Type, folder: Path, name: str) -> None:
    name = name.replace("{folder}", str(folder))
    assert type_("check", name).code == 0
    write_project(folder, entities=ENTITIES.replace("kind: case", "kind: cse"))
    ran = type_("check", name)
    assert ran.code == 2
    assert 'unknown kind "cse"' in ran.err


def test_a_copy_of_a_source_can_be_named(type_: Type, folder: Path) -> None:
    (folder / "archive").mkdir()
    (folder / "archive" / "a.txt").write_text("One.\n")
    write_project(folder, "", sources=SOURCES + "- {id: a, title: A, kind: web, archive: archive/a.txt}\n")
    assert type_("check", "archive/a.txt").code == 0
    assert type_("check", "archive").code == 0


def test_a_path_outside_of_the_project_is_refused(type_: Type, folder: Path) -> None:
    (folder.parent / "other.yaml").write_text("")
    assert type_("check", "../other.yaml").code == 2


def test_schemas_of_an_old_ontology_are_named_and_renewed(type_: Type, folder: Path) -> None:
    assert type_("schema", "--write").code == 0
    assert sorted(path.name for path in (folder / "schema").iterdir()) == [
        "entities.json",
        "ontology.json",
        "relations.json",
        "sources.json",
    ]
    assert type_("check").err == ""
    (folder / "data" / "ontology.yaml").write_text(OWN)
    ran = type_("check")
    assert ran.code == 0
    assert ran.err == (
        "schema/entities.json:1:1: warning: is not the schema of this ontology and version of graphkit; "
        "renew it with graphkit schema --write\n"
    )
    assert type_("schema", "--write").err.startswith("wrote schema/entities.json, ")
    assert type_("check").err == ""
    assert "vessel" in (folder / "schema" / "entities.json").read_text()
    (folder / "schema" / "sources.json").write_text("{")
    assert type_("check").err.startswith("schema/sources.json:1:1: warning: ")


def test_schemas_are_written_into_projects_alone(type_: Type, tmp_path: Path) -> None:
    ran = type_("schema", "--write", "--project", str(tmp_path))
    assert ran.code == 2
    assert "no investigation found" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_project_without_doubts_has_no_warnings(type_: Type, folder: Path) -> None:
    write_project(folder, RELATIONS, ENTITIES, SOURCES)
    ran = type_("check")
    assert (ran.code, ran.err) == (0, "")
