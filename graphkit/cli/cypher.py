"""Answers Cypher that the user types."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from graphkit.cli.options import Output, Writes, with_options
from graphkit.cli.output import emit, load, say
from graphkit.cypher.engine import MEMORY, TIMEOUT
from graphkit.errors import UsageError

Param = Annotated[
    list[str], typer.Option(help="Bind $NAME to a value, JSON or text; repeatable.", metavar="NAME=VALUE")
]
Engine = Annotated[
    Literal["cypher", "neo4j"],
    typer.Option(help="In memory (cypher) or on a server (neo4j).", metavar="cypher|neo4j"),
]
Timeout = Annotated[float, typer.Option(help="Time limit in seconds.", metavar="S", min=0.001)]
Limit = Annotated[int, typer.Option(help="Maximum number of rows.", metavar="N", min=1)]
Memory = Annotated[
    int, typer.Option(help="Memory limit in MiB beyond the graph, in memory.", metavar="MIB", min=1)
]


def register(app: typer.Typer) -> None:
    """Adds the command of this file."""
    app.command(no_args_is_help=True)(with_options(cypher, writes=Writes()))


def cypher(
    text: Annotated[str, typer.Argument(help="Read-only query; - reads it from standard input.")],
    output: Output,
    param: Param = [],  # noqa: B006
    engine: Engine = "cypher",
    timeout: Timeout = TIMEOUT,
    limit: Limit = 1000,
    memory: Memory = MEMORY,
) -> None:
    """Answer read-only Cypher.

    Nodes: (:Entity:Person {id, name, kind, aliases, …}) with Entity and the kind as labels; (:Source {id,
    title, publisher, …}).

    Relationships: (a)-[:INFORMED_FOR {id, status, disputed, independent, since, until, …}]->(b), the type of
    the claim in capitals. Its evidence is in lists of equal length: sources, ats, quotings, bys, bases,
    stances, says. A role such as about is a list of entity ids.

    Example: graphkit cypher "MATCH (a)-[r:INFORMED_FOR]->(b) RETURN a.name, b.name, r.status"
    """
    from graphkit.cli.neo4j import find_server
    from graphkit.queries import read_parameter

    given = [read_parameter(item) for item in param]
    parameters = dict(given)
    if len(parameters) < len(given):
        raise UsageError("a parameter is bound twice; bind each $NAME once")
    server = find_server() if engine == "neo4j" else None
    query = typer.get_text_stream("stdin").read() if text == "-" else text
    answer = load(output).cypher(
        query, parameters, server=server, timeout=timeout, limit=limit, memory=memory
    )
    for warning in answer.question.get("warnings", ()):
        say(warning)
    if answer.truncated:
        say(f"only the first {limit} rows; use --limit N for more")
    emit(answer, output, found=bool(answer))
