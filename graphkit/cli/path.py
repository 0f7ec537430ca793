"""How two entities are connected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.complete import entities
from graphkit.cli.options import Output, with_options
from graphkit.cli.output import emit, load, say

if TYPE_CHECKING:
    from graphkit.filters import Filters


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(no_args_is_help=True)(with_options(path))


def path(
    context: typer.Context,
    a: Annotated[str, typer.Argument(help="An id, a name or an alias.", autocompletion=entities)],
    b: Annotated[str, typer.Argument(help="An id, a name or an alias.", autocompletion=entities)],
    filters: Filters,
    output: Output,
    max_hops: Annotated[int, typer.Option(help="At most N steps.", metavar="N", min=1)] = 6,
) -> None:
    """How A and B are connected, hop by hop, with the evidence."""
    from graphkit.paths import PathOptions

    project = load(output, context)
    ends = [project.entity(text) for text in (a, b)]
    say(" to ".join(f"{entity.name} ({entity.id})" for entity in ends))
    answer = project.path(a, b, filters, PathOptions(max_hops=max_hops))
    emit(answer, output, found=bool(answer))
