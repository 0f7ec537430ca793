"""Records that count as the same although something beside them, such as where they stand, is another."""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec import Struct


class Same(Struct, frozen=True, eq=False):
    """A record that is compared by all its fields but those named in `aside`."""

    aside: ClassVar[tuple[str, ...]] = ("span",)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Same) or type(self) is not type(other):
            return NotImplemented
        return self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name not in self.aside)
