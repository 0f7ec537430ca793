"""Writes answers to standard output or a file, and messages to standard error."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import typer

from graphkit import escape
from graphkit.dataset.audience import OWNER, audience_notice
from graphkit.reading.inputs import Inputs

if TYPE_CHECKING:
    from graphkit.cli.options import Output
    from graphkit.project import Project
    from graphkit.questions.answer import Answer


def load(output: Output, *, trust: bool = False) -> Project:
    """Opens the project that the options name, for the audience that they name; `trust` as `open_project`.

    From here on, messages are about what this audience may see.
    """
    from graphkit.project import open_project

    return open_project(output.project or ".", audience=output.audience, trust=trust)


def emit(answer: Answer, output: Output, *, found: bool) -> None:
    """Writes an answer where the options say; exits with 1 if nothing was found.

    Raises: UsageError for a format that cannot show it, and for what is not for the audience;
    ExternalError if the file cannot be written.
    """
    from graphkit.dataset.hidden import HiddenWords
    from graphkit.render.output import write
    from graphkit.render.registry import Page, renderer_of

    terminal = output.path in ("", "-") and sys.stdout.isatty()
    color = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    width = terminal_width()
    hidden = answer.project.hidden if answer.project else HiddenWords()
    page = Page(
        width=min(width or 100, 110) if "COLUMNS" not in os.environ else width,
        color=color,
        audience=output.audience or OWNER,
        hidden=hidden,
        program=output.program,
    )
    with suppress(BrokenPipeError):  # an answer is found or not, whether or not it is read to its end
        write(
            answer, output.path, renderer_of(output.path, output.form), page, inputs=_inputs(answer, output)
        )
    if output.path not in ("", "-"):
        say(f"wrote {output.path}")
    name_audience(output)
    if not found:
        raise typer.Exit(1)


def _inputs(answer: Answer, output: Output) -> Inputs | None:
    """Returns what must not be overwritten; an answer about no investigation knows none."""
    if output.force or output.path in ("", "-"):
        return None
    return answer.project.inputs if answer.project else Inputs(Path(output.project or "."))


def name_audience(output: Output) -> None:
    """Says for whom it was written, and which option changes that, if the output leaves this machine."""
    if output.leaves:
        say(audience_notice(output.audience))


def terminal_width() -> int:
    """Returns the columns that COLUMNS gives, else those of the terminal; 0 in a pipe."""
    return get_terminal_size((0, 0)).columns


def show_lines(lines: Iterable[str]) -> None:
    """Prints lines on standard output; on a terminal, none is wider and nothing in it can steer it."""
    from graphkit.render.columns import fit

    width = terminal_width() or sys.maxsize
    show_text("".join(f"{part}\n" for line in lines for part in fit(line, width)))


def show_text(text: str) -> None:
    """Prints a text for other programs on standard output; on a terminal, nothing in it can steer it."""
    sys.stdout.write(escape.terminal_lines(text) if sys.stdout.isatty() else text)


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Reports every two seconds what still runs, and for how long."""
    done = threading.Event()

    def report() -> None:
        seconds = 0
        while not done.wait(2):
            seconds += 2
            say(f"{what}: {seconds} s so far")

    reporter = threading.Thread(target=report, daemon=True)
    reporter.start()
    try:
        yield
    finally:
        done.set()
        reporter.join()


def say(text: str) -> None:
    """Prints a line on standard error; no name in it can steer the terminal or add a line."""
    print(escape.terminal(text), file=sys.stderr)


def confirm(yes: bool, question: str) -> None:
    """Returns with --yes or if the user confirms at a terminal. Raises: UsageError otherwise."""
    from graphkit.errors import UsageError

    if not yes and not (sys.stdin.isatty() and typer.confirm(question, err=True)):
        raise UsageError("not confirmed, nothing changed; use --yes to confirm")
