"""The command that trusts the code of a project."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.output import confirm, say

TRUST_ONCE = "Run the project's own Python queries this time, although you have not trusted them."


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(trust)


def trust(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
    project: Annotated[str, typer.Option(metavar="DIR", help="Use the project in DIR [this folder].")] = "",
) -> None:
    """Show the project's own Python queries, and trust them: they run with your permissions.

    A file that is new or changed afterwards does not run until you trust it again.
    """
    from graphkit.queries import own_code
    from graphkit.queries.trust import digest, trust, trusted_hashes

    root = Path(project or context.obj or ".")
    files, known = own_code(root), trusted_hashes(root)
    untrusted = {name: content for name, content in files.items() if known.get(name) != digest(content)}
    for name, content in untrusted.items():
        state = "changed" if name in known else "new"
        sys.stdout.write(_shown(f"{name} ({state}, SHA-256 {digest(content)})", content))
    sys.stdout.flush()
    if untrusted:
        confirm(yes, f"Trust {_counted(len(untrusted))} shown above?")
        trust(root, files)
    say(f"{_counted(len(files))} of this project may run" if files else "this project has no Python queries")


def _shown(title: str, content: bytes) -> str:
    """Returns a file under a title, with everything visible that an editor could hide."""
    from graphkit import escape

    lines = content.decode("utf-8-sig", "backslashreplace").split("\n")
    return "".join(f"{escape.terminal(line.expandtabs(4))}\n" for line in (title, "", *lines, ""))


def _counted(count: int) -> str:
    return f"{count} Python {'query' if count == 1 else 'queries'}"
