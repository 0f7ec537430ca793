"""Commands to begin with: new, schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.output import say, show_text


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command(no_args_is_help=True)(new)
    app.command()(schema)


def new(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder to create, or an empty one.")],
    example: Annotated[bool, typer.Option("--example", help="Copy the shipped investigation.")] = False,
) -> None:
    """Create an investigation: data files with comments, a query and JSON Schemas for editors."""
    from graphkit.editing.scaffold import create
    from graphkit.reading.read import builtin_ontology

    names = create(Path(folder), builtin_ontology(), example=example)
    say(f"wrote {len(names)} files to {folder}; next: cd {folder} && graphkit check")


def schema(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="Only entities, relations, sources or ontology.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the file format as JSON Schema.")] = False,
    markdown: Annotated[
        bool, typer.Option("--md", help="Print the ontology as Markdown (the default).")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Write the JSON Schemas of all files to the folder schema.")
    ] = False,
    project: Annotated[str, typer.Option(metavar="DIR", help="Use the project in DIR [this folder].")] = "",
) -> None:
    """Print the ontology, the fields of a file, or the file format as JSON Schema for editors."""
    root = project or context.obj or "."
    if write:
        _write_schemas(root)
    else:
        show_text(_schema_text(root, file, as_json and not markdown))


def _write_schemas(root: str) -> None:
    from graphkit.editing.scaffold import write_schemas
    from graphkit.errors import DataError
    from graphkit.reading.files import read_folder
    from graphkit.reading.read import read_ontology

    files, problems = read_folder(root)
    if not files:
        raise DataError(problems)
    say(f"wrote {', '.join(write_schemas(Path(root), read_ontology(files)))}")


def _schema_text(root: str, file: str, as_json: bool) -> str:
    import json

    from graphkit.model.schema import check_file, json_schemas, render_fields, render_markdown
    from graphkit.reading.files import read_folder
    from graphkit.reading.read import read_ontology

    check_file(file)
    ontology = read_ontology(read_folder(root)[0])
    if as_json:
        return json.dumps(json_schemas(ontology, file), ensure_ascii=False, indent=2) + "\n"
    return render_fields(file) if file else render_markdown(ontology)
