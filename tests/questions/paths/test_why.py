"""Where there is no path, each loosening that is named opens one, and none is missed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import Filters
from graphkit.model.status import Status
from graphkit.questions.paths import PathOptions, find_paths
from tests.graphs import examples, random_chooser, random_dataset
from tests.questions.paths import oracle
from tests.questions.paths.questions import MODES, random_question
from tests.questions.paths.test_against_oracle import found
from tests.questions.paths.worlds import world

Loosened = tuple[str, str, Filters, PathOptions]
EXAMPLES = examples(120)


def opens(dataset: Dataset, start: str, goal: str, loosened: Loosened) -> bool:
    return bool(oracle.paths(dataset, start, goal, *loosened[2:]))


def ladders(filters: Filters, options: PathOptions, most: int) -> Iterator[list[Loosened]]:
    """Every way to loosen a number or a switch, by the words of the command line."""

    def turn(word: str, to: str, **changes: Any) -> Loosened:
        mine = {k: v for k, v in changes.items() if hasattr(filters, k)}
        theirs = {k: v for k, v in changes.items() if not hasattr(filters, k)}
        return word, to, replace(filters, **mine), replace(options, **theirs)

    lower = [
        status for status in sorted(Status, reverse=True) if status and status < (filters.min_status or 0)
    ]
    rungs = [turn("min_status", status.word, min_status=status) for status in lower]
    yield [*rungs, *([turn("min_status", "", min_status=None)] if filters.min_status else [])]
    yield [turn("max_hops", str(hops), max_hops=hops) for hops in range(options.max_hops + 1, most)]
    yield [turn("sources", str(n), min_sources=n) for n in range(filters.min_sources - 1, -1, -1)]
    for word, was, to in (
        ("directed", options.directed, False),
        ("in_time", options.in_time, False),
        ("undisputed", filters.undisputed, False),
        ("definitely", filters.definitely, False),
        ("include_denied", not filters.include_denied, True),
    ):
        yield [turn(word, str(to).lower(), **{word: to})] if was else []
    yield [turn("as_of", "", as_of="")] if filters.as_of else []
    yield [turn("between", "", between=None)] if filters.between else []


def lists(dataset: Dataset, filters: Filters, options: PathOptions) -> Iterator[list[Loosened]]:
    """Every entry of a list that can be let in, or let go."""
    seen = oracle.LEVELS[filters.audience]
    visible = [key for key, s in dataset.sources.items() if oracle.LEVELS[s.visibility] <= seen]
    if filters.types:
        more = set(dataset.ontology.types) - set(filters.types)
        yield [("type", key, replace(filters, types=(*filters.types, key)), options) for key in sorted(more)]
    if filters.kinds:
        more = set(dataset.ontology.kinds) - set(filters.kinds)
        yield [("kind", key, replace(filters, kinds=(*filters.kinds, key)), options) for key in sorted(more)]
    if filters.sources:
        more = set(visible) - set(filters.sources)
        yield [
            ("source", key, replace(filters, sources=(*filters.sources, key)), options)
            for key in sorted(more)
        ]

    def less(items: tuple[str, ...], key: str) -> tuple[str, ...]:
        return tuple(item for item in items if item != key)

    yield [
        ("not_type", key, replace(filters, not_types=less(filters.not_types, key)), options)
        for key in filters.not_types
    ]
    yield [
        ("without_source", key, replace(filters, without_sources=less(filters.without_sources, key)), options)
        for key in filters.without_sources
    ]
    yield [("avoid", key, filters, replace(options, avoid=less(options.avoid, key))) for key in options.avoid]
    yield [("via", key, filters, replace(options, via=less(options.via, key))) for key in options.via]


def unlimited(dataset: Dataset, start: str, goal: str, filters: Filters, options: PathOptions) -> Loosened:
    """All limits dropped, with as many hops as were asked for, or as there must be."""
    bare = Filters(audience=filters.audience, include_denied=True)
    loose = replace(options, directed=False, in_time=False, via=(), avoid=())
    steps = [("all", "", bare, replace(loose, max_hops=hops)) for hops in range(options.max_hops, 99)]
    return next(step for step in steps if opens(dataset, start, goal, step))


def connected(dataset: Dataset, start: str, goal: str, filters: Filters) -> bool:
    bare = Filters(audience=filters.audience, include_denied=True)
    return opens(dataset, start, goal, ("", "", bare, PathOptions(max_hops=99)))


def test_each_loosening_opens_a_path_and_none_is_missed() -> None:
    absences = 0
    for seed in range(EXAMPLES):
        choose = random_chooser(seed)
        dataset = random_dataset(choose)
        mode = choose.one(list(MODES))
        start, goal, filters, options = random_question(choose, dataset, mode)
        answer = find_paths(dataset, start, goal, filters, options)
        if answer.why is None:
            assert answer.paths
            continue
        absences += 1
        if answer.why.components is not None:
            assert not connected(dataset, start, goal, filters)
            continue
        single = {}
        for ladder in ladders(filters, options, len(dataset.entities)):
            step = next((step for step in ladder if opens(dataset, start, goal, step)), None)
            if step is not None:
                single[step[:2]] = step
        whole = set()
        for entries in lists(dataset, filters, options):
            helping = {step[:2]: step for step in entries if opens(dataset, start, goal, step)}
            single.update(helping)
            whole |= {(step[0], "") for step in entries if not helping}
        told = {(r.relax, r.to): r for r in answer.why.relaxations}
        assert told.keys() - whole - {("all", "")} == single.keys()
        assert ("all", "") not in told or len(told) == 1
        if ("all", "") in told:
            single["all", ""] = unlimited(dataset, start, goal, filters, options)
        for key, relaxation in told.items():
            if key in single:
                expected = oracle.paths(dataset, start, goal, *single[key][2:])
                assert relaxation.paths == len(expected)
                assert found(relaxation.example) == expected[0]
    assert absences > EXAMPLES // 4


def test_the_smallest_change_comes_first() -> None:
    dataset = world("a informed_for b: alleged@s1", "b handled c: inferred@s1")
    answer = find_paths(dataset, "a", "c", Filters(min_status=Status.CHARGED), PathOptions(avoid=("b",)))
    assert answer.why is not None
    assert [(r.relax, r.to) for r in answer.why.relaxations] == [("all", "")]
    answer = find_paths(dataset, "a", "b", Filters(min_status=Status.CHARGED, types=("handled", "rival_of")))
    assert answer.why is not None
    assert [(r.relax, r.to) for r in answer.why.relaxations] == [("all", "")]
    answer = find_paths(dataset, "a", "b", Filters(min_status=Status.ESTABLISHED))
    assert answer.why is not None
    assert [(r.relax, r.to, r.paths) for r in answer.why.relaxations] == [("min_status", "alleged", 1)]
    answer = find_paths(dataset, "a", "c", Filters(types=("informed_for",)), PathOptions(max_hops=2))
    assert answer.why is not None
    assert [(r.relax, r.to, r.example.nodes) for r in answer.why.relaxations] == [
        ("type", "handled", ("a", "b", "c"))
    ]


def test_a_lower_status_lets_denied_claims_in_where_they_count() -> None:
    dataset = world("a informed_for b: denies:reported@s1")
    for rung in (Status.REPORTED, Status.INFERRED):
        why = find_paths(dataset, "a", "b", Filters(min_status=rung, include_denied=True)).why
        assert why is not None
        assert [(r.relax, r.to, r.paths) for r in why.relaxations] == [("min_status", "", 1)]
        why = find_paths(dataset, "a", "b", Filters(min_status=rung)).why
        assert why is not None
        assert [(r.relax, r.to, r.paths) for r in why.relaxations] == [("all", "", 1)]


def test_what_opens_without_any_limit_is_counted_as_it_was_asked() -> None:
    dataset = world(
        "a informed_for b: alleged@s1", "a informed_for c: alleged@s1", "c informed_for b: alleged@s1"
    )
    filters = Filters(min_status=Status.CHARGED, types=("handled",))
    for options, paths in (
        (PathOptions(), 1),
        (PathOptions(mode="all"), 2),
        (PathOptions(mode="all", max_hops=1), 1),
    ):
        why = find_paths(dataset, "a", "b", filters, options).why
        assert why is not None
        assert [(r.relax, r.paths) for r in why.relaxations] == [("all", paths)]


def test_a_far_detour_is_found_however_many_hops_it_takes() -> None:
    ring = [f"n{n} informed_for n{n + 1}: alleged@s1" for n in range(12)]
    dataset = world("n0 informed_for n12: alleged@s1", *ring)
    why = find_paths(dataset, "n0", "n12", Filters(), PathOptions(via=("n6",), max_hops=2)).why
    assert why is not None
    assert [(r.relax, r.to) for r in why.relaxations] == [("via", "n6"), ("max_hops", "12")]


def test_claims_of_examples_are_in_the_answer() -> None:
    dataset = world("a informed_for b: alleged@s1")
    told = find_paths(dataset, "a", "b", Filters(min_status=Status.REPORTED)).to_dict()
    assert told["paths"] == []
    assert list(told["claims_by_id"]) == ["informed_for/a/b"]
    assert told["why"]["relaxations"][0]["relax"] == "min_status"


def test_components_are_sized_where_nothing_can_help() -> None:
    dataset = world("a informed_for b: alleged@s1", "c informed_for d: alleged@s1", "d handled e: alleged@s1")
    why = find_paths(dataset, "a", "d").why
    assert why is not None
    assert (why.relaxations, why.components) == ((), (2, 3))


def test_what_the_audience_may_not_see_is_never_offered() -> None:
    dataset = world("a informed_for b: alleged@s1", hidden=("s1",))
    assert find_paths(dataset, "a", "b").paths
    why = find_paths(dataset, "a", "b", Filters(audience="public")).why
    assert why is not None
    assert (why.relaxations, why.components) == ((), (1, 1))
