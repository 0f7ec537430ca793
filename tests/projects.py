"""Tiny investigations for tests: inline YAML in a folder, or a dataset straight from it."""

from __future__ import annotations

from pathlib import Path

from graphkit.dataset.memory import MemoryDataset
from graphkit.reading.read import read

ENTITIES = """\
- {id: person-1, kind: person, name: Person One, aliases: [One, The First]}
- {id: person-2, kind: person, name: Person Two, aliases: [Two]}
- {id: lawyers, kind: person, name: lawyers of Person One, plural: true, unnamed: true}
- {id: agency-1, kind: agency, name: Agency One, in_text: the agency}
- {id: company-1, kind: organization, name: Company One}
- {id: case-1, kind: case, name: State v. One}
"""
SOURCES = """\
- {id: paper, title: A report, kind: news, publisher: The Example Paper, date: 2012-10-05}
- {id: paper-2, title: Another report, kind: news, publisher: The Example Paper}
- {id: weekly, title: A weekly story, kind: news, publisher: Example Weekly}
- {id: digest, title: A digest, kind: web}
"""
RELATIONS = """\
- type: informed_for
  from: person-1
  to: agency-1
  start: 2005
  roles: {about: [company-1]}
  evidence:
    - {source: digest, at: P2, quoting: weekly, basis: press_report, says: reports that One signed on}
    - {source: paper, at: P7, by: agency-1, basis: official_statement, stance: denies, says: denies it}
- type: advises
  from: person-1
  to: person-2
  evidence:
    - {source: paper, at: P3, by: person-2, basis: testimony, says: testified to have had advice}
- type: member_of
  from: person-2
  to: company-1
  start: ../2003
  end: 2009-03/..
  evidence:
    - {source: paper, at: P4, by: lawyers, basis: court_filing, says: argue that the second belonged to it}
"""


def write_project(
    folder: Path, relations: str = RELATIONS, entities: str = ENTITIES, sources: str = SOURCES
) -> Path:
    """Write the three files of an investigation; the folder."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    for name, text in (("entities", entities), ("relations", relations), ("sources", sources)):
        (data / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def make_dataset(
    relations: str = RELATIONS, entities: str = ENTITIES, sources: str = SOURCES
) -> MemoryDataset:
    """Build a dataset from inline YAML with the built-in ontology. Raises: DataError."""
    texts = {"entities": entities, "sources": sources, "relations": relations}
    return read({f"data/{name}.yaml": text.encode() for name, text in texts.items()})
