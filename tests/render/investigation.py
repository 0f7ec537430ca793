"""A tiny investigation of made-up names, with what trips renderers: markup, formulas, parallel claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphkit.project import open_project
from graphkit.questions.answer import Subgraph

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.project import Project

HOSTILE = "Ben </script><img src=x onerror=alert(1)> \"quoted\" & 'single' href"

ENTITIES = """
- {id: ana, kind: person, name: Ana Example, aliases: [Anita], summary: An example., ids: {wikidata: Q1}}
- {id: ben, kind: person, name: "%s", aliases: ["=BEN()"]}
- {id: bureau, kind: agency, name: Bureau of Examples, in_text: the Bureau of Examples}
- {id: ring, kind: organization, name: Example ring, in_text: the Example ring}
- {id: insider, kind: person, name: Ring insider, unnamed: true}
- {id: trial, kind: case, name: People v. Example}
"""
SOURCES = """
- {id: paper, title: The paper of record, kind: news, publisher: Paper, date: 2012-10-05, url: "https://example.org/1"}
- {id: weekly, title: The weekly, kind: news, publisher: Weekly, date: 2011}
- {id: filing, title: A filing, kind: court, date: 2010-04}
- {id: unused, title: Nothing rests on it, kind: news, date: 2020}
"""
RELATIONS = """
- type: informed_for
  from: ana
  to: bureau
  start: 2005
  roles: {about: [ring]}
  evidence:
    - {source: paper, at: P1, quoting: weekly, basis: press_report, says: reports that she joined, date: 2011}
    - {source: filing, at: P2, by: ben, basis: court_filing, stance: denies, says: denies that she joined}
- type: informed_for
  from: ana
  to: bureau
  start: 2008
  evidence:
    - {source: filing, at: P4, by: Her lawyers, basis: court_filing, says: allege that she joined again}
- type: member_of
  from: ben
  to: ring
  evidence:
    - {source: paper, at: P3, basis: testimony, by: insider, says: testified that Ben belonged to it}
- type: allied_with
  from: bureau
  to: ring
  start: "../2004"
  end: 2009-03
  at_most: alleged
  because: the report only repeats the filing
  evidence:
    - {source: paper, at: P5, basis: press_report, says: reports a pact}
    - {source: filing, at: P6, by: bureau, basis: court_filing, stance: denies, says: denies any pact}
- type: allied_with
  from: ana
  to: ring
  evidence:
    - {source: filing, at: P9, by: ana, basis: court_filing, stance: denies, says: denies any pact of her own}
- type: charged_in
  from: ana
  to: trial
  start: 2010-04-19
  evidence:
    - {source: filing, at: P7, basis: official_record, says: lists her as the defendant}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the investigation."""
    data = tmp_path / "data"
    data.mkdir()
    name = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    (data / "entities.yaml").write_text(ENTITIES % name, encoding="utf-8")
    (data / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (data / "relations.yaml").write_text(RELATIONS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def project(folder: Path) -> Project:
    """The investigation, opened from its files."""
    return open_project(folder)


@pytest.fixture
def everything(project: Project) -> Subgraph:
    """All of it as an answer."""
    data = project.dataset
    return Subgraph(data, {"ask": "map"}, entities=tuple(data.entities), claims=tuple(data.claims))
