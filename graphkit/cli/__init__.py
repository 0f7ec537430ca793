"""The command line: parses, calls a project once, writes."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from graphkit import interrupt
from graphkit.cli.exit import exit_code
from graphkit.cli.once import App
from graphkit.cli.streams import open_streams
from graphkit.version import __version__

_FIRST = dict.fromkeys(("new", "schema"), "start") | {"check": "check"}
_LAST = {name: name for name in ("ask", "cypher", "map", "export", "neo4j", "trust", "doctor")}
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
    open_streams()
    code = exit_code(_run)
    if interrupt.finish():  # some code catches KeyboardInterrupt and goes on
        code = interrupt.EXIT_CODE
    sys.exit(code)


def _run() -> int:
    """Runs the command that was typed. `Typer.__call__` would answer Ctrl-C and a closed pipe itself."""
    app = build_app(sys.argv[1] if len(sys.argv) > 1 else "")
    if "_GRAPHKIT_COMPLETE" in os.environ:
        app(prog_name="graphkit")
    interrupt.unwind()
    try:
        command = get_command(app)
        with command.make_context("graphkit", sys.argv[1:]) as context:
            command.invoke(context)
    except typer.Exit as left:
        return left.exit_code
    return 0
