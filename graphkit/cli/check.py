"""The command that checks an investigation."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from graphkit.cli.options import Output, Writes, with_options
from graphkit.cli.output import emit, load, say, show_text
from graphkit.cli.problems import problems_in, render_problems
from graphkit.cli.watch import watch
from graphkit.errors import DataError, UsageError


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(with_options(check, writes=Writes(formats=("github",))))


def check(
    output: Output,
    paths: Annotated[list[str], typer.Argument(help="Only problems in these files or folders.")] = [],  # noqa: B006
    watched: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes.")] = False,
) -> None:
    """Check all files: list their problems, or count entities, sources and claims if there are none.

    With --format json or github, problems are JSON objects or annotations on a pull request.
    """
    root = Path(output.project or ".")
    if missing := [path for path in paths if not (root / path).exists()]:
        raise UsageError(f"{missing[0]}: file or folder not found in the project")
    if not watched:
        _check(output, paths)
        return
    for _ in watch(root):
        with suppress(typer.Exit):
            _check(output, paths)
        say("waiting for changes; press Ctrl-C to stop")


def _check(output: Output, paths: list[str]) -> None:
    try:
        project = load(output)
        found = (*project.problems, *project.check_archives(), *project.check_queries())
    except DataError as error:
        project, found = None, error.problems
    shown = problems_in(found, paths)
    failed = any(item.severity == "error" for item in shown)
    form = output.form if output.form == "github" or (failed and output.form == "json") else "text"
    (sys.stderr.write if form == "text" else show_text)(render_problems(shown, form))
    if failed or project is None:
        say(_counted(len(shown)) if failed else "no problems in these files, but in others")
        raise typer.Exit(2 if failed else 0)
    emit(project.counts(), replace(output, form="" if form == "github" else output.form), found=True)


def _counted(count: int) -> str:
    return "1 problem" if count == 1 else f"{count} problems"
