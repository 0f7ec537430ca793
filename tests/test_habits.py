"""Everyday habits: the shell completes names, and a repository of data reviews itself before each commit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects import RELATIONS, write_project

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # Variables of git would point a commit made here at the repository whose hook runs these tests.
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    path = f"{BIN}{os.pathsep}{kept['PATH']}"
    return subprocess.run(
        words,
        cwd=folder,
        env={**kept, "PATH": path, **environment},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("pat", "path"),
        ("show agen", "agency-1"),
        ("path person-1 com", "company-1"),
        ("sources week", "weekly"),
        ("path a b --type informed", "informed_for"),
        ("path a b --without-source week", "weekly"),
        ("path a b --min-status test", "testified"),
        ("ask who_informed", "who_informed_for_whom"),
        ("show nobody", ""),
    ],
)
def test_the_shell_completes(typed: str, completed: str, tmp_path: Path) -> None:
    words = {"COMP_WORDS": f"graphkit {typed}", "COMP_CWORD": str(len(typed.split()))}
    done = run(write_project(tmp_path), "graphkit", _GRAPHKIT_COMPLETE="complete_bash", **words)
    assert done.stdout.split() == completed.split()


def test_broken_files_do_not_break_the_shell(tmp_path: Path) -> None:
    words = {"COMP_WORDS": "graphkit show a", "COMP_CWORD": "2"}
    folder = write_project(tmp_path, relations="- {type: nothing")
    assert run(folder, "graphkit", _GRAPHKIT_COMPLETE="complete_bash", **words).stdout.split() == []


def test_the_hook_that_the_documentation_shows_refuses_a_broken_commit(tmp_path: Path) -> None:
    (config,) = re.findall(r"^```yaml\n(.*?)^```$", _habits(), re.MULTILINE | re.DOTALL)
    folder = write_project(tmp_path / "data-repository")
    (folder / ".pre-commit-config.yaml").write_text(config)
    run(folder, "git", "init", "--quiet")
    run(folder, "git", "add", ".")
    command = ("pre-commit", "run", "--all-files")
    assert run(folder, *command, PRE_COMMIT_HOME=str(tmp_path)).returncode == 0
    write_project(folder, relations=RELATIONS.replace("to: agency-1", "to: agancy-1"))
    done = run(folder, *command, PRE_COMMIT_HOME=str(tmp_path))
    assert done.returncode == 1
    assert 'data/relations.yaml:3:7: unknown entity "agancy-1"; did you mean "agency-1"?' in done.stdout


def test_the_hook_that_this_repository_offers_is_one() -> None:
    done = run(ROOT, "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout


def _habits() -> str:
    return (ROOT / "docs" / "howto" / "habits.md").read_text("utf-8")
