"""Wait for the files of an investigation to change."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

PAUSE = 0.4  # seconds between two looks

State = dict[str, tuple[int, int]]


def watch(root: Path, pause: float = PAUSE) -> Iterator[None]:
    """Yield at once, and again each time a YAML file of the investigation has changed, come or gone."""
    seen: State | None = None
    while True:
        state = _state(root)
        if state != seen:
            seen = state
            yield
        else:
            time.sleep(pause)


def _state(root: Path) -> State:
    found: State = {}
    for path in (root / "graphkit.yaml", *sorted((root / "data").rglob("*.yaml"))):
        try:
            status = path.stat()
        except OSError:  # gone between two looks
            continue
        found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found
