"""The offline map."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.complete import entities
from graphkit.cli.notified import announce
from graphkit.cli.options import Output, with_options
from graphkit.cli.output import load, say, waiting
from graphkit.errors import UsageError

if TYPE_CHECKING:
    from graphkit.dataset.filters import Filters

_NOBODY = ("", "")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("map", no_args_is_help=True)(with_options(draw_map, shape="Subgraph", audience="public"))


def draw_map(
    context: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(help="Entities to draw, with what is around them.", autocompletion=entities),
    ] = None,
    *,
    filters: Filters,
    output: Output,
    around: Annotated[
        list[str] | None, typer.Option(help="Draw what is around X (repeat).", metavar="X")
    ] = None,
    hops: Annotated[int, typer.Option(help="How far around.", metavar="N", min=0)] = 1,
    path: Annotated[
        tuple[str, str], typer.Option(help="Draw the paths from A to B.", metavar="A B")
    ] = _NOBODY,
    ask: Annotated[
        str,
        typer.Option(
            help='Draw the claims behind a query: "who_informed_for_whom agency=dea".', metavar="QUERY"
        ),
    ] = "",
    title: Annotated[str, typer.Option(help="The headline.", metavar="TEXT")] = "",
    standfirst: Annotated[str, typer.Option(help="The sentences below it.", metavar="TEXT")] = "",
    like: Annotated[str, typer.Option(help="Keep the places of this earlier map.", metavar="FILE")] = "",
    embed: Annotated[bool, typer.Option("--embed", help="Map, legend and evidence alone.")] = False,
    renderer: Annotated[str, typer.Option(help="canvas, or pyvis.", metavar="R")] = "canvas",
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """The offline map as one file (.html, .svg, .png), for the public unless --audience says otherwise."""
    project = load(output, context)
    if not output.path:
        raise UsageError("name the file of the map: -o map.html, .svg, .png or .json")
    question = _query(ask)
    if question["ask"]:
        from graphkit.queries import query_of

        announce(query_of(project.root, question["ask"]))
    with waiting(f"drawing {len(project.claims):,} claims"):
        centres = [*(what or []), *(around or [])]
        ends = path if any(path) else None
        words = {"title": title, "standfirst": standfirst, "like": like}
        drawn = project.map(*centres, hops=hops, path=ends, filters=filters, **question, **words)
    file = drawn.save(output.path, format=output.form, embed=embed, renderer=renderer)
    say(f"wrote {file}: entities: {len(drawn.view.entities)}, claims: {len(drawn.view.claims)}")
    if show:
        typer.launch(file.resolve().as_uri())
    if not drawn.view.entities:
        raise typer.Exit(1)


def _query(text: str) -> dict[str, str]:
    """A query's name and the values of its parameters, as `Project.map` takes them."""
    name, *values = shlex.split(text) or [""]
    wrong = [value for value in values if "=" not in value]
    if wrong:
        raise UsageError(f'"{wrong[0]}" is no value of the query; write parameter=value')
    return {"ask": name, **dict(value.split("=", 1) for value in values)}
