"""The command that checks an investigation."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from graphkit.cli.options import Output, Writes, with_options
from graphkit.cli.output import emit, load, name_audience, say, show_text
from graphkit.cli.problems import FORMATS, json_problems, problems_in, render_json, render_problems
from graphkit.cli.watch import watch
from graphkit.dataset.audience import OWNER
from graphkit.errors import DataError, Problem, UsageError
from graphkit.reading.files import find_files, relative_name
from graphkit.render.output import write_text

if TYPE_CHECKING:
    from graphkit.project import Project


_QUERIES = (".py", ".cypher")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(with_options(check, writes=Writes(formats=("github",))))


def check(
    output: Output,
    paths: Annotated[list[str], typer.Argument(help="Only problems in these files or folders.")] = [],  # noqa: B006
    watched: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes.")] = False,
) -> None:
    """Check all files: list their problems, or count entities, sources and claims if there are none.

    With --format json or github, problems are JSON objects or annotations on a pull request. Warnings are for
    the owner: with --audience public, or -o, only errors are listed.
    """
    root = Path(output.project or ".")
    names = [_name(root, path) for path in paths]
    if not watched:
        _check(output, names)
        return
    for _ in watch(root):
        with suppress(typer.Exit):
            _check(output, names)
        say("waiting for changes; press Ctrl-C to stop")


def _check(output: Output, names: list[str]) -> None:
    project: Project | None = None
    try:
        project = load(replace(output, audience=""))
        found: Sequence[Problem] = project.check()
    except DataError as error:
        found = error.problems
    _refuse_unread(output, names, found, project)
    if output.audience not in ("", OWNER):  # a warning may tell of what is hidden; an error stops all anyway
        found = [problem for problem in found if problem.severity == "error"]
    shown = problems_in(found, names)
    failed = any(item.severity == "error" for item in shown)
    stopped = failed or project is None
    form = output.form if output.form in FORMATS else "text"
    if project is not None and form == "json" and not stopped:
        _write_json(project.for_audience(output.audience), shown, output)
        return
    (sys.stderr.write if form == "text" else show_text)(render_problems(shown, form))
    if stopped:
        say(_counted(len(shown)) if failed else "no problems in these files, but in others")
        raise typer.Exit(2 if failed else 0)
    assert project is not None
    project = project.for_audience(output.audience)
    emit(project.counts(), replace(output, form="" if form == "github" else output.form), found=True)


def _write_json(project: Project, problems: Iterable[Problem], output: Output) -> None:
    """Writes the counts together with all warnings: a program reads both, and none is grouped."""
    text = render_json({**project.counts().to_dict(), **json_problems(problems)})
    if output.path in ("", "-"):
        show_text(text)
    else:
        write_text(output.path, text, inputs=None if output.force else project.inputs)
        say(f"wrote {output.path}")
    name_audience(output)


def _name(root: Path, path: str) -> str:
    """Returns the name of a file or folder in the project. Raises: UsageError if it is not there."""
    name = relative_name(root, root / path)
    if not (root / path).exists() or name.startswith(".."):
        raise UsageError(f"{path}: file or folder not found in the project")
    return name


def _refuse_unread(
    output: Output, names: list[str], found: Iterable[Problem], project: Project | None
) -> None:
    """Raises UsageError for a file or folder of which nothing was read: it would count as checked."""
    if not names:
        return
    root = Path(output.project or ".")
    read = {relative_name(root, path) for paths in find_files(root)[0].values() for path in paths}
    read |= {problem.location.file for problem in found}
    if project is not None:
        read |= {source.archive for source in project.sources.values()}
        read |= {f"queries/{path.name}" for path in (root / "queries").glob("*") if path.suffix in _QUERIES}
    for name in names:
        if not any(PurePosixPath(file).is_relative_to(name) for file in read):
            what = "graphkit.yaml, the YAML files of data, queries, and the local copies of sources"
            raise UsageError(f"{name}: check does not read this file or folder; it reads {what}")


def _counted(count: int) -> str:
    return "1 problem" if count == 1 else f"{count} problems"
