"""What all paths found hang on is what cuts them when it is taken out."""

from __future__ import annotations

from msgspec.structs import replace

from graphkit.dataset.memory import MemoryDataset
from graphkit.questions.answer import Critical
from graphkit.questions.paths import find_paths
from tests.graphs import examples, random_chooser, random_dataset
from tests.questions.paths import oracle
from tests.questions.paths.questions import MODES, Limits, ask_paths, random_question, without
from tests.questions.paths.worlds import world

EXAMPLES = examples(300)


def left(dataset: MemoryDataset, start: str, goal: str, limits: Limits) -> set[object]:
    """What tells paths apart: their nodes, and with a path for each choice of claims, these too."""
    every = {**without(limits, "k"), "mode": "all"}
    found = oracle.paths(dataset, start, goal, every)
    separate = limits.get("parallel") == "separate"
    return {(path.nodes, path.claims if separate else ()) for path in found}


def test_each_cut_cuts_and_nothing_else_does() -> None:
    cuts = 0
    for seed in range(EXAMPLES):
        choose = random_chooser(seed)
        dataset = random_dataset(choose, claims=20)
        start, goal, limits = random_question(choose, dataset, choose.one(list(MODES)))
        limits = {**without(limits, "min_status", "type", "kind"), "explain": True, "max_hops": 6}
        answer = ask_paths(dataset, start, goal, limits)
        if not answer.paths:
            assert answer.depends_on is None
            continue
        each = limits.get("parallel") == "separate"
        whole = {(path.nodes, tuple(hop.claims for hop in path.hops) if each else ()) for path in answer}
        expected = []
        for key in dataset.claims:
            claims = {other: claim for other, claim in dataset.claims.items() if other != key}
            if not whole & left(replace(dataset, claims=claims), start, goal, limits):
                expected.append(Critical("claim", key))
        for key in dataset.sources:
            fewer = {**limits, "without_source": (*limits.get("without_source", ()), key)}
            if not whole & left(dataset, start, goal, fewer):
                expected.append(Critical("source", key))
        assert list(answer.depends_on or ()) == expected
        cuts += len(expected)
    assert cuts > EXAMPLES // 3


def test_a_single_claim_and_a_source_that_all_quote() -> None:
    dataset = world(
        "a informed_for b: reported@s1 reported@s2<s1",
        "b handled c: reported@s3",
        "b rival_of c: reported@s4",
        publishers={"s1": "Daily Example"},
    )
    answer = find_paths(dataset, "a", "c", explain=True)
    assert answer.depends_on == (Critical("claim", "informed_for/a/b"), Critical("source", "s1"))
    assert answer.to_dict()["depends_on"] == [
        {"what": "claim", "id": "informed_for/a/b"},
        {"what": "source", "id": "s1"},
    ]


def test_a_source_that_alone_lifts_a_claim_over_the_limit() -> None:
    dataset = world("a informed_for b: reported@s1 alleged@s2")
    assert find_paths(dataset, "a", "b", min_status="reported", explain=True).depends_on == (
        Critical("claim", "informed_for/a/b"),
        Critical("source", "s1"),
    )
    assert find_paths(dataset, "a", "b", explain=True).depends_on == (Critical("claim", "informed_for/a/b"),)


def test_no_cut_where_two_stories_stand_alone() -> None:
    dataset = world(
        "a handled b: reported@s1",
        "b handled c: reported@s1",
        "a handled d: reported@s2",
        "d handled c: reported@s2",
    )
    assert find_paths(dataset, "a", "c", explain=True).depends_on == ()
    assert find_paths(dataset, "a", "c").depends_on is None
