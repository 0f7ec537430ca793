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
from tests.projects import RELATIONS

pytestmark = pytest.mark.slow
GRAPHKIT = f"{sys.executable} -m graphkit"


def shell(command: str, folder: Path) -> tuple[int, str, str]:
    """Runs a command; returns the exit code of graphkit, which is the last that is not 0, and its streams."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    environment.pop("PYTHONUNBUFFERED", None)
    words = ["bash", "-c", f"set -o pipefail; {command}"]
    ran = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)
    return ran.returncode, ran.stdout, ran.stderr


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu"])
@pytest.mark.parametrize("seed", ["0", "42"])
def test_the_same_bytes_everywhere(folder: Path, zone: str, seed: str) -> None:
    expected = PATH.replace("Two to the agency", "Two to Agency One")
    environment = {**os.environ, "TZ": zone, "LC_ALL": "C", "PYTHONHASHSEED": seed, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "graphkit", "path", "two", "agency-1", "--project", str(folder)]
    ran = subprocess.run(command, cwd="/", env=environment, capture_output=True, check=True)
    assert ran.stdout.decode("utf-8") == expected


@pytest.mark.parametrize(
    "words",
    ["stats", "timeline --format json", "map -o - --format svg", "ask", "schema --json", "--help", "doctor"],
)
def test_a_reader_that_wants_no_more_is_no_failure(folder: Path, words: str) -> None:
    code, _, err = shell(f"{GRAPHKIT} {words} | true", folder)
    assert (code, "Traceback" in err or "pipe" in err) == (0, False)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("stats", 0),
        ("find zzzz", 1),
        ("path nobody one", 2),
        ("nonsense", 2),
        ("cypher - ", 2),
        ("cypher 'RETURN 1'", 0),
    ],
)
@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-", "2>/dev/full", "| true", "2>&1 | true"])
def test_closed_and_full_streams_change_no_exit_code(
    folder: Path, words: str, code: int, closed: str
) -> None:
    found, _, err = shell(f"{GRAPHKIT} {words} </dev/null {closed}", folder)
    assert (found, "Traceback" in err) == (code, False)


@pytest.mark.parametrize(
    ("closed", "message"),
    [(">&-", "standard output is closed\n"), (">&- 2>&-", ""), (">/dev/full", "No space left on device\n")],
)
def test_an_answer_that_cannot_be_written_is_a_failure_of_the_system(
    folder: Path, closed: str, message: str
) -> None:
    assert shell(f"{GRAPHKIT} stats {closed}", folder) == (3, "", message)
    assert shell(f"{GRAPHKIT} map -o map.html {closed}", folder)[0] == 0


def test_input_that_is_not_utf8_is_bad_input(folder: Path) -> None:
    code, _, err = shell(f"printf '\\377' | {GRAPHKIT} cypher -", folder)
    assert (code, err.count("\n")) == (2, 1)
    assert shell(f"{GRAPHKIT} find $(printf '\\377') --format json", folder)[0] == 2


@pytest.mark.parametrize("imports", [1, 2, 4, 8, 16, 32, 48, 64, 96, 128, 160, 192, 224, 256, 288, 320])
def test_ctrl_c_while_modules_are_imported(folder: Path, imports: int) -> None:
    """Presses Ctrl-C at an import; the first counted is that of the command line."""
    code = f"""
import os, signal, sys
names = []
def press(event, values):
    if event == "import" and (names or values[0] == "graphkit.cli"):
        names.append(values[0])
        if len(names) == {imports}:
            os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(press)
sys.argv = ["graphkit", "map", "-o", "map.html", "--project", {str(folder)!r}]
from graphkit.__main__ import main
main()
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (130, "")
    assert "Traceback" not in ran.stderr
    assert not list(folder.glob("*map*"))


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    os.kill(os.getpid(), signal.SIGINT)\nexcept BaseException:\n    pass",
        "class Item:\n    def __del__(self): os.kill(os.getpid(), signal.SIGINT)\nItem()",
    ],
)
def test_ctrl_c_counts_where_other_code_catches_it(folder: Path, code: str) -> None:
    begin = f"""
import os, signal, sys
from graphkit import interrupt
from graphkit.cli import main, start
def schema():
    {code.replace(chr(10), chr(10) + "    ")}
start.schema = schema
interrupt.begin()
sys.argv = ["graphkit", "schema"]
main()
"""
    ran = subprocess.run([sys.executable, "-c", begin], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout, "Traceback" in ran.stderr) == (130, "", False)


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
            (folder / "changed").write_text(RELATIONS.replace("advises", "advised", 1), encoding="utf-8")
            (folder / "changed").replace(folder / "data" / "relations.yaml")  # never half a file
            assert 'unknown type "advised"' in process.stderr.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 130
        finally:  # a failed assertion must not leave the test waiting for a process that never ends
            process.kill()


@pytest.mark.parametrize("there", [False, True])
def test_of_several_new_investigations_in_one_folder_one_succeeds(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "deep" / "case"
    if there:
        target.mkdir(parents=True)
    command = [sys.executable, "-m", "graphkit", "new", str(target)]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    ended = [(running.communicate()[1], running.returncode) for running in started]
    assert sorted(code for _, code in ended) == [0, 2, 2, 2]
    assert all("the folder is not empty" in err for err, code in ended if code)
    assert not list(tmp_path.rglob("*.part"))
    assert (
        subprocess.run([*command[:3], "check", "--project", str(target)], capture_output=True).returncode == 0
    )
