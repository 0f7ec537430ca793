"""What a query is: its question, typed parameters and columns, and the files that answer it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from graphkit.questions.answer import Column

# The kind of a column in a header, and the kind of its cells in a Table. Entities, sources, texts, speakers
# have no order and are sorted; lines, voices and ways stay as they are told.
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
    "entities": "list",
    "sources": "list",
    "texts": "list",
    "speakers": "list",
    "lines": "list",
    "voices": "list",
    "way": "list",
}
PARAMETER_TYPES = ("entity", "source", "date", "rung", "int", "text", "flag", "choice")


class Parameter(Struct, frozen=True):
    """A typed value that a query takes.

    `options` are the kinds that an entity may have, or the words of a choice; `default` is as written.
    """

    name: str
    type: str
    options: tuple[str, ...] = ()
    default: str | None = None
    required: bool = False
    help: str = ""

    @property
    def words(self) -> str:
        """The type as it is written in a header."""
        joined = "|".join(self.options)
        return (
            f"{self.type}(kind={joined})"
            if self.type == "entity" and joined
            else self.type + (f"({joined})" if joined else "")
        )


class Query(Struct, frozen=True):
    """A canned question. `cypher` or `python` is None where `no_twin` says why there is only the other.

    `ordered` answers come in the order of the query itself; others are sorted by their columns. `text` is the
    Cypher as in the file, header included. `shipped` is false for what a project brought along.
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
        """The columns as a Table has them."""
        return tuple(Column(name, COLUMN_KINDS[kind]) for name, kind in self.columns)
