"""What a person was told once: that a project's own code runs."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.cli.output import say

if TYPE_CHECKING:
    from graphkit.queries import Query


def announce(query: Query) -> None:
    """Say, the first time, that the Python of a project's own query is about to run."""
    if query.python and not query.shipped and is_news(query.python):
        say(f"{query.python}: this is the project's own code; it runs now with your rights")


def is_news(path: Path) -> bool:
    """Whether this file, with this content, is told of for the first time; it is remembered from then on.

    What was told lies in `graphkit/told` under XDG_STATE_HOME (by default ~/.local/state); where that cannot
    be written, everything is news.
    """
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "graphkit" / "told"
    mark = sha256(str(path.resolve()).encode() + b"\0" + path.read_bytes()).hexdigest()
    try:
        if state.is_file() and mark in state.read_text(encoding="ascii").split():
            return False
        state.parent.mkdir(parents=True, exist_ok=True)
        with state.open("a", encoding="ascii") as file:
            file.write(mark + "\n")
    except (OSError, UnicodeDecodeError):
        pass
    return True
