"""Writes a pulled graph into files, after a comparison and a check like that of any investigation."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.atomic import write_folder
from graphkit.cli.output import say, show_lines
from graphkit.cypher.neo4j.changes import find_changes
from graphkit.cypher.neo4j.merge import add_hidden
from graphkit.dataset.audience import OWNER, redact
from graphkit.errors import UsageError
from graphkit.project import Project, open_project
from graphkit.reading.read import read

if TYPE_CHECKING:
    from graphkit.cypher.neo4j.pull import Pulled
    from graphkit.dataset.base import Dataset

_NAME = re.compile(r"graphkit\.yaml|data/([\w-]+/)?[\w-]+\.yaml")
DERIVED = ("status", "disputed", "independent", "certainty")
RECORDS = ("entities", "relations", "sources")


def pull_into(folder: Path, pull: Callable[[str], Pulled], *, confirm: Callable[[], None]) -> list[str]:
    """Writes the graph that `pull` returns for a project name into a folder; returns the names of the files.

    Other files in the folder stay. Prints all differences first; if there are any, calls `confirm`, which
    raises to cancel.

    Raises: DataError if the pulled records are not valid; UsageError.
    """
    old = _investigation(folder)
    pulled = pull(old.dataset.name if old else "")
    checked = _check(pulled.texts())
    notes = [*(f"edited on the server: {name}" for name in pulled.edited), *_lost(pulled, checked)]
    if pulled.audience != OWNER:
        rest = "these files keep the rest" if old else "the rest is not in it"
        say(f"the graph was pushed for the audience {pulled.audience}; {rest}")
    changes: tuple[str, ...] = ()
    if old:
        seen = redact(old.dataset, pulled.audience)
        changes = find_changes(seen, pulled)
        pulled = add_hidden(pulled, old.dataset, seen)
    texts = pulled.texts((old.settings if old else checked.settings).visibility)
    _check(texts)
    notes += [f"{count} {what} of the push are missing" for what, count in pulled.missing.items()]
    show_lines((*changes, *notes))
    if old and not changes:
        return []
    if changes or notes:
        confirm()
    written = {name: text for name, text in texts.items() if not old or name not in pulled.files}
    write_folder(folder, written)
    return sorted(written)


def _investigation(folder: Path) -> Project | None:
    """Opens the investigation in a folder; returns None for an empty or missing folder.

    Raises: UsageError if the folder has other files, or folders of record files.
    """
    data = folder / "data"
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    if any((data / name).is_dir() for name in RECORDS):
        raise UsageError(f"cannot pull into {folder}: it has folders of record files; use an empty folder")
    return open_project(folder)


def _lost(pulled: Pulled, checked: Dataset) -> list[str]:
    """Returns a line for each claim with edited values that graphkit derives, so that no file has them."""
    lines = []
    for claim in pulled.claims:
        derived = checked.claims.get(claim.id, claim)
        names = [name for name in DERIVED if getattr(claim, name) != getattr(derived, name)]
        if names:
            lines.append(
                f"edited on the server, but derived, so not taken: claim {claim.id} ({', '.join(names)})"
            )
    return lines


def _check(texts: dict[str, str]) -> Dataset:
    """Reads the pulled files; problems name the files by their final names."""
    for name in texts:
        if not _NAME.fullmatch(name):  # anybody can edit the project node
            raise UsageError(f"the server names a file that is not of an investigation: {name!r}")
    return read({name: text.encode() for name, text in texts.items()})
