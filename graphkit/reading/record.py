"""One record of a file as plain texts, lists and mappings, with the location of every value and key."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct

from graphkit.errors import Location

Value: TypeAlias = "str | list[Value] | dict[str, Value]"


class SourceMap(Struct):
    """The locations in a file: four bytes for each value and each key, in the order of the file.

    `offsets` are their positions in characters, from 0; `lines` are the positions of the line starts.
    """

    file: str
    lines: array[int]
    offsets: array[int]

    def __repr__(self) -> str:
        return f"<SourceMap of {self.file}>"

    def location(self, number: int) -> Location:
        """Returns the location of the value or key with this number."""
        return self.location_at(self.offsets[number])

    def location_at(self, offset: int) -> Location:
        """Returns the location of an offset."""
        line = bisect_right(self.lines, offset)
        return Location(self.file, line, offset - self.lines[line - 1] + 1)


class WrittenRecord(Struct):
    """A mapping as a file holds it; every scalar is the text that was written.

    All records of a file share the `source_map`; the offsets of this record begin with number `start`.
    """

    value: dict[str, Value]
    source_map: SourceMap
    start: int = 0

    @property
    def file(self) -> str:
        """The file that holds it, relative to the project."""
        return self.source_map.file

    def location(self, *path: str | int) -> Location:
        """Returns the location of the value at `path` (keys and list positions), or of the record.

        Raises: KeyError or IndexError if there is no such value.

        Example:
            >>> from graphkit.reading.yaml import load_yaml
            >>> record = load_yaml(b"- id: a\\n  evidence: [{basis: plea}]\\n", "data/relations.yaml")[0][0]
            >>> str(record.location()), str(record.location("evidence", 0, "basis"))
            ('data/relations.yaml:1:3', 'data/relations.yaml:2:22')
        """
        return self.source_map.location(self._find(path))

    def key_location(self, *path: str | int) -> Location:
        """Returns the location of the key of the value at `path`; in a list, of the value itself.

        Raises: KeyError or IndexError if there is no such value.
        """
        behind_key = bool(path) and isinstance(path[-1], str)
        return self.source_map.location(self._find(path) - behind_key)

    def _find(self, path: tuple[str | int, ...]) -> int:
        value: Value = self.value
        at = self.start
        for step in path:
            at += 1
            if isinstance(value, dict) and isinstance(step, str):
                for key, child in value.items():
                    if key == step:
                        break
                    at += 1 + _count_offsets(child)
                else:
                    raise KeyError(step)
                at += 1
                value = child
            elif isinstance(value, list) and isinstance(step, int):
                child = value[step]
                at += sum(_count_offsets(before) for before in value[:step])
                value = child
            else:
                raise KeyError(step)
        return at


def find_locations(
    records: Iterable[WrittenRecord], field: str = ""
) -> list[tuple[Location, list[Location]]]:
    """Returns the location of each record, and of each item of the list in one of its fields."""
    found = []
    for record in records:
        source_map = record.source_map
        at = record.start
        here = source_map.location(at)
        items: list[Location] = []
        for key, value in record.value.items():
            at += 2  # the key, and the beginning of the value
            if key == field:
                begin = at + 1
                for child in value:
                    items.append(source_map.location(begin))
                    begin += _count_offsets(child)
                break
            at += _count_offsets(value) - 1
        found.append((here, items))
    return found


def _count_offsets(value: Value) -> int:
    if isinstance(value, str):
        return 1
    if isinstance(value, list):
        return 1 + sum(map(_count_offsets, value))
    return 1 + len(value) + sum(map(_count_offsets, value.values()))
