"""Shows which optional parts this installation has, and how to install the missing ones."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit.cli.output import show_lines
from graphkit.errors import GraphkitError
from graphkit.version import __version__

if TYPE_CHECKING:
    import typer

Finding = tuple[str, bool, str]  # name, whether it is installed, its version or how to install it

EXTRAS = (  # distribution, extra, purpose
    ("kglite", "cypher", "Cypher without a server"),
    ("neo4j", "neo4j", "push to Neo4j and query it"),
    ("pyvis", "pyvis", "maps as pyvis networks"),
    ("resvg-py", "picture", "maps as PNG pictures"),
    ("ipython", "notebook", "notebooks"),
    ("pandas", "notebook", "tables as data frames"),
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "firefox", "open", "xdg-open")

_NO_SERVER = (
    "NEO4J_URI is not set; for a server on this computer: "
    "docker run -p 7687:7687 -e NEO4J_AUTH=neo4j/PASSWORD neo4j:5.26, "
    "then set NEO4J_URI=bolt://localhost:7687 and NEO4J_PASSWORD"
)


def register(app: typer.Typer) -> None:
    """Adds the command of this file."""
    app.command()(doctor)


def doctor() -> None:
    """Check Python, optional packages, Neo4j and the browser; show how to install what is missing."""
    show_lines(f"{'ok     ' if found else 'missing'}  {name}: {text}" for name, found, text in find_state())


def find_state() -> Iterator[Finding]:
    """Yields all findings, in a fixed order."""
    from importlib import metadata  # takes 60 ms, which only this command needs

    yield "graphkit", True, __version__
    yield "Python", True, platform.python_version()
    for name, extra, purpose in EXTRAS:
        try:
            yield f"{name} ({purpose})", True, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield f"{name} ({purpose})", False, f"pip install 'graphkit-claims[{extra}]'"
    browser = next(filter(None, map(shutil.which, BROWSERS)), "")
    yield "browser for maps", bool(browser), browser or "apt-get install chromium"
    yield _server()


def _server() -> Finding:
    name = "Neo4j at NEO4J_URI"
    uri = os.environ.get("NEO4J_URI", "")
    if not uri:
        return name, False, _NO_SERVER
    try:
        from graphkit.cli.neo4j import find_server
        from graphkit.cypher.neo4j.connect import connect

        with connect(find_server()):
            return name, True, uri
    except (GraphkitError, ImportError) as error:
        return name, False, str(error)
