"""Pull: the files are equal to the pushed ones, and edits on the server are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from graphkit.cypher.neo4j.carried import carried_files
from graphkit.cypher.neo4j.changes import find_changes
from graphkit.cypher.neo4j.pull import pull
from graphkit.cypher.neo4j.push import push
from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import ExternalError
from graphkit.project import open_project
from graphkit.reading.shipped import shipped_root
from tests.cli import run as type_in
from tests.graphs import random_chooser, random_dataset
from tests.neo4j.graph import run, server_at
from tests.neo4j.server import Address
from tests.projects import write_project


@pytest.fixture
def folder(tmp_path: Path, no_nodes: Address, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pushes a small investigation, and sets the environment variables of the server."""
    root = write_project(tmp_path / "pushed")
    (root / "graphkit.yaml").write_text("name: an-example\n")
    monkeypatch.setenv("NEO4J_URI", no_nodes.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", no_nodes.password)
    project = open_project(root)
    push(server_at(no_nodes), project.dataset, files=carried_files(root))
    return root


def test_the_shipped_investigation_comes_back_record_by_record(no_nodes: Address, tmp_path: Path) -> None:
    project = open_project(shipped_root())
    push(server_at(no_nodes), project.dataset, files=carried_files(project.root))
    pulled = pull(server_at(no_nodes), project.dataset.name)
    for name, text in pulled.texts().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    again = open_project(tmp_path)
    for what in ("entities", "sources", "claims"):
        assert getattr(again.dataset, what) == getattr(project.dataset, what)
    assert again.settings == project.settings
    assert (pulled.edited, pulled.missing, find_changes(project.dataset, pulled)) == ((), {}, ())
    assert pulled.texts() == pull(server_at(no_nodes)).texts()


@pytest.mark.parametrize("seed", range(4))
def test_any_dataset_comes_back(no_nodes: Address, seed: int) -> None:
    data = random_dataset(random_chooser(seed), claims=20)
    push(server_at(no_nodes), data)
    pulled = pull(server_at(no_nodes))
    back = MemoryDataset(
        pulled.name,
        data.ontology,
        {record.id: record for record in pulled.entities},
        {record.id: record for record in pulled.sources},
        {record.id: record for record in pulled.claims},
    )
    assert back == data


def test_changes_made_on_the_server_are_shown_and_taken_when_allowed(
    folder: Path, no_nodes: Address, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = open_project(folder).dataset
    run(no_nodes, "MATCH (n:Entity {id: 'person-1'}) SET n.summary = 'a note: with #signs', n.rank = 1")
    run(no_nodes, "MATCH ()-[r:ADVISES]->() SET r.because = 'edited', r.at_most = 'alleged', r.score = [1]")
    run(no_nodes, "MATCH ()-[r:MEMBER_OF]->() DELETE r")
    pulled = pull(server_at(no_nodes))
    assert pulled.edited == ("claim advises/person-1/person-2", "entity person-1")
    assert pulled.missing == {"claims": 1}
    refused = type_in(capsys, monkeypatch, "neo4j", "pull", str(folder))
    assert (refused.code, open_project(folder).dataset) == (2, old)
    lines = refused.out.splitlines()
    assert "~ entity person-1: summary: '' -> 'a note: with #signs'" in lines
    assert "~ claim advises/person-1/person-2: at_most: '' -> 'alleged'" in lines
    assert "- claim member_of/person-2/company-1/../2003" in lines
    assert "edited on the server: entity person-1" in lines
    taken = type_in(capsys, monkeypatch, "neo4j", "pull", str(folder), "--yes")
    assert taken.code == 0
    new = open_project(folder).dataset
    assert new.entities["person-1"].summary == "a note: with #signs"
    assert new.claims["advises/person-1/person-2"].because == "edited"
    assert len(new.claims) == len(old.claims) - 1
    assert type_in(capsys, monkeypatch, "neo4j", "pull", str(folder)).err == "nothing to write\n"


def test_what_follows_from_the_evidence_is_told_when_it_was_changed_there(
    folder: Path, no_nodes: Address, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(no_nodes, "MATCH ()-[r:ADVISES]->() SET r.status = 'established', r.rung = 6, r.disputed = true")
    done = type_in(capsys, monkeypatch, "neo4j", "pull", str(folder))
    assert (done.code, done.err) == (0, "nothing to write\n")
    assert "derived, so not taken: claim advises/person-1/person-2 (status, disputed)" in done.out


def test_what_is_no_sound_investigation_any_more_is_not_written(
    folder: Path, no_nodes: Address, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(no_nodes, "MATCH (n:Entity {id: 'person-1'}) SET n.kind = 'ghost'")
    target = folder.parent / "pulled"
    done = type_in(capsys, monkeypatch, "neo4j", "pull", str(target), "--yes")
    assert (done.code, target.exists()) == (2, False)
    assert "data/entities.yaml:" in done.err
    assert 'unknown kind "ghost"' in done.err
    run(no_nodes, "MATCH (n:Entity {id: 'person-1'}) SET n.kind = 'person'")
    run(no_nodes, "MATCH ()-[r:ADVISES]->() SET r.says = r.says + ['one more']")
    with pytest.raises(ExternalError, match="claim advises/person-1/person-2 was changed"):
        pull(server_at(no_nodes))


def test_a_file_that_only_the_server_names_is_not_written_outside(
    folder: Path, no_nodes: Address, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(no_nodes, "MATCH (p:GraphkitProject) SET p.file_names = ['../escaped.yaml']")
    done = type_in(capsys, monkeypatch, "neo4j", "pull", str(folder.parent / "pulled"), "--yes")
    assert (done.code, (folder.parent / "escaped.yaml").exists()) == (2, False)
    assert "../escaped.yaml" in done.err


def test_an_empty_database_and_another_project_are_said_to_be_so(folder: Path, no_nodes: Address) -> None:
    with pytest.raises(ExternalError, match="holds the project 'an-example', not 'other'"):
        pull(server_at(no_nodes), "other")
    run(no_nodes, "MATCH (n) DETACH DELETE n")
    with pytest.raises(ExternalError, match="holds no graphkit graph"):
        pull(server_at(no_nodes))


def test_the_commands_say_what_they_do(
    folder: Path, no_nodes: Address, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def type_here(*words: str) -> tuple[int, str, str]:
        done = type_in(capsys, monkeypatch, "neo4j", *words, "--project", str(folder))
        return done.code, done.out, done.err

    code, out, err = type_here("push", "--audience", "confidential")
    assert (code, "nothing to do" in err) == (0, True)
    entities = folder / "data" / "entities.yaml"
    entities.write_text(entities.read_text() + "- {id: person-9, kind: person, name: Person Nine}\n")
    code, out, err = type_here("push", "--dry-run", "--format", "csv")
    assert (code, "Entity,1,0,0,0,6" in out, "dry run" in err) == (0, True, True)
    assert "would be added    1" in type_here("status")[1]
    assert type_here("push")[0] == 0
    code, out, err = type_here("prune")
    assert (code, "Entity" in out, "use --yes" in err) == (2, True, True)
    assert type_here("prune", "--yes")[0] == 0
    assert run(no_nodes, "MATCH (n) RETURN count(n) AS n") == [{"n": 0}]
    assert type_here("status")[0] == 1


def test_a_dataset_at_hand_differs_by_record_and_field(folder: Path, no_nodes: Address) -> None:
    data = open_project(folder).dataset
    person = data.entities["person-1"]
    people = {"person-1": replace(person, aliases=("Other",))}
    other = MemoryDataset(data.name, data.ontology, people, sources={}, claims={})
    changes = find_changes(other, pull(server_at(no_nodes)))
    assert "~ entity person-1: aliases: ['Other'] -> ['One', 'The First']" in changes
    assert "+ source weekly" in changes
    assert changes == tuple(
        sorted(changes, key=lambda line: ("entity", "source", "claim").index(line.split()[1]))
    )
