"""A part of a dataset: a mask over its claims, and the claims whose evidence was cut, derived anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property, reduce
from itertools import compress
from operator import and_

from msgspec import Struct
from msgspec.structs import replace

from graphkit.dataset.base import Dataset, Ids
from graphkit.dataset.derive import derive
from graphkit.dataset.rows import DISPUTED, Rows
from graphkit.errors import Problem
from graphkit.model.dates import (
    UNDATED,
    Bounds,
    Window,
    is_definite,
    is_possible,
    parse_date,
    window_at,
    window_between,
)
from graphkit.model.filters import Filters
from graphkit.model.names import Match
from graphkit.model.ontology import Ontology
from graphkit.model.records import Claim, Entity, Evidence, Settings, Source, Uncited
from graphkit.model.status import Status
from graphkit.model.story import StoryStep

CERTAINTIES = ("", "", "definitely", "possibly", "undated")  # by the byte of a claim in a mask; 0: left out
_KEPT, _DEFINITELY, _POSSIBLY, _UNDATED = 1, 2, 3, 4
_ALL = 255  # in a column of bytes that are combined bit by bit: the claim may stay


class Selection(Struct, frozen=True, dict=True):
    """The claims of a dataset that a mask keeps, with the interface of a dataset; nothing is copied.

    `overrides` are claims that replace those of the dataset, by row. All entities and sources stay.
    """

    dataset: Dataset
    rows: Rows
    mask: bytes
    overrides: Mapping[int, Claim]

    def __repr__(self) -> str:
        return f"<Selection of {len(self.claims):,} claims from {self.dataset!r}>"

    @property
    def name(self) -> str:
        """The name of the investigation."""
        return self.dataset.name

    @cached_property
    def ontology(self) -> Ontology:
        """Its kinds, types, bases and the meaning of each status."""
        return self.dataset.ontology

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """All entities by id."""
        return self.dataset.entities

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """All sources by id."""
        return self.dataset.sources

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The claims that are kept, by id."""
        unchanged = not self.overrides and self.mask == self.dataset.mask
        return self.dataset.claims if unchanged else _SelectedClaims(self)

    @property
    def warnings(self) -> Sequence[Problem]:
        """The problems of the whole dataset."""
        return self.dataset.warnings

    @property
    def uncited(self) -> Sequence[Uncited]:
        """The paragraphs that no claim of the whole dataset cites."""
        return self.dataset.uncited

    @property
    def settings(self) -> Settings:
        """What `graphkit.yaml` says about the investigation."""
        return self.dataset.settings

    @property
    def story(self) -> Sequence[StoryStep]:
        """The steps of the story that a map shows."""
        return self.dataset.story

    @property
    def entity_ids(self) -> Ids:
        """The ids of the nodes of `rows`."""
        return self.dataset.entity_ids

    @property
    def claim_ids(self) -> Ids:
        """The ids of the claims of `rows`, with those that are left out."""
        return self.dataset.claim_ids

    def claims_of(self, entity: str) -> Sequence[Claim]:
        """Returns the claims that name an entity, as an end or in a role."""
        return self._kept(self.dataset.claims_of(entity))

    def claims_from(self, source: str) -> Sequence[Claim]:
        """Returns the claims that have evidence left in a source or quoting it."""
        kept = self._kept(self.dataset.claims_from(source))
        return [claim for claim in kept if any(source in (e.source, e.quoting) for e in claim.evidence)]

    def find(self, text: str, *, limit: int = 10) -> Sequence[Match]:
        """Returns the entities that a text may stand for, the likeliest first."""
        return self.dataset.find(text, limit=limit)

    def _kept(self, claims: Iterable[Claim]) -> list[Claim]:
        numbers = self.claim_ids.numbers
        return [self._seen(claim) for claim in claims if self.mask[numbers[claim.id]]]

    def _seen(self, claim: Claim) -> Claim:
        """Returns a kept claim of the dataset as it is here."""
        number = self.claim_ids.numbers[claim.id]
        found = self.overrides.get(number, claim)
        mark = self.mask[number]
        if mark == _KEPT or found.certainty == CERTAINTIES[mark]:
            return found
        return replace(found, certainty=CERTAINTIES[mark])


class _SelectedClaims(Mapping[str, Claim]):
    """The claims of a selection by id, made when they are looked at."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._ids = selection.claim_ids

    def __getitem__(self, key: str) -> Claim:
        if not self._selection.mask[self._ids.numbers[key]]:
            raise KeyError(key)
        return self._selection._seen(self._selection.dataset.claims[key])

    def __contains__(self, key: object) -> bool:
        number = self._ids.numbers.get(key) if isinstance(key, str) else None
        return number is not None and self._selection.mask[number] > 0

    def __iter__(self) -> Iterator[str]:
        return compress(self._ids.keys, self._selection.mask)

    def __len__(self) -> int:
        return len(self._selection.mask) - self._selection.mask.count(0)

    def values(self) -> ValuesView[Claim]:
        """Returns the claims, without a look-up of each."""
        return _SelectedValues(self)


class _SelectedValues(ValuesView[Claim]):
    """The claims of a selection in the order of the rows."""

    _mapping: _SelectedClaims

    def __iter__(self) -> Iterator[Claim]:
        found = self._mapping._selection
        kept = compress(found.dataset.claims.values(), compress(found.mask, found.dataset.mask))
        return map(found._seen, kept) if found.overrides or max(found.mask, default=0) > _KEPT else kept


def select(dataset: Dataset, filters: Filters, ends: Collection[str] = ()) -> Selection:
    """Returns the claims of a dataset that pass filters, which `read_options` has checked.

    Evidence is cut first and claims are derived anew, then claims are left out. `ends` are entities whose
    kind does not matter.
    """
    cut = _cut_evidence(dataset, filters)
    rows, types = cut.rows, dataset.ontology.types
    least = Status.parse(filters["min_status"]) if "min_status" in filters else Status.DENIED
    lowest = max(least, 0 if filters.get("include_denied") else 1)
    columns: list[bytes | bytearray] = [cut.mask.translate(_table(range(1, 256)))]
    if lowest:
        columns.append(rows.status.translate(_table(range(lowest, 256))))
    if sources := filters.get("min_sources"):
        columns.append(rows.independent.translate(_table(range(min(sources, 256), 256))))
    if filters.get("undisputed"):
        columns.append(rows.flags.translate(_table(flag for flag in range(256) if not flag & DISPUTED)))
    if "type" in filters or "not_type" in filters:
        wanted = set(filters.get("type", types)) - set(filters.get("not_type", ()))
        columns.append(rows.type.translate(_table(code for code, key in enumerate(types) if key in wanted)))
    if "kind" in filters:
        columns.append(_column_of_kinds(cut, set(filters["kind"]), ends))
    open_ = _common(columns)
    return replace(cut, mask=_common([open_, _certainties(cut, filters, open_)]))


def narrow(dataset: Dataset, numbers: Iterable[int]) -> Selection:
    """Returns the selection of the claims in some rows."""
    mask = bytearray(len(dataset.mask))
    for number in numbers:
        mask[number] = dataset.mask[number]
    return Selection(dataset, dataset.rows, bytes(mask), {})


def include(selection: Selection, claims: Iterable[Claim]) -> Selection:
    """Returns the selection with more claims of its dataset, each as it is given here."""
    mask, overrides = bytearray(selection.mask), dict(selection.overrides)
    for claim in claims:
        number = selection.claim_ids.numbers[claim.id]
        mask[number], overrides[number] = _KEPT, claim
    return replace(selection, mask=bytes(mask), overrides=overrides)


def _cut_evidence(dataset: Dataset, filters: Filters) -> Selection:
    """Returns the claims with the evidence that counts, and without the claims that have none.

    With `source`, evidence counts that is in it or quotes it; without a source, what quotes it does not
    count either.
    """
    wanted, unwanted = set(filters.get("source", ())), set(filters.get("without_source", ()))

    def counts(item: Evidence) -> bool:
        named = {item.source, item.quoting}
        return not (named & unwanted) and (not wanted or bool(named & wanted))

    mask = bytearray(len(dataset.mask)) if wanted else bytearray(dataset.mask)
    overrides: dict[int, Claim] = {}
    for claim in _touched(dataset, wanted or unwanted):
        number = dataset.claim_ids.numbers[claim.id]
        left = tuple(item for item in claim.evidence if counts(item))
        mask[number] = dataset.mask[number] if left else 0
        if left and len(left) < len(claim.evidence):
            overrides[number] = derive(claim, left, dataset.ontology.bases, dataset.sources)
    return Selection(dataset, _overridden(dataset.rows, overrides), bytes(mask), overrides)


def _touched(dataset: Dataset, sources: Iterable[str]) -> Iterable[Claim]:
    return {claim.id: claim for key in sources for claim in dataset.claims_from(key)}.values()


def _overridden(rows: Rows, overrides: Mapping[int, Claim]) -> Rows:
    if not overrides:
        return rows
    status, flags, independent = map(bytearray, (rows.status, rows.flags, rows.independent))
    for number, claim in overrides.items():
        status[number], independent[number] = claim.status, min(claim.independent, 255)
        flags[number] = flags[number] & ~DISPUTED | DISPUTED * claim.disputed
    return replace(rows, status=status, flags=flags, independent=independent)


def _column_of_kinds(cut: Selection, kinds: Collection[str], ends: Collection[str]) -> bytes:
    entities = cut.entities.values()
    good = bytes(_ALL if entity.kind in kinds or entity.id in ends else 0 for entity in entities)
    columns = (cut.rows.from_node, cut.rows.to_node)
    return _common([bytes(map(good.__getitem__, column)) for column in columns])


def _certainties(cut: Selection, filters: Filters, open_: bytes) -> bytes:
    """Returns how each open claim holds at the date and in the period: for all of its days, or for some."""
    if not ("as_of" in filters or "between" in filters):
        return cut.mask
    windows = [_time_windows(filters, state) for state in (False, True)]
    marks, rows = bytearray(len(open_)), cut.rows
    days = zip(rows.start_earliest, rows.start_latest, rows.end_earliest, rows.end_latest, strict=True)
    states = bytes(type_.time == "state" for type_ in cut.ontology.types.values()).ljust(256, b"\0")
    known: dict[tuple[int, Bounds], int] = {}  # many claims have the same dates
    for number, key in compress(enumerate(zip(rows.type.translate(states), days, strict=True)), open_):
        if key not in known:
            state, bounds = key
            mark = _mark(bounds, windows[state])
            known[key] = mark if mark == _DEFINITELY or not filters.get("definitely") else 0
        marks[number] = known[key]
    return bytes(marks)


def _time_windows(filters: Filters, state: bool) -> list[Window]:
    """Returns the days that the date and the period of filters ask for."""
    windows = []
    if "as_of" in filters:
        windows.append(window_at(parse_date(str(filters["as_of"])), state=state))
    if "between" in filters:
        first, last = (parse_date(str(date)) for date in filters["between"])
        windows.append(window_between(first, last))
    return windows


def _mark(bounds: Bounds, windows: Sequence[Window]) -> int:
    if bounds == UNDATED:
        return _UNDATED
    if all(is_definite(bounds, window) for window in windows):
        return _DEFINITELY
    return _POSSIBLY if all(is_possible(bounds, window) for window in windows) else 0


def _table(good: Iterable[int]) -> bytes:
    """Returns the table for `bytes.translate` that lets some values stay."""
    stay = set(good)
    return bytes(_ALL if value in stay else 0 for value in range(256))


def _common(columns: Sequence[bytes | bytearray]) -> bytes:
    """Returns the bits that all columns share; as long integers, since a loop is a hundred times slower."""
    numbers = (int.from_bytes(column, "little") for column in columns)
    return reduce(and_, numbers).to_bytes(len(columns[0]), "little")
