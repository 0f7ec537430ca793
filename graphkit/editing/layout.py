"""How a new value is laid out: on one line where it fits, else by indentation, as the file does it."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from graphkit.editing.scalar import block_lines, write_scalar
from graphkit.editing.spans import Document
from graphkit.reading.record import Value

WIDTH = 110


class Layout(Struct, frozen=True):
    """The habits of a file: how far a list and a mapping stand to the right of their key.

    `block_texts` is whether texts may stand behind | or >.
    """

    list_offset: int = 2
    step: int = 2
    block_texts: bool = True


class Laid(Struct, frozen=True):
    """A value as text: what follows its key or dash on the line, and the lines below, relative to that."""

    head: str
    body: list[str] = []


def read_layout(document: Document, block_texts: bool = True) -> Layout:
    """Returns the habits of most nested lists and mappings of a file."""
    found: dict[str, Counter[int]] = {"-": Counter({2: 0}), ":": Counter({2: 0})}
    waiting = [document.root] if document.root else []
    while waiting:
        node = waiting.pop()
        inner = [item for item in node.items if item.is_block]
        for item in inner if node.style == ":" else ():
            found[item.style][document.column(item.start) - document.column(node.start)] += 1
        waiting += inner
    offset, step = (max(sorted(counts), key=counts.__getitem__) for counts in found.values())
    return Layout(offset, step, block_texts)


def write_flow(value: Value) -> str:
    """Returns a value as it stands in brackets or braces.

    Example:
        >>> write_flow({"about": ["a", "b, c"], "note": "no"})
        '{about: [a, "b, c"], note: "no"}'
    """
    if isinstance(value, str):
        return write_scalar(value, flow=True)
    if isinstance(value, list):
        return "[" + ", ".join(map(write_flow, value)) + "]"
    return (
        "{" + ", ".join(f"{write_scalar(key, True)}: {write_flow(item)}" for key, item in value.items()) + "}"
    )


def lay_out(value: Value, layout: Layout, room: int, fold: bool = True) -> Laid:
    """Returns a value as it stands behind a key; `room` is what is left of the line from the key on.

    Example:
        >>> lay_out([{"source": "s", "at": "P1"}], Layout(), 80)
        Laid(head='', body=['  - source: s', '    at: P1'])
    """
    if isinstance(value, str):
        lines = block_lines(value, room - layout.step, fold) if layout.block_texts else []
        head, *lines = lines or [write_scalar(value)]
        return Laid(head, indent(lines, layout.step))
    if _stays_on_one_line(value) and len(flow := write_flow(value)) <= room:
        return Laid(flow)
    if isinstance(value, list):
        return Laid("", indent(_list_lines(value, layout, room - layout.list_offset), layout.list_offset))
    return Laid("", indent(mapping_lines(value, layout, room - layout.step), layout.step))


def item_lines(value: Value, layout: Layout, room: int, flow: bool = False) -> list[str]:
    """Returns a list item with its dash; `flow` writes a mapping or list on one line."""
    if isinstance(value, str) or flow or not value:
        laid = lay_out(value, layout, room - 2) if isinstance(value, str) else Laid(write_flow(value))
        return [f"- {laid.head}", *laid.body]
    lines = block_collection(value, layout, room - 2)
    return [f"- {lines[0]}", *indent(lines[1:], 2)]


def block_collection(value: list[Value] | dict[str, Value], layout: Layout, room: int) -> list[str]:
    """Returns the lines of a mapping or list that is not empty, by indentation."""
    return mapping_lines(value, layout, room) if isinstance(value, dict) else _list_lines(value, layout, room)


def mapping_lines(value: dict[str, Value], layout: Layout, room: int) -> list[str]:
    """Returns the lines of a mapping."""
    return [line for key, item in value.items() for line in entry_lines(key, item, layout, room)]


def entry_lines(key: str, value: Value, layout: Layout, room: int) -> list[str]:
    """Returns a key and its value as lines."""
    name = write_scalar(key)
    laid = lay_out(value, layout, room - len(name) - 2)
    return [f"{name}: {laid.head}" if laid.head else f"{name}:", *laid.body]


def indent(lines: list[str], count: int) -> list[str]:
    """Returns lines moved to the right; an empty line stays empty."""
    return [" " * count + line if line else line for line in lines]


def _list_lines(value: list[Value], layout: Layout, room: int) -> list[str]:
    return [line for item in value for line in item_lines(item, layout, room)]


def _stays_on_one_line(value: list[Value] | dict[str, Value]) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str) and "\n" not in item for item in value)
    return all(
        "\n" not in item if isinstance(item, str) else isinstance(item, list) and _stays_on_one_line(item)
        for item in value.values()
    )
