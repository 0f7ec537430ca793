"""The command line as a process: the same bytes everywhere, pipes and signals, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli import PATH
from tests.cli import folder as folder
from tests.projects import RELATIONS, write_project

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu"])
@pytest.mark.parametrize("seed", ["0", "42"])
def test_the_same_bytes_everywhere(folder: Path, zone: str, seed: str) -> None:
    expected = PATH.replace("Two to the agency", "Two to Agency One")
    environment = {**os.environ, "TZ": zone, "LC_ALL": "C", "PYTHONHASHSEED": seed, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "graphkit", "path", "two", "agency-1", "--project", str(folder)]
    ran = subprocess.run(command, cwd="/", env=environment, capture_output=True, check=True)
    assert ran.stdout.decode("utf-8") == expected


def test_a_closed_pipe_is_quiet(folder: Path) -> None:
    command = f"{sys.executable} -m graphkit stats --project {folder} | head -1"
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert "Traceback" not in ran.stderr


def test_interrupting_exits_with_130_and_leaves_nothing(folder: Path) -> None:
    line = "- {{id: p-{0}, kind: person, name: Person {0}, aliases: [Alias {0}]}}\n"
    many = "".join(line.format(number) for number in range(120_000))
    (folder / "data" / "entities.yaml").write_text(many, encoding="utf-8")
    arguments = ["graphkit", "find", "x", "--project", str(folder), "-o", str(folder / "x.json")]
    begin = (
        f"import sys; from graphkit.cli import main; print('ready', flush=True); sys.argv={arguments}; main()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", begin], stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert not (folder / "x.json").exists()


def test_watching_checks_again_when_a_file_changes(folder: Path) -> None:
    command = [sys.executable, "-m", "graphkit", "check", "--watch", "--project", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            assert process.stderr.readline() == "waiting for changes; press Ctrl-C to stop\n"
            write_project(folder, relations=RELATIONS.replace("advises", "advised", 1))
            assert 'unknown type "advised"' in process.stderr.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 130
        finally:  # a failed assertion must not leave the test waiting for a process that never ends
            process.kill()


def test_a_closed_output_is_a_failure_of_the_system(folder: Path) -> None:
    command = f"{sys.executable} -m graphkit stats --project {folder} >&-"
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (3, "standard output is closed\n")
