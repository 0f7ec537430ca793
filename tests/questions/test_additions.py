"""A filter is one line and the code that applies it; a question is one module and one row of the registry."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.projects import ENTITIES, write_project

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
FILTER = '    tag: Annotated[Texts, Option("Only claims between entities with this tag", metavar="TAG")]\n'
APPLIED = """\
    if "tag" in filters:
        tagged = bytes(255 if {*filters["tag"]} & {*item.tags} else 0 for item in cut.entities.values())
        columns += [bytes(map(tagged.__getitem__, nodes)) for nodes in (rows.from_node, rows.to_node)]
"""
QUESTION = '''\
"""Entities without claims."""

from __future__ import annotations

from typing import Unpack

from graphkit.dataset.base import Dataset
from graphkit.dataset.selection import select
from graphkit.dataset.words import words_of
from graphkit.model.filters import Filters, read_options, set_options
from graphkit.questions.answer import Column, Table


def isolated(dataset: Dataset, **options: Unpack[Filters]) -> Table:
    """List the entities without claims."""
    limits = read_options(Filters, options, words_of(dataset))
    view = select(dataset, limits)
    rows = tuple((item,) for key, item in view.entities.items() if not view.claims_of(key))
    question = {"ask": "isolated", **set_options(Filters, limits)}
    return Table(view, question, columns=(Column("entity", "entity"),), rows=rows, claims=((),) * len(rows))
'''
# What is added, by file: the text, and the line before which it stands ("": a new file).
ADDED = [
    ("model/filters.py", FILTER, "    definitely: Annotated["),
    ("dataset/selection.py", APPLIED, '    if "kind" in filters:'),
    ("questions/isolated.py", QUESTION, ""),
    (
        "questions/registry.py",
        "from graphkit.questions.isolated import isolated\n",
        "from graphkit.questions.paths.a",
    ),
    ("questions/registry.py", '    isolated = Question(isolated, "isolated")\n', "    path = Question("),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the package has of the filter and the question that were added to it."""
    folder = tmp_path_factory.mktemp("additions")
    for name in ("graphkit", "queries", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text, before in ADDED:
        path = folder / "graphkit" / name
        old = path.read_text(encoding="utf-8") if before else ""
        assert not before or old.count(before) == 1
        path.write_text(old.replace(before, text + before) if before else text, encoding="utf-8")
    entities = ENTITIES.replace("name: Person One", "tags: [court], name: Person One")
    project = write_project(
        folder / "project", entities=entities.replace("name: Agency", "tags: [court], name: Agency")
    )
    command = [sys.executable, str(Path(__file__).with_name("probe_additions.py")), str(project)]
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def test_a_filter_touches_two_files_and_a_question_two() -> None:
    assert len({name for name, text, _ in ADDED if "isolated" not in text}) == 2
    assert len({name for name, text, _ in ADDED if "isolated" in text}) == 2


def test_an_added_filter_is_in_the_help_of_each_command_that_filters(found: dict[str, Any]) -> None:
    for command in ("path", "show", "map", "isolated"):
        shown = " ".join(found["help"][command].split())
        assert "--tag TAG" in shown
        assert "Only claims between entities with this tag; repeatable." in shown


def test_an_added_filter_is_in_signature_schema_and_hints(found: dict[str, Any]) -> None:
    assert "tag: str | collections.abc.Sequence[str] = None" in found["signature"]
    assert found["schema"] == {
        "description": "Only claims between entities with this tag.",
        "type": "array",
        "items": {"type": "string"},
    }
    assert found["hint"] == [
        'unknown option "tags"; did you mean "tag"?',
        "tag must be a text or a list of texts, not 5",
    ]


def test_an_added_filter_filters(found: dict[str, Any]) -> None:
    claims, question = found["answers"]
    assert claims == ["informed_for/person-1/agency-1/2005"]
    assert question == {"ask": "map", "tag": ["court"]}
    typed = json.loads(found["typed"])
    assert typed["question"]["tag"] == ["court"]
    assert list(typed["claims_by_id"]) == claims


def test_an_added_question_is_a_method_and_a_command(found: dict[str, Any]) -> None:
    rows = [{"entity": row["entity"]["id"]} for row in found["asked"]]
    assert {"entity": "person-2"} in rows
    assert {"entity": "person-1"} not in rows
    typed = json.loads(found["typed question"])
    assert typed["rows"] == found["asked"]
    assert typed["question"] == {"ask": "isolated", "tag": ["court"]}
    assert "isolated" in found["help"][""]
    assert "List the entities without claims." in found["help"]["isolated"]
