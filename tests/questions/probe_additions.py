"""Runs in a copy of the package with one more filter and question; prints where they are, as JSON."""

from __future__ import annotations

import json
import sys
from inspect import signature
from typing import Any

from typer.testing import CliRunner

from graphkit.cli import build_app
from graphkit.errors import GraphkitError
from graphkit.model.filters import Filters, schema
from graphkit.project import Project, open_project


def probe(project: Project) -> dict[str, Any]:
    """Returns what each interface has of the filter `tag` and of the question `isolated`."""
    answer = project.list_all(tag="court")  # type: ignore[call-arg]
    return {
        "help": {name: _typed(name, "--help") for name in ("path", "show", "map", "isolated", "")},
        "signature": str(signature(project.path)),
        "schema": schema(Filters, {})["properties"].get("tag"),
        "hint": [_refused(project, tags="court"), _refused(project, tag=5)],
        "answers": [list(answer.claims), dict(answer.question)],
        "typed": _typed("path", "person-1", "agency-1", "--tag", "court", "--format", "json"),
        "asked": project.isolated(tag="court").to_dict()["rows"],  # type: ignore[attr-defined]
        "typed question": _typed("isolated", "--tag", "court", "--format", "json"),
    }


def _typed(*words: str) -> str:
    return CliRunner().invoke(build_app(), [word for word in words if word], prog_name="graphkit").stdout


def _refused(project: Project, **given: Any) -> str:
    try:
        project.list_all(**given)
    except GraphkitError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    print(json.dumps(probe(open_project(sys.argv[1]))))
