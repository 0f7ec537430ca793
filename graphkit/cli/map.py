"""The command that draws a map."""

from __future__ import annotations

import shlex
from typing import Annotated, Any, Unpack

import typer

from graphkit.cli.complete import entities
from graphkit.cli.notified import announce
from graphkit.cli.options import Output, with_options
from graphkit.cli.output import load, say, waiting
from graphkit.errors import UsageError
from graphkit.model.filters import MapOptions


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("map", no_args_is_help=True)(
        with_options(draw_map, MapOptions, shape="Subgraph", audience="public")
    )


def draw_map(
    output: Output,
    what: Annotated[
        list[str], typer.Argument(help="ID, name or alias of an entity.", autocompletion=entities)
    ] = [],  # noqa: B006
    *,
    embed: Annotated[bool, typer.Option("--embed", help="Write map, legend and evidence only.")] = False,
    renderer: Annotated[
        str, typer.Option(help="Draw with canvas or pyvis [canvas].", metavar="canvas|pyvis")
    ] = "canvas",
    show: Annotated[bool, typer.Option("--open", help="Open the map in the browser.")] = False,
    **options: Unpack[MapOptions],
) -> None:
    """Draw an offline map as one file (.html, .svg, .png), for the public unless --audience is given."""
    if not output.path:
        raise UsageError("a map needs a file: -o map.html, .svg, .png or .json")
    from graphkit.queries import query_of

    project = load(output)
    query = _query(options.pop("ask", ""))
    if query["ask"]:
        announce(query_of(project.root, query["ask"]))
    with waiting(f"drawing {len(project.claims):,} claims"):
        drawn = project.map(*what, audience=output.audience, **query, **options)
    file = drawn.save(output.path, format=output.form, embed=embed, renderer=renderer)
    say(f"wrote {file}: entities: {len(drawn.view.entities)}, claims: {len(drawn.view.claims)}")
    if show:
        typer.launch(file.resolve().as_uri())
    if not drawn.view.entities:
        raise typer.Exit(1)


def _query(text: str) -> dict[str, Any]:
    """Returns the name of a query and the values of its parameters, as `Project.map` takes them."""
    name, *values = shlex.split(text) or [""]
    if wrong := [value for value in values if "=" not in value]:
        raise UsageError(f'cannot read "{wrong[0]}"; write parameter=value')
    return {"ask": name, **dict(value.split("=", 1) for value in values)}
