"""The files of a new investigation: the records in their comments are valid together."""

from __future__ import annotations

import re
from pathlib import Path

import graphkit
from graphkit.editing.scaffold import create
from graphkit.model.status import Status
from graphkit.reading.read import builtin_ontology


def test_the_examples_in_the_comments_are_an_investigation(tmp_path: Path) -> None:
    create(tmp_path, builtin_ontology())
    for path in (tmp_path / "data").glob("*.yaml"):
        _, _, examples = path.read_text("utf-8").partition("\n#\n")
        assert examples.startswith(("# - id:", "# - type:"))
        path.write_text(re.sub(r"^# ?", "", examples, flags=re.MULTILINE), "utf-8")
    (claim,) = graphkit.open(tmp_path).claims.values()
    assert claim.id == "employed_by/example-person/example-agency/2005"
    assert claim.status == Status.ALLEGED
    assert claim.disputed
