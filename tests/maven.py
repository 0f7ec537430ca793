"""Jars for the tests, which Maven copies once from Maven Central into .cache/."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

CACHE: Final = Path(__file__).parents[1] / ".cache"


class DownloadFailed(Exception):
    """Maven could not fetch the jars."""


def java(tool: str) -> str | None:
    """Returns the path of a tool of the JDK, that of JAVA_HOME where it is set."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which(tool, path=str(Path(home) / "bin")) if home else shutil.which(tool)


def java_missing(name: str) -> bool:
    """Tells whether the JDK is missing, or Maven while the jars of this name are not yet there."""
    return not java("javac") or not (jars(name).is_dir() or shutil.which("mvn"))


def jars(name: str) -> Path:
    """Returns the folder in the cache for the jars of this name, such as `neo4j-5.26.16`."""
    return CACHE / name / "lib"


def fetch_jars(name: str, pom: Path, *options: str) -> Path:
    """Returns the folder of the jars; Maven fills it the first time, completely or not at all.

    Raises: DownloadFailed.
    """
    folder = jars(name)
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        copied = Path(scratch) / "lib"
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={copied}", "-DincludeScope=runtime"]
        done = subprocess.run(
            ["mvn", "-q", "-B", "-f", str(pom), *goal, *options],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode:
            raise DownloadFailed(f"Maven cannot fetch {name}:\n{done.stdout}{done.stderr}")
        with contextlib.suppress(OSError):  # another run was first
            copied.rename(folder)
    return folder
