"""What every question returns: Table, Paths or Subgraph, each with the claims that back it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from graphkit.dataset.audience import plain_claim
from graphkit.dataset.base import Dataset
from graphkit.dataset.derive import parties
from graphkit.errors import MissingExtra, UsageError
from graphkit.model.fields import to_plain
from graphkit.model.records import Record
from graphkit.model.status import Status
from graphkit.questions.cells import cell_data, scalar
from graphkit.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from graphkit.dataset.hidden import HiddenWords
    from graphkit.reading.inputs import Inputs

A = TypeVar("A", bound="Answer")
Json = dict[str, Any]
_PARTLY = "Sources are left out: statuses and disputes are those of the evidence that is left; "
_PARTLY += "dates and roles are those of the claims as recorded, whichever source gave them."


class Origin(Protocol):
    """What an answer needs of the project that gave it."""

    @property
    def audience(self) -> str:
        """For whom it is; "" is its owner."""

    @property
    def hidden(self) -> HiddenWords:
        """The names of what its audience may not see."""

    @property
    def inputs(self) -> Inputs:
        """The files of the investigation."""

    def published(self, audience: str = "") -> Origin:
        """Returns the project as whatever leaves this machine shows it."""

    def publish(self, answer: A, audience: str = "") -> A:
        """Returns an answer as whatever leaves this machine shows it."""

    def draw(self, answer: Answer, *, audience: str = "", title: str = "") -> Any:
        """Returns the map of an answer."""

    def save(
        self, answer: Answer, path: str | FilePath, *, format: str, audience: str, program: str, force: bool
    ) -> None:
        """Writes an answer to a file."""


CERTAINTIES = ("undated", "possibly", "definitely")  # the least certain first


class Column(Struct, frozen=True):
    """A named column of a table.

    `kind` is entity, source, claim, text, number, date, status, list, or names: a list of entities, sources
    and texts.
    """

    name: str
    kind: str = "text"


class Hop(Struct, frozen=True):
    """A hop of a path as walked, with every claim that passes the filters, the strongest first."""

    from_id: str
    to_id: str
    claims: tuple[str, ...]
    status: Status
    arrival: str = ""  # on time-respecting paths: the earliest day at which this hop is possible, EDTF
    certainty: str = ""  # under a date: definitely, possibly or undated, for the claims of that status


class Path(Struct, frozen=True):
    """A walk over distinct entities; `weakest` is the index of the (first) weakest hop."""

    nodes: tuple[str, ...]
    hops: tuple[Hop, ...]

    @property
    def length(self) -> int:
        """The number of hops."""
        return len(self.hops)

    @property
    def weakest(self) -> int | None:
        """The index of the first of the weakest hops; None for a path without hops."""
        return min(range(self.length), key=lambda i: (self.hops[i].status, i), default=None)

    @property
    def status(self) -> Status | None:
        """The status of the weakest hop."""
        return None if self.weakest is None else self.hops[self.weakest].status

    @property
    def certainty(self) -> str:
        """Under a date, or on a time-respecting path: the certainty of the least certain hop."""
        marks = [hop.certainty for hop in self.hops]
        return next((mark for mark in ("possibly", "undated", "definitely") if mark in marks), "")


class Relaxation(Struct, frozen=True):
    """A limit whose relaxation alone opens paths that the question did not have."""

    relax: str
    to: str
    paths: int
    example: Path


class Why(Struct, frozen=True):
    """Why there is no path: the relaxations that open one, or the sizes of the two separate components."""

    relaxations: tuple[Relaxation, ...] = ()
    components: tuple[int, int] | None = None


class Critical(Struct, frozen=True):
    """A claim or source that every path found depends on."""

    what: str  # "claim" or "source"
    id: str


class Answer(Record, frozen=True):
    """What all answers share: the dataset they were drawn from, the question, whether they were cut short."""

    aside = ("project", "again")

    dataset: Dataset
    question: Mapping[str, Any] = {}
    truncated: bool = False
    project: Origin | None = None
    again: Callable[[Any], Answer] | None = None  # asks the same of another project

    def __repr__(self) -> str:
        asked = ", ".join(f"{key}={value!r}" for key, value in self.question.items())
        return f"<{type(self).__name__} of {len(self)}: {asked}>"

    @property
    def note(self) -> str:
        """What readers have to know of an answer for which sources were left out; else nothing."""
        left_out = any(isinstance(self.question.get(key), list) for key in ("source", "without_source"))
        return _PARTLY if left_out else ""

    def map(self, *, audience: str = "", title: str = "") -> Any:
        """Returns the map of this answer, as `Project.draw` makes it.

        Raises: UsageError if no project gave the answer, or if it may hold what is not for the audience.
        """
        return self._origin.draw(self, audience=audience, title=title)

    def save(
        self,
        path: str | FilePath,
        *,
        format: str = "",
        audience: str = "",
        program: str = "",
        force: bool = False,
    ) -> None:
        """Writes the answer to a file, completely or not at all, in a format or in that of the suffix.

        It is for the audience of its project, else for the public; a line on standard error names it.
        `program` is what CSV is for: excel, or excel-semicolon where decimals have a comma. `force`
        overwrites an input of the investigation.

        Raises: UsageError as `map`, if there is no such format, and for an input; ExternalError if it cannot
            be written.
        """
        self._origin.save(self, path, format=format, audience=audience, program=program, force=force)

    @property
    def _origin(self) -> Origin:
        if self.project is None:
            raise UsageError("cannot draw this answer: it has no project")
        return self.project

    def to_pyvis(self, *, audience: str = "") -> Any:
        """Returns the map of this answer as a pyvis Network. Raises: as `map`; MissingExtra without pyvis."""
        return self.map(audience=audience).to_pyvis()

    def __len__(self) -> int:
        """Returns how many rows, paths or claims there are."""
        raise NotImplementedError


class Table(Answer, frozen=True):
    """Rows under named columns; `claims[i]` are the ids of the claims that back `rows[i]`.

    A cell is None, a text, a number, a list of cells, an `Entity`, a `Source` or a `Claim`.
    """

    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    claims: tuple[tuple[str, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)

    def with_certainty(self) -> Table:
        """Returns the table with a column for the certainty of each row, if its claims have one.

        Claims have a certainty if a date was asked for. That of a row is the least of those of its claims.
        """
        known = self.dataset.claims
        found = [{known[key].certainty for key in keys if key in known} for keys in self.claims]
        if not any(map(any, found)) or any(column.name == "certainty" for column in self.columns):
            return self
        words = (next((word for word in CERTAINTIES if word in marks), "") for marks in found)
        rows = tuple((*row, word) for row, word in zip(self.rows, words, strict=True))
        return replace(self, columns=(*self.columns, Column("certainty")), rows=rows)

    def to_pandas(self) -> pd.DataFrame:
        """Returns the rows as a data frame: entities by name, and the ids of the claims behind each row.

        Raises: MissingExtra if pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise MissingExtra("a data frame", "notebook") from error
        frame = pd.DataFrame(
            [[scalar(cell) for cell in row] for row in self.rows],
            columns=[column.name for column in self.columns],
        )
        return frame.assign(claim_ids=[list(keys) for keys in self.claims])

    def to_dict(self) -> Json:
        """Returns the answer in the shape of the JSON interface."""
        names = [column.name for column in self.columns]
        rows = [dict(zip(names, map(cell_data, row), strict=True)) for row in self.rows]
        used = {key for keys in self.claims for key in keys}
        body = {"columns": names, "rows": rows, "claims": [list(keys) for keys in self.claims]}
        return {**_head(self), **body, **claims_by_id(self.dataset, used)}


class Paths(Answer, frozen=True):
    """Paths between two entities in the order that was asked for; `why` when there are none."""

    paths: tuple[Path, ...] = ()
    why: Why | None = None
    depends_on: tuple[Critical, ...] | None = None

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)

    def table(self) -> Table:
        """Returns the hops of all paths as rows: number of the path and of the hop, from, to, status."""
        kinds = {"path": "number", "hop": "number", "from": "entity", "to": "entity", "status": "status"}
        entities = self.dataset.entities
        hops = [
            (number, at, hop)
            for number, path in enumerate(self.paths, 1)
            for at, hop in enumerate(path.hops, 1)
        ]
        return Table(
            self.dataset,
            self.question,
            self.truncated,
            project=self.project,
            again=_table_again(self),
            columns=tuple(Column(name, kind) for name, kind in kinds.items()),
            rows=tuple(
                (number, at, entities[hop.from_id], entities[hop.to_id], hop.status)
                for number, at, hop in hops
            ),
            claims=tuple(hop.claims for _, _, hop in hops),
        )

    def to_pandas(self) -> pd.DataFrame:
        """Returns the hops of all paths as a data frame. Raises: MissingExtra if pandas is not installed."""
        return self.table().to_pandas()

    def to_dict(self) -> Json:
        """Returns the answer in the shape of the JSON interface."""
        shown = list(self.paths) + [r.example for r in (self.why.relaxations if self.why else ())]
        used = {key for path in shown for hop in path.hops for key in hop.claims}
        body: Json = {"paths": [path_dict(path) for path in self.paths]}
        if self.why is not None:
            body["why"] = _why_dict(self.why)
        if self.depends_on is not None:
            body["depends_on"] = [{"what": item.what, "id": item.id} for item in self.depends_on]
        return {**_head(self), **body, **claims_by_id(self.dataset, used)}


class Subgraph(Answer, frozen=True):
    """Some of the entities and claims, by id, sorted; `components` groups entities that nothing connects."""

    entities: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    components: tuple[tuple[str, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.claims)

    def to_dict(self) -> Json:
        """Returns the answer in the shape of the JSON interface."""
        entities = [to_plain(self.dataset.entities[key]) for key in self.entities]
        body = {"entities": entities, "claims": list(self.claims)}
        if self.components:
            body["components"] = [list(component) for component in self.components]
        return {**_head(self), **body, **claims_by_id(self.dataset, self.claims)}


class Graph(Subgraph, frozen=True):
    """The whole graph, or what filters leave of it, with its sources: what `graphkit export` writes."""


def subgraph(
    dataset: Dataset, question: Mapping[str, Any], claims: Iterable[str], entities: Iterable[str] = ()
) -> Subgraph:
    """Returns the subgraph of claims: the claims, all entities in them, and the entities named."""
    kept = sorted(set(claims))
    found = {*entities, *parties(*(dataset.claims[key] for key in kept))}
    return Subgraph(dataset, question, entities=tuple(sorted(found)), claims=tuple(kept))


def path_dict(path: Path) -> Json:
    """Returns a path as plain data in the shape of the JSON interface."""
    status = path.status
    return {
        "nodes": list(path.nodes),
        "hops": [_hop_dict(hop) for hop in path.hops],
        "length": path.length,
        "weakest": path.weakest,
        "status": None if status is None else status.word,
        **_filled({"certainty": path.certainty}),
    }


def claims_by_id(dataset: Dataset, used: Iterable[str]) -> Json:
    """Returns the claims that were used, whole, and the entities and sources that they name, each by id."""
    claims = [dataset.claims[key] for key in sorted(set(used))]
    items = [item for claim in claims for item in claim.evidence]
    sources = sorted({key for item in items for key in (item.source, item.quoting) if key})
    return {
        "claims_by_id": {claim.id: plain_claim(claim, dataset) for claim in claims},
        "sources_by_id": {key: to_plain(dataset.sources[key]) for key in sources},
    }


def _head(answer: Answer) -> Json:
    told = {"note": answer.note} if answer.note else {}
    return {"graphkit": __version__, "question": dict(answer.question), "truncated": answer.truncated, **told}


def _hop_dict(hop: Hop) -> Json:
    value = {"from": hop.from_id, "to": hop.to_id, "claims": list(hop.claims), "status": hop.status.word}
    return {**value, **_filled({"arrival": hop.arrival, "certainty": hop.certainty})}


def _why_dict(why: Why) -> Json:
    relaxations = [
        {"relax": r.relax, "to": r.to, "paths": r.paths, "example": path_dict(r.example)}
        for r in why.relaxations
    ]
    components = None if why.components is None else list(why.components)
    return {"relaxations": relaxations, "components": components}


def _table_again(paths: Paths) -> Callable[[Any], Table] | None:
    again = paths.again
    return None if again is None else lambda project: cast(Paths, again(project)).table()


def _filled(value: Json) -> Json:
    return {key: item for key, item in value.items() if item not in ("", None, False, [], {})}
