"""A push is for the public unless told otherwise; the server remembers it, and a pull keeps the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.dataset.audience import audience_notice
from graphkit.errors import LeakError, UsageError
from graphkit.project import open_project
from tests.cli import Type
from tests.cli import type_ as type_
from tests.neo4j.graph import run, server_at
from tests.neo4j.server import Address
from tests.projects import ENTITIES, RELATIONS, SOURCES, write_project

HIDDEN_ENTITY = "- {id: hushed, kind: person, name: Hushed Person, visibility: confidential}\n"
HIDDEN_SOURCE = "- {id: vault, title: Locked file, kind: leak, visibility: internal}\n"
HIDDEN_CLAIM = """\
- type: member_of
  from: hushed
  to: company-1
  evidence:
    - {source: paper, at: P1, basis: press_report, says: reports that the third belonged to it}
"""
# A piece of evidence and an entity in a role that are not public, between others that are.
MIXED = RELATIONS.replace("about: [company-1]", "about: [hushed, company-1]").replace(
    "    - {source: paper, at: P7",
    "    - {source: vault, at: P2, basis: leaked_document, says: shows it}\n    - {source: paper, at: P7",
)
FILES = {
    "graphkit.yaml": "# Hushed Person is a secret.\nname: an-example\ntitle: A title\n",
    "data/story.yaml": "- {title: Seen, text: A step}\n"
    "- {title: Unseen, text: Hushed Person, visibility: internal, focus: {entities: [hushed]}}\n",
    "data/uncited.yaml": "- {source: vault, at: P9, reason: no}\n- {source: paper, at: P9, reason: no}\n",
}


@pytest.fixture
def folder(tmp_path: Path, no_nodes: Address, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An investigation with hidden parts, in the folder that one is in; the server is empty."""
    root = write_project(
        tmp_path / "one", MIXED + HIDDEN_CLAIM, ENTITIES + HIDDEN_ENTITY, SOURCES + HIDDEN_SOURCE
    )
    for name, text in FILES.items():
        (root / name).write_text(text)
    monkeypatch.setenv("NEO4J_URI", no_nodes.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", no_nodes.password)
    monkeypatch.chdir(root)
    return root


def _everything(address: Address) -> str:
    nodes = run(address, "MATCH (n) RETURN labels(n) AS labels, properties(n) AS p")
    return str(nodes) + str(run(address, "MATCH ()-[r]->() RETURN type(r) AS type, properties(r) AS p"))


def test_a_push_is_for_the_public_and_says_so(type_: Type, folder: Path, no_nodes: Address) -> None:
    ran = type_("neo4j", "push")
    assert (ran.code, audience_notice("public") in ran.err) == (0, True)
    there = _everything(no_nodes)
    assert "Person One" in there
    for secret in ("Hushed", "hushed", "Locked", "vault", "Unseen"):
        assert secret not in there


def test_the_server_remembers_for_whom_and_compares_the_same(type_: Type, folder: Path) -> None:
    for audience in ("confidential", "internal", "public"):
        assert type_("neo4j", "push", "--audience", audience).code == 0
        rows = dict(
            line.split(None, 1) for line in type_("neo4j", "status").out.splitlines() if line[:3] == "aud"
        )
        assert rows == {"audience": audience}
        status = type_("neo4j", "status").out
        assert [line.split()[-1] for line in status.splitlines() if "would be" in line] == ["0", "0", "0"]


def test_a_pull_says_for_whom_it_was_and_keeps_what_is_hidden(
    type_: Type, folder: Path, no_nodes: Address
) -> None:
    before = open_project(folder)
    type_("neo4j", "push")
    same = type_("neo4j", "pull", str(folder))
    assert (same.code, same.out) == (0, "")
    assert "pushed for the audience public; these files keep the rest\nnothing to write" in same.err
    run(no_nodes, "MATCH (n:Entity {id: 'person-1'}) SET n.summary = 'A new summary'")
    run(no_nodes, "MATCH ()-[r:ADVISES]->() DELETE r")
    ran = type_("neo4j", "pull", str(folder), "--yes")
    assert ran.code == 0
    assert "hushed" not in ran.out
    after = open_project(folder)
    assert after.entities["person-1"].summary == "A new summary"
    gone = "advises/person-1/person-2"
    assert after.claims == {key: claim for key, claim in before.claims.items() if key != gone}
    assert after.sources == before.sources
    assert after.entities.keys() == before.entities.keys()


def test_a_pull_into_an_empty_folder_has_what_was_pushed(type_: Type, folder: Path, tmp_path: Path) -> None:
    type_("neo4j", "push")
    ran = type_("neo4j", "pull", str(tmp_path / "two"))
    assert "pushed for the audience public; the rest is not in it" in ran.err
    pulled, public = open_project(tmp_path / "two"), open_project(folder).for_audience("public")
    for what in ("entities", "sources", "claims"):
        assert getattr(pulled, what) == getattr(public, what)
    assert pulled.dataset.story == public.dataset.story
    assert pulled.dataset.uncited == public.dataset.uncited
    assert pulled.settings == public.settings


def test_python_pushes_for_the_audience_of_the_project(folder: Path, no_nodes: Address) -> None:
    open_project(folder).neo4j(no_nodes.uri).push()
    assert "hushed" not in _everything(no_nodes)
    open_project(folder, audience="internal").neo4j(no_nodes.uri).push()
    assert "vault" in _everything(no_nodes)
    assert "hushed" not in _everything(no_nodes)
    open_project(folder, audience="confidential").neo4j(no_nodes.uri).push()
    assert "hushed" in _everything(no_nodes)


def test_a_text_that_names_something_hidden_stops_the_push(folder: Path, no_nodes: Address) -> None:
    (folder / "data" / "ontology.yaml").write_text("types: {advises: {example: Hushed Person advises Two}}\n")
    with pytest.raises(LeakError, match=r"data/ontology\.yaml"):
        open_project(folder).neo4j(no_nodes.uri).push()
    assert run(no_nodes, "MATCH (n) RETURN count(n) AS n")[0]["n"] == 0


def test_what_a_server_holds_for_others_is_not_asked_for_the_public(
    type_: Type, folder: Path, no_nodes: Address
) -> None:
    server = server_at(no_nodes)
    open_project(folder, audience="confidential").neo4j(no_nodes.uri).push()
    owner, public = open_project(folder), open_project(folder, audience="public")
    names = "MATCH (n:Person) RETURN n.name AS name"
    assert "Hushed Person" in str(owner.cypher(names, server=server).rows)
    for ask in (
        lambda: public.cypher(names, server=server),
        lambda: public.ask("who_informed_for_whom", engine="neo4j", server=server),
        lambda: owner.cypher(names, server=server).save("answer.csv"),
    ):
        with pytest.raises(UsageError, match="for the audience confidential, this answer for public"):
            ask()
    assert type_("cypher", names, "--engine", "neo4j", "-o", "answer.csv").code == 2
    assert not (folder / "answer.csv").exists()
    owner.neo4j(no_nodes.uri).push()
    assert public.cypher(names, server=server).rows
    assert "lacks the rest" in type_("cypher", names, "--engine", "neo4j").err
