"""A search ends: at its limits, in time, in bounded memory; and what cannot be meant is refused."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from msgspec.structs import replace

from graphkit.dataset.rows import Rows
from graphkit.errors import UnknownName, UsageError
from graphkit.model.dates import UNDATED
from graphkit.questions.paths import find_paths
from graphkit.questions.paths.search import shortest_paths, simple_paths
from graphkit.questions.paths.walk import EITHER, Clock, TimeUp, Walk, open_walk
from tests.questions.paths.worlds import world

CHAIN = world("a handled b: reported@s1", "b handled c: alleged@s1")


def complete(nodes: int) -> Rows:
    pairs = ((i, j) for i in range(nodes) for j in range(i + 1, nodes))
    return Rows.from_records(nodes, ((i, j, 0, 3, 0, 1, *UNDATED) for i, j in pairs))


def run(code: str) -> str:
    """What a fresh Python prints that runs the code."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_complete_graph_of_2000_nodes_stays_in_bounds() -> None:
    """Rows take 100 bytes a claim; the search adds links of 4 bytes a slot and hop."""
    code = """
from itertools import islice
from pathlib import Path
from graphkit.questions.paths.search import simple_paths
from graphkit.questions.paths.walk import Walk
from tests.questions.paths.test_bounds import complete
def peak():  # not ru_maxrss: a child begins with that of its parent
    words = Path("/proc/self/status").read_text().split()
    return int(words[words.index("VmHWM:") + 1])
rows = complete(2000)
before = peak()
first = list(islice(simple_paths(Walk(rows), 0, 1999, 5), 3000))
assert first[:2] == [(0, 1, 2, 3, 4, 1999), (0, 1, 2, 3, 5, 1999)], first[:2]
assert len(set(first)) == 3000
print(peak() - before)
"""
    assert int(run(code)) < 150_000  # kilobytes


def test_a_search_that_takes_too_long_is_cut_short() -> None:
    dataset = world(*(f"n{i} handled n{j}: reported@s1" for i in range(14) for j in range(i + 1, 14)))
    answer = find_paths(dataset, "n0", "n9", mode="all", max_hops=12, limit=0, timeout=0.2)
    assert answer.truncated
    assert answer.to_dict()["truncated"] is True
    assert answer.paths[0].length == 1
    assert answer.why is None


def test_the_clock_ends_a_search() -> None:
    walk = open_walk(complete(60), bytes([1]) * (60 * 59 // 2), bytes([EITHER]), clock=Clock(0.01))
    with pytest.raises(TimeUp):
        list(simple_paths(walk, 0, 1, 6))


def test_a_limit_is_told_only_where_there_is_more() -> None:
    dataset = world("a handled b: reported@s1", "a handled c: reported@s1", "c handled b: reported@s1")
    answers = [find_paths(dataset, "a", "b", mode="all", limit=n) for n in (1, 2, 0)]
    assert [(len(answer), answer.truncated) for answer in answers] == [(1, True), (2, False), (2, False)]


@pytest.mark.slow
def test_an_interrupt_is_answered_at_once() -> None:
    """A search over a complete graph is interrupted by the signal that Ctrl-C sends."""
    code = """
import _thread, threading
from tests.questions.paths.test_bounds import complete
from graphkit.questions.paths.search import simple_paths
from graphkit.questions.paths.walk import Walk
walk = Walk(complete(40))
threading.Timer(0.3, _thread.interrupt_main).start()
try:
    sum(1 for _ in simple_paths(walk, 0, 1, 12))
except KeyboardInterrupt:
    print("interrupted")
"""
    assert run(code) == "interrupted\n"


@pytest.mark.parametrize(
    ("ends", "options", "message"),
    [
        (("a", "a"), {}, "both ends are Person A \\(a\\)"),
        (("a", "c"), {"avoid": ("a",)}, "a is an end of the path"),
        (("a", "c"), {"avoid": ("b",), "via": ("b",)}, "both enter and avoid b"),
        (("a", "c"), {"mode": "longest"}, "mode must be shortest or all, not 'longest'"),
        (("a", "c"), {"rank": "beauty"}, "rank must be length or strength"),
        (("a", "c"), {"parallel": "some"}, "parallel must be all or separate"),
        (("a", "c"), {"k": 0}, "k must be at least 1, not 0"),
        (("a", "c"), {"k": "2"}, "k must be a whole number, not '2'"),
        (("a", "c"), {"max_hops": 2.5}, "max_hops must be a whole number, not 2.5"),
        (("a", "c"), {"timeout": "1"}, "timeout must be a number, not '1'"),
        (("a", "c"), {"max_hops": 0}, "max_hops must be at least 1"),
        (("a", "c"), {"limit": -1}, "limit must be at least 0"),
        (("a", "c"), {"timeout": float("nan")}, "timeout must be at least 0"),
    ],
)
def test_misuse_is_refused(ends: tuple[str, str], options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        find_paths(CHAIN, *ends, **options)


def test_unknown_entities_are_named_with_the_nearest() -> None:
    dataset = world("guzman handled loya: reported@s1")
    with pytest.raises(UnknownName, match='unknown entity "gusman"; did you mean "guzman"'):
        find_paths(dataset, "gusman", "loya")
    with pytest.raises(UnknownName, match='"x"'):
        find_paths(dataset, "guzman", "loya", via=("x",))


def test_a_view_without_masks_walks_everything_and_has_no_strengths() -> None:
    walk = Walk(complete(4))
    assert list(shortest_paths(walk, 0, 3, 6)) == [(0, 3)]
    assert list(simple_paths(walk, 0, 3, 2)) == [(0, 1, 3), (0, 2, 3)]
    assert list(simple_paths(replace(walk, avoid=frozenset({1})), 0, 3, 2)) == [(0, 2, 3)]
    with pytest.raises(ValueError, match="no strengths"):
        walk.at_least(3)
