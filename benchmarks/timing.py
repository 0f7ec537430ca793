"""Helpers of the benchmarks: pairs of runs in turn, medians of ratios, processes with peak memory."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Ratio:
    """The ratio of another tool to graphkit: the median over pairs of runs, the lowest and the highest."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.middle:,.2f}x ({self.low:,.2f} to {self.high:,.2f})"


@dataclass(frozen=True, slots=True)
class Child:
    """The figures of a process: elapsed seconds, CPU seconds, peak memory in MiB, and its output."""

    seconds: float
    processor: float
    peak: float
    output: str


def compare_runs(ours: Callable[[], object], peer: Callable[[], object], runs: int = 5) -> Ratio:
    """Measures both in turn, so that other programs on the machine disturb both alike.

    >>> compare_runs(lambda: sum(range(10)), lambda: sum(range(100_000))).low > 1
    True
    """
    return ratio_of((seconds_of(ours), seconds_of(peer)) for _ in range(runs))


def ratio_of(pairs: Iterable[tuple[float, float]]) -> Ratio:
    """Returns the ratio of peer to ours over pairs (ours, peer) of a measure.

    >>> str(ratio_of([(1, 2), (1, 8), (2, 8)]))
    '4.00x (2.00 to 8.00)'
    """
    ratios = [peer / ours for ours, peer in pairs]
    return Ratio(median(ratios), min(ratios), max(ratios))


def seconds_of(call: Callable[[], object]) -> float:
    """Returns the elapsed seconds of one call."""
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def percentile(values: Iterable[float], share: float) -> float:
    """Returns the value that a `share` of all do not exceed (nearest rank).

    >>> percentile([3, 1, 2, 4], 0.5), percentile([3, 1, 2, 4], 0.95)
    (2, 4)
    """
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def run_child(command: Sequence[str], *, quiet: bool = False) -> Child:
    """Runs a command in its own process and measures the whole process; `quiet` drops standard error.

    Raises: subprocess.CalledProcessError if it fails.

    >>> import sys
    >>> child = run_child([sys.executable, "-c", "print('x')"])
    >>> child.output, child.peak > 1
    ('x\\n', True)
    """
    begin = time.perf_counter()
    error = subprocess.DEVNULL if quiet else None
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, stderr=error) as process:
        assert process.stdout is not None
        output = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begin
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return Child(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)
