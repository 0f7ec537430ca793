"""The questions, each in one row: methods of a project and commands derive from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, wraps
from inspect import Parameter, Signature, signature
from typing import (
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    Protocol,
    TypedDict,
    TypeVar,
    cast,
    get_args,
    get_type_hints,
    overload,
)

from msgspec import Struct

from graphkit.dataset.base import Dataset
from graphkit.model.filters import Option, declared
from graphkit.questions import listings
from graphkit.questions.answer import Answer
from graphkit.questions.paths.around import find_around, find_between
from graphkit.questions.paths.find import find_paths

P = ParamSpec("P")
A = TypeVar("A", bound=Answer)


class Asked(Protocol):
    """What is asked: a project."""

    @property
    def dataset(self) -> Dataset:
        """The entities, sources and claims that answers are drawn from."""

    def _own(self, answer: A, again: Callable[[Any], Answer]) -> A:
        """Returns the answer as one of this project; `again` asks the same of another project."""


class NoOptions(TypedDict):
    """The group of a question without options."""


class Argument(Struct, frozen=True):
    """A positional argument of a question."""

    name: str
    option: Option
    several: bool
    required: bool


class Question(Generic[P, A]):
    """A question: a function of a dataset, which takes names and a group of options, and returns an answer.

    As an attribute of a class of projects it is a method. `command` is the one of the command line, if any.
    """

    name: str

    def __init__(self, function: Callable[Concatenate[Dataset, P], A], command: str = "") -> None:
        self.function, self.command = function, command
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, project: None, owner: type) -> Question[P, A]: ...
    @overload
    def __get__(self, project: Asked, owner: type) -> Callable[P, A]: ...
    def __get__(self, project: Asked | None, owner: type) -> Question[P, A] | Callable[P, A]:
        if project is None:
            return self
        asked = project

        @wraps(self.function)
        def ask(*args: P.args, **kwargs: P.kwargs) -> A:
            answer = self.function(asked.dataset, *args, **kwargs)
            return asked._own(answer, lambda other: self.__get__(other, type(other))(*args, **kwargs))

        ask.__signature__ = self.signature  # type: ignore[attr-defined]
        return ask

    @cached_property
    def signature(self) -> Signature:
        """The signature of the method, with a keyword for each option."""
        found = signature(self.function)
        own = [item for item in list(found.parameters.values())[1:] if item.kind is not Parameter.VAR_KEYWORD]
        options = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=item.option.default, annotation=item.type)
            for name, item in declared(self.group).items()
        ]
        return found.replace(parameters=[*own, *options])

    @cached_property
    def group(self) -> type[Mapping[str, Any]]:
        """The group of options that it takes."""
        kinds = signature(self.function).parameters.values()
        name = next((item.name for item in kinds if item.kind is Parameter.VAR_KEYWORD), "")
        return cast(type[Mapping[str, Any]], get_args(self._hints[name])[0] if name else NoOptions)

    @cached_property
    def arguments(self) -> tuple[Argument, ...]:
        """The positional arguments."""
        return tuple(
            Argument(
                item.name,
                get_args(self._hints[item.name])[1],
                item.kind is Parameter.VAR_POSITIONAL,
                item.default is Parameter.empty,
            )
            for item in list(signature(self.function).parameters.values())[1:]
            if item.kind is not Parameter.VAR_KEYWORD
        )

    @property
    def shape(self) -> str:
        """The name of the class of its answer: Table, Paths or Subgraph."""
        return str(self._hints["return"].__name__)

    @cached_property
    def _hints(self) -> dict[str, Any]:
        return get_type_hints(self.function, include_extras=True)


class Questions:
    """The questions that a project answers."""

    counts = Question(listings.counts)
    find = Question(listings.find, "find")
    show = Question(listings.show, "show")
    list_all = Question(listings.list_all)
    export = Question(listings.export)
    list_sources = Question(listings.list_sources, "sources")
    rests_on = Question(listings.rests_on)
    timeline = Question(listings.timeline, "timeline")
    stats = Question(listings.stats, "stats")
    path = Question(find_paths, "path")
    around = Question(find_around, "around")
    between = Question(find_between, "between")


QUESTIONS: Mapping[str, Question[Any, Any]] = {
    name: item for name, item in vars(Questions).items() if isinstance(item, Question)
}
