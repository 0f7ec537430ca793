"""A canned query: its question, typed parameters and columns, and the files that answer it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from graphkit.model.dates import PartialDate
from graphkit.model.records import Entity, Source
from graphkit.model.status import Status
from graphkit.questions.answer import Column

# The kind of a column in a header, and the kind of its cells in a Table. graphkit sorts the lists entities,
# sources, texts and speakers; lines, voices and way keep the order in which the query returns them.
COLUMN_KINDS = {
    "entity": "entity",
    "source": "source",
    "claim": "claim",
    "text": "text",
    "number": "number",
    "date": "date",
    "status": "status",
    "flag": "text",
    "voice": "text",
    "entities": "names",
    "sources": "names",
    "texts": "list",
    "speakers": "names",
    "lines": "list",
    "voices": "names",
    "way": "names",
}
PARAMETER_TYPES = ("entity", "source", "date", "rung", "int", "text", "flag", "choice")

Value = Entity | Source | PartialDate | Status | int | bool | str | None
Values = Mapping[str, Value]


class Parameter(Struct, frozen=True):
    """A typed parameter of a query.

    `options` are the kinds that an entity may have, or the words of a choice; `default` is the written text.
    """

    name: str
    type: str
    options: tuple[str, ...] = ()
    default: str | None = None
    required: bool = False
    help: str = ""


class Query(Struct, frozen=True):
    """A canned query. `cypher` or `python` is None if only the other exists; `no_twin` is the reason.

    `ordered`: the rows keep the order of the query; otherwise graphkit sorts them by their columns. `text`:
    the Cypher file with its header. `shipped`: false for a query of the project.
    """

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    ordered: bool
    no_twin: str
    cypher: Path | None
    python: Path | None
    text: str
    shipped: bool

    @property
    def table_columns(self) -> tuple[Column, ...]:
        """The columns of the Table that answers the query."""
        return tuple(Column(name, COLUMN_KINDS[kind]) for name, kind in self.columns)
