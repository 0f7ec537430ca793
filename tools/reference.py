"""Write the reference pages from the code: `make docs`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
PICTURE = FOLDER.parent / "images" / "map.svg"
_GROUPS = ("ask", "neo4j")
_GROUPS_OF_OPTIONS = ("Filters", "PathOptions", "AroundOptions", "FindOptions", "StatsOptions")
_NAMES = re.compile(r"\b(OneEntity|EntityOrClaim|SearchText|OneSource)\b")  # texts with a declaration
_PUBLIC = (
    *("Dataset", "Entity", "Source", "Claim", "Evidence", "Status"),
    *("Problem", "GraphkitError", "DataError"),
)
_SHOWN = ("Answer", "Table", "Paths", "Path", "Hop", "Subgraph", "Graph", "Map")


def pages() -> dict[str, str]:
    """Returns the generated pages by file name."""
    return {"commands.md": commands_page(), "files.md": files_page(), "python.md": python_page()}


def commands_page() -> str:
    """Returns the page with the help text of every command."""
    from typer.main import get_command

    from graphkit.cli import build_app

    root: Any = get_command(build_app())
    names = [name for name in root.commands if name not in _GROUPS]
    names += ["ask", *(f"neo4j {name}" for name in root.commands["neo4j"].commands)]
    parts = [_help(""), *(f"## graphkit {name}\n\n{_help(name)}" for name in names)]
    return _page("Commands", "`graphkit COMMAND --help` prints the same text.", parts)


def files_page() -> str:
    """Returns the page with each field of the data files, from their JSON Schema."""
    from graphkit.model.schema import json_schemas
    from graphkit.reading.read import builtin_ontology

    shapes = {
        name: shape["items"] for name, shape in json_schemas(builtin_ontology()).items() if "items" in shape
    }
    shapes["evidence"] = shapes["relations"]["properties"]["evidence"]["items"]
    parts = [f"## {name}\n\n" + "\n".join(_fields(shape)) for name, shape in shapes.items()]
    intro = (
        "An investigation is a folder with `data/entities.yaml`, `data/sources.yaml` and "
        "`data/relations.yaml`; each may also be a folder of `*.yaml` files. Each file is a list of records, "
        "and every claim has at least one piece of evidence. Text stays text: `NO` and `0123` are not "
        "converted; [some texts need quotes](../howto/text.md). "
        "`graphkit schema --json` prints the JSON Schema."
    )
    return _page("The file format", intro, parts)


def python_page() -> str:
    """Returns the page with the public names, their signatures and docstrings."""
    import graphkit
    from graphkit.model import filters
    from graphkit.project import Project
    from graphkit.questions import answer
    from graphkit.render.map import Map

    parts = ["## graphkit.open\n\n" + _described("graphkit.open", graphkit.open)]
    parts.append("## Project\n\n" + "\n\n".join(_members(Project)))
    for name in _GROUPS_OF_OPTIONS:
        group = getattr(filters, name)
        parts.append(f"## {name}\n\n{_prose(inspect.getdoc(group) or '')}\n\n" + "\n".join(_options(group)))
    for name in _SHOWN:
        kind = Map if name == "Map" else getattr(answer, name)
        parts.append(f"## {name}\n\n{inspect.getdoc(kind)}\n\n" + "\n\n".join(_members(kind)))
    parts += [_public_class(getattr(graphkit, name)) for name in _PUBLIC]
    return _page(
        "Python", "`import graphkit as gk`; every question returns a Table, Paths or a Subgraph.", parts
    )


def _public_class(kind: type) -> str:
    """Returns the section of a record with its fields, or of another public class with its members."""
    from graphkit.model.fields import fields_of
    from graphkit.model.records import Record

    parts = [f"## {kind.__name__}", _prose(inspect.getdoc(kind) or "")]
    if issubclass(kind, Record):
        rows = [f"| `{field.name}` | {field.help} |" for field in fields_of(kind)]
        parts.append("\n".join(["| attribute | meaning |", "| --- | --- |", *rows]))
    return "\n\n".join([*parts, *_members(kind)])


def _page(title: str, intro: str, parts: Iterable[str]) -> str:
    return (
        "\n\n".join(
            [f"# {title}", "<!-- Written by make docs. -->", intro, *(part.rstrip() for part in parts)]
        )
        + "\n"
    )


def _help(name: str) -> str:
    from typer.testing import CliRunner

    from graphkit.cli import build_app

    words = [*name.split(), "--help"]
    told = CliRunner().invoke(build_app(), words, prog_name="graphkit", terminal_width=100).output.strip()
    return f"```text\n{told}\n```"


def _fields(shape: dict[str, Any]) -> Iterator[str]:
    yield "| field | | meaning |"
    yield "| --- | --- | --- |"
    for name, field in shape["properties"].items():
        words = field.get("enum", field.get("items", {}).get("enum", []))
        known = f" ({', '.join(words)})" if 0 < len(words) <= 14 else ""
        needed = "required" if name in shape["required"] else ""
        yield f"| `{name}` | {needed} | {field.get('description', 'see the ontology')}{known} |".replace(
            "  ", " "
        )


def _options(group: Any) -> Iterator[str]:
    """Yields the table of the options that a group has of its own."""
    from graphkit.model.filters import Filters, declared

    if group is not Filters and "as_of" in declared(group):
        yield "It also has all keys of Filters.\n"
    yield "| key | type | meaning |"
    yield "| --- | --- | --- |"
    for name, item in declared(group).items():
        if item.option.help and (group is Filters or name not in declared(Filters)):
            kind = getattr(item.type, "__name__", "") if isinstance(item.type, type) else str(item.type)
            shown = kind.replace("collections.abc.", "").replace("|", "\\|")
            default = "" if item.option.default is None else f" [{item.option.default}]"
            yield f"| `{name}` | {shown} | {item.option.help}{default} |"


def _members(kind: type) -> Iterator[str]:
    from graphkit.questions.registry import Question

    questions = {
        name: item.function
        for base in kind.__bases__
        for name, item in vars(base).items()
        if isinstance(item, Question)
    }
    for name, member in sorted({**vars(kind), **questions}.items()):
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)):
            yield f"### {kind.__name__}.{name}\n\n" + _described(name, member)


def _described(name: str, member: Any) -> str:
    if isinstance(member, property):
        return inspect.getdoc(member) or ""
    return f"```text\n{_signature(name, member)}\n```\n\n{_prose(inspect.getdoc(member) or '')}"


def _signature(name: str, member: Any) -> str:
    """Returns a signature with its annotations; a long one has one line for each parameter."""
    found = inspect.signature(member)
    if "dataset" in found.parameters:  # the function of a question, which is a method of a project
        own = [item for item in found.parameters.values() if item.name != "dataset"]
        found = found.replace(parameters=own)
    found = found.replace(parameters=[_plain(item) for item in found.parameters.values()])
    whole = name + re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(found))
    if len(whole) <= 100:
        return whole
    given = found.parameters.values()
    plain = [re.sub(r": '([^']*)'", r": \1", str(item)) for item in given]
    kinds = [item.kind for item in given]
    if inspect.Parameter.KEYWORD_ONLY in kinds and inspect.Parameter.VAR_POSITIONAL not in kinds:
        plain.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    end = whole.rpartition(")")[2]
    return f"{name}(\n" + "".join(f"    {item},\n" for item in plain) + f"){end}"


def _plain(item: inspect.Parameter) -> inspect.Parameter:
    """Returns a parameter with the plain type of a name that has a declaration."""
    text = item.annotation
    return item.replace(annotation=_NAMES.sub("str", text)) if isinstance(text, str) else item


def _prose(text: str) -> str:
    """Returns a docstring as Markdown, without the indent that Markdown reads as code."""
    text, _, example = "\n".join(line.strip() for line in text.splitlines()).partition("\n\nExample:\n")
    return f"{text}\n\n```pycon\n{example}\n```" if example else text


def picture() -> str:
    """Returns the picture of the README, as `graphkit map loya-castro -o docs/images/map.svg` draws it."""
    from graphkit.project import open_project

    return open_project(PICTURE.parents[2]).map("loya-castro").to_svg()


def main() -> None:
    """Writes the pages and the picture."""
    PICTURE.write_text(picture(), encoding="utf-8")
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
