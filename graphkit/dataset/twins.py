"""Finds records that may be one: entities with one name or identifier, claims recorded twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from graphkit.dataset.base import Dataset
from graphkit.errors import Problem
from graphkit.model.dates import PartialDate
from graphkit.model.names import fold
from graphkit.model.records import Claim, Entity


def find_twins(dataset: Dataset) -> list[Problem]:
    """Returns a warning for each record that may be the same as an earlier one, sorted."""
    entities = sorted(dataset.entities.values(), key=lambda entity: entity.location)
    found = [*_same_names(entities), *_same_identifiers(entities), *_same_claims(dataset)]
    return sorted(set(found))


def _same_names(entities: Iterable[Entity]) -> Iterator[Problem]:
    """Yields entities of one kind and one name; different identifiers show that they are not one."""
    known: dict[tuple[str, str], list[Entity]] = {}
    for entity in entities:
        others = known.setdefault((entity.kind, fold(entity.name)), [])
        for other in others[:1]:
            if not _differ(entity, other):
                message = f'"{entity.id}" has the kind and name of "{other.id}" ({other.location})'
                hint = "if they are one, merge them; if not, give them different ids or names"
                yield Problem(entity.location, message, hint, "warning")
        others.append(entity)


def _differ(entity: Entity, other: Entity) -> bool:
    ids = dict(other.ids)
    return any(value and ids.get(name, value) != value for name, value in entity.ids)


def _same_identifiers(entities: Iterable[Entity]) -> Iterator[Problem]:
    known: dict[tuple[str, str], Entity] = {}
    for entity in entities:
        for name, value in entity.ids:
            first = known.setdefault((name.casefold(), fold(value)), entity)
            if first is not entity and value.strip():
                message = f'"{entity.id}" has the {name} of "{first.id}" ({first.location}): {value}'
                hint = "merge them if they are one; else correct the identifier"
                yield Problem(entity.location, message, hint, "warning")


def _same_claims(dataset: Dataset) -> Iterator[Problem]:
    groups: dict[tuple[str, tuple[str, ...]], list[Claim]] = {}
    types = dataset.ontology.types
    for claim in sorted(dataset.claims.values(), key=lambda claim: claim.location):
        ends = tuple(sorted(claim.ends)) if types[claim.type].symmetric else claim.ends
        groups.setdefault((claim.type, ends), []).append(claim)
    for group in groups.values():
        for first, second in combinations(group, 2):
            if reason := _reason(first, second):
                message = f'"{second.id}" may be the same claim as "{first.id}" ({first.location}): {reason}'
                hint = "if it is, join the evidence in one claim; if not, give each an id"
                yield Problem(second.location, message, hint, "warning")


def _reason(first: Claim, second: Claim) -> str:
    """Returns why two claims of one type between the same entities may be one, or ""."""
    if first.roles and second.roles and first.roles != second.roles:
        return ""
    if not (_may_agree(first.start, second.start) and _may_agree(first.end, second.end)):
        return ""
    if first.ends != second.ends:
        return "the type has no direction"
    if first.start and second.start and not _has_own_id(first, second):
        return f"the dates {first.start} and {second.start} agree"
    return ""


def _has_own_id(*claims: Claim) -> bool:
    """Returns whether the editors gave one of the claims an id: they tell it from the other."""
    return any(claim.id != "/".join((claim.type, *claim.ends, str(claim.start))) for claim in claims)


def _may_agree(first: PartialDate | None, second: PartialDate | None) -> bool:
    if first is None or second is None:
        return True
    return first.earliest <= second.latest and second.earliest <= first.latest
