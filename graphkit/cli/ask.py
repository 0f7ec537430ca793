"""Canned questions: every query is a subcommand, built from its header when it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from inspect import Parameter as Argument
from inspect import Signature
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import CommandInfo

from graphkit.cli.complete import entities, words
from graphkit.cli.notified import announce
from graphkit.cli.options import Output, with_options
from graphkit.cli.output import emit, load

if TYPE_CHECKING:
    from graphkit.cypher.neo4j.connect import Server
    from graphkit.dataset.filters import Filters
    from graphkit.queries import Parameter, Query

_ENGINES = "python, cypher (in memory) or neo4j (NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD)."
_PANEL = "Engine"


class Questions(TyperGroup):
    """The queries of the shipped folder and of the project's own, as commands."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """The names of all queries."""
        from graphkit.queries import queries_of

        return list(queries_of(_root(ctx)))

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override]
        """The command of one query. Raises: UnknownName."""
        from graphkit.queries import query_of

        return _command(query_of(_root(ctx), cmd_name))

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """The list of all queries with what they ask."""
        from graphkit.queries import queries_of

        with formatter.section("Queries"):
            formatter.write_dl([(key, query.title) for key, query in queries_of(_root(ctx)).items()])


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(cls=Questions, invoke_without_command=True, subcommand_metavar="[QUERY] [OPTIONS]...")
    group.callback()(with_options(ask))
    app.add_typer(group, name="ask")


def ask(context: typer.Context, output: Output) -> None:
    """A canned query; without a name, the list of them all. Each has a --help of its own."""
    if context.invoked_subcommand is None:
        from graphkit.queries import list_queries, queries_of

        emit(list_queries(queries_of(_root(context))), output, found=True)


def neo4j_server() -> Server:
    """The server that the environment names; the password is asked for on a terminal."""
    from getpass import getpass

    from graphkit.cypher.neo4j.connect import find_server

    return find_server(os.environ, ask=getpass if sys.stdin.isatty() else None)


def _root(context: typer.Context) -> Path:
    """The folder of the project, which is named before the command or after it, or this one."""
    rest = [*getattr(context, "_protected_args", []), *context.args]
    named = dict(pairwise(rest)).get("--project", "")
    joined = next((item.partition("=")[2] for item in rest if item.startswith("--project=")), "")
    return Path(named or joined or context.obj or ".")


def _command(query: Query) -> TyperCommand:
    """The command that asks a query, with an option for each of its parameters."""

    def command(
        context: typer.Context, filters: Filters, output: Output, engine: str, show: bool, **given: Any
    ) -> None:
        project = load(output, context)
        if show:
            sys.stdout.write(project.show_query(query.name, filters, **given))
            return
        if engine in ("", "python"):
            announce(query)
        server = neo4j_server() if engine == "neo4j" else None
        answer = project.ask(query.name, filters, engine=engine, server=server, **given)
        emit(answer, output, found=bool(answer))

    own = [_option(parameter) for parameter in query.parameters]
    arguments = [
        Argument("context", Argument.POSITIONAL_OR_KEYWORD, annotation=typer.Context),
        *own,
        Argument("filters", Argument.KEYWORD_ONLY),
        Argument("output", Argument.KEYWORD_ONLY),
        _argument("engine", str, "", _ENGINES, metavar="E", rich_help_panel=_PANEL),
        _argument("show", bool, False, "Print the Cypher for Neo4j Browser, bound.", rich_help_panel=_PANEL),
    ]
    command.__signature__ = Signature(arguments)  # type: ignore[attr-defined]
    command.__name__ = query.name
    command.__doc__ = (
        f"{query.title}.\n\n{query.question}\n\nColumns: {', '.join(name for name, _ in query.columns)}."
    )
    return _built(query.name, with_options(command))


def _option(parameter: Parameter) -> Argument:
    plain: dict[str, tuple[Any, Any]] = {"int": (int, None), "flag": (bool, False)}
    kind, empty = plain.get(parameter.type, (str, None))
    complete: dict[str, Callable[[str], list[str]]] = {
        "entity": entities,
        "source": lambda incomplete: words("sources", incomplete),
        "rung": lambda incomplete: words("statuses", incomplete),
        "choice": lambda incomplete: [word for word in parameter.options if word.startswith(incomplete)],
    }
    shown = f" [default: {parameter.default}]" if parameter.default else ""
    needed = " [required]" if parameter.required else ""
    return _argument(
        parameter.name,
        kind,
        empty,
        f"{parameter.help}{shown}{needed}",
        metavar="|".join(parameter.options) if parameter.type == "choice" else parameter.type.upper(),
        autocompletion=complete.get(parameter.type),
    )


def _argument(name: str, kind: Any, default: Any, help: str, *, metavar: str = "", **more: Any) -> Argument:
    if kind is not bool:
        more["metavar"] = metavar
    declared = typer.Option(f"--{name.replace('_', '-')}", help=help, show_default=False, **more)
    wanted = kind if default is not None else kind | None
    return Argument(name, Argument.KEYWORD_ONLY, default=default, annotation=Annotated[wanted, declared])


def _built(name: str, callback: Callable[..., None]) -> TyperCommand:
    from typer.main import get_command_from_info

    info = CommandInfo(name=name, callback=callback)
    built = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
    assert isinstance(built, TyperCommand)
    return built
