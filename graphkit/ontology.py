"""The vocabulary: kinds, relation types, bases and what they mean, read from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.model import Status


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity; `shape` and `color` (light, dark) are how maps draw it."""

    key: str
    label: str
    plural: str
    shape: str
    color: Mapping[str, str]

    @property
    def node_label(self) -> str:
        """The label of its nodes in a property graph ("Person")."""
        return "".join(word.capitalize() for word in self.key.split("_"))


@dataclass(frozen=True, slots=True)
class Role:
    """A named list of further entities in a claim, with the words that add them to its sentence."""

    key: str
    kinds: tuple[str, ...]
    phrase: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a statement rests on: the status it gives and the verb by which it is reported."""

    key: str
    status: Status
    label: str
    meaning: str
    prefix: str = ""
    verb: str = ""
    verb_plural: str = ""


@dataclass(frozen=True, slots=True)
class RelationType:
    """A type of claim: its sentence, which kinds it joins, and how it behaves in time and in paths."""

    key: str
    label: str
    sentence: str
    inverse: str
    from_kinds: tuple[str, ...]
    to_kinds: tuple[str, ...]
    time: str  # "state" holds from start to end, "event" happens at start
    symmetric: bool
    loops: bool
    roles: Mapping[str, Role]
    carries: str  # information: "forward", "backward", "both" or "none"
    group: str
    color: str
    example: str = ""
    near_miss: str = ""

    @property
    def is_state(self) -> bool:
        """Whether it holds over time, rather than happens."""
        return self.time == "state"

    @property
    def rel_type(self) -> str:
        """The type of its relationships in a property graph ("INFORMED_FOR")."""
        return self.key.upper()


@dataclass(frozen=True, slots=True)
class Ontology:
    """All kinds, types, bases and the meaning of each status, each by key in the order of the file."""

    kinds: Mapping[str, Kind]
    types: Mapping[str, RelationType]
    bases: Mapping[str, Basis]
    meanings: Mapping[Status, str]
