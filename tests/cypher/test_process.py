"""The embedded engine in a process of its own: its limits, its crashes; it never outlives a command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from graphkit.cypher import process
from graphkit.cypher.embedded import EmbeddedGraph, Records, load_graph
from graphkit.errors import ExternalError, UsageError
from tests.cli import Type
from tests.cli import folder as folder
from tests.cli import type_ as type_
from tests.projects import make_dataset

DOUBLING = "RETURN size(reduce(s = 'aaaaaaaaaaaaaaaa', i IN range(1, 40) | s + s)) AS n"
ENDLESS = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b)"
# Without what only Linux has, as on other systems.
PORTABLE = process._BEGIN.replace(
    "main()\n",
    """
from graphkit.cypher import engine
import signal
sizes = engine._sizes
engine._sizes = lambda: (0, sizes()[1])
del signal.setitimer
main()
""",
)


@pytest.fixture(scope="module")
def graph() -> EmbeddedGraph:
    return load_graph(make_dataset())


@pytest.mark.parametrize("begin", [process._BEGIN, PORTABLE], ids=["here", "elsewhere"])
def test_a_query_that_needs_too_much_memory_is_ended(
    graph: EmbeddedGraph, begin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_BEGIN", begin)
    with pytest.raises(UsageError, match="needs more than 64 MiB of memory"):
        graph.run(DOUBLING, timeout=60, memory=64)


@pytest.mark.parametrize(
    ("begin", "code"),
    [
        (
            process._BEGIN,
            "engine._answer = lambda graph, request: re.match('(a+)+b', 'a' * 60)",
        ),  # holds the GIL
        (process._BEGIN, "engine._answer = lambda graph, request: time.sleep(60)"),
        (PORTABLE, "engine._answer = lambda graph, request: time.sleep(60)"),
    ],
)
def test_an_engine_that_ignores_the_time_limit_is_ended(
    graph: EmbeddedGraph, begin: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = f"import re, time\nfrom graphkit.cypher import engine\n{code}\nmain()\n"
    monkeypatch.setattr(process, "_BEGIN", begin.replace("main()\n", changed))
    began = time.monotonic()
    with pytest.raises(UsageError, match=r"no answer within 0\.2 s"):
        graph.run("RETURN 1", timeout=0.2)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "signal SIGSEGV"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "signal SIGKILL"),
        ("raise RuntimeError('no such luck')", "exit code 1: RuntimeError: no such luck"),
    ],
)
def test_a_crash_of_the_engine_is_a_message(
    type_: Type, folder: Path, code: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_BEGIN", code)
    for arguments in (("cypher", "RETURN 1"), ("ask", "gaps", "--engine", "cypher")):
        typed = type_(*arguments, "-o", "answer.json")
        assert (typed.code, typed.out, (folder / "answer.json").exists()) == (3, "", False)
        assert typed.err == f"the Cypher engine stopped before it answered: {message}\n"


def test_an_interpreter_that_cannot_be_started_is_a_message(
    graph: EmbeddedGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(ExternalError, match="cannot start the Cypher engine with '/no/such/python'"):
        graph.run("RETURN 1")


@pytest.mark.parametrize("value", [{1}, 2**70, "\ud800", print, lambda: 1])
def test_a_parameter_that_no_engine_takes_is_refused(graph: EmbeddedGraph, value: object) -> None:
    with pytest.raises(UsageError, match=r"parameter"):
        graph.run("RETURN $x AS x", {"x": value})


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf")])
def test_a_time_limit_must_be_a_number_of_seconds(graph: EmbeddedGraph, timeout: float) -> None:
    with pytest.raises(UsageError, match="time limit must be between"):
        graph.run("RETURN 1", timeout=timeout)


def test_lists_within_lists_are_refused_before_they_overflow(graph: EmbeddedGraph) -> None:
    nested = "RETURN reduce(s = [], i IN range(1, {0}) | [s]) AS x"
    assert str(graph.run(nested.format(50)).rows[0][0]).count("[") == 51
    with pytest.raises(UsageError, match="more than 100 lists"):
        graph.run(nested.format(5000))


def test_what_the_engine_prints_is_no_answer(graph: EmbeddedGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    noisy = process._BEGIN.replace(
        "main()\n", "import threading; threading.Timer(0, print, 'x').start()\nmain()\n"
    )
    monkeypatch.setattr(process, "_BEGIN", noisy)
    assert graph.run("RETURN 1 AS n").rows == ((1,),)


def test_threads_ask_at_the_same_time(graph: EmbeddedGraph) -> None:
    found: list[Records] = []
    threads = [Thread(target=lambda: found.append(graph.run("RETURN 1 AS n"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [item.rows for item in found] == [((1,),)] * 3


@pytest.mark.slow
def test_a_script_without_a_main_guard_is_not_run_again(folder: Path) -> None:
    script = "import graphkit as gk\nprint('once')\nprint(len(gk.open('.').cypher('MATCH (n) RETURN n')))\n"
    (folder / "script.py").write_text(script)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ran = subprocess.run([sys.executable, "script.py"], env=environment, capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("once\n10\n", "")


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("cypher", ENDLESS)])
def test_ctrl_c_ends_the_query_and_its_process(folder: Path, arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "graphkit", *arguments, "--project", str(folder), "--timeout", "60"]
    with _started(command) as running:
        began = time.monotonic()
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)
    assert (running.returncode, err) == (130, "interrupted\n")
    assert time.monotonic() - began < 5
    assert _wait(lambda: not _engines(running.pid))


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_when_a_command_is_killed(folder: Path, number: signal.Signals) -> None:
    command = [
        sys.executable,
        "-m",
        "graphkit",
        "cypher",
        ENDLESS,
        "--project",
        str(folder),
        "--timeout",
        "60",
    ]
    with _started(command) as running:
        running.send_signal(number)
        running.wait(timeout=30)
    assert _wait(lambda: not _engines(running.pid))


def _started(command: list[str]) -> subprocess.Popen[str]:
    """Starts a command in a process group of its own; returns when its engine runs."""
    pipe = subprocess.PIPE
    running = subprocess.Popen(
        command, stdout=pipe, stderr=pipe, text=True, process_group=0, cwd=Path(__file__).parents[2]
    )
    assert _wait(lambda: bool(_engines(running.pid)))
    time.sleep(0.3)
    return running


def _engines(group: int) -> list[int]:
    """Returns the processes of a group other than its first."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, owner = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(owner) == group and state != "Z" and int(path.parent.name) != group:
            found.append(int(path.parent.name))
    return found


def _wait(ready: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not ready() and time.monotonic() < deadline:
        time.sleep(0.05)
    return ready()
