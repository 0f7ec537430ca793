"""Records that look alike: libyaml reads some of each shape, a pattern made from them reads the others.

A shape is a record with its texts taken out. Another text may stand in the place of one where both are of a
sort that can mean one thing only, be it plain, quoted or a block; then libyaml would see the same events. So
nothing here knows the structure of YAML. What has no known shape goes through libyaml, and so does, as a
whole, a file in which there is any problem.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from operator import add, itemgetter
from typing import TypeAlias

from msgspec import Struct

from graphkit.reading.record import Value

# Reads a part of the text through libyaml, adds its offsets and returns each record with the number of its
# first mark; None if there is any problem.
Events: TypeAlias = "Callable[[str, int], list[tuple[dict[str, Value], int]] | None]"
# How a value is made of the groups of a match: a group, a group with its line ends replaced, a constant.
Plan: TypeAlias = "int | tuple[int, str, str, str] | str | list[Plan] | dict[str, Plan]"

LEAST = 200  # records in a file, else the effort does not pay
PATIENCE = 200  # records that may go through libyaml before most must have a known shape
BATCH = 32  # records at most that libyaml reads at once
_MOST_SHAPES = 24
_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
_PLAIN = rf"{_FIRST}[^\n:#]*+(?:(?::(?=[^ \n])|(?<! )#)[^\n:#]*+)*+(?<! )"
_PLAIN_IN_FLOW = rf"{_FIRST}[^\n:#,?\[\]{{}}]*+(?::(?=[^ \n,?\[\]{{}}])[^\n:#,?\[\]{{}}]*+)*+(?<! )"
_QUOTED = {'"': r'[^"\\\n]*+', "'": r"[^'\n]*+"}
_BLOCK = re.compile(r"([|>])(-?)\n( +)")
_HEAD = re.compile(r"(?:#[^\n]*\n|\n)*")
_ODD = re.compile(r"[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_USUAL = b"\n" + bytes(range(0x20, 0x7F))
_BETWEEN_DOCUMENTS = re.compile(r"^(?:---|\.\.\.|%)", re.MULTILINE)


class _Shape(Struct):
    """`groups`, `behind`: for each mark, the group behind whose end it stands (0: the beginning), how far."""

    pattern: re.Pattern[str]
    plan: dict[str, Plan]
    groups: itemgetter[tuple[int, ...]]
    behind: tuple[int, ...]


def read_alike(text: str, offsets: array[int], events: Events) -> list[tuple[dict[str, Value], int]] | None:
    """Reads a list of mappings, each with the number of its first mark; None if libyaml must read the file.

    Then the file is small, or has problems, or its records are not alike, and `offsets` are of no use.
    """
    head = _HEAD.match(text)
    if head is None or not text.startswith("- ", head.end()) or _is_odd(text):
        return None
    parts = list(_parts(text, head.end()))
    if len(parts) < LEAST:
        return None
    shapes = _Shapes()
    records: list[tuple[dict[str, Value], int]] = []
    missed = 0
    at = 0
    while at < len(parts):
        record = shapes.read(text, *parts[at], offsets)
        if record is not None:
            records.append(record)
            at += 1
            continue
        until = at + 1
        while until < min(at + BATCH, len(parts)) and not shapes.know(text, *parts[until]):
            until += 1
        start, end = parts[at][0], parts[until - 1][1]
        part = text[start:end]
        # On its own, a part does not show that a document ends behind it.
        found = None if _BETWEEN_DOCUMENTS.search(part) else events(part, start)
        missed += until - at
        if found is None or len(found) != until - at or (missed > PATIENCE and missed > until // 4):
            return None
        for (value, first), (begin, stop) in zip(found, parts[at:until], strict=True):
            shapes.learn(text, begin, stop, value, offsets, first)
        records += found
        at = until
    return records


def _is_odd(text: str) -> bool:
    """Returns whether there are characters of which YAML makes line ends or errors, tabs among them."""
    if text.isascii():
        return bool(text.encode("ascii").translate(None, _USUAL))  # eight times as fast as a pattern
    return _ODD.search(text) is not None


def _parts(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Returns where records begin and end: a dash in the first column begins a record."""
    while (end := text.find("\n- ", start) + 1) > 0:
        yield start, end
        start = end
    yield start, len(text)


class _Shapes:
    """The shapes known so far, the last used first; one is made when a second record has it."""

    __slots__ = ("seen", "shapes")

    def __init__(self) -> None:
        self.shapes: list[_Shape] = []
        self.seen: Counter[str] = Counter()

    def read(
        self, text: str, start: int, end: int, offsets: array[int]
    ) -> tuple[dict[str, Value], int] | None:
        """Reads these lines, if their shape is known."""
        for number, shape in enumerate(self.shapes):
            found = shape.pattern.fullmatch(text, start, end)
            if found:
                if number:
                    self.shapes.insert(0, self.shapes.pop(number))
                first = len(offsets)
                ends = [stop for _, stop in found.regs]
                ends[0] = start
                offsets.extend(map(add, shape.groups(ends), shape.behind))
                return _fill_mapping(shape.plan, ("", *found.groups())), first
        return None

    def know(self, text: str, start: int, end: int) -> bool:
        """Returns whether the shape of these lines is known."""
        return any(shape.pattern.fullmatch(text, start, end) for shape in self.shapes)

    def learn(
        self, text: str, start: int, end: int, value: dict[str, Value], offsets: array[int], first: int
    ) -> None:
        """Takes up the shape of a record that libyaml has read."""
        if len(self.shapes) >= _MOST_SHAPES:
            return
        maker = _ShapeMaker(text, start, offsets, first)
        plan = maker.plan_mapping(value, in_flow=False)
        if plan is None:
            return
        pattern = maker.finish(end)
        self.seen[pattern] += 1
        if self.seen[pattern] == 2:
            groups, behind = zip(*maker.places, strict=True)  # at least three: the mapping, a key, a value
            self.shapes.append(_Shape(re.compile(pattern), plan, itemgetter(*groups), behind))


class _ShapeMaker:
    """Goes through a record and its offsets, and takes its texts out of its source."""

    def __init__(self, text: str, start: int, offsets: array[int], first: int) -> None:
        self.text = text
        self.offsets = offsets
        self.next_offset = first
        self.at = start  # up to here, the source is in the pattern
        self.groups = 0
        self.pattern: list[str] = []
        self.places: list[tuple[int, int]] = []

    def finish(self, end: int) -> str:
        """Returns the whole pattern."""
        return "".join(self.pattern) + re.escape(self.text[self.at : end])

    def plan_mapping(self, value: dict[str, Value], in_flow: bool) -> dict[str, Plan] | None:
        """Plans a mapping; None if something in it is not of a sort that another text may stand for."""
        in_flow = in_flow or self.text[self._take_mark()] == "{"
        plans: dict[str, Plan] = {}
        for key, child in value.items():
            at = self._take_mark()
            column = at - self.text.rfind("\n", 0, at) - 1
            plan = self._plan(child, in_flow, column)
            if plan is None:
                return None
            plans[key] = plan
        return plans

    def _plan(self, value: Value, in_flow: bool, column: int) -> Plan | None:
        if isinstance(value, dict):
            return self.plan_mapping(value, in_flow)
        if isinstance(value, str):
            return self._plan_text(value, in_flow, column)
        at = self._take_mark()
        in_flow = in_flow or self.text[at] == "["
        plans = [self._plan(child, in_flow, at - self.text.rfind("\n", 0, at) - 1) for child in value]
        return None if None in plans else [plan for plan in plans if plan is not None]

    def _plan_text(self, value: str, in_flow: bool, column: int) -> Plan | None:
        at = self._take_mark()
        sign = self.text[at : at + 1]
        block = _BLOCK.match(self.text, at)
        if not value:
            return None if sign in _QUOTED else ""
        if sign in _QUOTED:
            return self._take_out(at + 1, value, _QUOTED[sign], sign)
        if block and not in_flow:
            style, strip, spaces = block.groups()
            line_end, line = f"\n{spaces}", r"\S[^\n]*+"
            join, tail = (" " if style == ">" else "\n"), ("" if strip else "\n")
            return self._take_lines(block.end(), value.removesuffix(tail), line, line_end, join, tail)
        if in_flow or self.text.startswith(value + "\n", at):
            return self._take_out(at, value, _PLAIN_IN_FLOW if in_flow else _PLAIN, "")
        return self._take_lines(at, value, _PLAIN, "\n" + " " * (column + 2), " ", "")

    def _take_lines(self, at: int, value: str, line: str, line_end: str, join: str, tail: str) -> Plan | None:
        pattern = f"{line}(?:{line_end}{line})*+"
        found = re.compile(pattern).match(self.text, at)
        if not found or found[0].replace(line_end, join) != value:
            return None
        group = self._take_out(at, found[0], pattern, "\n")
        return None if group is None else (group, line_end, join, tail)

    def _take_out(self, at: int, source: str, pattern: str, after: str) -> int | None:
        """Puts a group for `source`, which stands at `at`, into the pattern."""
        end = at + len(source)
        if not self.text.startswith(source + after, at) or not re.fullmatch(pattern, source):
            return None
        self.pattern += [re.escape(self.text[self.at : at]), f"({pattern})"]
        self.groups += 1
        self.at = end
        return self.groups

    def _take_mark(self) -> int:
        mark = self.offsets[self.next_offset]
        self.next_offset += 1
        self.places.append((self.groups, mark - self.at))
        return mark


def _fill_mapping(plan: dict[str, Plan], groups: tuple[str, ...]) -> dict[str, Value]:
    # A group is by far the most frequent, so it is worth not to call for it.
    return {key: groups[part] if type(part) is int else _fill(part, groups) for key, part in plan.items()}


def _fill(plan: Plan, groups: tuple[str, ...]) -> Value:
    if type(plan) is list:
        return [groups[part] if type(part) is int else _fill(part, groups) for part in plan]
    if type(plan) is dict:
        return _fill_mapping(plan, groups)
    if type(plan) is tuple:
        return groups[plan[0]].replace(plan[1], plan[2]) + plan[3]
    return groups[plan] if isinstance(plan, int) else str(plan)
