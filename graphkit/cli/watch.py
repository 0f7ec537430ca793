"""Waits for the files of an investigation to change."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

PAUSE = 0.4  # seconds

State = dict[str, tuple[int, int]]


def watch(root: Path, pause: float = PAUSE) -> Iterator[None]:
    """Yields at once, and again whenever a YAML file of the investigation is changed, added or removed."""
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
        except OSError:  # removed since it was listed
            continue
        found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found
