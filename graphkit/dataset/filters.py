"""The filters that mean the same in every question: evidence is cut first, then claims."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from graphkit.dataset.base import Dataset
from graphkit.dataset.derive import derive
from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import Location, UnknownName, UsageError, nearest_hint, nearest_names
from graphkit.model.dates import PartialDate, Window, parse_date, window_at, window_between
from graphkit.model.ontology import Basis
from graphkit.model.records import VISIBILITIES, Claim, Evidence, Source
from graphkit.model.status import Status

_NOWHERE = Location("", 0, 0)


class Filters(Struct, frozen=True):
    """What a question leaves out. Evidence is cut first and statuses derived anew, then claims are cut.

    `as_of`, `between`: EDTF texts. `types`, `not_types`, `kinds`: keys of the ontology; with kinds, a claim
    is kept when both its ends are of these kinds (the ends of a path are always allowed). `sources`,
    `without_sources`: ids; a source goes together with what quotes it. `min_sources`: independent sources a
    claim must have. `definitely`: drop claims that hold only possibly, or are undated. `include_denied`: keep
    claims that are only denied. `audience`: the widest visibility that is let through.
    """

    as_of: str = ""
    between: tuple[str, str] | None = None
    types: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    min_status: Status | None = None
    undisputed: bool = False
    sources: tuple[str, ...] = ()
    without_sources: tuple[str, ...] = ()
    min_sources: int = 0
    definitely: bool = False
    include_denied: bool = False
    audience: str = "confidential"


def admit(dataset: Dataset, filters: Filters) -> tuple[Dataset, Filters]:
    """The dataset as the audience may know it, and the filters, checked, that are left to apply to it.

    Raises:
        UnknownName: for a type, kind, source or visibility that is not known (to the audience).
        UsageError: for a date that cannot be read, a period that ends before it begins, `definitely`
            without a date, or a negative number of sources.
    """
    seen = gate(dataset, filters.audience)
    _check_names("type", (*filters.types, *filters.not_types), dataset.ontology.types)
    _check_names("kind", filters.kinds, dataset.ontology.kinds)
    _check_names("source", (*filters.sources, *filters.without_sources), seen.sources)
    if not isinstance(filters.min_sources, int):
        raise UsageError(f"sources takes a number, not {filters.min_sources!r}")
    if filters.min_sources < 0:
        raise UsageError("the number of independent sources cannot be negative")
    for first, *_, last in time_windows(filters, state=False):
        if first > last:
            raise UsageError(f"the period ends before it begins: {' to '.join(filters.between or ())}")
    if filters.definitely and not (filters.as_of or filters.between):
        raise UsageError("definitely needs a date: as of a day, or between two")
    return seen, replace(filters, audience=VISIBILITIES[-1])


def time_windows(filters: Filters, state: bool) -> list[Window]:
    """Returns the days that the date and the period of filters ask for. Raises: UsageError."""
    windows = [window_at(_date(filters.as_of), state=state)] if filters.as_of else []
    if filters.between:
        windows.append(window_between(*map(_date, filters.between)))
    return windows


def visible_to(audience: str) -> tuple[str, ...]:
    """The visibilities of what this audience may know, its own the last. Raises: UnknownName."""
    _check_names("visibility", (audience,), VISIBILITIES)
    return VISIBILITIES[: VISIBILITIES.index(audience) + 1]


def gate(dataset: Dataset, audience: str) -> Dataset:
    """The dataset as this audience may know it: what is less visible was never there.

    Entities, sources and claims that are not visible go; claims at an entity that goes; evidence from,
    quoting or spoken by one that goes; statuses are derived anew. SourceMap in files and warnings go, too,
    since they would tell of what is missing.

    Raises: UnknownName if there is no such visibility.
    """
    seen = visible_to(audience)
    if seen == VISIBILITIES:
        return dataset
    entities = {
        e.id: replace(e, location=_NOWHERE) for e in dataset.entities.values() if e.visibility in seen
    }
    sources = {s.id: replace(s, location=_NOWHERE) for s in dataset.sources.values() if s.visibility in seen}
    hidden = dataset.entities.keys() - entities.keys()

    def visible(item: Evidence) -> bool:
        return item.by not in hidden and item.source in sources and (item.quoting or item.source) in sources

    claims = [
        _public_claim(claim, hidden)
        for claim in dataset.claims.values()
        if claim.visibility in seen and not hidden.intersection((claim.from_id, claim.to_id))
    ]
    derived = {claim.id: claim for claim in _derived(claims, visible, dataset.ontology.bases, sources)}
    uncited = tuple(dataset.uncited)
    return MemoryDataset(dataset.name, dataset.ontology, entities, sources, derived, uncited=uncited)


def make_filters(**given: Any) -> Filters:
    """Filters from keywords named as on the command line (`type`, `without_source`, `min_status` …).

    Each takes the text that the command line would take; those that repeat take one text or several.

    Raises: UsageError for a keyword or status that is not known.

    Example:
        >>> make_filters(type="informed_for", min_status="reported").types
        ('informed_for',)
    """
    values: dict[str, Any] = {}
    for word, value in given.items():
        if word not in _FIELDS:
            raise UsageError(f'unknown filter "{word}"; {nearest_hint(word, _FIELDS) or "see Filters"}')
        many = word in ("type", "not_type", "kind", "source", "without_source")
        values[_FIELDS[word]] = (
            (value,) if many and isinstance(value, str) else tuple(value) if many else value
        )
    if isinstance(values.get("min_status"), str):
        values["min_status"] = _rung(values["min_status"])
    if "as_of" in values:
        values["as_of"] = str(values["as_of"])
    if values.get("between"):
        values["between"] = _period(values["between"])
    return Filters(**values)


def asked(filters: Filters) -> dict[str, Any]:
    """The filters that are set, by their words on the command line, as plain data."""
    plain = Filters()
    found = {word: getattr(filters, name) for word, name in _FIELDS.items()}
    chosen = {word: value for word, value in found.items() if value != getattr(plain, _FIELDS[word])}
    return {word: _plain(value) for word, value in chosen.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Status):
        return value.word
    return list(value) if isinstance(value, tuple) else value


def _period(given: Any) -> tuple[str, str]:
    if isinstance(given, str | int) or len(given) != 2:
        raise UsageError(f"between takes two dates, not {given!r}")
    return str(given[0]), str(given[1])


def _rung(word: str) -> Status | None:
    known = [status.word for status in sorted(Status, reverse=True) if status]
    if word and word not in known:
        raise UsageError(
            f'unknown status "{word}"; {nearest_hint(word, known) or "one of " + ", ".join(known)}'
        )
    return Status.parse(word) if word else None


def _date(text: str) -> PartialDate:
    try:
        return parse_date(text)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _derived(
    claims: Iterable[Claim],
    counts: Callable[[Evidence], bool],
    bases: Mapping[str, Basis],
    sources: Mapping[str, Source],
) -> Iterator[Claim]:
    """The claims with the evidence that counts and what follows from it; those without any are gone."""
    for claim in claims:
        evidence = tuple(item for item in claim.evidence if counts(item))
        if len(evidence) == len(claim.evidence):
            yield claim
        elif evidence:
            yield derive(claim, evidence, bases, sources)


def _public_claim(claim: Claim, hidden: Collection[str]) -> Claim:
    roles = {role: tuple(key for key in keys if key not in hidden) for role, keys in claim.roles.items()}
    evidence = tuple(replace(item, location=_NOWHERE) for item in claim.evidence)
    kept = {role: keys for role, keys in roles.items() if keys}
    return replace(claim, roles=kept, evidence=evidence, location=_NOWHERE)


def _check_names(what: str, names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownName(what, name, nearest_names(name, known))


_FIELDS = {  # the words of the command line -> the fields of Filters
    "as_of": "as_of",
    "between": "between",
    "type": "types",
    "not_type": "not_types",
    "kind": "kinds",
    "min_status": "min_status",
    "undisputed": "undisputed",
    "source": "sources",
    "without_source": "without_sources",
    "sources": "min_sources",
    "definitely": "definitely",
    "include_denied": "include_denied",
    "audience": "audience",
}
