"""The graph on a Neo4j server: push, status, pull, prune."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli.options import Output, with_options
from graphkit.cli.output import emit, load, say

if TYPE_CHECKING:
    from graphkit.cypher.neo4j.graph import ServerGraph
    from graphkit.project import Project

Uri = Annotated[
    str, typer.Option(metavar="URI", help="The server, such as bolt://localhost:7687; else NEO4J_URI.")
]
Database = Annotated[
    str, typer.Option(metavar="NAME", help="The database; else NEO4J_DATABASE, else the user's own.")
]
PasswordFile = Annotated[
    str, typer.Option(metavar="FILE", help="A file with the password; else NEO4J_PASSWORD, else a prompt.")
]
Insecure = Annotated[bool, typer.Option("--insecure", help="Allow another host without TLS.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(
        name="neo4j",
        help="The graph on a Neo4j server. The user is NEO4J_USERNAME, else neo4j.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for function in (push, status, pull, prune):
        group.command()(with_options(function))
    app.add_typer(group)


def push(
    context: typer.Context,
    output: Output,
    uri: Uri = "",
    database: Database = "",
    password_file: PasswordFile = "",
    insecure: Insecure = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Make the graph on the server what the files say; what is not of this project stays as it is."""
    from graphkit.cli.reports import Meter, report_push

    project = load(output, context)
    meter = Meter()
    done = _graph(project, uri, database, password_file, insecure).push(dry_run=dry_run, progress=meter.show)
    meter.end()
    emit(report_push(project, done), output, found=True)
    say("; ".join(part for part in (done.how, done.note) if part))


def status(
    context: typer.Context,
    output: Output,
    uri: Uri = "",
    database: Database = "",
    password_file: PasswordFile = "",
    insecure: Insecure = False,
) -> None:
    """What is there, whose it is, in which state, and how far from the files."""
    from graphkit.cli.reports import report_status

    project = load(output, context)
    found = _graph(project, uri, database, password_file, insecure).status()
    emit(report_status(project, found), output, found=found.marker is not None)


def pull(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Where the files go.")],
    uri: Uri = "",
    database: Database = "",
    password_file: PasswordFile = "",
    insecure: Insecure = False,
    yes: Yes = False,
) -> None:
    """The graph back into files. What was changed on the server, or is other in DIR, is shown first."""
    from graphkit.cli.pull import pull_into
    from graphkit.cypher.neo4j.connect import find_server
    from graphkit.cypher.neo4j.pull import pull as pull_graph

    server = find_server(os.environ, uri=uri, **_given(database, password_file, insecure))
    names = pull_into(
        Path(folder), lambda name: pull_graph(server, name), sure=lambda: _sure(yes, "Write this?")
    )
    say(f"wrote {', '.join(names)} to {folder}" if names else "nothing to write")


def prune(
    context: typer.Context,
    output: Output,
    uri: Uri = "",
    database: Database = "",
    password_file: PasswordFile = "",
    insecure: Insecure = False,
    yes: Yes = False,
) -> None:
    """Remove this project's graph from the server, and nothing else; first it counts what that is."""
    from graphkit.cli.reports import report_counts

    project = load(output, context)
    graph = _graph(project, uri, database, password_file, insecure)
    emit(report_counts(project, graph.prune(dry_run=True)), output, found=True)
    _sure(yes, "Remove this from the server?")
    graph.prune()
    say("removed")


def _graph(project: Project, uri: str, database: str, password_file: str, insecure: bool) -> ServerGraph:
    return project.neo4j(uri, **_given(database, password_file, insecure))


def _given(database: str, password_file: str, insecure: bool) -> dict[str, Any]:
    """What `find_server` takes besides the address."""
    return {
        "database": database,
        "password_file": Path(password_file) if password_file else None,
        "insecure": insecure,
        "ask": getpass if sys.stdin.isatty() else None,
    }


def _sure(yes: bool, question: str) -> None:
    """Go on only with --yes, or when a person at a terminal says so."""
    from graphkit.errors import UsageError

    if not yes and not (sys.stdin.isatty() and typer.confirm(question, err=True)):
        raise UsageError("nothing was done; add --yes to do it")
