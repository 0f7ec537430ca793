"""The answer of every canned query on the shipped investigation, as CSV files.

`python -m tests.queries.golden` writes the files again; compare them with the sources before you commit.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphkit.project import Project, open_project
from graphkit.reading.shipped import shipped_root
from tests.formats import rendered

FOLDER = Path(__file__).with_name("golden")
GIVEN: dict[str, dict[str, Any]] = {
    "path_between": {"first": "loya-castro", "second": "guzman"},
    "common_contacts": {"first": "guzman", "second": "dea"},
}


def answer_of(project: Project, name: str) -> str:
    """Returns the answer of a query as CSV, with its claims in the last column."""
    return rendered(project.ask(name, **GIVEN.get(name, {})), "csv")


def main() -> None:
    """Writes all files."""
    project = open_project(shipped_root())
    FOLDER.mkdir(exist_ok=True)
    for name in project.queries():
        (FOLDER / f"{name}.csv").write_text(answer_of(project, name), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
