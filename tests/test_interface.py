"""One interface: what is typed and what Python is asked give the same answer, to the last key."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

import graphkit as gk
from graphkit.questions.answer import Paths, Subgraph, Table
from tests.cli import run

ROOT = Path(__file__).parent.parent
Asked = Callable[[gk.Project], Table | Paths | Subgraph]

SAME: list[tuple[str, Asked]] = [
    ("find chapo --limit 3", lambda g: g.find("chapo", limit=3)),
    ("show mx1", lambda g: g.show("mx1")),
    (
        "show dea --min-status reported --undisputed",
        lambda g: g.show("dea", min_status="reported", undisputed=True),
    ),
    ("sources", lambda g: g.list_sources()),
    ("sources newsweek", lambda g: g.rests_on("newsweek")),
    (
        "timeline loya-castro --between 2004 2009",
        lambda g: g.timeline("loya-castro", between=("2004", "2009")),
    ),
    ("stats --without-source newsweek", lambda g: g.stats(without_source="newsweek")),
    ("path loya-castro dea --as-of 2009", lambda g: g.path("loya-castro", "dea", as_of="2009")),
    (
        "path guzman dea --via loya-castro -k 2 --rank strength",
        lambda g: g.path("guzman", "dea", via=("loya-castro",), k=2, rank="strength"),
    ),
    ("path stratfor dea --all --max-hops 3", lambda g: g.path("stratfor", "dea", all=True, max_hops=3)),
    ("path mx1 dea --min-status testified", lambda g: g.path("mx1", "dea", min_status="testified")),
    ("around mx1 --hops 2 --min-sources 2", lambda g: g.around("mx1", hops=2, min_sources=2)),
    ("between guzman dea mx1", lambda g: g.between("guzman", "dea", "mx1")),
    ("ask who_informed_for_whom --agency dea", lambda g: g.ask("who_informed_for_whom", agency="dea")),
    (
        "ask single_source_claims --type informed_for",
        lambda g: g.ask("single_source_claims", type="informed_for"),
    ),
    (
        "cypher 'MATCH (p)-[r:HANDLED]->(q) RETURN p.id AS a, q.id AS b ORDER BY a, b'",
        lambda g: g.cypher("MATCH (p)-[r:HANDLED]->(q) RETURN p.id AS a, q.id AS b ORDER BY a, b"),
    ),
]


@pytest.fixture(scope="module")
def project() -> gk.Project:
    return gk.open(ROOT)


@pytest.mark.parametrize(("typed", "asked"), SAME, ids=[typed for typed, _ in SAME])
def test_the_command_line_and_python_are_one_interface(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    project: gk.Project,
    typed: str,
    asked: Asked,
) -> None:
    ran = run(capsys, monkeypatch, *shlex.split(typed), "--format", "json", "--project", str(ROOT))
    assert json.loads(ran.out) == json.loads(json.dumps(asked(project).to_dict()))


def test_every_name_that_is_promised_is_there() -> None:
    assert gk.__all__ == sorted(gk.__all__)
    assert all(getattr(gk, name) for name in gk.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = gk.nothing


def test_every_public_class_has_a_section_in_the_reference() -> None:
    page = (Path(__file__).parents[1] / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    sections = {line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")}
    assert set(gk.__all__) - {"open"} <= sections


def test_a_project_in_a_terminal_is_one_line(project: gk.Project) -> None:
    shown = repr(project)
    assert len(shown) < 300
    assert all(f"{len(found):,} " in shown for found in (project.entities, project.sources, project.claims))
