"""The answers on the shipped investigation are those that were compared with its sources."""

from __future__ import annotations

import pytest

from graphkit.project import open_project
from graphkit.reading.shipped import shipped_root
from tests.queries.golden import FOLDER, answer_of

PROJECT = open_project(shipped_root())


def test_there_is_a_file_for_every_query() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == PROJECT.queries().keys()


@pytest.mark.parametrize("name", PROJECT.queries())
def test_the_answer_is_the_one_that_was_read(name: str) -> None:
    expected = (FOLDER / f"{name}.csv").read_bytes().decode()
    assert answer_of(PROJECT, name) == expected, "if this is right: python -m tests.queries.golden"
