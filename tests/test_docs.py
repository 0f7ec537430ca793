"""The documentation builds, its generated pages are fresh, and every command and snippet in it runs.

A `console` block is typed into bash, in a copy of the shipped investigation or in the folder that its page
made; output that is shown must come, where a line of three dots stands for any lines. A `yaml` block whose
first line names a file is written there, or added to it. A `python` block is run.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from graphkit.reading.yaml import load_yaml
from tests.cli import run
from tools import reference

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
HOWTO = sorted(path.name for path in (DOCS / "howto").glob("*.md"))
_BLOCK = re.compile(r"^```(console|yaml|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (add to )?(data/\w+\.yaml)\n")


@dataclass(slots=True)
class Reader:
    """Somebody who does what a page says, in a folder."""

    folder: Path
    names: dict[str, Any] = field(default_factory=dict)

    def follow(self, page: Path) -> int:
        """Do all that a page says; how many blocks there were."""
        blocks = _BLOCK.findall(page.read_text("utf-8"))
        for kind, text in blocks:
            getattr(self, f"do_{kind}")(text)
        return len(blocks)

    def do_console(self, text: str) -> None:
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            if command.startswith("cd "):
                self.folder /= command.removeprefix("cd ")
                continue
            done = self._run(command)
            if expected.strip():
                assert re.fullmatch(_pattern(expected), done.stdout), f"{command}\n{done.stdout}"
            else:
                assert done.returncode == 0, f"{command}\n{done.stdout}"

    def do_yaml(self, text: str) -> None:
        _, problems = load_yaml(text.encode(), "block")
        assert not [problem for problem in problems if "list" not in problem.message]
        if found := _FILE.match(text):
            file = self.folder / found[2]
            before = file.read_text("utf-8") if found[1] else ""
            file.write_text(before + text, "utf-8")

    def do_python(self, text: str) -> None:
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            exec(compile(text, "block", "exec"), self.names)
        finally:
            os.chdir(before)

    def _run(self, command: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "COLUMNS": "100",
            "NO_COLOR": "1",
        }
        return subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )


def _pattern(expected: str) -> str:
    lines = [r"(?:.*\n)*" if line == "..." else re.escape(line) + "\n" for line in expected.splitlines()]
    return "".join(lines).rstrip("\n") + r"\n*"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "shipped"
    for name in ("data", "queries"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "graphkit.yaml", folder)
    return folder


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the tutorial makes."""
    reader = Reader(tmp_path_factory.mktemp("tutorial"))
    assert reader.follow(DOCS / "tutorial.md") >= 9
    return reader.folder


def test_the_readme_does_what_it_says(shipped: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(shipped, tmp_path / "shipped")
    assert Reader(folder).follow(ROOT / "README.md") >= 4


@pytest.mark.parametrize("name", HOWTO)
def test_a_page_does_what_it_says(name: str, harbour: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(harbour, tmp_path / "harbour")
    assert Reader(folder).follow(DOCS / "howto" / name) >= 1


@pytest.mark.parametrize("name", ["comparison.md"])
def test_other_pages_do_what_they_say(name: str, harbour: Path, tmp_path: Path) -> None:
    assert Reader(shutil.copytree(harbour, tmp_path / "harbour")).follow(DOCS / name) >= 1


def test_the_page_on_maps_draws_them(shipped: Path, tmp_path: Path) -> None:
    import graphkit

    reader = Reader(shutil.copytree(shipped, tmp_path / "shipped"), {"graphkit": graphkit})
    assert reader.follow(DOCS / "maps.md") >= 1


# What stands for something of the reader's own, and commands that other tests run: with a server, without an
# end, or at the shell.
FILLED = {
    "NAME": "who_informed_for_whom",
    "MEASURE": "pagerank",
    "TEXT": "'MATCH (n) RETURN count(n)'",
    "A B": "guzman dea",
    "old.html": "map.html",
}
ELSEWHERE = re.compile(r"neo4j|--watch|--install-completion|<Tab>|^graphkit path$")


def test_commands_in_passing_are_right(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(shutil.copytree(shipped, tmp_path / "shipped"))
    monkeypatch.setenv("COLUMNS", "100")
    commands = sorted(passing_commands(), key=lambda text: ("--layout-from" in text, text))
    assert len(commands) > 20
    for command in commands:
        for word, own in FILLED.items():
            command = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", own, command)
        _, *words = shlex.split(command)
        done = run(capsys, monkeypatch, *words)
        assert done.code == 0, f"{command}\n{done.err}"


def passing_commands() -> set[str]:
    """The commands within sentences and tables, and in blocks that are neither console nor code."""
    found: set[str] = set()
    for page in [ROOT / "README.md", *DOCS.glob("*.md"), *(DOCS / "howto").glob("*.md")]:
        text = page.read_text("utf-8")
        found.update(re.findall(r"`(graphkit [^`\n]+)`", text))
        for block in re.findall(r"^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            lines = (line.split("  ")[0].strip() for line in block.splitlines())
            found.update(line for line in lines if line.startswith("graphkit "))
    return {command for command in found if not ELSEWHERE.search(command)}


def test_a_wrong_command_or_output_is_seen(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    for text in ("$ graphkit chekc\n", "$ graphkit --version\ngraphkit 0.0.0\n", "$ false\n"):
        with pytest.raises(AssertionError):
            reader.do_console(text)
    reader.do_console("$ echo a; echo b; echo c\na\n...\n")


@pytest.mark.parametrize("name", ["commands.md", "files.md", "python.md"])
def test_the_reference_is_what_the_code_says(name: str) -> None:
    written = (reference.FOLDER / name).read_text("utf-8")
    assert written == reference.pages()[name], "run make docs"


def test_the_picture_in_the_readme_shows_what_the_files_say() -> None:
    titles = re.compile(r"<title>(.*?)</title>", re.DOTALL)
    kept = titles.findall(reference.PICTURE.read_text("utf-8"))
    assert len(kept) > 10
    assert sorted(kept) == sorted(titles.findall(reference.picture())), "run make docs"


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    outside = re.compile(r'<(?:script|link|img)[^>]*(?:src|href)="(https?:)?//')
    assert not [page.name for page in tmp_path.rglob("*.html") if outside.search(page.read_text("utf-8"))]
