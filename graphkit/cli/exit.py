"""Exit codes: whatever a command raises becomes a message and one of the codes 0, 1, 2, 3 and 130."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Callable

import typer

from graphkit import interrupt
from graphkit.cli import streams
from graphkit.errors import GraphkitError


def exit_code(run: Callable[[], int]) -> int:
    """Runs a command and writes its whole answer; returns its exit code, or that of its failure."""
    code = 0
    try:
        code = run()
        sys.stdout.flush()
        return code
    except GraphkitError as error:
        return _fail(error.typed, error.exit_code, problems=len(getattr(error, "problems", ())))
    except typer.TyperException as error:
        return _fail(_usage(error), 2)
    except (KeyboardInterrupt, typer.Abort):
        return _fail("interrupted", interrupt.EXIT_CODE)
    except BrokenPipeError:  # the reader of standard output wants no more
        return code
    except OSError as error:
        return _fail(_reason(error), 3)
    except UnicodeError as error:
        return _fail(f"cannot read or write this text as UTF-8: {error}", 2)
    except Exception as error:
        if "GRAPHKIT_TRACEBACK" in os.environ:
            raise
        return _fail(_internal(error), 3)
    finally:
        streams.close_output()


def _fail(text: str, code: int, *, problems: int = 0) -> int:
    from graphkit.cli.output import say

    for line in text.split("\n"):
        say(line)
    if problems > 1:
        say(f"{problems} problems; no answer")
    return code


def _usage(error: typer.TyperException) -> str:
    show = getattr(error, "show", None)
    if show is None:
        return error.format_message()
    shown = io.StringIO()
    show(file=shown)
    return shown.getvalue().rstrip("\n")


def _reason(error: OSError) -> str:
    if error.errno == errno.EBADF and error.filename is None:
        return "standard output is closed"
    return f"{error.filename or ''}: {error.strerror or error}".lstrip(": ")


def _internal(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "not enough memory"
    at = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__}: {error} ({os.path.basename(at.filename)}:{at.lineno})"  # noqa: PTH119
    return f"internal error: {what}; set GRAPHKIT_TRACEBACK=1 and report the traceback"
