"""Tests that one line in a record is all that a new field needs."""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from graphkit.model.fields import fields_of
from graphkit.model.records import Claim, Entity, Evidence, Source, Uncited
from tests.projects import ENTITIES, write_project

ROOT = Path(__file__).parents[2]
LINES = {  # a field of each kind of record, added before a field that it has
    "class Entity(": (
        '    gender: Annotated[str, Field("choice", "the gender", choices=("f", "m"))] = ""\n',
        "    location:",
    ),
    "class Evidence(": (
        '    via: Annotated[Texts, Field("texts", "carriers, nearest to the speaker first")] = ()\n',
        "    location:",
    ),
    "class Claim(": (
        '    asked: Annotated[PartialDate | None, Field("bound", "when it was asked")] = None\n',
        "    status:",
    ),
}
RELATIONS = """\
- type: advises
  from: person-1
  to: person-2
  asked: 2012-05
  evidence: [{source: paper, at: P1, basis: testimony, says: testified to it, via: [daily, weekly]}]
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each output has of fields that a copy of the package declares."""
    folder = tmp_path_factory.mktemp("fields")
    for name in ("graphkit", "tools", "queries", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    records = folder / "graphkit" / "model" / "records.py"
    text = records.read_text(encoding="utf-8")
    for head, (line, before) in LINES.items():
        start, _, rest = text.partition(head)
        text = start + head + rest.replace(before, line + before, 1)
    records.write_text(text, encoding="utf-8")
    entities = ENTITIES.replace("person, name: Person One", "person, gender: f, name: Person One", 1)
    good = write_project(folder / "good", RELATIONS, entities)
    bad = RELATIONS.replace("2012-05", "May").replace("[daily, weekly]", "daily")
    bad_entities = entities.replace("gender: f", "gender: fm")
    broken = write_project(folder / "broken", bad, bad_entities)
    command = [sys.executable, str(Path(__file__).with_name("probe_fields.py")), str(good), str(broken)]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    read: dict[str, Any] = json.loads(done.stdout)
    return read


OUTPUTS: dict[str, Any] = {
    "loader": ["2012-05", ["daily", "weekly"], "f"],
    "json": ["2012-05", ["daily", "weekly"]],
    "properties": [734654, ["daily", "weekly"], [2], "f"],
    "back": [True, True],
    "networkx": ["2012-05", ["daily", "weekly"]],
}


@pytest.mark.slow
@pytest.mark.parametrize("output", OUTPUTS)
def test_an_added_field_is_in_each_record_of_an_output(found: dict[str, Any], output: str) -> None:
    assert found[output] == OUTPUTS[output]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("output", "parts"),
    [
        ("yaml", ["asked: 2012-05", "via: [daily, weekly]", "gender: f"]),
        (
            "reference",
            ["| `via` | | carriers, nearest to the speaker first |", "| `gender` | | the gender (f, m) |"],
        ),
        ("graphml", ["2012-05", '"via": ["daily", "weekly"]', 'attr.name="gender"']),
        ("html", ['"asked":"2012-05"', '"via":["daily","weekly"]', '"gender":"f"']),
    ],
)
def test_an_added_field_is_in_each_text(found: dict[str, Any], output: str, parts: list[str]) -> None:
    text = html.unescape(found[output])
    for part in parts:
        assert part in text


@pytest.mark.slow
def test_an_added_field_is_in_the_json_schema(found: dict[str, Any]) -> None:
    asked, via = found["schema"]
    assert asked["description"] == "when it was asked"
    assert (via["type"], via["description"]) == ("array", "carriers, nearest to the speaker first")


@pytest.mark.slow
def test_a_wrong_value_of_an_added_field_is_reported(found: dict[str, Any]) -> None:
    gender, asked, via = found["check"]
    assert gender == 'data/entities.yaml:1:40: unknown gender "fm"; did you mean "f"?'
    assert asked.startswith('data/relations.yaml:4:10: asked: "May" is no date')
    assert via == "data/relations.yaml:5:84: via: expected a list of texts, such as [one, two]"


@pytest.mark.parametrize("record", [Entity, Source, Evidence, Claim, Uncited])
def test_every_attribute_but_the_location_is_declared(record: type[Struct]) -> None:
    declared = {field.name for field in fields_of(record)}
    assert set(record.__struct_fields__) - declared == {"location"}
