"""Which Python files of a project may run: those whose bytes the user has seen and trusted.

The file `graphkit/trust` in XDG_STATE_HOME (default ~/.local/state) holds, for each folder of a project, the
SHA-256 of each trusted file. A new or changed file is not trusted.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from graphkit.atomic import write_file
from graphkit.errors import ExternalError, UsageError

Hashes = dict[str, str]  # the SHA-256 of files, by name


def check_trusted(root: Path, name: str, content: bytes) -> None:
    """Returns if the user has trusted these bytes as the file of this name in a project.

    Raises: UsageError that names the file and the command to trust it.
    """
    known = trusted_hashes(root).get(name)
    if known == digest(content):
        return
    reason = "this code has changed since you trusted it" if known else "you have not trusted this code"
    here = os.path.realpath(root) == os.path.realpath(".")
    command = "graphkit trust" if here else f"graphkit trust --project {shlex.quote(str(root))}"
    raise UsageError(f"cannot run {name} of the project: {reason}; read it and trust it with: {command}")


def trusted_hashes(root: Path) -> Hashes:
    """Returns the SHA-256 of the trusted files of a project, by name."""
    return {} if _is_inside(root) else _read().get(os.path.realpath(root), {})


def trust(root: Path, files: Mapping[str, bytes]) -> None:
    """Remembers that exactly these files of a project are trusted.

    Raises: ExternalError if the file of the state cannot be written, or lies in the project.
    """
    state = _state()
    if _is_inside(root):
        raise ExternalError(f"cannot write {state}: it lies in the project; set XDG_STATE_HOME")
    known = {**_read(), os.path.realpath(root): {name: digest(content) for name, content in files.items()}}
    try:
        state.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ExternalError(f"cannot write {state}: {error.strerror or error}") from None
    write_file(state, msgspec.json.format(msgspec.json.encode(known, order="sorted"), indent=1) + b"\n")


def digest(content: bytes) -> str:
    """Returns the SHA-256 of a file."""
    return sha256(content).hexdigest()


def _read() -> dict[str, Hashes]:
    try:
        return msgspec.json.decode(_state().read_bytes(), type=dict[str, Hashes])
    except (OSError, msgspec.DecodeError):
        return {}


def _is_inside(root: Path) -> bool:
    """Returns whether the state lies in the project, whose author could then write it."""
    return Path(os.path.realpath(_state())).is_relative_to(os.path.realpath(root))


def _state() -> Path:
    """Returns the file of the state; a relative XDG_STATE_HOME could lie in a stranger's project."""
    folder = os.environ.get("XDG_STATE_HOME", "")
    try:
        home = Path(folder) if os.path.isabs(folder) else Path.home() / ".local" / "state"  # noqa: PTH117
    except RuntimeError:
        raise ExternalError("cannot remember what is trusted: no home folder; set XDG_STATE_HOME") from None
    return home / "graphkit" / "trust"
