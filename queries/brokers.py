"""Brokers: the Python version of brokers.cypher.

The five roles are those of Gould and Fernandez, "Structures of mediation: a formal approach to brokerage in
transaction networks", Sociological Methodology 19 (1989), pages 89 to 126: b brokers between a and c if
a claim leads from a to b, one from b to c, and none from a to c.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Entity
from graphkit.queries import Row, row

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
Edges = dict[str, dict[str, set[str]]]  # ids of claims by their two ends


def brokers(data: Dataset, *, group: str = "kind") -> Iterator[Row]:
    """Yields a row for each broker: how often in which role, sorted by the total."""
    groups = {entity.id: _group(entity, group) for entity in data.entities.values()}
    out, into = _edges(data)
    found: list[tuple[int, str, Counter[str], set[str]]] = []
    for b in out.keys() & into.keys():
        roles: Counter[str] = Counter()
        claims: set[str] = set()
        for a, arriving in into[b].items():
            for c, leaving in out[b].items():
                between = (groups[a], groups[b], groups[c])
                if a != c and c not in out[a] and all(between):
                    roles[_role(*between)] += 1
                    claims |= arriving | leaving
        if roles:
            found.append((-roles.total(), b, roles, claims))
    for total, b, roles, claims in sorted(found, key=lambda item: item[:2]):
        counts = (roles[name] for name in ROLES)
        yield row(b, groups[b], *counts, -total, backed_by=[data.claims[key] for key in sorted(claims)])


def _role(a: str, b: str, c: str) -> str:
    if a == b == c:
        return "coordinator"
    if a == c:
        return "itinerant"
    if b == c:
        return "gatekeeper"
    return "representative" if a == b else "liaison"


def _group(entity: Entity, group: str) -> str:
    return entity.kind if group == "kind" else next(iter(entity.tags), "")


def _edges(data: Dataset) -> tuple[Edges, Edges]:
    """Returns the claims by from and to, and by to and from; symmetric types count both ways."""
    out: Edges = {}
    into: Edges = {}
    for claim in data.claims.values():
        ends = {claim.ends}
        if data.ontology.types[claim.type].symmetric:
            ends.add(claim.ends[::-1])
        for a, b in ends:
            if a != b:
                out.setdefault(a, {}).setdefault(b, set()).add(claim.id)
                into.setdefault(b, {}).setdefault(a, set()).add(claim.id)
    return out, into
