"""The one place that writes an answer to a file: the old file or the new one, whole, never a part."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from graphkit.errors import ExternalError


def write_atomic(path: str | Path, content: str | bytes) -> None:
    """Write a text (UTF-8, line feeds) or bytes to a file, beside it first, and then put it in its place.

    A link is followed, so that the file behind it is replaced. Whatever fails leaves the old file untouched.

    Raises: ExternalError, with the reason, if the file cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise ExternalError(f"{path}: is a folder")
    if target.exists() and not target.is_file():
        raise ExternalError(f"{path}: is no ordinary file")
    try:
        _replace(target, data)
    except OSError as error:
        raise ExternalError(f"{path}: {error.strerror or error}; nothing was written") from error


def _replace(target: Path, data: bytes) -> None:
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:  # Ctrl-C too must leave nothing behind
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
