"""The standard streams of the program, however it was started: closed, full or in another encoding."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress

_MODES = {"stdin": ("r", os.O_RDONLY), "stdout": ("w", os.O_RDONLY), "stderr": ("w", os.O_RDWR)}


class _Messages(io.TextIOWrapper):
    """Standard error: a message that cannot be written is lost and changes no exit code."""

    def write(self, text: str) -> int:
        with suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            super().flush()


def open_streams() -> None:
    """Opens the streams that were closed at the start; all write the same bytes in every locale.

    A closed standard output fails when something is written to it, hence its flags.
    """
    for name, (mode, flags) in _MODES.items():
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))
    if type(sys.stderr) is io.TextIOWrapper:
        sys.stderr = _Messages(sys.stderr.detach(), line_buffering=True)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")


def close_output() -> None:
    """Writes what is left of the answer, or drops it, so that Python does not fail at its own exit."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
