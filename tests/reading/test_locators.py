"""Locators: the paragraphs and lines that a text names, in the ways people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.project import open_project
from graphkit.reading.locators import read_locator
from tests.projects import ENTITIES, write_project


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P24", "P24"),
        ("P2, P7", "P2 P7"),
        ("P17-P19", "P17 P18 P19"),
        ("P17–19", "P17 P18 P19"),
        ("par. 12", "12"),
        ("Para 12", "12"),
        ("paras. 3 to 5", "3 4 5"),
        ("paragraphs 3 and 5", "3 5"),
        ("¶ 4", "4"),
        ("¶¶4-6", "4 5 6"),
        ("chapter 2, par. 3", "3"),
        ("Abs. 7", "7"),
        ("line 3", "line 3"),
        ("lines 3-4", "line 3 line 4"),
        ("l. 9", "line 9"),
        ("p. 9", ""),
        ("page 12", ""),
        ("00:12:30", ""),
        ("e-mail 5296512", ""),
        ("MP3", ""),
        ("footnote 12", ""),
        ("the lead paragraph", ""),
    ],
)
def test_what_a_locator_names(text: str, expected: str) -> None:
    found = [f"line {place}" if place.what == "line" else str(place) for place in read_locator(text)]
    assert " ".join(found) == expected


def check(folder: Path, at: str, content: bytes = b"One.\n\nTwo.\n", name: str = "a.txt") -> list[str]:
    (folder / "archive").mkdir()
    (folder / "archive" / name).write_bytes(content)
    source = f"- {{id: paper, title: A report, kind: news, archive: archive/{name}}}\n"
    evidence = f"{{source: paper, at: '{at}', basis: book, says: x}}"
    claim = f"- {{type: advises, from: person-1, to: person-2, evidence: [{evidence}]}}\n"
    project = open_project(write_project(folder, claim, ENTITIES, source))
    return [str(problem) for problem in project.check_archives()]


@pytest.mark.parametrize(
    ("at", "what"),
    [
        ("par. 12", "paragraph 12; the last one is 2"),
        ("¶ 3", "paragraph 3; the last one is 2"),
        ("par. 0", "paragraph 0; the last one is 2"),
        ("paras 1-9", "paragraph 9; the last one is 2"),
        ("line 4", "line 4; the last one is 3"),
    ],
)
def test_a_place_that_the_copy_lacks_is_a_warning(tmp_path: Path, at: str, what: str) -> None:
    (problem,) = check(tmp_path, at)
    assert problem.endswith(f'warning: "paper" has no {what}')


@pytest.mark.parametrize("at", ["P3", "P1-P3", "P2, P9"])
def test_a_paragraph_in_the_short_form_that_the_copy_lacks_is_an_error(tmp_path: Path, at: str) -> None:
    (problem,) = check(tmp_path, at)
    assert '"paper" has no paragraph P' in problem
    assert "warning" not in problem


@pytest.mark.parametrize("at", ["par. 2", "P1-P2", "line 3", "p. 99", "00:12:30"])
def test_a_place_that_it_has_is_no_problem(tmp_path: Path, at: str) -> None:
    assert check(tmp_path, at) == []


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"%PDF-1.7\n\xff\xfe\0"), ("a.html", b"<html><p>One.</html>")]
)
def test_paragraphs_of_other_files_are_not_counted(tmp_path: Path, name: str, content: bytes) -> None:
    assert check(tmp_path, "par. 12", content, name) == []
