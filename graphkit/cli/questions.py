"""The commands of the questions, made from the rows of their registry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from graphkit.cli.options import Output, Writes, argument, with_options
from graphkit.cli.output import emit, load, say
from graphkit.project import Project
from graphkit.questions.answer import Answer, Subgraph
from graphkit.questions.registry import QUESTIONS, Question

_ECHO = {"path": " to ", "around": ", ", "between": ", "}  # commands that print the entities they found


def register(app: typer.Typer, wanted: str = "") -> bool:
    """Adds the command of each question, or only the one that is wanted; returns whether there is one."""
    questions = [item for item in QUESTIONS.values() if item.command and wanted in ("", item.command)]
    for question in questions:
        required = any(item.required for item in question.arguments)
        app.command(question.command, no_args_is_help=required)(_command(question))
    return bool(questions)


def _command(question: Question[Any, Any]) -> Callable[..., None]:
    def command(output: Output, **given: Any) -> None:
        project = load(output)
        names = [name for item in question.arguments for name in _names(given.pop(item.name))]
        if question.command in _ECHO:
            say(_ECHO[question.command].join(_shown(project, name) for name in names))
        answer = getattr(project, question.name)(*names, **given)
        if question.command == "timeline":
            say(_dated(project, len(answer), str(answer.question.get("what", ""))))
        emit(answer, output, found=_found(answer))

    command.__name__, command.__doc__ = question.command, (question.__doc__ or "").partition("\n")[0]
    arguments = [
        argument(item.name, item.option, several=item.several, required=item.required)
        for item in question.arguments
    ]
    return with_options(command, question.group, Writes(question.shape), arguments)


def _dated(project: Project, shown: int, what: str) -> str:
    """Returns how many of the claims about an entity, or of all, a timeline shows."""
    total = len(project.dataset.claims_of(what)) if what else len(project.claims)
    about = f" about {project.entities[what].name}" if what else ""
    rest = "; the rest are undated or filtered out" if shown < total else ""
    return f"{shown} dated claim{'' if shown == 1 else 's'} of the {total}{about}{rest}"


def _names(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _shown(project: Project, name: str) -> str:
    entity = project.entity(name)
    return f"{entity.name} ({entity.id})"


def _found(answer: Answer) -> bool:
    return bool(answer.entities) if isinstance(answer, Subgraph) else len(answer) > 0
