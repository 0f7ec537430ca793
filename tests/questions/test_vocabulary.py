"""The command line and Python take the same options, with the same meaning and the same messages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from inspect import Parameter, isfunction, signature
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import UsageError
from graphkit.model.filters import Date, Declared, Pair, Period, Texts, declared
from graphkit.project import Project, open_project
from graphkit.questions import answer
from graphkit.questions.answer import Answer, Paths, Subgraph, Table
from graphkit.questions.centrality import MEASURES
from graphkit.questions.registry import QUESTIONS, Question
from tests.cli import Ran, Type
from tests.cli import folder as folder
from tests.cli import type_ as type_

COMMANDS = {item.command: item for item in QUESTIONS.values() if item.command}
NAMES = {"path": ("person-2", "agency-1"), "around": ("person-1",), "between": ("person-2", "agency-1")}
NAMES |= {"find": ("one",), "show": ("person-1",), "sources": (), "timeline": (), "stats": ()}
# Wrong values as they are typed, and as Python has them, by the type of an option.
WRONG: dict[Any, list[tuple[tuple[str, ...], object]]] = {
    bool: [],
    int: [(("many",), "many"), (("-1",), -1)],
    float: [(("soon",), "soon"), (("-1",), -1.0)],
    str: [(("nonsense",), "nonsense")],
    Texts: [(("nonsense",), "nonsense"), (("",), [""])],
    Date: [(("2017-13",), "2017-13"), (("May",), "May")],
    Period: [(("2010", "2009"), ("2010", "2009")), (("2009", "x"), ("2009", "x"))],
    Pair: [],
}
RIGHT: dict[str, tuple[tuple[str, ...], object]] = {
    "as_of": (("2006",), 2006),
    "between": (("2004", "2006"), (2004, "2006")),
    "type": (("advises",), "advises"),
    "not_type": (("advises",), ("advises",)),
    "kind": (("person",), ["person"]),
    "min_status": (("reported",), "reported"),
    "source": (("paper",), "A report"),
    "without_source": (("paper",), "paper"),
    "min_sources": (("1",), 1),
    "max_hops": (("3",), 3),
    "k": (("2",), 2),
    "rank": (("strength",), "strength"),
    "via": (("one",), "person-1"),
    "avoid": (("company-1",), ("company-1",)),
    "parallel": (("separate",), "separate"),
    "limit": (("1",), 1),
    "timeout": (("5",), 5),
    "hops": (("2",), 2),
    "centrality": (("core",), "core"),
}


def options() -> Iterator[tuple[str, Declared]]:
    """Every option of every command, but those for code alone."""
    for command, question in COMMANDS.items():
        for item in declared(question.group).values():
            if item.option.help:
                yield command, item


def typed(item: Declared) -> str:
    return item.option.short or f"--{item.name.replace('_', '-')}"


def ask(project: Project, command: str, **given: Any) -> Table | Paths | Subgraph:
    found: Table | Paths | Subgraph = getattr(project, COMMANDS[command].name)(*NAMES[command], **given)
    return found


@pytest.mark.usefixtures("folder")
def test_a_wrong_value_has_the_same_message_wherever_it_is_given(type_: Type, folder: Path) -> None:
    project, tried = open_project(folder), 0
    for command, item in options():
        for words, value in WRONG[item.type]:
            with pytest.raises(UsageError) as caught:
                ask(project, command, **{item.name: value})
            ran: Ran = type_(command, *NAMES[command], typed(item), *words)
            assert (ran.code, ran.out) == (2, ""), ran
            assert ran.err.endswith(f"{caught.value.typed}\n")
            tried += 1
    assert tried > 100


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "given"),
    [
        (("--shortest", "--all"), {"shortest": True, "all": True}),
        (("--shortest", "-k", "2"), {"shortest": True, "k": 2}),
        (("--definitely",), {"definitely": True}),
        (("--via", "company-1", "--avoid", "company-1"), {"via": "company-1", "avoid": "company-1"}),
        (("--avoid", "person-2"), {"avoid": "person-2"}),
    ],
)
def test_options_that_exclude_each_other_have_the_same_message(
    type_: Type, folder: Path, words: tuple[str, ...], given: dict[str, Any]
) -> None:
    with pytest.raises(UsageError) as caught:
        open_project(folder).path("person-2", "agency-1", **given)
    assert type_("path", "person-2", "agency-1", *words).err.endswith(f"{caught.value.typed}\n")


@pytest.mark.usefixtures("folder")
def test_a_right_value_means_the_same_wherever_it_is_given(type_: Type, folder: Path) -> None:
    project = open_project(folder)
    for command, item in options():
        words, value = RIGHT.get(item.name, ((), True))
        more = ({"as_of": "2006"}, ("--as-of", "2006")) if item.name == "definitely" else ({}, ())
        expected = ask(project, command, **{item.name: value}, **more[0])
        ran = type_(command, *NAMES[command], typed(item), *words, *more[1], "--format", "json")
        assert json.loads(ran.out) == json.loads(json.dumps(expected.to_dict())), (command, item.name)
        named = "mode" if item.option.sets else item.name
        assert named in expected.question or item.name == "shortest"


@pytest.mark.parametrize(
    ("former", "now", "key"),
    [
        (("path", "two", "agency-1", "--sources", "1"), ("--min-sources", "1"), "min_sources"),
        (("path", "two", "agency-1", "--in-time"), ("--time-respecting",), "time_respecting"),
        (("path", "two", "agency-1", "--claims", "each"), ("--parallel", "separate"), "parallel"),
        (("stats", "--rank", "core"), ("--centrality", "core"), "centrality"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_former_names_work_with_a_notice(
    type_: Type, former: tuple[str, ...], now: tuple[str, ...], key: str
) -> None:
    old = former[former.index(next(word for word in former if word.startswith("--"))) :]
    words = former[: len(former) - len(old)]
    was, is_ = type_(*former, "--format", "json"), type_(*words, *now, "--format", "json")
    assert json.loads(was.out) == json.loads(is_.out)
    assert key in json.loads(was.out)["question"]
    assert f"{old[0]} is called {now[0]} now; the former name works in this release only\n" in was.err
    assert old[0] not in type_(words[0], "--help").out.split()


@pytest.mark.usefixtures("folder")
def test_the_former_name_of_a_map_to_take_positions_from(type_: Type, folder: Path) -> None:
    assert type_("map", "-o", "old.json").code == 0
    ran = type_("map", "--like", "old.json", "-o", "new.json")
    assert (ran.code, "--like is called --layout-from now" in ran.err) == (0, True)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_and_signature_have_every_option(type_: Type, folder: Path, command: str) -> None:
    question: Question[..., Answer] = COMMANDS[command]
    shown = " ".join(type_(command, "--help").out.split())
    keywords = signature(getattr(open_project(folder), question.name)).parameters
    for name, item in declared(question.group).items():
        assert keywords[name].kind is Parameter.KEYWORD_ONLY
        if item.option.help:
            assert item.option.help in shown
            assert typed(item) in shown
        if item.repeatable:
            assert f"{item.option.help}; repeatable." in shown


def test_methods_are_documented_by_their_questions(folder: Path) -> None:
    path: Callable[..., Answer] = open_project(folder).path
    assert (path.__name__, path.__doc__) == ("find_paths", QUESTIONS["path"].__doc__)
    assert Project.path is QUESTIONS["path"]
    assert list(signature(path).parameters)[:3] == ["a", "b", "as_of"]


def test_each_question_says_what_it_answers(folder: Path) -> None:
    for command, question in COMMANDS.items():
        assert type(ask(open_project(folder), command)).__name__ == question.shape
    assert all(issubclass(getattr(answer, item.shape), Answer) for item in QUESTIONS.values())


def test_no_public_signature_takes_anything() -> None:
    members = {**vars(Project), **{name: item.function for name, item in QUESTIONS.items()}}
    shown = {
        name: str(signature(item)) for name, item in members.items() if isfunction(item) and name[0] != "_"
    }
    assert len(shown) > 20
    assert not {name for name, text in shown.items() if "Any" in text}


def test_the_measures_are_those_that_can_be_computed() -> None:
    assert declared(QUESTIONS["stats"].group)["centrality"].option.choices == tuple(MEASURES)
