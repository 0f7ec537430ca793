"""Options that mean the same in every command, declared once and added to each."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct

if TYPE_CHECKING:
    from graphkit.dataset.filters import Filters

_FILTERS = "Filters"
_OUTPUT = "Output"


class Output(Struct, frozen=True):
    """Where an answer goes, as what, and for whom; `-` and nothing are standard output."""

    path: str = ""
    form: str = ""
    project: str = ""
    audience: str = "confidential"


def _option(
    kind: Any, name: str, help: str, panel: str, default: Any = None, **more: Any
) -> inspect.Parameter:
    declared = typer.Option(name, *more.pop("short", ()), help=help, rich_help_panel=panel, **more)
    key = name.lstrip("-").replace("-", "_") + "_"
    return inspect.Parameter(
        key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, declared]
    )


def _complete(vocabulary: str) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        from graphkit.cli.complete import words

        return words(vocabulary, incomplete)

    return complete


_FILTER_OPTIONS = [
    _option(
        str, "--as-of", "Show what held on DATE, and what had happened by then.", _FILTERS, "", metavar="DATE"
    ),
    _option(
        tuple[str, str],
        "--between",
        "Show what held or happened within two dates.",
        _FILTERS,
        ("", ""),
        metavar="D1 D2",
    ),
    _option(
        list[str],
        "--type",
        "Only this type of claim (repeat).",
        _FILTERS,
        [],
        metavar="T",
        autocompletion=_complete("types"),
    ),
    _option(
        list[str],
        "--not-type",
        "Without this type of claim (repeat).",
        _FILTERS,
        [],
        metavar="T",
        autocompletion=_complete("types"),
    ),
    _option(
        list[str],
        "--kind",
        "Only entities of this kind (repeat); the ends of a path always count.",
        _FILTERS,
        [],
        metavar="K",
        autocompletion=_complete("kinds"),
    ),
    _option(
        str,
        "--min-status",
        "Only claims that are at least established, testified, charged, reported, alleged or inferred.",
        _FILTERS,
        "",
        metavar="RUNG",
        autocompletion=_complete("statuses"),
    ),
    _option(bool, "--undisputed", "Without claims that somebody denies or doubts.", _FILTERS, False),
    _option(
        list[str],
        "--source",
        "Only evidence of this source, or quoting it (repeat).",
        _FILTERS,
        [],
        metavar="S",
        autocompletion=_complete("sources"),
    ),
    _option(
        list[str],
        "--without-source",
        "Without evidence of this source, or quoting it (repeat).",
        _FILTERS,
        [],
        metavar="S",
        autocompletion=_complete("sources"),
    ),
    _option(int, "--sources", "At least N independent sources a claim.", _FILTERS, 0, metavar="N", min=0),
    _option(
        bool,
        "--definitely",
        "Without claims that hold only possibly at the date, or are undated.",
        _FILTERS,
        False,
    ),
    _option(bool, "--include-denied", "With claims that are only denied.", _FILTERS, False),
    _option(
        str,
        "--audience",
        "Nothing more private than: public, internal or confidential (for a page: public).",
        _FILTERS,
        "",
        metavar="WHO",
    ),
]
_OUTPUT_OPTIONS = [
    _option(
        str,
        "--output",
        "Write to this file; its ending tells the format.",
        _OUTPUT,
        "",
        metavar="FILE",
        short=("-o",),
    ),
    _option(
        str, "--project", "The folder of the investigation (this one by default).", _OUTPUT, "", metavar="DIR"
    ),
]


def _format_option(shape: str, formats: tuple[str, ...]) -> inspect.Parameter:
    """Returns the option that names the formats for an answer of this shape, and those of the command."""
    from graphkit.render.registry import formats_of

    *names, last = (*formats_of(shape), *formats)
    help = f"Write as {', '.join(names)} or {last}."
    return _option(str, "--format", help, _OUTPUT, "", metavar="FORMAT")


def _usual_audience(path: str, form: str) -> str:
    """Returns for whom an answer is if the user names nobody: a page or picture is for the public."""
    from graphkit.render.registry import renderer_of

    return "public" if renderer_of(path, form).published else "confidential"


def with_options(
    function: Callable[..., None],
    *,
    shape: str = "Table",
    formats: tuple[str, ...] = (),
    audience: str = "",
) -> Callable[..., None]:
    """Add the shared options that a command takes: those of its parameters `filters` and `output`.

    `shape` is that of its answers (Table, Paths or Subgraph), `formats` are those that only it has,
    `audience` is for whom the answers are if the user names nobody, whatever the format.
    """
    signature = inspect.signature(function)
    shared = [name for name in ("filters", "output") if name in signature.parameters]
    own = [_resolved(item, function) for name, item in signature.parameters.items() if name not in shared]
    added = [
        *(_FILTER_OPTIONS if "filters" in shared else []),
        *([_format_option(shape, formats), *_OUTPUT_OPTIONS] if "output" in shared else []),
    ]

    def command(**values: Any) -> None:
        picked = {item.name: values.pop(item.name) for item in added}
        if not picked.get("audience_"):
            form = str(picked.get("format_", ""))
            where = str(picked.get("output_", "")), "" if form in formats else form
            picked["audience_"] = audience or _usual_audience(*where)
        if "filters" in shared:
            values["filters"] = _filters(picked)
        if "output" in shared:
            names = ("output_", "format_", "project_", "audience_")
            values["output"] = Output(*(picked[name] for name in names))
        function(**values)

    parameters = [*(item.replace(kind=inspect.Parameter.KEYWORD_ONLY) for item in own), *added]
    command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {item.name: item.annotation for item in parameters}
    command.__name__, command.__doc__ = function.__name__, function.__doc__
    return command


def _resolved(item: inspect.Parameter, function: Callable[..., None]) -> inspect.Parameter:
    """A parameter with its annotation evaluated, as typer wants it; the shared ones are not imported."""
    if not isinstance(item.annotation, str):
        return item
    return item.replace(annotation=eval(item.annotation, function.__globals__))


def _filters(picked: dict[str, Any]) -> Filters:
    from graphkit.dataset.filters import make_filters

    given = {name.rstrip("_"): value for name, value in picked.items() if name in _FILTER_NAMES and value}
    if given.get("between") == ("", ""):
        del given["between"]
    return make_filters(**given)


_FILTER_NAMES = frozenset(option.name for option in _FILTER_OPTIONS)
