"""Every mode of the path search agrees with brute force, under filters drawn at random."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.dataset.base import Dataset
from graphkit.questions.answer import Path
from tests.graphs import drawn_chooser, examples, random_chooser, random_dataset
from tests.questions.paths import oracle
from tests.questions.paths.questions import MODES, Limits, ask_paths, random_question

EXAMPLES = int(
    os.environ.get("GRAPHKIT_PATH_EXAMPLES") or examples(300)
)  # a mode; make campaign-paths asks for 5,000


def found(path: Path) -> oracle.Found:
    hops = path.hops
    return oracle.Found(
        path.nodes,
        tuple(hop.claims for hop in hops),
        tuple(int(hop.status) for hop in hops),
        tuple(hop.certainty for hop in hops),
        tuple(hop.arrival for hop in hops),
    )


def check(dataset: Dataset, start: str, goal: str, limits: Limits) -> None:
    answer = ask_paths(dataset, start, goal, limits)
    assert [found(path) for path in answer] == oracle.paths(dataset, start, goal, limits)


@pytest.mark.parametrize("mode", MODES)
def test_paths_are_those_of_brute_force(mode: str) -> None:
    for seed in range(EXAMPLES):
        choose = random_chooser(seed)
        dataset = random_dataset(choose, entities=7, claims=24)
        check(dataset, *random_question(choose, dataset, mode))


@settings(max_examples=60)
@given(st.sampled_from(sorted(MODES)), st.data())
def test_hypothesis_finds_no_smaller_failure(mode: str, data: st.DataObject) -> None:
    choose = drawn_chooser(data.draw)
    dataset = random_dataset(choose)
    check(dataset, *random_question(choose, dataset, mode))
