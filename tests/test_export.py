"""Exports: the whole graph in each format, for its audience, or what filters leave of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import networkx as nx
import pytest
from msgspec.structs import replace

from graphkit.errors import UsageError
from graphkit.project import open_project
from tests.cli import Type
from tests.cli import type_ as type_
from tests.projects import ENTITIES, RELATIONS, SOURCES, write_project

PATHS = ("graph.graphml", "graph.gexf", "graph.jsonl", "graph.csv", "graph/")
DENIED = """\
- type: advises
  from: person-2
  to: person-1
  evidence:
    - {source: paper, at: P8, by: person-1, basis: testimony, stance: denies, says: denies it}
"""
HIDDEN = """\
- type: member_of
  from: hushed
  to: company-1
  visibility: confidential
  evidence:
    - {source: vault, at: P1, basis: press_report, says: reports that the third belonged to it}
"""
HIDDEN_ENTITY = "- {id: hushed, kind: person, name: Hushed Person, visibility: confidential}\n"
HIDDEN_SOURCE = "- {id: vault, title: Locked file, kind: leak, visibility: confidential}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small investigation with parallel, denied and confidential claims; the working folder."""
    write_project(tmp_path, RELATIONS + DENIED + HIDDEN, ENTITIES + HIDDEN_ENTITY, SOURCES + HIDDEN_SOURCE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _claims(folder: Path, path: str) -> set[str]:
    """Returns the ids of the claims in an export."""
    file = folder / path
    if path.endswith(".graphml"):
        return {key for _, _, key in nx.read_graphml(file, force_multigraph=True).edges(keys=True)}
    if path.endswith(".gexf"):
        return {data["id"] for _, _, data in nx.read_gexf(file).edges(data=True)}
    if path.endswith(".jsonl"):
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        return {line["id"] for line in lines if line["record"] == "claim"}
    edges = folder / ("graph/edges.csv" if path.endswith("/") else "graph-edges.csv")
    return {row["Id"] for row in csv.DictReader(edges.read_text().splitlines())}


def _written(folder: Path) -> dict[str, bytes]:
    files = sorted(file for file in folder.rglob("graph*/**/*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in [*files, *folder.glob("graph*.*")]}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("audience", ["", "confidential"])
def test_an_export_has_every_claim_of_its_audience_and_says_for_whom_it_is(
    type_: Type, folder: Path, path: str, audience: str
) -> None:
    ran = type_("export", "-o", path, *(["--audience", audience] if audience else []))
    assert (ran.code, ran.out) == (0, "")
    assert f"audience {audience or 'public'};" in ran.err
    assert "--audience" in ran.err
    project = open_project(folder).for_audience(audience or "public")
    assert _claims(folder, path) == set(project.claims)
    assert any(claim.status.word == "denied" for claim in project.claims.values())
    content = b"".join(_written(folder).values())
    assert (b"Hushed" in content) == (audience == "confidential")


@pytest.mark.parametrize("path", PATHS)
def test_a_public_export_is_that_of_the_project_without_what_is_hidden(
    type_: Type, folder: Path, tmp_path_factory: pytest.TempPathFactory, path: str
) -> None:
    bare = write_project(tmp_path_factory.mktemp("bare"), RELATIONS + DENIED)
    with_hidden = type_("export", "-o", path)
    without = type_("--project", str(bare), "export", "-o", str(bare / path) + "/" * path.endswith("/"))
    assert with_hidden.err == without.err.replace(f"{bare}/", "")
    assert _written(folder) == _written(bare)


def test_filters_leave_entities_with_claims_and_exit_1_if_there_is_none(type_: Type, folder: Path) -> None:
    ran = type_("export", "-o", "graph.jsonl", "--type", "advises", "--min-status", "reported")
    assert ran.code == 0
    lines = [json.loads(line) for line in (folder / "graph.jsonl").read_text().splitlines()]
    assert [line["id"] for line in lines] == ["person-1", "person-2", "paper", "advises/person-1/person-2"]
    ran = type_("export", "-o", "graph.jsonl", "--type", "advises", "--min-status", "established")
    assert ran.code == 1
    assert "entities: 0, claims: 0" in ran.err


def test_an_export_without_filters_has_entities_without_claims(type_: Type, folder: Path) -> None:
    type_("export", "-o", "graph.gexf")
    assert "case-1" in nx.read_gexf(folder / "graph.gexf")


def test_tables_are_named_after_the_file_or_lie_in_the_folder(type_: Type, folder: Path) -> None:
    tables = ("edges.csv", "evidence.csv", "nodes.csv", "sources.csv")
    type_("export", "-o", "graph/")
    type_("export", "-o", "graph.csv")
    type_("export", "-o", "graph", "--undisputed")  # a folder now
    assert {*_written(folder)} == {f"graph{mark}{name}" for mark in "/-" for name in tables}
    assert "disputed,yes" not in (folder / "graph/edges.csv").read_text()
    assert "sources are left out" in type_("export", "-o", "graph.csv", "--source", "paper").err.lower()


@pytest.mark.parametrize(
    "options", [("-o", "-"), ("--format", "jsonl"), ("-o", "graph.svg"), ("-o", "graph.txt"), ("-o", "graph")]
)
def test_an_export_needs_a_file_in_a_format_for_graphs(
    type_: Type, folder: Path, options: tuple[str, ...]
) -> None:
    ran = type_("export", *options)
    assert (ran.code, ran.out) == (2, "")
    assert "jsonl" in ran.err
    assert not _written(folder)


def test_python_saves_an_export(folder: Path) -> None:
    project = open_project(folder)
    project.for_audience("public").export(min_status="testified").save("graph.csv")
    assert _claims(folder, "graph.csv") == {"advises/person-1/person-2"}
    project.export().save("graph.gexf")
    assert _claims(folder, "graph.gexf") == set(project.for_audience("public").claims)
    with pytest.raises(UsageError, match="not public"):
        replace(project.export(), again=None).save("graph.gexf")
