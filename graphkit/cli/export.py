"""The command that exports the graph."""

from __future__ import annotations

from typing import Unpack

import typer

from graphkit.cli.options import Output, Writes, with_options
from graphkit.cli.output import load, name_audience, say
from graphkit.errors import UsageError
from graphkit.model.filters import Filters


def register(app: typer.Typer) -> None:
    """Adds the command."""
    command = with_options(export, Filters, Writes("Graph", leaves=True))
    app.command("export", no_args_is_help=True)(command)


def export(output: Output, **filters: Unpack[Filters]) -> None:
    """Export the whole graph as GEXF (for Gephi), GraphML, JSON Lines or CSV tables.

    Denied claims are included. CSV is four files: -o FOLDER/ writes nodes.csv, edges.csv, evidence.csv and
    sources.csv into the folder; -o graph.csv writes graph-nodes.csv and so on.
    """
    from graphkit.render.output import write
    from graphkit.render.registry import Page, renderer_of

    if output.path in ("", "-"):
        raise UsageError("an export needs a file: -o graph.graphml, .gexf, .jsonl or .csv, or -o folder/")
    project = load(output)
    answer = project.export(**filters)
    page = Page(audience=output.audience, hidden=project.hidden, program=output.program)
    inputs = None if output.force else project.inputs
    files = write(answer, output.path, renderer_of(output.path, output.form), page, inputs=inputs)
    say(f"wrote {', '.join(files)}: entities: {len(answer.entities)}, claims: {len(answer.claims)}")
    name_audience(output)
    if answer.note:
        say(answer.note)
    if not answer.entities:
        raise typer.Exit(1)
