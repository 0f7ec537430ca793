"""The table of claims as CSV: who says, denies and quotes, in which roles, and what the editors add."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from graphkit.project import open_project
from graphkit.render.csv import render_csv
from graphkit.render.registry import Page
from tests.projects import RELATIONS, write_project


def test_a_table_of_claims_loses_nothing_that_a_reader_needs(tmp_path: Path) -> None:
    capped = RELATIONS.replace(
        "  roles: {about", "  at_most: alleged\n  because: the digest is all there is\n  roles: {about"
    )
    project = open_project(write_project(tmp_path, capped))
    answer = project.show("agency-1", as_of="2006")
    text = str(render_csv(answer, Page()))
    (row,) = csv.DictReader(io.StringIO(text))
    assert len(row) == len(text.splitlines()[0].split(","))  # each column has its own name
    assert row["said_by"] == "A weekly story"
    assert row["denied_by"] == "the agency"
    assert row["doubted_by"] == ""
    assert row["via"] == "A digest, quoting A weekly story"
    assert row["roles"] == "about: Company One"
    assert row["because"] == "the digest is all there is"
    assert row["certainty"] == "definitely"
