"""The command line: parses, calls a project once, writes."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from graphkit.cli.once import App
from graphkit.errors import DataError, GraphkitError
from graphkit.version import __version__

_FIRST = dict.fromkeys(("new", "schema"), "start") | {"check": "check"}
_LAST = {name: name for name in ("ask", "cypher", "map", "export", "neo4j", "doctor")}
QUESTIONS = "questions"  # the module of all other commands


def build_app(wanted: str = "") -> typer.Typer:
    """Returns the command line: all commands, or only the group of one, which starts in half the time."""
    app = App(
        name="graphkit",
        help="Investigations as plain text: every edge is a claim, with who said it, where, on what basis.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_root)
    group = {**_FIRST, **_LAST, "--version": "doctor"}.get(wanted)
    if group:
        _module(group).register(app)
    elif not wanted or not _module(QUESTIONS).register(app, wanted):
        for name in dict.fromkeys((*_FIRST.values(), QUESTIONS, *_LAST)):
            _module(name).register(app)
    return app


def _module(name: str) -> Any:
    return import_module(f"graphkit.cli.{name}")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"graphkit {__version__}")
        raise typer.Exit


def _root(
    context: typer.Context,
    project: Annotated[str, typer.Option(metavar="DIR", help="Use the project in DIR [this folder].")] = "",
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    context.obj = project


def main() -> None:
    """Runs the command line; every failure is a message and an exit code, never a traceback."""
    if sys.stdout is None:  # closed by the caller
        _fail("standard output is closed", 3)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # the same bytes in every locale
            stream.reconfigure(encoding="utf-8", newline="\n")
    try:
        app = build_app(sys.argv[1] if len(sys.argv) > 1 else "")
        code = app(standalone_mode=False, prog_name="graphkit")
    except DataError as error:
        _fail(str(error), error.exit_code, count=len(error.problems))
    except GraphkitError as error:
        _fail(str(error), error.exit_code)
    except typer.TyperException as error:
        _usage(error)
    except (KeyboardInterrupt, typer.Abort):
        _fail("interrupted", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _fail(f"{error.filename or ''}: {error.strerror or error}".lstrip(": "), 3)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(text: str, code: int, count: int = 0) -> None:
    from graphkit.cli.output import say

    for line in text.split("\n"):
        say(line)
    if count > 1:
        say(f"{count} problems; nothing was written.")
    sys.exit(code)


def _usage(error: typer.TyperException) -> None:
    show = getattr(error, "show", None)
    if show is not None:
        show(file=sys.stderr)
    else:
        print(error.format_message(), file=sys.stderr)
    sys.exit(2)
