"""What must hold between answers to related questions, whatever the answers are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import Filters
from graphkit.dataset.selection import apply_filters
from graphkit.model.status import Status
from graphkit.questions.paths import find_paths
from tests.graphs import Chooser, random_chooser, random_dataset
from tests.questions.paths.questions import MODES, Question, random_filters, random_question

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
    return {(path.nodes,) for path in find_paths(dataset, *question)}


def stricter(choose: Chooser, dataset: Dataset, filters: Filters) -> Filters:
    """The same filters and one more limit."""
    more = [
        replace(filters, undisputed=True),
        replace(filters, min_status=max(filters.min_status or Status.INFERRED, Status.REPORTED)),
        replace(filters, min_sources=filters.min_sources + 1),
        replace(filters, not_types=(*filters.not_types, choose.one(list(dataset.ontology.types)))),
        replace(filters, without_sources=(*filters.without_sources, choose.one(list(dataset.sources)))),
        replace(filters, include_denied=False),
        replace(filters, types=filters.types[:1] or ("informed_for", "handled", "rival_of")),
        replace(filters, kinds=filters.kinds[:1] or ("person", "agency")),
        replace(filters, definitely=bool(filters.as_of or filters.between)),
        replace(filters, as_of=filters.as_of or "2005-06-15"),
    ]
    return choose.one(more)


@pytest.mark.parametrize("mode", MODES_OF_ALL)
def test_a_stricter_filter_never_gives_more(mode: str) -> None:
    fewer = 0
    for choose, dataset, (start, goal, filters, options) in questions(mode):
        filters = replace(filters, audience="confidential")
        strict = stricter(choose, dataset, filters)
        wide = nodes(dataset, (start, goal, filters, options))
        narrow = nodes(dataset, (start, goal, strict, options))
        assert narrow <= wide
        fewer += narrow < wide
    assert fewer


@pytest.mark.parametrize("mode", ["shortest", "all"])
def test_undirected_answers_are_symmetric(mode: str) -> None:
    for _, dataset, (start, goal, filters, options) in questions(mode):
        options = replace(options, directed=False)
        there = find_paths(dataset, start, goal, filters, options)
        back = find_paths(dataset, goal, start, filters, options)
        turned = {(path.nodes[::-1], tuple(hop.claims for hop in path.hops[::-1])) for path in back}
        assert {(path.nodes, tuple(hop.claims for hop in path.hops)) for path in there} == turned


def test_via_and_avoid_split_the_whole() -> None:
    for choose, dataset, (start, goal, filters, options) in questions():
        others = [key for key in dataset.entities if key not in (start, goal)]
        seen = [key for key in others if dataset.entities[key].visibility == "public"]
        if not seen:
            continue
        node = choose.one(seen)
        plain = replace(options, via=(), avoid=())
        whole = nodes(dataset, (start, goal, filters, plain))
        entering = nodes(dataset, (start, goal, filters, replace(plain, via=(node,))))
        avoiding = nodes(dataset, (start, goal, filters, replace(plain, avoid=(node,))))
        assert entering | avoiding == whole
        assert not entering & avoiding


def test_leaving_out_a_source_never_raises_a_status() -> None:
    lowered = 0
    for choose, dataset, _ in questions():
        key = choose.one(list(dataset.sources))
        before = apply_filters(dataset, Filters(include_denied=True)).claims
        after = apply_filters(dataset, Filters(include_denied=True, without_sources=(key,))).claims
        assert after.keys() <= before.keys()
        for name, claim in after.items():
            assert claim.status <= before[name].status
            assert claim.independent <= before[name].independent
            lowered += claim.status < before[name].status
    assert lowered


def test_the_best_k_are_the_first_of_all() -> None:
    for rank in ("length", "strength"):
        for _, dataset, (start, goal, filters, options) in questions():
            options = replace(options, rank=rank)
            whole = find_paths(dataset, start, goal, filters, options).paths
            best = find_paths(dataset, start, goal, filters, replace(options, k=2)).paths
            limited = find_paths(dataset, start, goal, filters, replace(options, limit=2))
            assert best == whole[:2] == limited.paths
            assert limited.truncated == (len(whole) > 2)


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_the_order_of_records_does_not_matter(seed: int) -> None:
    choose = random_chooser(seed)
    dataset = random_dataset(choose)
    question = random_question(choose, dataset, choose.one(list(MODES)))
    again = random_dataset(random_chooser(seed))
    assert find_paths(dataset, *question).to_dict() == find_paths(again, *question).to_dict()


def test_random_filters_are_all_used() -> None:
    """The generator of questions reaches every filter, so that agreement means something."""
    seen = dict.fromkeys(Filters.__struct_fields__, 0)
    for seed in range(200):
        choose = random_chooser(seed)
        filters = random_filters(choose, random_dataset(choose))
        for name in seen:
            seen[name] += getattr(filters, name) != getattr(Filters(), name)
    assert min(seen.values()) >= 5, seen
