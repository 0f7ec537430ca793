"""Paths in every format, as they were read and found good; GRAPHKIT_UPDATE_SNAPSHOTS=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from graphkit.questions.answer import Answer
from graphkit.questions.paths import find_paths
from graphkit.questions.paths.around import find_between
from tests.formats import rendered
from tests.projects import make_dataset

SNAPSHOTS = Path(__file__).with_name("snapshots")
FORMATS = {"text": "txt", "json": "json", "csv": "csv", "md": "md", "mermaid": "mmd", "dot": "dot"}
ENTITIES = """\
- {id: envoy, kind: person, name: Envoy Example, aliases: [E1]}
- {id: lawyer, kind: person, name: Lawyer Example}
- {id: boss, kind: person, name: Boss Example}
- {id: bureau, kind: agency, name: Bureau of Examples, in_text: the bureau}
- {id: hermit, kind: person, name: Hermit Example}
"""
SOURCES = """\
- {id: daily, title: A daily story, kind: news, publisher: Daily Example, date: 2012-10-05}
- {id: digest, title: A digest, kind: web}
- {id: hearing, title: Record of a hearing, kind: court, author: Clerk Example, date: "2011"}
"""
RELATIONS = """\
- type: represents
  from: lawyer
  to: boss
  start: 2001
  end: 2005-06
  evidence:
    - {source: digest, at: P2, quoting: daily, basis: press_report, says: reports that he was his lawyer}
    - {source: hearing, at: p. 3, by: lawyer, basis: testimony, says: testified to have acted for the boss}
- type: informed_for
  from: lawyer
  to: bureau
  start: 2005
  roles: {about: [boss]}
  evidence:
    - {source: daily, at: P7, basis: anonymous, says: "says that he *signed* papers | and more"}
    - {source: daily, at: P8, by: bureau, basis: official_statement, stance: denies, says: denies it}
- type: communicated_with
  from: lawyer
  to: bureau
  start: 2006-05~
  evidence:
    - {source: daily, at: P9, basis: press_report, says: reports a meeting}
- type: identified_as
  from: envoy
  to: boss
  evidence:
    - {source: digest, at: P4, basis: inference, says: infers that both are one}
"""
DATASET = make_dataset(RELATIONS, ENTITIES, SOURCES)


def answers() -> dict[str, Answer]:
    return {
        "path": find_paths(DATASET, "envoy", "bureau", explain=True),
        "as-of": find_paths(DATASET, "boss", "bureau", as_of="2005-06-15"),
        "in-time": find_paths(DATASET, "boss", "bureau", time_respecting=True, parallel="separate"),
        "no-path": find_paths(
            DATASET,
            "boss",
            "bureau",
            min_status="reported",
            not_type="communicated_with",
            without_source="hearing",
        ),
        "apart": find_paths(DATASET, "hermit", "bureau"),
        "between": find_between(DATASET, "envoy", "bureau"),
        "between-apart": find_between(DATASET, "envoy", "hermit", "bureau"),
    }


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", answers())
def test_snapshots(name: str, form: str) -> None:
    path = SNAPSHOTS / f"{name}.{FORMATS[form]}"
    found = rendered(answers()[name], form, width=90)
    if os.environ.get("GRAPHKIT_UPDATE_SNAPSHOTS"):
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")


def test_no_snapshot_is_left_over() -> None:
    expected = {f"{name}.{suffix}" for name in answers() for suffix in FORMATS.values()}
    assert {path.name for path in SNAPSHOTS.iterdir()} == expected


@pytest.mark.parametrize("form", ["text", "md"])
def test_a_search_that_was_cut_short_claims_no_absence(form: str) -> None:
    found = replace(find_paths(DATASET, "hermit", "bureau"), truncated=True, why=None)
    text = rendered(found, form, width=200)
    assert "was found before the search was cut short." in text
    assert "within these limits" not in text
