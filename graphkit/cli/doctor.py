"""What this installation can do, and the line that installs what is missing."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit.errors import GraphkitError
from graphkit.version import __version__

if TYPE_CHECKING:
    import typer

Finding = tuple[str, bool, str]  # what it is, whether it is there, its version or what installs it

EXTRAS = (  # distribution, extra, what it is for
    ("kglite", "cypher", "Cypher without a server"),
    ("neo4j", "neo4j", "push to Neo4j and ask it"),
    ("pyvis", "pyvis", "maps as pyvis networks"),
    ("resvg-py", "picture", "maps as PNG pictures"),
    ("ipython", "notebook", "notebooks"),
    ("pandas", "notebook", "tables as data frames"),
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "firefox", "open", "xdg-open")


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(doctor)


def doctor() -> None:
    """Python, optional parts, Neo4j and a browser: what is there, and the line that installs the rest."""
    for what, there, words in find_state():
        print(f"{'ok     ' if there else 'missing'}  {what}: {words}")


def find_state() -> Iterator[Finding]:
    """Everything that matters, in a fixed order."""
    from importlib import metadata  # 60 ms that no other command should wait for

    yield "graphkit", True, __version__
    yield "Python", True, platform.python_version()
    for name, extra, purpose in EXTRAS:
        try:
            yield f"{name} ({purpose})", True, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield f"{name} ({purpose})", False, f"pip install 'graphkit-claims[{extra}]'"
    browser = next(filter(None, map(shutil.which, BROWSERS)), "")
    yield "a browser for maps", bool(browser), browser or "apt-get install chromium"
    yield _server()


def _server() -> Finding:
    what = "Neo4j at NEO4J_URI"
    uri = os.environ.get("NEO4J_URI", "")
    if not uri:
        return what, False, "NEO4J_URI is not set; docs/neo4j.md tells how to get a server"
    try:
        from graphkit.cypher.neo4j.connect import connect, find_server

        with connect(find_server(os.environ)):
            return what, True, uri
    except (GraphkitError, ImportError) as error:
        return what, False, str(error)
