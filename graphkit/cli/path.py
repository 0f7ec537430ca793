"""How entities are connected: path, around, between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli.complete import entities
from graphkit.cli.options import Output, with_options
from graphkit.cli.output import emit, load, say

if TYPE_CHECKING:
    from graphkit.dataset.filters import Filters

_NAME = "An id, a name or an alias."
_SEARCH = "Search"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for function in (path, around, between):
        shape = "Paths" if function is path else "Subgraph"
        app.command(no_args_is_help=True)(with_options(function, shape=shape))


def path(
    context: typer.Context,
    a: Annotated[str, typer.Argument(help=_NAME, autocompletion=entities)],
    b: Annotated[str, typer.Argument(help=_NAME, autocompletion=entities)],
    filters: Filters,
    output: Output,
    max_hops: Annotated[
        int | None, typer.Option(help="At most N steps (6).", metavar="N", rich_help_panel=_SEARCH)
    ] = None,
    shortest: Annotated[
        bool, typer.Option("--shortest", help="All shortest paths (the default).", rich_help_panel=_SEARCH)
    ] = False,
    all_: Annotated[
        bool, typer.Option("--all", help="All paths that enter no entity twice.", rich_help_panel=_SEARCH)
    ] = False,
    k: Annotated[
        int | None, typer.Option("-k", help="The best N of all paths.", metavar="N", rich_help_panel=_SEARCH)
    ] = None,
    rank: Annotated[
        str,
        typer.Option(
            help="Which come first: the shortest (then the strongest), or those whose weakest step is "
            "strongest (then the shortest); beyond the shortest with --all or -k.",
            metavar="length|strength",
            rich_help_panel=_SEARCH,
        ),
    ] = "length",
    directed: Annotated[
        bool, typer.Option("--directed", help="Only along the direction of claims.", rich_help_panel=_SEARCH)
    ] = False,
    in_time: Annotated[
        bool,
        typer.Option(
            "--in-time",
            help="Only as information can have travelled, no step before the last.",
            rich_help_panel=_SEARCH,
        ),
    ] = False,
    via: Annotated[
        list[str],
        typer.Option(
            help="Past this entity, in any order (repeat).",
            metavar="X",
            autocompletion=entities,
            rich_help_panel=_SEARCH,
        ),
    ] = [],  # noqa: B006
    avoid: Annotated[
        list[str],
        typer.Option(
            help="Not past this entity (repeat).",
            metavar="X",
            autocompletion=entities,
            rich_help_panel=_SEARCH,
        ),
    ] = [],  # noqa: B006
    claims: Annotated[
        str,
        typer.Option(
            help="All claims between two entities in one step, or a path for each.",
            metavar="all|each",
            rich_help_panel=_SEARCH,
        ),
    ] = "all",
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Tell what all paths found hang on.", rich_help_panel=_SEARCH),
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(help="At most N paths (10000; 0: no limit).", metavar="N", rich_help_panel=_SEARCH),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(help="At most S seconds (60; 0: no limit).", metavar="S", rich_help_panel=_SEARCH),
    ] = None,
) -> None:
    """How A and B are connected, hop by hop, with the evidence."""
    if shortest and (all_ or k is not None):
        raise typer.BadParameter("--shortest goes with neither --all nor -k")
    given: dict[str, Any] = {"max_hops": max_hops, "k": k, "limit": limit, "timeout": timeout}
    given = {name: value for name, value in given.items() if value is not None}
    given |= {"mode": "all" if all_ else "shortest", "rank": rank, "directed": directed, "in_time": in_time}
    given |= {"via": tuple(via), "avoid": tuple(avoid), "claims": claims, "explain": explain}
    project = load(output, context)
    say(" to ".join(_taken(project.entity(text)) for text in (a, b)))
    answer = project.path(a, b, filters, **given)
    emit(answer, output, found=bool(answer))


def around(
    context: typer.Context,
    what: Annotated[list[str], typer.Argument(metavar="X...", help=_NAME, autocompletion=entities)],
    filters: Filters,
    output: Output,
    hops: Annotated[int, typer.Option(help="Up to N steps away.", metavar="N", min=0)] = 1,
) -> None:
    """What lies around one entity, or around several: who is near, and every claim between them."""
    project = load(output, context)
    say(", ".join(_taken(project.entity(text)) for text in what))
    emit(project.around(*what, hops=hops, filters=filters), output, found=True)


def between(
    context: typer.Context,
    what: Annotated[list[str], typer.Argument(metavar="A B...", help=_NAME, autocompletion=entities)],
    filters: Filters,
    output: Output,
) -> None:
    """A smallest part of the graph that connects several entities, with every claim in it."""
    project = load(output, context)
    say(", ".join(_taken(project.entity(text)) for text in what))
    answer = project.between(*what, filters=filters)
    emit(answer, output, found=bool(answer))


def _taken(entity: Any) -> str:
    return f"{entity.name} ({entity.id})"
