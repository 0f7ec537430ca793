"""Writes a file or a folder, whole or not at all: the only module that does."""

from __future__ import annotations

import os
import secrets
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


def write_folder(folder: str | Path, files: Files) -> None:
    """Writes files, named with `/`, into a folder: all beside their places first, then moves them.

    The folder keeps its other files.

    Raises: ExternalError, with the reason, if one cannot be written; the folder is as before then.
    """
    target = Path(os.path.realpath(folder))
    part = (target if target.exists() else target.parent) / _part_name()
    with _reported(folder):
        try:
            part.mkdir(parents=True)
            for name, content in files.items():
                (part / name).parent.mkdir(parents=True, exist_ok=True)
                _write(part / name, content)
            if target.exists():
                _move(part, target, files)
            else:
                part.rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _move(part: Path, target: Path, files: Files) -> None:
    """Moves each file into place; takes back those before it if one cannot be moved."""
    before = {name: (target / name).read_bytes() for name in files if (target / name).exists()}
    moved: list[str] = []
    try:
        for name in files:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            if name in before:
                shutil.copymode(target / name, part / name)
            (part / name).replace(target / name)
            moved.append(name)
    except BaseException:
        for name in moved:
            if name in before:
                write_file(target / name, before[name])
            else:
                (target / name).unlink()
        raise


def _part_name() -> str:
    return f".graphkit-{secrets.token_hex(6)}.part"


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
