"""Commands about what is there: check, find, show, sources, timeline, stats."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from graphkit.cli.complete import entities
from graphkit.cli.complete import sources as source_ids
from graphkit.cli.options import Output, with_options
from graphkit.cli.output import emit, load, say
from graphkit.cli.problems import problems_in, render_problems
from graphkit.cli.watch import watch
from graphkit.errors import DataError, UsageError

if TYPE_CHECKING:
    from graphkit.dataset.filters import Filters

What = Annotated[
    str,
    typer.Argument(
        metavar="WHAT", help="An id, a name or an alias; or a claim's id.", autocompletion=entities
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(with_options(check, formats=("github",)))
    for function in (find, show, sources, timeline, stats):
        shape = "Subgraph" if function is show else "Table"
        app.command(no_args_is_help=function in (find, show))(with_options(function, shape=shape))


def check(
    context: typer.Context,
    output: Output,
    paths: Annotated[list[str], typer.Argument(help="Only problems in these files or folders.")] = [],  # noqa: B006
    watched: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes.")] = False,
) -> None:
    """Every problem of every file, or counts by kind, type and status.

    With --format json or github, problems are objects, or annotations on a pull request.
    """
    root = Path(output.project or context.obj or ".")
    if lost := [path for path in paths if not (root / path).exists()]:
        raise UsageError(f"{lost[0]}: there is no such file or folder in the project")
    if not watched:
        _check(context, output, paths)
        return
    for _ in watch(root):
        with suppress(typer.Exit):
            _check(context, output, paths)
        say("waiting for changes; Ctrl-C ends")


def _check(context: typer.Context, output: Output, paths: list[str]) -> None:
    try:
        project = load(output, context)
    except DataError as error:
        problems = problems_in(error.problems, paths)
        form = output.form if output.form in ("json", "github") else "text"
        (sys.stderr if form == "text" else sys.stdout).write(render_problems(problems, form))
        say(_counted(len(problems)) if problems else "no problems in these files; others have some")
        raise typer.Exit(2 if problems else 0) from None
    warnings = problems_in((*project.problems, *project.check_archives()), paths)
    annotated = output.form == "github"
    (sys.stdout if annotated else sys.stderr).write(
        render_problems(warnings, "github" if annotated else "text")
    )
    emit(project.counts(), replace(output, form="" if annotated else output.form), found=True)


def find(
    context: typer.Context,
    output: Output,
    text: Annotated[str, typer.Argument(help="What you know of the name.", autocompletion=entities)],
    limit: Annotated[int, typer.Option(help="At most N.", metavar="N", min=1)] = 10,
) -> None:
    """Entities by name, alias or id; typos, accents and other scripts are forgiven."""
    answer = load(output, context).find(text, limit=limit)
    emit(answer, output, found=bool(answer))


def show(context: typer.Context, what: What, filters: Filters, output: Output) -> None:
    """An entity's dossier, or one claim with all its evidence."""
    answer = load(output, context).show(what, filters)
    emit(answer, output, found=bool(answer.entities))


def sources(
    context: typer.Context,
    output: Output,
    source: Annotated[
        str, typer.Argument(help="The id or title of a source.", autocompletion=source_ids)
    ] = "",
) -> None:
    """The sources; for one: every claim that rests on it, and which rest on it alone."""
    answer = load(output, context).rests_on(source) if source else load(output, context).list_sources()
    emit(answer, output, found=bool(answer))


def timeline(
    context: typer.Context,
    filters: Filters,
    output: Output,
    what: Annotated[str, typer.Argument(help="Only of this entity.", autocompletion=entities)] = "",
) -> None:
    """Dated claims in order."""
    project = load(output, context)
    answer = project.timeline(what, filters)
    say(f"{len(answer)} of {len(project.claims)} claims; the others are undated or left out by the filters")
    emit(answer, output, found=bool(answer))


def stats(
    context: typer.Context,
    filters: Filters,
    output: Output,
    rank: Annotated[
        str,
        typer.Option(
            help="By betweenness, pagerank, core or louvain (see docs/queries.md).", metavar="MEASURE"
        ),
    ] = "",
) -> None:
    """Size, components, degrees, and the share of each status; with --rank, who stands where."""
    answer = load(output, context).stats(filters, rank=rank)
    emit(answer, output, found=bool(answer))


def _counted(count: int) -> str:
    return "1 problem" if count == 1 else f"{count} problems"
