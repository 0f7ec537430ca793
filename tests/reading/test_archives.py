"""Local copies of sources: whatever is wrong with one is an error of the check, at its source."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.reading import files
from tests.cli import Type
from tests.cli import type_ as type_
from tests.projects import write_project

SOURCES = """\
- {{id: paper, title: A report, kind: news, publisher: The Example Paper, archive: {}{}}}
- {{id: weekly, title: A weekly story, kind: news, publisher: Example Weekly}}
- {{id: digest, title: A digest, kind: web}}
"""
TEXT = "one\n" * 9


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file beside the project in it."""
    (tmp_path / "outside.txt").write_text(TEXT)
    (tmp_path / "case" / "archive").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "case")
    return tmp_path / "case"


def link(name: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(name)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (link("../../outside.txt"), " leads outside the project; copy the file into it"),
        (link("../../missing.txt"), " leads outside the project; copy the file into it"),
        (link("a.txt"), ": cannot be read: links in a circle"),
        (link("missing.txt"), ": cannot be read: No such file or directory"),
        (os.mkfifo, ": not a regular file"),
        (Path.mkdir, ": cannot be read: Is a directory"),
        (link("/dev/zero"), " leads outside the project"),
    ],
)
def test_a_copy_that_is_no_file_of_the_project_is_an_error(
    type_: Type, folder: Path, make: Callable[[Path], object], message: str
) -> None:
    make(folder / "archive" / "a.txt")
    write_project(folder, sources=SOURCES.format("archive/a.txt", ""))
    checked = type_("check")
    expected = f'data/sources.yaml:1:3: the local copy of "paper" (archive/a.txt){message}'
    assert (checked.code, checked.out, expected in checked.err) == (2, "", True), checked.err
    assert type_("check", "--format", "json").code == 2
    assert type_("check", "data/relations.yaml").code == 0
    assert type_("find", "one").code == 0


@pytest.mark.parametrize(
    "path", ["../outside.txt", "../missing.txt", "archive/../../outside.txt", "/etc/passwd"]
)
def test_a_path_out_of_the_project_is_an_error(type_: Type, folder: Path, path: str) -> None:
    write_project(folder, sources=SOURCES.format(path, ""))
    checked = type_("check")
    assert (checked.code, "leads outside the project" in checked.err) == (2, True)


def test_a_copy_that_is_too_large_is_an_error(
    type_: Type, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "archive" / "a.txt").write_text("x" * 2_000)
    write_project(folder, sources=SOURCES.format("archive/a.txt", ""))
    monkeypatch.setattr(files, "MAX_BYTES", 1_000)
    checked = type_("check")
    assert (checked.code, "(archive/a.txt): is larger than" in checked.err) == (2, True)


def test_a_copy_with_another_hash_is_an_error(type_: Type, folder: Path) -> None:
    (folder / "archive" / "a.txt").write_text(TEXT)
    write_project(folder, sources=SOURCES.format("archive/a.txt", f", sha256: '{'0' * 64}'"))
    checked = type_("check")
    assert (checked.code, "differs from the text that the editors read" in checked.err) == (2, True)
    annotated = type_("check", "--format", "github")
    assert (annotated.code, annotated.out.startswith("::error file=data/sources.yaml,line=1")) == (2, True)


def test_a_missing_copy_and_a_link_within_the_project_are_no_errors(type_: Type, folder: Path) -> None:
    write_project(folder, sources=SOURCES.format("archive/a.txt", ""))
    assert type_("check").code == 0
    (folder / "texts").mkdir()
    (folder / "texts" / "b.txt").write_text(TEXT)
    (folder / "archive" / "a.txt").symlink_to("../texts/b.txt")
    assert type_("check").code == 0
