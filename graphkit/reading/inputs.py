"""Recognizes the files that an investigation consists of, so that no answer is written over them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from graphkit.errors import UsageError

NAMES = ("data", "queries", "imports", "graphkit.yaml")  # what graphkit reads in a project
Identity = tuple[int, int]


class Inputs(Struct, frozen=True):
    """The files of an investigation: what is in its folders, and the local copies of its sources."""

    root: Path
    archives: tuple[str, ...] = ()

    def check(self, paths: Iterable[str | Path]) -> None:
        """Returns if no path leads to an input or into a folder of inputs, whatever its spelling and links.

        Raises: UsageError that names the path and the option.
        """
        known = {*_identities(self._files())}
        for path in paths:
            if self._is_named(path) or any(_identity(place) in known for place in _places(path)):
                reason = "it is an input of the investigation, or in a folder of inputs"
                hint = "use another file, or --force (force=True in Python)"
                raise UsageError(f"cannot write {path} (-o): {reason}; {hint}")

    def _files(self) -> Iterator[Path]:
        """Yields all inputs and their folders; a link to a folder of the project stands for what is in it."""
        real = Path(os.path.realpath(self.root))
        yield from (real / name for name in self.archives)
        for top in (real / name for name in NAMES):
            yield top
            for folder, folders, files in os.walk(top):
                for path in (Path(folder, name) for name in (*folders, *files)):
                    target = Path(os.path.realpath(path)) if path.is_symlink() else path
                    if target.is_relative_to(real) and not real.is_relative_to(target):
                        yield target

    def _is_named(self, path: str | Path) -> bool:
        """Returns whether a path is that of an input which does not exist yet."""
        real = Path(os.path.realpath(self.root))
        return any(Path(os.path.realpath(path)).is_relative_to(real / name) for name in NAMES)


def _places(path: str | Path) -> Iterator[Path]:
    """Yields a file and the folders above it, as the path spells them and where its links lead."""
    for place in (Path(os.path.abspath(path)), Path(os.path.realpath(path))):  # noqa: PTH100
        yield from (place, *place.parents)


def _identities(paths: Iterable[Path]) -> Iterator[Identity]:
    for path in paths:
        found = _identity(path)
        if found:
            yield found


def _identity(path: Path) -> Identity | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino
