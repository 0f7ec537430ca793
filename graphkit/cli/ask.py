"""Canned queries: each one is a subcommand, built from its header when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter as Argument
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand
from typer.models import CommandInfo

from graphkit.cli.complete import entities, words
from graphkit.cli.once import App, OnceCommand, OnceGroup
from graphkit.cli.options import Output, Writes, with_options
from graphkit.cli.output import emit, load, show_text
from graphkit.cli.trust import TRUST_ONCE
from graphkit.model.filters import Filters

if TYPE_CHECKING:
    from graphkit.project import Project
    from graphkit.queries import Parameter, Query
    from graphkit.questions.answer import Table

_ENGINES = "python, cypher (in memory) or neo4j (server of NEO4J_URI) [default: python]."
_PANEL = "Engine"


class Questions(OnceGroup):
    """The shipped queries and those of the project, as commands."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Returns the names of all queries."""
        from graphkit.queries import queries_of

        return list(queries_of(_root(ctx)))

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override]
        """Returns the command of a query. Raises: UnknownName."""
        from graphkit.queries import query_of

        return _command(query_of(_root(ctx), cmd_name))

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Writes the list of all queries with their titles."""
        from graphkit.queries import queries_of

        with formatter.section("Queries"):
            formatter.write_dl([(key, query.title) for key, query in queries_of(_root(ctx)).items()])


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    group = App(cls=Questions, invoke_without_command=True, subcommand_metavar="[QUERY] [OPTIONS]...")
    group.callback()(with_options(ask, writes=Writes()))
    app.add_typer(group, name="ask")


def ask(context: typer.Context, output: Output) -> None:
    """Answer a canned query; without QUERY, list all queries. Each query has its own --help."""
    if context.invoked_subcommand is None:
        from graphkit.queries import list_queries, queries_of

        emit(list_queries(queries_of(_root(context))), output, found=True)


def _root(context: typer.Context) -> Path:
    """Returns the folder of the project: from --project before or after the command, else this folder."""
    rest = [*getattr(context, "_protected_args", []), *context.args]
    named = dict(pairwise(rest)).get("--project", "")
    joined = next((item.partition("=")[2] for item in rest if item.startswith("--project=")), "")
    return Path(named or joined or context.obj or ".")


def _command(query: Query) -> TyperCommand:
    """Builds the command of a query, with an option for each of its parameters."""

    def command(
        output: Output, *, engine: str = "", show: bool = False, trust_once: bool = False, **options: Any
    ) -> None:
        project = load(output, trust=trust_once)
        if show:
            show_text(project.show_query(query.name, **options))
            return
        answer = _answer(project, query, engine, options)
        emit(answer, output, found=bool(answer))

    command.__name__ = query.name
    columns = ", ".join(name for name, _ in query.columns)
    command.__doc__ = f"{query.title}.\n\n{query.question}\n\nColumns: {columns}."
    return _built(query.name, with_options(command, Filters, Writes(), _arguments(query)))


def _answer(project: Project, query: Query, engine: str, options: dict[str, Any]) -> Table:
    from graphkit.cli.neo4j import find_server

    server = find_server() if engine == "neo4j" else None
    return project.ask(query.name, engine=engine, server=server, **options)


def _arguments(query: Query) -> list[Argument]:
    """Returns the options of a query, which its filters and the output follow."""
    show = "Print the Cypher with bound parameters for Neo4j Browser."
    return [
        *map(_option, query.parameters),
        _argument("engine", str, "", _ENGINES, metavar="E", rich_help_panel=_PANEL),
        _argument("show", bool, False, show, rich_help_panel=_PANEL),
        _argument("trust_once", bool, False, TRUST_ONCE, rich_help_panel=_PANEL),
    ]


def _option(parameter: Parameter) -> Argument:
    kinds: dict[str, Any] = {"int": int, "flag": bool, "entity": list[str]}
    kind = kinds.get(parameter.type, str)
    complete: dict[str, Callable[[str], list[str]]] = {
        "entity": entities,
        "source": lambda incomplete: words("sources", incomplete),
        "rung": lambda incomplete: words("statuses", incomplete),
        "choice": lambda incomplete: [word for word in parameter.options if word.startswith(incomplete)],
    }
    shown = f" [default: {parameter.default}]" if parameter.default else ""
    required = " [required]" if parameter.required else ""
    repeatable = "; repeatable" if parameter.type == "entity" else ""
    return _argument(
        parameter.name,
        kind,
        {"flag": False, "entity": []}.get(parameter.type),
        f"{parameter.help}{repeatable}{shown}{required}",
        metavar="|".join(parameter.options) if parameter.type == "choice" else parameter.type.upper(),
        autocompletion=complete.get(parameter.type),
    )


def _argument(
    name: str, kind: Any, default: object, help: str, *, metavar: str = "", **more: Any
) -> Argument:
    if kind is not bool:
        more["metavar"] = metavar
    declared = typer.Option(f"--{name.replace('_', '-')}", help=help, show_default=False, **more)
    wanted = kind if default is not None else kind | None
    return Argument(name, Argument.KEYWORD_ONLY, default=default, annotation=Annotated[wanted, declared])


def _built(name: str, callback: Callable[..., None]) -> TyperCommand:
    from typer.main import get_command_from_info

    info = CommandInfo(name=name, cls=OnceCommand, callback=callback)
    built = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
    assert isinstance(built, TyperCommand)
    return built
