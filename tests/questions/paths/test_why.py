"""Where there is no path, each loosening that is named opens one, and none is missed."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.audience import redact
from graphkit.dataset.base import Dataset
from graphkit.model.filters import STATUSES, Filters, PathOptions, declared
from graphkit.questions.paths import find_paths
from tests.graphs import examples, random_chooser, random_dataset
from tests.questions.paths import oracle
from tests.questions.paths.questions import MODES, Limits, ask_paths, random_question, without
from tests.questions.paths.test_against_oracle import found
from tests.questions.paths.worlds import world

Loosened = tuple[str, str, Limits]
EXAMPLES = examples(120)


def opens(dataset: Dataset, start: str, goal: str, loosened: Loosened) -> bool:
    return bool(oracle.paths(dataset, start, goal, loosened[2]))


def ladders(limits: Limits, most: int) -> Iterator[list[Loosened]]:
    """Every way to loosen a number or a switch, by the words of the command line."""

    def turn(word: str, to: str, value: object = None) -> Loosened:
        return word, to, {**without(limits, word), **({} if value is None else {word: value})}

    if "min_status" in limits:
        lower = STATUSES[STATUSES.index(limits["min_status"]) + 1 :]
        yield [*(turn("min_status", word, word) for word in lower), turn("min_status", "")]
    yield [turn("max_hops", str(hops), hops) for hops in range(limits["max_hops"] + 1, most)]
    yield [turn("min_sources", str(n), n) for n in range(limits.get("min_sources", 0) - 1, -1, -1)]
    for word in ("directed", "time_respecting", "undisputed", "definitely"):
        yield [turn(word, "false")] if limits.get(word) else []
    yield [] if limits.get("include_denied") else [turn("include_denied", "true", True)]
    yield [turn("as_of", "")] if "as_of" in limits else []
    yield [turn("between", "")] if "between" in limits else []


def lists(dataset: Dataset, limits: Limits) -> Iterator[list[Loosened]]:
    """Every entry of a list that can be let in, or let go."""
    seen = oracle.LEVELS[limits["audience"]]
    visible = [key for key, s in dataset.sources.items() if oracle.LEVELS[s.visibility] <= seen]
    known = {"type": dataset.ontology.types, "kind": dataset.ontology.kinds, "source": visible}
    for word, every in known.items():
        if chosen := limits.get(word):
            more = sorted(set(every) - set(chosen))
            yield [(word, key, {**limits, word: (*chosen, key)}) for key in more]
    for word in ("not_type", "without_source", "avoid", "via"):
        items = limits.get(word, ())
        rest = {key: tuple(item for item in items if item != key) for key in items}
        yield [(word, key, {**limits, word: others}) for key, others in rest.items()]


def unlimited(dataset: Dataset, start: str, goal: str, limits: Limits) -> Loosened:
    """All limits dropped, with as many hops as were asked for, or as there must be."""
    dropped = (*declared(Filters), "directed", "time_respecting", "via", "avoid")
    bare = {**without(limits, *dropped), "include_denied": True}
    steps = [("all", "", {**bare, "max_hops": hops}) for hops in range(limits["max_hops"], 99)]
    return next(step for step in steps if opens(dataset, start, goal, step))


def connected(dataset: Dataset, start: str, goal: str, limits: Limits) -> bool:
    bare = {"audience": limits["audience"], "include_denied": True, "max_hops": 99}
    return opens(dataset, start, goal, ("", "", bare))


def test_each_loosening_opens_a_path_and_none_is_missed() -> None:
    absences = 0
    for seed in range(EXAMPLES):
        choose = random_chooser(seed)
        dataset = random_dataset(choose)
        mode = choose.one(list(MODES))
        start, goal, limits = random_question(choose, dataset, mode)
        answer = ask_paths(dataset, start, goal, limits)
        if answer.why is None:
            assert answer.paths
            continue
        absences += 1
        if answer.why.components is not None:
            assert not connected(dataset, start, goal, limits)
            continue
        single = {}
        for ladder in ladders(limits, len(dataset.entities)):
            step = next((step for step in ladder if opens(dataset, start, goal, step)), None)
            if step is not None:
                single[step[:2]] = step
        whole = set()
        for entries in lists(dataset, limits):
            helping = {step[:2]: step for step in entries if opens(dataset, start, goal, step)}
            single.update(helping)
            whole |= {(step[0], "") for step in entries if not helping}
        told = {(r.relax, r.to): r for r in answer.why.relaxations}
        assert told.keys() - whole - {("all", "")} == single.keys()
        assert ("all", "") not in told or len(told) == 1
        if ("all", "") in told:
            single["all", ""] = unlimited(dataset, start, goal, limits)
        for key, relaxation in told.items():
            if key in single:
                expected = oracle.paths(dataset, start, goal, single[key][2])
                assert relaxation.paths == len(expected)
                assert found(relaxation.example) == expected[0]
    assert absences > EXAMPLES // 4


def test_the_smallest_change_comes_first() -> None:
    dataset = world("a informed_for b: alleged@s1", "b handled c: inferred@s1")
    answer = find_paths(dataset, "a", "c", min_status="charged", avoid=("b",))
    assert answer.why is not None
    assert [(r.relax, r.to) for r in answer.why.relaxations] == [("all", "")]
    answer = find_paths(dataset, "a", "b", min_status="charged", type=("handled", "rival_of"))
    assert answer.why is not None
    assert [(r.relax, r.to) for r in answer.why.relaxations] == [("all", "")]
    answer = find_paths(dataset, "a", "b", min_status="established")
    assert answer.why is not None
    assert [(r.relax, r.to, r.paths) for r in answer.why.relaxations] == [("min_status", "alleged", 1)]
    answer = find_paths(dataset, "a", "c", type="informed_for", max_hops=2)
    assert answer.why is not None
    assert [(r.relax, r.to, r.example.nodes) for r in answer.why.relaxations] == [
        ("type", "handled", ("a", "b", "c"))
    ]


def test_a_lower_status_lets_denied_claims_in_where_they_count() -> None:
    dataset = world("a informed_for b: denies:reported@s1")
    for rung in ("reported", "inferred"):
        why = find_paths(dataset, "a", "b", min_status=rung, include_denied=True).why
        assert why is not None
        assert [(r.relax, r.to, r.paths) for r in why.relaxations] == [("min_status", "", 1)]
        why = find_paths(dataset, "a", "b", min_status=rung).why
        assert why is not None
        assert [(r.relax, r.to, r.paths) for r in why.relaxations] == [("all", "", 1)]


def test_what_opens_without_any_limit_is_counted_as_it_was_asked() -> None:
    dataset = world(
        "a informed_for b: alleged@s1", "a informed_for c: alleged@s1", "c informed_for b: alleged@s1"
    )
    asked = (PathOptions(), 1), (PathOptions(mode="all"), 2), (PathOptions(mode="all", max_hops=1), 1)
    for options, paths in asked:
        options.update({"min_status": "charged", "type": "handled"})
        why = find_paths(dataset, "a", "b", **options).why
        assert why is not None
        assert [(r.relax, r.paths) for r in why.relaxations] == [("all", paths)]


def test_a_far_detour_is_found_however_many_hops_it_takes() -> None:
    ring = [f"n{n} informed_for n{n + 1}: alleged@s1" for n in range(12)]
    dataset = world("n0 informed_for n12: alleged@s1", *ring)
    why = find_paths(dataset, "n0", "n12", via=("n6",), max_hops=2).why
    assert why is not None
    assert [(r.relax, r.to) for r in why.relaxations] == [("via", "n6"), ("max_hops", "12")]


def test_claims_of_examples_are_in_the_answer() -> None:
    dataset = world("a informed_for b: alleged@s1")
    told = find_paths(dataset, "a", "b", min_status="reported").to_dict()
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
    why = find_paths(redact(dataset, "public"), "a", "b").why
    assert why is not None
    assert (why.relaxations, why.components) == ((), (1, 1))
