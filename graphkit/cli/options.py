"""The options of commands, made from their declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import Parameter, signature
from typing import Annotated, Any, TypedDict, get_type_hints

import typer
from msgspec import Struct
from msgspec.structs import replace

from graphkit.cli import complete
from graphkit.cli.output import say
from graphkit.errors import UsageError
from graphkit.model.filters import Declared, Filters, Option, Pair, Period, declared

_FORMER_VALUES = {"each": "separate"}


class OutputOptions(TypedDict, total=False):
    """Where an answer is written, in which format, and from which project it comes."""

    format: Annotated[str, Option("Write as {formats}", metavar="FORMAT")]
    output: Annotated[
        str, Option("Write to FILE; its suffix determines the format", short="-o", metavar="FILE")
    ]
    project: Annotated[str, Option("Use the project in DIR [this folder]", metavar="DIR")]


class Output(Struct, frozen=True):
    """Where an answer is written, in which format, from which project and for whom.

    `path` "-" or "" is standard output. `narrow`: the answer comes from what the audience may see.
    """

    path: str = ""
    form: str = ""
    project: str = ""
    audience: str = "confidential"
    narrow: bool = False


def with_options(
    function: Callable[..., None],
    group: type[Mapping[str, Any]] | None = None,
    *,
    arguments: Iterable[Parameter] = (),
    shape: str = "Table",
    formats: tuple[str, ...] = (),
    audience: str = "",
) -> Callable[..., None]:
    """Returns the command of a function: its own parameters, the options of a group, those of the output.

    The function gets the options that are set as keywords, and `output` if it has such a parameter.
    `arguments` are parameters that its signature does not name; `shape` is that of its answers, `formats` are
    the formats that only it has; `audience` is for whom it writes if none is given, whatever the format.
    """
    hints = get_type_hints(function, include_extras=True)
    own = [*arguments]
    taken = {"output", *(item.name for item in own)}
    own += [
        item.replace(annotation=hints[name], kind=Parameter.KEYWORD_ONLY)
        for name, item in signature(function).parameters.items()
        if name not in taken and item.kind is not Parameter.VAR_KEYWORD
    ]
    known = declared(group) if group else {}
    added = [parameter for item in _ordered(known) for parameter in _parameters(item)]
    shown = _output_parameters(shape, formats) if "output" in hints else []
    if "as_of" in known:
        shown.insert(0, _audience_parameter(audience))

    def command(context: typer.Context, **values: Any) -> None:
        passed = {item.name: values[item.name] for item in own if item.name != "context"}
        if any(item.name == "context" for item in own):
            passed["context"] = context
        if shown:
            passed["output"] = _output(context, values, formats, audience)
        function(**passed, **_given(known, values))

    parameters = [_CONTEXT, *(item for item in own if item.name != "context"), *added, *shown]
    command.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {item.name: item.annotation for item in parameters}
    command.__name__, command.__doc__ = function.__name__, function.__doc__
    return command


_CONTEXT = Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)


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
        *(() if name == option.short.strip("-") else (f"--{name.replace('_', '-')}",)),
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
        if not value and (value := values.get(f"former_{name}")):
            new, former = (f"--{word.replace('_', '-')}" for word in (name, item.option.was))
            value = _FORMER_VALUES.get(value, value) if isinstance(value, str) else value
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


def _audience_parameter(audience: str) -> Parameter:
    default = audience or "confidential; pages: public"
    help = f"Maximum visibility: public, internal or confidential [{default}]."
    declaration = typer.Option("--audience", help=help, metavar="AUDIENCE", rich_help_panel="Filters")
    return Parameter(
        "audience", Parameter.KEYWORD_ONLY, default=[], annotation=Annotated[list[str], declaration]
    )


def _output_parameters(shape: str, formats: tuple[str, ...]) -> list[Parameter]:
    """Returns the options of the output, which name the formats that fit the shape of the answer."""
    from graphkit.render.registry import formats_of

    *names, last = (*formats_of(shape), *formats)
    listed = f"{', '.join(names)} or {last}{' [text]' if 'text' in names else ''}"
    options = declared(OutputOptions).values()
    helps = [item.option.help.replace("{formats}", listed) for item in options]
    return [
        _parameter(replace(item, option=replace(item.option, help=help)))
        for item, help in zip(options, helps, strict=True)
    ]


def _output(
    context: typer.Context, values: Mapping[str, Any], formats: tuple[str, ...], audience: str
) -> Output:
    from graphkit.render.registry import renderer_of

    form, path = values["format"], values["output"]
    wanted = dict.fromkeys(values.get("audience", []))
    if len(wanted) > 1:
        raise UsageError(f"more than one audience: {' and '.join(wanted)}; use one")
    if not wanted and not audience:
        published = renderer_of(path, "" if form in formats else form).published
        audience = "public" if published else "confidential"
    project = values["project"] or context.obj or ""
    return Output(path, form, project, next(iter(wanted), audience), narrow="audience" in values)
