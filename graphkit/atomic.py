"""Writes a file or a folder, whole or not at all: the only module that does."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from graphkit.errors import ExternalError, UsageError

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
    with _reported(folder), _made(part):
        _fill(part, files)
        _check(target, expected or {})
        if target.exists():
            _move(part, target, files)
        else:
            part.rename(target)


def create_folder(folder: str | Path, files: Files) -> None:
    """Writes files, named with `/`, into a new or empty folder; of several that do so at once, one succeeds.

    Raises: UsageError if the folder is not empty; ExternalError if it cannot be written (it stays as it was).
    """
    target = Path(os.path.realpath(folder))
    # Only one process can make a folder of this name in a folder that exists.
    part = target / ".graphkit-new.part" if target.exists() else target.parent / _part_name()
    try:
        with _reported(folder, but=FileExistsError), _made(part):
            if part.parent == target and len(list(target.iterdir())) > 1:
                raise FileExistsError
            _fill(part, files)
            if part.parent == target:
                _move(part, target, files)
            else:
                _rename(part, target)
    except FileExistsError:
        raise UsageError(f"cannot create {folder}: the folder is not empty") from None


def _rename(part: Path, target: Path) -> None:
    """Moves a folder to where nothing is. Raises: FileExistsError if another process was faster."""
    try:
        part.rename(target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            raise FileExistsError from None
        raise


def _fill(part: Path, files: Files) -> None:
    for name, content in files.items():
        (part / name).parent.mkdir(parents=True, exist_ok=True)
        _write(part / name, content)


@contextmanager
def _made(part: Path) -> Iterator[None]:
    """Makes a folder and those above it; removes it afterwards, and those above it that are empty."""
    above = [folder for folder in part.parents if not folder.exists()]
    try:
        part.mkdir(parents=True)
        try:
            yield
        finally:
            shutil.rmtree(part, ignore_errors=True)
    finally:
        for folder in above:
            with suppress(OSError):  # what is not empty stays
                folder.rmdir()


def _check(target: Path, expected: Mapping[str, bytes | None]) -> None:
    for name, content in expected.items():
        if ((target / name).read_bytes() if (target / name).exists() else None) != content:
            raise ExternalError(f"cannot write {name}: it has changed since it was read; nothing was written")


def _move(part: Path, target: Path, files: Files) -> None:
    """Moves each file into place, behind its link; takes back those before it if one cannot be moved."""
    places = {name: Path(os.path.realpath(target / name)) for name in files}
    before = {name: place.read_bytes() for name, place in places.items() if place.exists()}
    moved: list[str] = []
    made: list[Path] = []
    try:
        for name, place in places.items():
            made += [folder for folder in place.parents if not folder.exists()]
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
        for folder in sorted(made, reverse=True):
            with suppress(OSError):
                folder.rmdir()
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
def _reported(path: str | Path, but: type[OSError] | tuple[()] = ()) -> Iterator[None]:
    try:
        yield
    except but:
        raise
    except OSError as error:
        raise ExternalError(f"cannot write {path}: {error.strerror or error}; nothing was written") from error
