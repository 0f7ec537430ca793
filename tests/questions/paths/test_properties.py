"""What must hold between answers to related questions, whatever the answers are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.dataset.base import Dataset
from graphkit.dataset.selection import select
from graphkit.model.filters import STATUSES, Filters, declared
from tests.graphs import Chooser, random_chooser, random_dataset
from tests.questions.paths.questions import (
    MODES,
    Limits,
    Question,
    ask_paths,
    random_filters,
    random_question,
)

SEEDS = range(120)
MODES_OF_ALL = [mode for mode, options in MODES.items() if options.get("mode") == "all"]
Key = tuple[object, ...]


def questions(mode: str = "all") -> list[tuple[Chooser, Dataset, Question]]:
    found: list[tuple[Chooser, Dataset, Question]] = []
    for seed in SEEDS:
        choose = random_chooser(seed)
        dataset = random_dataset(choose, claims=12)
        found.append((choose, dataset, random_question(choose, dataset, mode)))
    return found


def nodes(dataset: Dataset, question: Question) -> set[Key]:
    return {(path.nodes,) for path in ask_paths(dataset, *question)}


def stricter(choose: Chooser, dataset: Dataset, limits: Limits) -> Limits:
    """The same filters and one more limit."""
    least = limits.get("min_status", "inferred")
    more: list[Limits] = [
        {"undisputed": True},
        {"min_status": least if STATUSES.index(least) < STATUSES.index("reported") else "reported"},
        {"min_sources": limits.get("min_sources", 0) + 1},
        {"not_type": (*limits.get("not_type", ()), choose.one(list(dataset.ontology.types)))},
        {"without_source": (*limits.get("without_source", ()), choose.one(list(dataset.sources)))},
        {"include_denied": False},
        {"type": limits.get("type", ())[:1] or ("informed_for", "handled", "rival_of")},
        {"kind": limits.get("kind", ())[:1] or ("person", "agency")},
        {"definitely": "as_of" in limits or "between" in limits},
        {"as_of": limits.get("as_of", "2005-06-15")},
    ]
    return {**limits, **choose.one(more)}


@pytest.mark.parametrize("mode", MODES_OF_ALL)
def test_a_stricter_filter_never_gives_more(mode: str) -> None:
    fewer = 0
    for choose, dataset, (start, goal, limits) in questions(mode):
        limits = {**limits, "audience": "confidential"}
        strict = stricter(choose, dataset, limits)
        wide = nodes(dataset, (start, goal, limits))
        narrow = nodes(dataset, (start, goal, strict))
        assert narrow <= wide
        fewer += narrow < wide
    assert fewer


@pytest.mark.parametrize("mode", ["shortest", "all"])
def test_undirected_answers_are_symmetric(mode: str) -> None:
    for _, dataset, (start, goal, limits) in questions(mode):
        limits = {**limits, "directed": False}
        there = ask_paths(dataset, start, goal, limits)
        back = ask_paths(dataset, goal, start, limits)
        turned = {(path.nodes[::-1], tuple(hop.claims for hop in path.hops[::-1])) for path in back}
        assert {(path.nodes, tuple(hop.claims for hop in path.hops)) for path in there} == turned


def test_via_and_avoid_split_the_whole() -> None:
    for choose, dataset, (start, goal, limits) in questions():
        others = [key for key in dataset.entities if key not in (start, goal)]
        seen = [key for key in others if dataset.entities[key].visibility == "public"]
        if not seen:
            continue
        node = choose.one(seen)
        plain: Limits = {**limits, "via": (), "avoid": ()}
        whole = nodes(dataset, (start, goal, plain))
        entering = nodes(dataset, (start, goal, {**plain, "via": (node,)}))
        avoiding = nodes(dataset, (start, goal, {**plain, "avoid": (node,)}))
        assert entering | avoiding == whole
        assert not entering & avoiding


def test_leaving_out_a_source_never_raises_a_status() -> None:
    lowered = 0
    for choose, dataset, _ in questions():
        key = choose.one(list(dataset.sources))
        before = select(dataset, Filters(include_denied=True)).claims
        after = select(dataset, Filters(include_denied=True, without_source=(key,))).claims
        assert after.keys() <= before.keys()
        for name, claim in after.items():
            assert claim.status <= before[name].status
            assert claim.independent <= before[name].independent
            lowered += claim.status < before[name].status
    assert lowered


def test_the_best_k_are_the_first_of_all() -> None:
    for rank in ("length", "strength"):
        for _, dataset, (start, goal, limits) in questions():
            limits = {**limits, "rank": rank}
            whole = ask_paths(dataset, start, goal, limits).paths
            best = ask_paths(dataset, start, goal, {**limits, "k": 2}).paths
            limited = ask_paths(dataset, start, goal, {**limits, "limit": 2})
            assert best == whole[:2] == limited.paths
            assert limited.truncated == (len(whole) > 2)


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_the_order_of_records_does_not_matter(seed: int) -> None:
    choose = random_chooser(seed)
    dataset = random_dataset(choose)
    question = random_question(choose, dataset, choose.one(list(MODES)))
    again = random_dataset(random_chooser(seed))
    assert ask_paths(dataset, *question).to_dict() == ask_paths(again, *question).to_dict()


def test_random_filters_are_all_used() -> None:
    """The generator of questions reaches every filter, so that agreement means something."""
    seen = dict.fromkeys(declared(Filters), 0)
    for seed in range(200):
        choose = random_chooser(seed)
        filters = random_filters(choose, random_dataset(choose))
        for name in seen:
            seen[name] += bool(filters.get(name))
    assert min(seen.values()) >= 5, seen
