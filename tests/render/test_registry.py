"""Formats: every answer in each of them, and what it takes to add one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit.cli import main
from graphkit.errors import UsageError
from graphkit.project import Project, open_project
from graphkit.render.registry import RENDERERS, Renderer, formats_of, renderer_of
from tests.cli import Type
from tests.cli import folder as folder
from tests.cli import type_ as type_
from tests.projects import write_project

PACKAGE = Path(__file__).parents[2] / "graphkit"
QUESTIONS = {
    "Table": ("timeline", "person-1"),
    "Paths": ("path", "person-2", "agency-1"),
    "Subgraph": ("around", "person-1"),
}
STARTS = {"png": b"\x89PNG", "svg": b"<svg", "html": b"<!doctype html>", "pyvis": b"<!doctype html>"}
NEW_MODULE = '''\
"""Answers as a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.questions.answer import Answer
    from graphkit.render.registry import Page


def render_tally(answer: Answer, page: Page) -> str:
    """Returns how much the answer holds."""
    return f"{len(answer)} found"
'''
NEW_ROW = """\
        Renderer("tally", (".tally",), "text/plain", "tally:render_tally", shapes=("Paths", "Table")),
"""
USE = """
import graphkit as gk
answer = gk.open(".").path("person-2", "agency-1")
answer.save("python.tally")
answer.save("python.dat", format="tally")
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return open_project(write_project(tmp_path))


@pytest.mark.parametrize("form", RENDERERS)
@pytest.mark.parametrize("shape", QUESTIONS)
def test_every_question_is_written_in_every_format_that_fits(
    type_: Type, folder: Path, shape: str, form: str
) -> None:
    renderer = RENDERERS[form]
    suffix = renderer.suffixes[0] if renderer.suffixes else f".{form}"
    ran = type_(*QUESTIONS[shape], "-o", f"x{suffix}", *([] if renderer.suffixes else ["--format", form]))
    assert (ran.code, ran.out) == (0, "")
    assert f"wrote x{suffix}" in ran.err
    content = (folder / f"x{suffix}").read_bytes()
    assert content.startswith(STARTS.get(form, b""))
    if form != "png":
        assert re.search("person-1|Person One", content.decode())


@pytest.mark.parametrize("form", [form for form in RENDERERS if RENDERERS[form].suffixes])
def test_a_map_is_written_in_every_format(type_: Type, folder: Path, form: str) -> None:
    name = f"m{RENDERERS[form].suffixes[0]}"
    assert type_("map", "person-1", "-o", name).code == 0
    assert (folder / name).read_bytes().startswith(STARTS.get(form, b""))


def test_python_and_the_command_line_write_the_same(type_: Type, folder: Path) -> None:
    project = open_project(folder)
    for suffix in ("md", "svg", "html"):
        assert type_("around", "one", "-o", f"typed.{suffix}", "--audience", "public").code == 0
        project.for_audience("public").around("one").save(folder / f"called.{suffix}")
        assert (folder / f"typed.{suffix}").read_bytes() == (folder / f"called.{suffix}").read_bytes()


@pytest.mark.parametrize("terminal", [False, True])
def test_bytes_go_to_standard_output_but_not_to_a_terminal(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    monkeypatch.setattr("sys.argv", ["graphkit", "around", "one", "--format", "png"])
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    with pytest.raises(SystemExit) as stopped:
        main()
    shown = capsysbinary.readouterr()
    assert stopped.value.code == (2 if terminal else 0)
    assert shown.out.startswith(b"" if terminal else STARTS["png"])
    assert (b"use -o FILE.png" in shown.err) == terminal


@pytest.mark.parametrize("command", ["path", "around", "timeline", "ask", "map"])
def test_help_names_the_formats(type_: Type, folder: Path, command: str) -> None:
    shown = " ".join(re.sub(r"[^\w ,.-]", " ", type_(command, "--help").out).split())
    assert ", ".join(formats_of("Table")[:-1]) in shown
    assert "github" not in shown
    assert "or github" in " ".join(re.sub(r"[^\w ,.-]", " ", type_("check", "--help").out).split())


def test_a_format_refuses_what_it_cannot_show(project: Project) -> None:
    paths = Renderer("paths", (), "text/plain", "text:render_text", shapes=("Paths",))
    with pytest.raises(UsageError, match="cannot write Table as paths; use text, json"):
        paths.render(project.timeline(), None)  # type: ignore[arg-type]


def test_suffixes_are_read_whatever_their_case() -> None:
    assert renderer_of("A.HTM").name == "html"
    assert renderer_of("a.txt", "csv").name == "csv"
    assert renderer_of("-").name == "text"
    suffixes = [suffix for item in RENDERERS.values() for suffix in item.suffixes]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.slow
def test_a_format_is_a_module_and_a_row(tmp_path: Path) -> None:
    copy = tmp_path / "code" / "graphkit"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "render" / "tally.py").write_text(NEW_MODULE)
    registry = copy / "render" / "registry.py"
    row = '        Renderer("text"'
    registry.write_text(registry.read_text().replace(row, NEW_ROW + row, 1))
    folder = write_project(tmp_path / "investigation")

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=os.environ | {"PYTHONPATH": str(copy.parent)},
            cwd=folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "tally" in run("-m", "graphkit", "path", "--help")
    assert "tally" not in run("-m", "graphkit", "around", "--help")
    assert run("-m", "graphkit", "path", "person-2", "agency-1", "--format", "tally") == "1 found"
    run("-m", "graphkit", "timeline", "-o", "typed.tally")
    run("-c", USE)
    assert (folder / "typed.tally").read_text().endswith(" found")
    assert (folder / "python.tally").read_text() == (folder / "python.dat").read_text() == "1 found"
