"""The vocabulary of an investigation: kinds, claim types, bases and what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from graphkit.model.status import Status

KEY = re.compile(r"[a-z][a-z0-9_]{0,62}\Z")
CARRIES = ("forward", "backward", "both", "none")
TIMES = ("state", "event")
SHAPES = ("circle", "rounded-square", "shield", "diamond", "triangle", "page", "pin")
SECTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # section -> (required, optional) fields
    "kinds": (("label", "plural"), ("color", "shape")),
    "statuses": (("meaning",), ()),
    "bases": (("status", "label", "meaning"), ("prefix", "verb", "verb_plural")),
    "types": (
        ("label", "sentence", "inverse", "from", "to", "time", "example"),
        ("symmetric", "loops", "roles", "carries", "group", "color", "near_miss"),
    ),
}


class Kind(Struct, frozen=True):
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


class Role(Struct, frozen=True):
    """A named list of further entities in a claim, with the words that add them to its sentence."""

    key: str
    kinds: tuple[str, ...]
    phrase: str


class Basis(Struct, frozen=True):
    """What a statement rests on: the status it gives and the verb by which it is reported."""

    key: str
    status: Status
    label: str
    meaning: str
    prefix: str = ""
    verb: str = ""
    verb_plural: str = ""


class RelationType(Struct, frozen=True):
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


class Ontology(Struct, frozen=True):
    """All kinds, types, bases and the meaning of each status, each by key in the order of the files."""

    kinds: Mapping[str, Kind]
    types: Mapping[str, RelationType]
    bases: Mapping[str, Basis]
    meanings: Mapping[Status, str]

    def words(self, vocabulary: str) -> tuple[str, ...]:
        """Returns the keys of the kinds, types or bases."""
        found: Mapping[str, object] = getattr(self, vocabulary)
        return tuple(found)
