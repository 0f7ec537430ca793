"""Finds JSON Schemas of a project that no longer fit: an editor would report other problems than graphkit."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from graphkit.errors import DataError, Location, Problem
from graphkit.model.ontology import Ontology
from graphkit.model.schema import schema_files
from graphkit.reading.files import read_file


def find_schema_problems(root: Path, ontology: Ontology) -> Iterator[Problem]:
    """Yields a warning for each file of the folder `schema` that the ontology or graphkit has outdated."""
    if not (root / "schema").is_dir():
        return
    for name, content in schema_files(ontology).items():
        if os.path.lexists(root / name) and _differs(root, name, content):
            message = "is not the schema of this ontology and version of graphkit"
            yield Problem(Location(name), message, "renew it with graphkit schema --write", "warning")


def _differs(root: Path, name: str, content: str) -> bool:
    try:
        return bool(json.loads(read_file(root, root / name)) != json.loads(content))
    except (DataError, ValueError, RecursionError):
        return True
