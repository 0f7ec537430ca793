"""Remembers which files of project code the user was notified of."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.cli.output import say

if TYPE_CHECKING:
    from graphkit.queries import Query


def announce(query: Query) -> None:
    """Prints a notice before the Python version of a project's query runs for the first time."""
    if query.python and not query.shipped and is_new(query.python):
        say(f"running {query.python} from this project with your permissions")


def is_new(path: Path) -> bool:
    """Returns whether the user was not yet notified of this file with this content, and remembers it.

    The file `graphkit/notified` under XDG_STATE_HOME (default ~/.local/state) has the fingerprints. If it
    cannot be written, every file is new.
    """
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "graphkit"
    state = folder / "notified"
    fingerprint = sha256(str(path.resolve()).encode() + b"\0" + path.read_bytes()).hexdigest()
    try:
        if state.is_file() and fingerprint in state.read_text(encoding="ascii").split():
            return False
        folder.mkdir(parents=True, exist_ok=True)
        with state.open("a", encoding="ascii") as file:
            file.write(fingerprint + "\n")
    except (OSError, UnicodeDecodeError):
        pass
    return True
