"""Finds the files of an investigation and reads them without leaving its folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from graphkit.errors import DataError, Location, Problem, UsageError

NEEDED = ("entities", "relations", "sources")
KINDS = (*NEEDED, "ontology", "story", "uncited")
MAX_BYTES = 256 * 2**20  # a file; a larger investigation is split into a folder of files

_SUFFIXES = (".yaml.txt", ".yml.txt", ".yaml", ".yml")


def read_folder(root: str | Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Collects the files of the investigation in a folder by name, and the problems of names and files.

    Raises: UsageError if there is no such folder.
    """
    folder = Path(root)
    if not folder.is_dir():
        raise UsageError(f"folder not found: {root}")
    found, problems = find_files(folder)
    files = {}
    for path in (path for paths in found.values() for path in paths):
        try:
            files[relative_name(folder, path)] = read_file(folder, path)
        except DataError as error:
            problems += error.problems
    return files, problems


def kind_of(name: str) -> str:
    """Returns the kind of a file (a key of `find_files`), or "" if it is not of an investigation.

    Example:
        >>> kind_of("data/entities.yaml"), kind_of("data/entities/people.yaml"), kind_of("README.md")
        ('entities', 'entities', '')
    """
    if name == "graphkit.yaml":
        return "settings"
    folder, _, rest = name.partition("/")
    kind = rest.partition("/")[0].removesuffix(".yaml")
    return kind if folder == "data" and kind in KINDS else ""


def find_missing(names: Iterable[str]) -> list[Problem]:
    """Returns a problem for each file that an investigation needs and that is not among the names."""
    message = "file not found; an investigation needs it, though it may be empty"
    there = set(map(kind_of, names))
    return [Problem(Location(f"data/{kind}.yaml"), message) for kind in NEEDED if kind not in there]


def find_files(root: Path) -> tuple[dict[str, list[Path]], list[Problem]]:
    """Finds the files of the investigation in `root` by kind; `settings` is `graphkit.yaml`.

    A kind is `data/KIND.yaml`, the `*.yaml` of the folder `data/KIND`, sorted, or both. Other files are
    left alone, but a name close to a known one is a problem, and so is a missing file.
    """
    data = root / "data"
    found: dict[str, list[Path]] = {kind: _files_of(data, kind) for kind in KINDS}
    settings = root / "graphkit.yaml"
    found["settings"] = [settings] if os.path.lexists(settings) else []
    if not data.is_dir():
        hint = "create one with graphkit new DIR, or choose its folder with --project DIR"
        return found, [Problem(Location("data"), "no investigation found: the folder data is missing", hint)]
    folders = [kind for kind in KINDS if (data / kind).is_dir()]
    problems = _near_names(root, root, ("graphkit",)) + _near_names(root, data, KINDS)
    problems += [problem for kind in folders for problem in _strays(root, data / kind)]
    near = {problem.hint for problem in problems}
    there = [f"data/{kind}" for kind in (*folders, *(kind for kind in KINDS if found[kind]))]
    missing = find_missing(there)
    problems += [item for item in missing if _rename_hint(item.location.file[len("data/") :]) not in near]
    return found, sorted(problems)


def read_file(root: Path, path: Path) -> bytes:
    """Reads a whole file of the investigation in `root`.

    Raises: DataError for a path that leads outside `root` (links are followed first), for what is no
        regular file, for one larger than MAX_BYTES, and for one that cannot be read.
    """
    name = relative_name(root, path)
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root.resolve()):
            raise _refusal(name, "leads outside the project", "copy the file into it")
        # Opening a FIFO would wait for its other end, hence non-blocking; it is refused below.
        handle = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise _refusal(name, "not a regular file")
            content = file.read(MAX_BYTES + 1) if status.st_size <= MAX_BYTES else b""
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "links in a circle"
        raise _refusal(name, f"cannot be read: {reason}") from None
    if status.st_size > MAX_BYTES or len(content) > MAX_BYTES:
        raise _refusal(name, f"is larger than {MAX_BYTES // 2**20} MB", "split it into a folder of files")
    return content


def relative_name(root: Path, path: Path) -> str:
    """Returns the name of a file in messages: relative to `root`, with forward slashes.

    Example:
        >>> relative_name(Path("/cases/one"), Path("/cases/one/data/entities.yaml"))
        'data/entities.yaml'
    """
    return Path(os.path.relpath(path, root)).as_posix()


def _files_of(data: Path, kind: str) -> list[Path]:
    single = data / f"{kind}.yaml"
    files = [single] if os.path.lexists(single) else []
    return files + [path for path in _listing(data / kind) if path.suffix == ".yaml"]


def _listing(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise _refusal(folder.name, f"cannot be listed: {error.strerror}") from None


def _near_names(root: Path, folder: Path, known: tuple[str, ...]) -> list[Problem]:
    """Problems for names that nearly are a known one, and would silently be passed over."""
    problems = []
    for path in _listing(folder):
        suffix = next((s for s in _SUFFIXES if path.name.lower().endswith(s)), "")
        is_folder = path.is_dir()
        if (not suffix and not is_folder) or (is_folder and folder == root):
            continue
        stem = path.name[: len(path.name) - len(suffix)] if not is_folder else path.name
        if path.name in known or path.name in {f"{kind}.yaml" for kind in known}:
            continue
        near = [k for k in get_close_matches(stem.lower(), known, 3, 0.7) if k[0] == stem[0].lower()]
        if near:
            hint = _rename_hint(near[0] + ("" if is_folder else ".yaml"))
            problems.append(Problem(Location(relative_name(root, path)), "unknown file name", hint))
    return problems


def _strays(root: Path, folder: Path) -> list[Problem]:
    """Problems for what lies in a folder of data files and would silently be passed over."""
    if not folder.resolve().is_relative_to(root.resolve()):
        location = Location(relative_name(root, folder))
        return [Problem(location, "leads outside the project", "copy the folder into it")]
    problems = []
    for path in _listing(folder):
        location = Location(relative_name(root, path))
        if path.is_dir():
            problems.append(Problem(location, "graphkit reads no folder in this folder", "move its files up"))
        elif path.suffix != ".yaml" and path.name.lower().endswith(_SUFFIXES):
            problems.append(Problem(location, "unknown file name", 'its name must end in ".yaml"'))
    return problems


def _rename_hint(name: str) -> str:
    return f'did you mean "{name}"?'


def _refusal(name: str, message: str, hint: str = "") -> DataError:
    return DataError([Problem(Location(name), message, hint)])
