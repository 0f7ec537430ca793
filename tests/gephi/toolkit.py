"""The real Gephi toolkit for the tests: one Java process that opens graph files as Gephi does."""

from __future__ import annotations

import contextlib
import json
import select
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from tests.maven import fetch_jars, java

HERE: Final = Path(__file__).parent
NAME: Final = "gephi-0.10.1"  # the version of pom.xml
SECONDS: Final = 300  # a file takes 1 on a quiet machine
_TUNING: Final = ("-Djava.awt.headless=true", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


class Opened(Struct, frozen=True):
    """A graph as Gephi opened it: its nodes and edges, and what the import reported."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    issues: list[str]


class Gephi(Struct, frozen=True):
    """The running Java process."""

    process: subprocess.Popen[bytes]

    def open(self, file: Path) -> Opened:
        """Returns the graph that Gephi makes of a file. Raises: AssertionError if it cannot open the file."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin
        assert stdout
        stdin.write(f"{file}\n".encode())
        stdin.flush()
        ready, _, _ = select.select([stdout], [], [], SECONDS)
        assert ready, f"Gephi did not answer within {SECONDS} s"
        found = json.loads(stdout.readline())
        assert "failed" not in found, found["failed"]
        return Opened(**found)


def fetch_gephi() -> Path:
    """Returns the folder of the toolkit's jar. Raises: DownloadFailed if Maven fails."""
    return fetch_jars(NAME, HERE / "pom.xml")


@contextlib.contextmanager
def running_gephi(home: Path) -> Iterator[Gephi]:
    """Starts the toolkit, which logs to a file in the folder `home`, and ends it in any case."""
    program = java("java") or "java"
    command = [
        program,
        *_TUNING,
        f"-Duser.home={home}",
        "-cp",
        f"{fetch_gephi()}/*",
        f"{HERE / 'Importer.java'}",
    ]
    with (home / "gephi.log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
        try:
            yield Gephi(process)
        finally:
            process.kill()
            process.communicate()
