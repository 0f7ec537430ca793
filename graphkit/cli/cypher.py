"""Cypher that a person writes."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from graphkit.cli.ask import neo4j_server
from graphkit.cli.options import Output, with_options
from graphkit.cli.output import emit, load, say

Engine = Literal["cypher", "neo4j"]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(no_args_is_help=True)(with_options(cypher))


def cypher(
    context: typer.Context,
    text: Annotated[
        str, typer.Argument(help="The query, which may only read; - reads it from standard input.")
    ],
    output: Output,
    param: Annotated[
        list[str], typer.Option(help="A value for $NAME: JSON, or else text (repeat).", metavar="NAME=VALUE")
    ] = [],  # noqa: B006
    engine: Annotated[
        Engine, typer.Option(help="In memory, or on Neo4j.", metavar="cypher|neo4j")
    ] = "cypher",
    timeout: Annotated[float, typer.Option(help="Seconds.", metavar="S", min=0.001)] = 30.0,
    limit: Annotated[int, typer.Option(help="At most N rows.", metavar="N", min=1)] = 1000,
) -> None:
    """Read-only Cypher in memory, or on Neo4j; docs/mapping.md names labels and properties."""
    from graphkit.queries import read_parameter

    given = dict(map(read_parameter, param))
    server = neo4j_server() if engine == "neo4j" else None
    query = typer.get_text_stream("stdin").read() if text == "-" else text
    project = load(output, context)
    answer = project.cypher(query, given, server=server, timeout=timeout, limit=limit)
    for warning in answer.question.get("warnings", ()):
        say(warning)
    if answer.truncated:
        say(f"only the first {limit} rows; --limit N for more")
    emit(answer, output, found=bool(answer))
