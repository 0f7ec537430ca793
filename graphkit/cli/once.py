"""Commands that refuse an option given twice, of which typer would take the last."""

from __future__ import annotations

from collections import Counter
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from graphkit.errors import UsageError


class Once:
    """What makes a command refuse a repeated option; flags and repeatable options may be repeated."""

    def make_parser(self, ctx: Any) -> Any:
        """Returns the parser of the command. Its `parse_args` raises UsageError for a repeated option."""
        parser = super().make_parser(ctx)  # type: ignore[misc]
        parse = parser.parse_args

        def parse_once(args: list[str]) -> Any:
            options, rest, order = parse(args=args)
            for parameter, count in Counter(order).items():
                one = not (parameter.multiple or getattr(parameter, "is_flag", False))
                if count > 1 and one and parameter.param_type_name == "option":
                    raise UsageError(f"{parameter.opts[0]} takes one value, but is given {count} times")
            return options, rest, order

        parser.parse_args = parse_once
        return parser


class OnceCommand(Once, TyperCommand):
    """A command."""


class OnceGroup(Once, TyperGroup):
    """A group of commands."""


class App(typer.Typer):
    """A command line whose commands and groups refuse a repeated option."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"cls": OnceGroup, **settings})

    def command(self, name: str | None = None, **settings: Any) -> Any:
        """Returns the decorator of a command."""
        return super().command(name, **{"cls": OnceCommand, **settings})
