"""graphkit: investigations as plain text, where every edge is a claim.

Example:
    >>> import graphkit as gk
    >>> from graphkit.reading.shipped import shipped_root
    >>> project = gk.open(shipped_root())
    >>> project.entity("DEA").id
    'dea'
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # the program imports nothing before it has said what Ctrl-C does
if TYPE_CHECKING:
    from typing import Any

    from graphkit.dataset.base import Dataset
    from graphkit.errors import DataError, GraphkitError, Problem
    from graphkit.model.filters import Filters, PathOptions
    from graphkit.model.records import Claim, Entity, Evidence, Source
    from graphkit.model.status import Status
    from graphkit.project import Project
    from graphkit.project import open_project as open
    from graphkit.questions.answer import Graph, Paths, Subgraph, Table
    from graphkit.version import __version__ as __version__

__all__ = [
    "Claim",
    "DataError",
    "Dataset",
    "Entity",
    "Evidence",
    "Filters",
    "Graph",
    "GraphkitError",
    "PathOptions",
    "Paths",
    "Problem",
    "Project",
    "Source",
    "Status",
    "Subgraph",
    "Table",
    "open",
]

_HOMES = {  # imported when first used, so that the command line starts quickly
    "dataset.base": ("Dataset",),
    "errors": ("DataError", "GraphkitError", "Problem"),
    "model.filters": ("Filters", "PathOptions"),
    "model.records": ("Claim", "Entity", "Evidence", "Source"),
    "model.status": ("Status",),
    "project": ("Project", "open"),
    "questions.answer": ("Graph", "Paths", "Subgraph", "Table"),
    "version": ("__version__",),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            home = import_module(f"graphkit.{module}")
            return getattr(home, "open_project" if name == "open" else name)
    raise AttributeError(f"module 'graphkit' has no attribute {name!r}")


def _show_in_ipython() -> None:
    """Teaches IPython to show answers, where it runs; a process without it must not pay for that."""
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        from importlib import import_module

        import_module("graphkit.notebook").register()


_show_in_ipython()
