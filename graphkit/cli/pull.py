"""A pulled graph becomes files: compared, checked as any investigation is, and written whole."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.atomic import write_folder
from graphkit.cypher.neo4j.changes import find_changes
from graphkit.errors import UsageError
from graphkit.project import Project, open_project

if TYPE_CHECKING:
    from graphkit.cypher.neo4j.pull import Pulled

_NAME = re.compile(r"graphkit\.yaml|data/([\w-]+/)?[\w-]+\.yaml")
DERIVED = ("status", "disputed", "independent", "certainty")
RECORDS = ("entities", "relations", "sources")


def pull_into(folder: Path, pull: Callable[[str], Pulled], *, sure: Callable[[], None]) -> list[str]:
    """Write what `pull` gives for a project's name into a folder; the names of the files written.

    A folder that holds an investigation keeps its other files. `sure` is called, after what would change was
    printed, when there is something that differs; it raises to stop.

    Raises: DataError if what is on the server is no sound investigation any more; UsageError.
    """
    old = _investigation(folder)
    pulled = pull(old.dataset.name if old else "")
    visibility = old.settings.get("visibility", "public") if old else "public"
    texts = pulled.texts(visibility)
    checked = _check(texts)
    changes = list(find_changes(old.dataset, pulled)) if old else []
    notes = [f"edited on the server: {name}" for name in pulled.edited]
    notes += _lost(pulled, checked)
    notes += [f"{count} {what} fewer than were pushed" for what, count in pulled.missing.items()]
    for line in (*changes, *notes):
        print(line)
    if old:
        texts = {name: text for name, text in texts.items() if name not in pulled.files}
        if not changes:
            return []
    if changes or notes:
        sure()
    write_folder(folder, texts)
    return sorted(texts)


def _investigation(folder: Path) -> Project | None:
    """The investigation that is there already.

    Raises: UsageError if the folder holds something else, or keeps its records in folders of files.
    """
    data = folder / "data"
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    if any((data / name).is_dir() for name in RECORDS):
        raise UsageError(
            f"{folder}: keeps its records in folders of files; pull into an empty folder instead"
        )
    return open_project(folder)


def _lost(pulled: Pulled, checked: Project) -> list[str]:
    """What was changed on the server of that which follows from the evidence, and so is in no file."""
    lines = []
    for claim in pulled.claims:
        follows = checked.dataset.claims.get(claim.id, claim)
        names = [name for name in DERIVED if getattr(claim, name) != getattr(follows, name)]
        if names:
            lines.append(
                f"edited on the server, but derived, so not taken: claim {claim.id} ({', '.join(names)})"
            )
    return lines


def _check(texts: dict[str, str]) -> Project:
    """These files, loaded; their problems are told by the names that the files will have."""
    with tempfile.TemporaryDirectory(prefix="graphkit-") as scratch:
        for name, text in texts.items():
            if not _NAME.fullmatch(name):  # anybody may have edited the marker
                raise UsageError(f"the server names a file that is none of an investigation's: {name!r}")
            target = Path(scratch) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        return open_project(scratch)
