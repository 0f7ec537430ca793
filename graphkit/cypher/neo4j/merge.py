"""Puts back what the audience of a push could not see, as the files hold it, into what was pulled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from msgspec.structs import replace as replace_fields

from graphkit.cypher.neo4j.pull import Pulled
from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity, Source

R = TypeVar("R", Entity, Source)
T = TypeVar("T")


def add_hidden(pulled: Pulled, whole: Dataset, seen: Dataset) -> Pulled:
    """Returns the pulled records with those that are in the whole dataset, but not in what was pushed of it.

    A claim that is gone from the server keeps the evidence that was not pushed, if it has some.
    """
    claims = {claim.id: claim for claim in pulled.claims}
    for key, claim in whole.claims.items():
        if key not in seen.claims:
            claims[key] = claim
        elif key in claims:
            claims[key] = _restored(claims[key], claim, seen.claims[key])
        elif hidden := [item for item in claim.evidence if item not in seen.claims[key].evidence]:
            claims[key] = replace_fields(claim, evidence=tuple(hidden))
    return replace(
        pulled,
        entities=_with_hidden(pulled.entities, whole.entities, seen.entities),
        sources=_with_hidden(pulled.sources, whole.sources, seen.sources),
        claims=tuple(claims[key] for key in sorted(claims)),
    )


def _with_hidden(pulled: Sequence[R], whole: Mapping[str, R], seen: Mapping[str, R]) -> tuple[R, ...]:
    hidden = {key: record for key, record in whole.items() if key not in seen}
    found = {record.id: record for record in pulled} | hidden
    return tuple(found[key] for key in sorted(found))


def _restored(pulled: Claim, whole: Claim, seen: Claim) -> Claim:
    """Returns a pulled claim with the evidence and the entities in roles that were not pushed, in place."""
    roles = {
        role: _inserted(pulled.roles.get(role, ()), whole.roles.get(role, ()), seen.roles.get(role, ()))
        for role in dict.fromkeys((*whole.roles, *pulled.roles))
    }
    return replace_fields(
        pulled,
        evidence=_inserted(pulled.evidence, whole.evidence, seen.evidence),
        roles={role: keys for role, keys in roles.items() if keys},
    )


def _inserted(pulled: Sequence[T], whole: Sequence[T], seen: Sequence[T]) -> tuple[T, ...]:
    found = list(pulled)
    for at, item in enumerate(whole):
        if item not in seen:
            found.insert(at, item)
    return tuple(found)
