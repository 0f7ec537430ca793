"""Creates a new investigation: data files with comments, a query, JSON Schemas for editors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphkit.atomic import create_folder, write_folder
from graphkit.errors import UsageError
from graphkit.model.names import fold
from graphkit.model.ontology import Ontology
from graphkit.model.schema import schema_files
from graphkit.reading.shipped import shipped_root

_SKIP = {"archive", "__pycache__"}


def create(folder: Path, ontology: Ontology, *, example: bool = False) -> list[str]:
    """Writes a new investigation into a new or empty folder; returns the names of its files.

    `example`: copies the shipped investigation.

    Raises: UsageError if the folder is not empty; ExternalError if a file cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"cannot create {folder}: the folder is not empty")
    contents = schema_files(ontology) | dict(_example() if example else _template())
    if not example:
        contents["graphkit.yaml"] = contents["graphkit.yaml"].replace("my-investigation", _slug(folder.name))
    create_folder(folder, contents)
    return sorted(contents)


def write_schemas(root: Path, ontology: Ontology) -> list[str]:
    """Writes the JSON Schemas of an ontology into a project; returns their names. Raises: ExternalError."""
    files = schema_files(ontology)
    write_folder(root, files)
    return list(files)


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split()) or "my-investigation"


def _template() -> Iterator[tuple[str, str]]:
    root = Path(__file__).with_name("template")
    names = ("data/entities.yaml", "data/relations.yaml", "data/sources.yaml", "graphkit.yaml", "README.md")
    for name in (*names, "queries/who_says_what.cypher"):
        yield name, root.joinpath(*name.split("/")).read_text(encoding="utf-8")
    yield ".gitignore", (root / "gitignore").read_text(encoding="utf-8")


def _example() -> Iterator[tuple[str, str]]:
    root = shipped_root()
    for path in sorted([*(root / "data").rglob("*"), root / "graphkit.yaml"]):
        inside = path.relative_to(root)
        if path.is_file() and not _SKIP.intersection(inside.parts):
            yield inside.as_posix(), path.read_text(encoding="utf-8")
    yield ".gitignore", (Path(__file__).with_name("template") / "gitignore").read_text(encoding="utf-8")
