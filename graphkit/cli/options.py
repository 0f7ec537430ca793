"""The options of commands, made from their declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any, TypedDict, get_type_hints

import typer
from msgspec import Struct
from msgspec.structs import replace

from graphkit.cli import complete
from graphkit.cli.output import name_audience, say
from graphkit.dataset.audience import PUBLIC
from graphkit.errors import UnknownName, UsageError
from graphkit.model.filters import Declared, Filters, Option, Pair, Period, declared

_FORMER_VALUES = {"each": "separate"}


class OutputOptions(TypedDict, total=False):
    """Where an answer is written, in which format, and from which project it comes."""

    format: Annotated[str, Option("Write as {formats}", metavar="FORMAT")]
    output: Annotated[
        str, Option("Write to FILE; its suffix determines the format", short="-o", metavar="FILE")
    ]
    for_: Annotated[
        str,
        Option(
            "Write CSV for Excel: marked as UTF-8; excel-semicolon where decimals have a comma",
            choices=("excel", "excel-semicolon"),
        ),
    ]
    force: Annotated[bool, Option("Let -o overwrite an input of the investigation (data/, queries/ …)")]
    project: Annotated[str, Option("Use the project in DIR [this folder]", metavar="DIR")]


class Output(Struct, frozen=True):
    """Where an answer is written, in which format, from which project and for whom.

    `path` "-" or "" is standard output. `program` is what CSV is for. No audience is the owner, who sees
    everything. What `leaves` this machine is a file, a map, a picture or a graph on a server. `force`
    overwrites an input of the investigation.
    """

    path: str = ""
    form: str = ""
    project: str = ""
    program: str = ""
    audience: str = ""
    leaves: bool = False
    force: bool = False


class Writes(Struct, frozen=True):
    """What a command writes: an answer of a shape, or one of the formats that only this command has.

    `leaves`: whatever the format, what it makes is for others.
    """

    shape: str = "Table"
    formats: tuple[str, ...] = ()
    leaves: bool = False


def with_options(
    function: Callable[..., None],
    group: type[Mapping[str, Any]] | None = None,
    writes: Writes | None = None,
    arguments: Iterable[Parameter] = (),
) -> Callable[..., None]:
    """Returns the command of a function: its own parameters, the options of a group, those of the output.

    The function gets the options that are set as keywords, and `output` if the command writes an answer.
    `arguments` are parameters that its signature does not name.
    """
    own = _own_parameters(function, arguments)
    known = declared(group) if group else {}
    added = [parameter for item in _ordered(known) for parameter in _parameters(item)]
    added += _output_parameters(writes) if writes else []

    def command(context: typer.Context, **values: Any) -> None:
        passed: dict[str, Any] = {
            item.name: context if item.name == "context" else values[item.name] for item in own
        }
        if writes:
            passed["output"] = _output(context, values, writes)
        try:
            function(**passed, **_given(known, values))
        except UnknownName:  # perhaps only to this audience
            if writes:
                name_audience(passed["output"])
            raise

    context = Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)
    parameters = [context, *(item for item in own if item.name != "context"), *added]
    command.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {item.name: item.annotation for item in parameters}
    command.__name__, command.__doc__ = function.__name__, function.__doc__
    return command


def _own_parameters(function: Callable[..., None], arguments: Iterable[Parameter]) -> list[Parameter]:
    """Returns the parameters that neither a group nor the output has, with their annotations."""
    hints = get_type_hints(function, include_extras=True)
    own = {item.name: item for item in arguments}
    for name, item in signature(function).parameters.items():
        if name != "output" and item.kind is not Parameter.VAR_KEYWORD:
            own.setdefault(name, item.replace(annotation=hints[name], kind=Parameter.KEYWORD_ONLY))
    return list(own.values())


def argument(name: str, option: Option, *, several: bool, required: bool) -> Parameter:
    """Returns the argument of a command for a parameter of a question."""
    declaration = typer.Argument(
        help=f"{option.help}.",
        metavar=option.metavar or (f"{name.upper()}..." if several else name.upper()),
        autocompletion=_completion(option),
    )
    kind = list[str] if several else str
    default = Parameter.empty if required else ""
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, declaration])


def _ordered(known: Mapping[str, Declared]) -> list[Declared]:
    """Returns the options that a group has of its own, then the filters; none that is for code alone."""
    filters = declared(Filters)
    shown = [item for item in known.values() if item.option.help]
    return sorted(shown, key=lambda item: item.name in filters)


def _parameters(item: Declared) -> Iterator[Parameter]:
    """Yields the option, and a hidden one of its former name."""
    yield _parameter(item)
    if item.option.was:
        yield _parameter(item, former=True)


def _parameter(item: Declared, *, former: bool = False) -> Parameter:
    option = item.option
    name = option.was if former else item.name
    default = f" [{option.default}]" if option.default is not None else ""
    declaration = typer.Option(
        *(() if name == option.short.strip("-") else (f"--{name.strip('_').replace('_', '-')}",)),
        *([option.short] if option.short else []),
        help=f"{option.help}{default}{'; repeatable' if item.repeatable else ''}.",
        metavar=None if item.type is bool else _metavar(option),
        autocompletion=_completion(option),
        show_default=False,
        hidden=former,
        rich_help_panel=_panel(item),
    )
    kind, empty = _TYPES.get(item.type, (str, ""))
    if item.repeatable:
        kind, empty = list[str], []
    key = f"former_{item.name}" if former else item.name
    return Parameter(key, Parameter.KEYWORD_ONLY, default=empty, annotation=Annotated[kind, declaration])


_TYPES: Mapping[Any, tuple[Any, Any]] = {
    bool: (bool, False),
    Period: (Pair, ("", "")),
    Pair: (Pair, ("", "")),
}


def _metavar(option: Option) -> str:
    choices = "|".join(option.choices) if isinstance(option.choices, tuple) else ""
    return option.metavar or choices or "TEXT"


def _panel(item: Declared) -> str:
    if item.name in declared(OutputOptions):
        return "Output"
    return "Filters" if item.name in declared(Filters) else "Options"


def _completion(option: Option) -> Callable[[str], list[str]] | None:
    if isinstance(option.choices, tuple):
        words = option.choices
        return (lambda incomplete: [word for word in words if word.startswith(incomplete)]) if words else None
    if option.choices == "entities":
        return complete.entities
    return lambda incomplete: complete.words(str(option.choices), incomplete)


def _given(known: Mapping[str, Declared], values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the options that were typed, with numbers read, former names and values replaced."""
    found = {}
    for name, item in known.items():
        value = values.get(name)
        if former_value := values.get(f"former_{name}"):
            new, former = (f"--{word.replace('_', '-')}" for word in (name, item.option.was))
            if value:
                raise UsageError(f"{new} and its former name {former} are both given; use {new}")
            value = _FORMER_VALUES.get(former_value, former_value)
            say(f"{former} is called {new} now; the former name works in this release only")
        if value and value != ("", ""):
            found[name] = _number(item, value)
    return found


def _number(item: Declared, value: Any) -> Any:
    """Returns the number that a text is, for an option that takes one; else the text, to be refused later."""
    if item.type not in (int, float):
        return value
    try:
        return item.type(value)
    except ValueError:
        return value


def _output_parameters(writes: Writes) -> list[Parameter]:
    """Returns the options of the output; the formats are those that fit the shape of the answer."""
    from graphkit.render.registry import formats_of

    *names, last = (*formats_of(writes.shape), *writes.formats)
    default = " [text]" if "text" in names else ""
    found = [_audience_parameter(writes)]
    for item in declared(OutputOptions).values():
        help = item.option.help.replace("{formats}", f"{', '.join(names)} or {last}{default}")
        found.append(_parameter(replace(item, option=replace(item.option, help=help))))
    return found


def _audience_parameter(writes: Writes) -> Parameter:
    default = PUBLIC if writes.leaves else f"{PUBLIC}; on standard output: all, for the owner"
    help = f"Maximum visibility: public, internal or confidential [{default}]."
    declaration = typer.Option("--audience", help=help, metavar="AUDIENCE", rich_help_panel="Output")
    kind = Annotated[list[str], declaration]
    return Parameter("audience", Parameter.KEYWORD_ONLY, default=[], annotation=kind)


def _output(context: typer.Context, values: Mapping[str, Any], writes: Writes) -> Output:
    from graphkit.render.registry import check_program, renderer_of

    form, path, program = values["format"], values["output"], values["for_"]
    if writes.shape == "Graph" and (path.endswith("/") or Path(path).is_dir()):
        form = form or "csv"
    if (form or path not in ("", "-") or program) and form not in writes.formats:
        check_program(program, renderer_of(path, form, writes.shape))
    wanted = list(dict.fromkeys(values["audience"]))
    if len(wanted) > 1:
        raise UsageError(f"more than one audience: {' and '.join(wanted)}; use one")
    leaves = writes.leaves or path not in ("", "-")
    leaves = leaves or renderer_of(path, "" if form in writes.formats else form).published
    audience = wanted[0] if wanted else PUBLIC if leaves else ""
    project = values["project"] or context.obj or ""
    return Output(path, form, project, program, audience, leaves, values["force"])
