"""The graph on a Neo4j server: push, status, pull, prune."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict, Unpack

import typer

from graphkit.cli.once import App
from graphkit.cli.options import Output, Writes, with_options
from graphkit.cli.output import confirm, emit, load, say
from graphkit.model.filters import Option

if TYPE_CHECKING:
    from graphkit.cypher.neo4j.connect import Server

Yes = Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")]


class ServerOptions(TypedDict, total=False):
    """The server, its database and the password."""

    uri: Annotated[str, Option("Server address, such as bolt://localhost:7687 [NEO4J_URI]", metavar="URI")]
    database: Annotated[
        str, Option("Database [NEO4J_DATABASE, else the default of the user]", metavar="NAME")
    ]
    password_file: Annotated[
        str, Option("File with the password [NEO4J_PASSWORD, else a prompt]", metavar="FILE")
    ]
    insecure: Annotated[bool, Option("Allow another host without TLS")]


class Connection(TypedDict):
    """The arguments of `connect.find_server` other than the environment."""

    uri: str
    database: str
    password_file: Path | None
    insecure: bool
    ask: Callable[[str], str] | None


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    group = App(
        name="neo4j",
        help="Write the graph to a Neo4j server, compare it, read it back or remove it. "
        "NEO4J_USERNAME names the user [default: neo4j].",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for function in (push, status, pull, prune):
        writes = None if function is pull else Writes(leaves=function is push)
        group.command()(with_options(function, ServerOptions, writes))
    app.add_typer(group)


def push(
    output: Output,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the changes, write nothing.")] = False,
    **server: Unpack[ServerOptions],
) -> None:
    """Write the graph to the server; leave other data there unchanged."""
    from graphkit.cli.reports import ProgressLine, report_push

    project = load(output)
    line = ProgressLine()
    graph = project.neo4j(**connection(**server))
    done = graph.push(dry_run=dry_run, progress=line.show)
    line.end()
    emit(report_push(project, done), output, found=True)
    say("; ".join(part for part in (done.how, done.note) if part))


def status(output: Output, **server: Unpack[ServerOptions]) -> None:
    """Show the graph on the server, its project and state, and the differences to the files."""
    from graphkit.cli.reports import report_status

    project = load(output)
    found = project.neo4j(**connection(**server)).status()
    emit(report_status(project, found), output, found=found.project is not None)


def pull(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder to write to.")],
    yes: Yes = False,
    **server: Unpack[ServerOptions],
) -> None:
    """Write the graph on the server into files; show all differences and edits first."""
    from graphkit.cli.pull import pull_into
    from graphkit.cypher.neo4j.pull import pull as pull_graph

    found = find_server(**server)
    names = pull_into(
        Path(folder),
        lambda name: pull_graph(found, name),
        confirm=lambda: confirm(yes, "Write these files?"),
    )
    say(f"wrote {', '.join(names)} to {folder}" if names else "nothing to write")


def prune(output: Output, yes: Yes = False, **server: Unpack[ServerOptions]) -> None:
    """Count and remove the graph of this project on the server, and nothing else."""
    from graphkit.cli.reports import report_counts

    project = load(output)
    graph = project.neo4j(**connection(**server))
    emit(report_counts(project, graph.prune(dry_run=True)), output, found=True)
    confirm(yes, "Remove this graph from the server?")
    graph.prune()
    say("removed")


def find_server(**server: Unpack[ServerOptions]) -> Server:
    """Returns the server of the options and the environment."""
    import os

    from graphkit.cypher.neo4j.connect import find_server

    return find_server(os.environ, **connection(**server))


def connection(**server: Unpack[ServerOptions]) -> Connection:
    """Returns the arguments of `connect.find_server` for the options.

    The command reports the errors of the driver; without a handler, logging would print them as well.
    """
    import logging
    from getpass import getpass

    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    password_file = server.get("password_file")
    return {
        "uri": server.get("uri", ""),
        "database": server.get("database", ""),
        "password_file": Path(password_file) if password_file else None,
        "insecure": server.get("insecure", False),
        "ask": getpass if sys.stdin.isatty() else None,
    }
