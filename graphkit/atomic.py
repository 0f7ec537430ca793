"""Writes a file or a folder, whole or not at all: the only module that does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from graphkit.errors import ExternalError

Files = Mapping[str, str | bytes]


def write_file(path: str | Path, content: str | bytes) -> None:
    """Writes text (UTF-8, line feeds) or bytes beside the file, then moves it into place; follows links.

    Raises: ExternalError, with the reason, if the file cannot be written; the old file stays then.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise ExternalError(f"cannot write {path}: it is a folder")
    if target.exists() and not target.is_file():
        raise ExternalError(f"cannot write {path}: it is not a regular file")
    part = target.with_name(_part_name())
    with _reported(path):
        try:
            _write(part, content)
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
        except BaseException:  # Ctrl-C, too, must leave nothing behind
            part.unlink(missing_ok=True)
            raise


def write_folder(
    folder: str | Path, files: Files, expected: Mapping[str, bytes | None] | None = None
) -> None:
    """Writes files, named with `/`, into a folder: all beside their places first, then moves them.

    The folder keeps its other files. `expected` holds what files must still contain, None if nothing.

    Raises: ExternalError if one cannot be written or is not as expected; the folder is as before then.
    """
    target = Path(os.path.realpath(folder))
    part = (target if target.exists() else target.parent) / _part_name()
    with _reported(folder):
        try:
            part.mkdir(parents=True)
            for name, content in files.items():
                (part / name).parent.mkdir(parents=True, exist_ok=True)
                _write(part / name, content)
            _check(target, expected or {})
            if target.exists():
                _move(part, target, files)
            else:
                part.rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _check(target: Path, expected: Mapping[str, bytes | None]) -> None:
    for name, content in expected.items():
        if ((target / name).read_bytes() if (target / name).exists() else None) != content:
            raise ExternalError(f"cannot write {name}: it has changed since it was read; nothing was written")


def _move(part: Path, target: Path, files: Files) -> None:
    """Moves each file into place, behind its link; takes back those before it if one cannot be moved."""
    places = {name: Path(os.path.realpath(target / name)) for name in files}
    before = {name: place.read_bytes() for name, place in places.items() if place.exists()}
    moved: list[str] = []
    try:
        for name, place in places.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            if name in before:
                shutil.copymode(place, part / name)
            (part / name).replace(place)
            moved.append(name)
    except BaseException:
        for name in moved:
            if name in before:
                write_file(places[name], before[name])
            else:
                places[name].unlink()
        raise


def _part_name() -> str:
    from secrets import token_hex  # takes 4 ms, which only a command that writes needs

    return f".graphkit-{token_hex(6)}.part"


def _write(path: Path, content: str | bytes) -> None:
    with path.open("xb") as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _reported(path: str | Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExternalError(f"cannot write {path}: {error.strerror or error}; nothing was written") from error
