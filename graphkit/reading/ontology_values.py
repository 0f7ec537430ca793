"""Checks the values of an ontology: words, colours, and the places of sentences that graphkit fills."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from graphkit.errors import nearest_hint
from graphkit.model.ontology import CARRIES, KEY, SHAPES, TIMES
from graphkit.model.status import STATUSES

# Where in the entry, what is wrong, how to fix it.
Wrong: TypeAlias = tuple[tuple[str, ...], str, str]
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}\Z")
_NAMED = {  # the colours that people name, as HTML 4 defines them
    "black": "#000000", "silver": "#c0c0c0", "gray": "#808080", "grey": "#808080", "white": "#ffffff",
    "maroon": "#800000", "red": "#ff0000", "purple": "#800080", "fuchsia": "#ff00ff", "green": "#008000",
    "lime": "#00ff00", "olive": "#808000", "yellow": "#ffff00", "navy": "#000080", "blue": "#0000ff",
    "teal": "#008080", "aqua": "#00ffff", "orange": "#ffa500",
}  # fmt: skip
_PLACE = re.compile(r"\{([^{}]*)\}|[{}]")
_CLAUSE = (("from", "to"), ("from", "to", "was"))  # the places that a clause needs, and those it may have
_PHRASE = (("names",), ("names",))
_FLAGS = ("true", "false")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "time": TIMES, "carries": CARRIES, "shape": SHAPES, "symmetric": _FLAGS, "loops": _FLAGS
}  # fmt: skip
_COLORS = ("light", "dark")


def find_wrong(section: str, fields: Mapping[str, Any]) -> list[Wrong]:
    """Returns what is wrong with the fields of an entry; the places are relative to the entry."""
    return [wrong for name, value in fields.items() for wrong in _find_in_field(section, name, value)]


def _find_in_field(section: str, name: str, value: Any) -> Iterator[Wrong]:
    choices = STATUSES if section == "bases" and name == "status" else _CHOICES.get(name)
    if choices:
        yield from _word((name,), value, choices)
    elif name in ("from", "to"):
        yield from _kinds((name,), value)
    elif name == "roles":
        yield from _roles(value)
    elif name == "color":
        yield from _colors(value)
    elif not isinstance(value, str) or not value.strip():
        yield (name,), f"{name}: expected text" + (", found nothing" if value == "" else ""), ""
    elif name in ("sentence", "inverse"):
        yield from _places((name,), value, *_CLAUSE)
    elif name in ("prefix", "verb", "verb_plural"):
        yield from _places((name,), value, (), ())


def long_color(color: str) -> str:
    """Returns a colour with two digits for each part: all formats take this form.

    >>> long_color("#08f")
    '#0088ff'
    """
    return "#" + "".join(digit * 2 for digit in color[1:]) if len(color) == 4 else color


def _word(place: tuple[str, ...], value: Any, known: Iterable[str]) -> Iterator[Wrong]:
    if not isinstance(value, str):
        yield place, f"{place[-1]}: expected one of {', '.join(known)}", ""
    elif value not in known:
        hint = nearest_hint(value, known) or f"known: {', '.join(known)}"
        yield place, f'unknown {place[-1]} "{value}"', hint


def _kinds(place: tuple[str, ...], value: Any) -> Iterator[Wrong]:
    if not (isinstance(value, list) and value and all(isinstance(item, str) for item in value)):
        yield place, f"{place[-1]}: expected a list of kinds", "such as [person, organization]"


def _roles(value: Any) -> Iterator[Wrong]:
    example = 'such as {about: {kinds: [person], phrase: "about {names}"}}'
    if not isinstance(value, dict):
        yield ("roles",), "roles: expected roles by name", example
        return
    for key, role in value.items():
        place = ("roles", key)
        if not KEY.match(key):
            yield place, f'"{key}" cannot be the name of a role', "use small letters, digits and underscores"
        if not isinstance(role, dict) or set(role) != {"kinds", "phrase"}:
            yield place, f"{key}: expected kinds and a phrase", example
            continue
        yield from _kinds((*place, "kinds"), role["kinds"])
        if isinstance(role["phrase"], str):
            yield from _places((*place, "phrase"), role["phrase"], *_PHRASE)
        else:
            yield (*place, "phrase"), "phrase: expected text", ""


def _colors(value: Any) -> Iterator[Wrong]:
    if not isinstance(value, dict):
        yield from _color(("color",), value)
        return
    for key in _COLORS:
        if key not in value:
            yield ("color",), f'color: "{key}" is missing', "give {light: ..., dark: ...}, or one colour"
    for key, color in value.items():
        if key in _COLORS:
            yield from _color(("color", key), color)
        else:
            hint = nearest_hint(key, _COLORS) or "known: light, dark"
            yield ("color", key), f'unknown key "{key}"', hint


def _color(place: tuple[str, ...], value: Any) -> Iterator[Wrong]:
    if isinstance(value, str) and _COLOR.match(value):
        return
    expected = f'{place[-1]}: expected a colour such as "#0b5394"'
    if not value:
        yield place, f"{expected}, found nothing", "put it in quotes: without them, # begins a comment"
    elif not isinstance(value, str):
        yield place, expected, ""
    elif named := _NAMED.get(value.casefold()):
        yield place, f'{expected}, found "{value}"', f'did you mean "{named}"?'
    elif _COLOR.match(f"#{value}"):
        yield place, f'{expected}, found "{value}"', f'did you mean "#{value}"?'
    else:
        yield place, f'{expected}, found "{value}"', "write # and three or six digits from 0 to f"


def _places(
    place: tuple[str, ...], text: str, needed: tuple[str, ...], known: tuple[str, ...]
) -> Iterator[Wrong]:
    """Yields the places in braces that graphkit would not fill, and those that are missing."""
    listed = ", ".join(f"{{{item}}}" for item in known) or "none"
    found = list(_PLACE.finditer(text))
    for item in found:
        if item[1] is None:
            yield place, f"{place[-1]}: a single {item[0]}", f"places are written {{name}}; known: {listed}"
        elif item[1] not in known:
            near = nearest_hint(item[1].strip().casefold(), known).replace('"', "")
            hint = re.sub(r"mean (\w+)", r"mean {\1}", near) or f"known: {listed}"
            yield place, f"{place[-1]}: unknown place {item[0]}", hint
    names = {item[1] for item in found}
    for name in needed:
        if name not in names:
            example = "{from} pays {to}" if "from" in needed else "about {names}"
            yield place, f"{place[-1]}: {{{name}}} is missing", f'expected a clause such as "{example}"'
