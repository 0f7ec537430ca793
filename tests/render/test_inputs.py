"""No answer is written over a file of the investigation, however its path is spelled, unless one insists."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import graphkit
from graphkit.errors import UsageError
from tests.cli import Type
from tests.cli import type_ as type_
from tests.projects import SOURCES, write_project

QUERY = """\
// title: Everybody
// question: Who is there?
// column who: entity
// twin: none because it is short
MATCH (n:Entity) WHERE 6 >= $least RETURN n.id AS who, [] AS claims
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with each kind of input, seen from its folder."""
    sources = SOURCES.replace("id: paper,", "id: paper, archive: texts/paper.txt,")
    root = write_project(tmp_path / "case", sources=sources)
    (root / "queries").mkdir()
    (root / "queries" / "everybody.cypher").write_text(QUERY)
    (root / "graphkit.yaml").write_text("name: case\n")
    (root / "texts").mkdir()
    (root / "texts" / "paper.txt").write_text("one\n" * 9)
    (root / "more").mkdir()
    (root / "more" / "sources.yaml").write_text("[]\n")
    (root / "data" / "sources").symlink_to("../more")
    (tmp_path / "link.yaml").symlink_to(root / "data" / "entities.yaml")
    (tmp_path / "folder").symlink_to(root / "data")
    os.link(root / "data" / "relations.yaml", tmp_path / "hard.yaml")
    monkeypatch.chdir(root)
    return root


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()}


INPUTS = (
    *("data/entities.yaml", "./data/../data/entities.yaml", "data//sources.yaml", "queries/everybody.cypher"),
    *("graphkit.yaml", "texts/paper.txt", "../link.yaml", "../folder/relations.yaml", "../hard.yaml"),
    *("more/sources.yaml", "data/sources/sources.yaml", "../case/data/ontology.yaml", "data/new.json"),
    *("imports/new.csv", "data/media/x.json"),
)


@pytest.mark.parametrize("path", INPUTS)
def test_an_input_is_not_overwritten(type_: Type, folder: Path, path: str) -> None:
    before = contents(folder)
    typed = type_("stats", "--format", "json", "-o", path)
    assert (typed.code, typed.out) == (2, "")
    assert f"cannot write {path} (-o): it is an input of the investigation" in typed.err
    assert "--force" in typed.err
    assert contents(folder) == before


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "--format", "json"),
        ("ask", "gaps", "--format", "json"),
        ("check", "--format", "json"),
        ("map", "--format", "json"),
        ("map", "--renderer", "pyvis", "--format", "html"),
        ("path", "one", "two", "--format", "html"),
        ("find", "one", "--format", "md"),
        ("cypher", "MATCH (n) RETURN n", "--format", "csv"),
        ("export", "--format", "gexf"),
    ],
)
def test_no_command_overwrites_an_input(
    type_: Type, folder: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    for place, path in ((folder, "data/entities.yaml"), (folder.parent, "case/data/entities.yaml")):
        monkeypatch.chdir(place)
        typed = type_(*words, "-o", path, "--project", str(folder))
        assert (typed.code, "it is an input of the investigation" in typed.err) == (2, True)
    assert contents(folder) == before


def test_a_folder_of_inputs_takes_no_tables(type_: Type, folder: Path) -> None:
    before = contents(folder)
    for path in ("data/", "data/graph.csv", "../folder/", "queries/graph.csv"):
        assert type_("export", "-o", path).code == 2
    assert contents(folder) == before
    assert type_("export", "-o", ".").code == 0
    assert type_("export", "-o", "out/graph.csv").code == 0


def test_other_files_are_written(type_: Type, folder: Path) -> None:
    (folder / "data" / "self").symlink_to("..")  # names the whole project, which is not an input
    for path in ("x.json", "texts/other.json", "../x.json", "../case.json", "database.json", "queries.json"):
        assert type_("stats", "-o", path).code == 0
        assert type_("stats", "-o", path).code == 0  # again, over the first
    assert type_("stats", "--format", "json", "-o", "-").code == 0


def test_one_can_insist(type_: Type, folder: Path) -> None:
    assert type_("stats", "-o", "data/counts.json", "--force").code == 0
    assert type_("map", "-o", "queries/map.html", "--force").code == 0
    assert (folder / "data" / "counts.json").is_file()


def test_python_overwrites_no_input_either(folder: Path) -> None:
    project = graphkit.open(".")
    before = contents(folder)
    for save in (
        lambda path: project.counts().save(path, format="json"),
        lambda path: project.save(project.counts(), path, format="json"),
        lambda path: project.for_audience("public").counts().save(path, format="json"),
        lambda path: project.map().save(path, format="json"),
        lambda path: project.path("one", "two").map().save(path, format="svg"),
    ):
        for path in ("data/entities.yaml", folder / "texts" / "paper.txt"):
            with pytest.raises(UsageError, match=r"it is an input of the investigation.*force=True"):
                save(path)
    assert contents(folder) == before
    project.counts().save("data/counts.json", force=True)
    project.map().save("data/map.json", force=True)
    assert (folder / "data" / "map.json").is_file()
