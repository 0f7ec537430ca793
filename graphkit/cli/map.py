"""The command that draws a map."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Unpack

import typer

from graphkit.cli.complete import entities
from graphkit.cli.options import Output, Writes, with_options
from graphkit.cli.output import load, name_audience, say, waiting
from graphkit.cli.trust import TRUST_ONCE
from graphkit.errors import UsageError
from graphkit.model.filters import MapOptions


def register(app: typer.Typer) -> None:
    """Adds the command."""
    command = with_options(draw_map, MapOptions, Writes("Subgraph", leaves=True))
    app.command("map", no_args_is_help=True)(command)


What = Annotated[list[str], typer.Argument(help="ID, name or alias of an entity.", autocompletion=entities)]
Embed = Annotated[bool, typer.Option("--embed", help="Write map, legend and evidence only.")]
Renderer = Annotated[str, typer.Option(help="Draw with canvas or pyvis [canvas].", metavar="canvas|pyvis")]
TrustOnce = Annotated[bool, typer.Option("--trust-once", help=TRUST_ONCE)]
Open = Annotated[bool, typer.Option("--open", help="Open the map in the browser.")]


def draw_map(
    output: Output,
    what: What = [],  # noqa: B006
    *,
    embed: Embed = False,
    renderer: Renderer = "canvas",
    show: Open = False,
    trust_once: TrustOnce = False,
    **options: Unpack[MapOptions],
) -> None:
    """Draw an offline map as one file; it is public unless --audience is given."""
    if not output.path:
        raise UsageError("a map needs a file: -o map.html, .svg, .png or .json")
    project = load(output, trust=trust_once)
    with waiting(f"drawing {len(project.claims):,} claims"):
        drawn = project.map(*what, **options)
    file = Path(output.path)
    drawn.write(file, format=output.form, embed=embed, renderer=renderer, force=output.force)
    say(f"wrote {file}: entities: {len(drawn.view.entities)}, claims: {len(drawn.view.claims)}")
    name_audience(output)
    if show:
        typer.launch(file.resolve().as_uri())
    if not drawn.view.entities:
        raise typer.Exit(1)
