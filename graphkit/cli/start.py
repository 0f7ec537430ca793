"""Commands to begin with: new, schema."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.output import say


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(no_args_is_help=True)(new)
    app.command()(schema)


def new(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="A folder that is not there yet, or empty.")],
    example: Annotated[bool, typer.Option("--example", help="A copy of the shipped investigation.")] = False,
) -> None:
    """A new investigation: data files with comments, one query, .gitignore, JSON Schemas for editors."""
    from graphkit.editing.scaffold import create
    from graphkit.reading.read import builtin_ontology

    names = create(Path(folder), builtin_ontology(), example=example)
    say(f"wrote {len(names)} files to {folder}; now: cd {folder} && graphkit check")


def schema(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="entities, relations, sources or ontology.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="The file format as JSON Schema.")] = False,
    markdown: Annotated[bool, typer.Option("--md", help="As Markdown (the default).")] = False,
    project: Annotated[str, typer.Option(metavar="DIR", help="With the ontology of this project.")] = "",
) -> None:
    """The ontology in words, or the file format as JSON Schema for editors."""
    import json

    from graphkit.model.schema import json_schemas, render_markdown
    from graphkit.reading.read import ontology_of

    ontology = ontology_of(project or context.obj or ".")
    if as_json and not markdown:
        print(json.dumps(json_schemas(ontology, file), ensure_ascii=False, indent=2))
    else:
        sys.stdout.write(render_markdown(ontology))
