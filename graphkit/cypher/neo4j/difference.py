"""Compares the dataset with the server by ids and hashes: the difference is what a push writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit.cypher.mapping import (
    ENTITY,
    HASH,
    HASH_WIDTH,
    SOURCE,
    check_names,
    claim_hash,
    entity_hash,
    source_hash,
)
from graphkit.cypher.neo4j.project_node import LEFT, ProjectNode
from graphkit.dataset.base import Dataset
from graphkit.errors import ExternalError
from graphkit.model.records import Claim

if TYPE_CHECKING:
    import neo4j

_BLANK = " " * HASH_WIDTH
_COMPLETE = f"WHERE x.id IS NOT NULL AND x.{HASH} IS NOT NULL"
# A line is an element as text: its padded hash, then its id. The driver reads a list of texts three times as
# fast as a list of pairs, and nine times as fast as a row for each element.
_LINES = (
    f"collect(left(coalesce(toStringOrNull(x.{HASH}), '') + $blank, $width) "
    "+ coalesce(toStringOrNull(x.id), '')) AS found"
)
_PARAMETERS = {"blank": _BLANK, "width": HASH_WIDTH}
SMALL = 2000  # claims of one type; reading these takes the server less time than planning another query


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """The difference of Entity, Source or one relationship type: sorted ids, and how many elements are equal.

    `kept`: nodes that are no longer in the files, but have a foreign relationship.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    newly_kept: tuple[str, ...] = ()
    same: int = 0

    @property
    def writes(self) -> int:
        """The number of nodes or relationships to write."""
        return len(self.added) + len(self.changed) + len(self.removed) + len(self.newly_kept)


Difference = Mapping[str, GroupDifference]


class DatasetHashes(Mapping[str, Mapping[str, str]]):
    """The hashes of a dataset by group (Entity, Source or a relationship type) and id.

    The hashes of a group are computed at first use, while the server reads its own.

    Raises: UsageError if a kind, type or role has a name that is not safe in Cypher.
    """

    def __init__(self, dataset: Dataset) -> None:
        check_names(dataset.ontology)
        self._dataset = dataset
        self._claims: dict[str, list[Claim]] = {}
        names = {key: type_.rel_type for key, type_ in dataset.ontology.types.items()}
        for claim in dataset.claims.values():
            self._claims.setdefault(names[claim.type], []).append(claim)
        self._computed: dict[str, Mapping[str, str]] = {}

    def __getitem__(self, group: str) -> Mapping[str, str]:
        """Returns the hashes of a group by id."""
        if group not in self._computed:
            self._computed[group] = self._compute(group)
        return self._computed[group]

    def __iter__(self) -> Iterator[str]:
        """Yields the names of all groups."""
        return iter((ENTITY, SOURCE, *self._claims))

    def __len__(self) -> int:
        """Returns the number of groups."""
        return 2 + len(self._claims)

    def _compute(self, group: str) -> Mapping[str, str]:
        if group == ENTITY:
            return {key: entity_hash(entity) for key, entity in self._dataset.entities.items()}
        if group == SOURCE:
            return {key: source_hash(source) for key, source in self._dataset.sources.items()}
        claims = self._claims[group]
        roles = sorted(self._dataset.ontology.types[claims[0].type].roles)
        return {claim.id: claim_hash(claim, roles) for claim in claims}


def find_difference(
    tx: neo4j.ManagedTransaction, hashes: Mapping[str, Mapping[str, str]], project: ProjectNode | None
) -> Difference:
    """Returns what a push must write so that the server has exactly the elements with these hashes.

    Raises: ExternalError if a foreign element is in the way.
    """
    groups: dict[str, GroupDifference] = {}
    counts = _count(tx, sorted({*hashes, *(project.types if project else ()), ENTITY, SOURCE}))
    small = _read_small(tx, counts)
    for group, count in counts.items():
        result = _request(tx, group) if count and group not in small else None
        expected = hashes.get(group, {})  # computed here while the server reads its own
        present = _read(tx, group, result, count) if result else small.get(group, [])
        found = _compare(group, expected, present)
        if found != GroupDifference():
            groups[group] = found
    if ENTITY in groups and groups[ENTITY].removed:
        groups |= _add_moved(tx, hashes, groups)
    for label in (ENTITY, SOURCE):
        if label in groups and groups[label].removed:
            groups[label] = _keep_tied(tx, label, groups[label])
    return groups


def count_writes(difference: Difference) -> int:
    """Returns how many nodes and relationships a difference writes."""
    return sum(group.writes for group in difference.values())


def _count(tx: neo4j.ManagedTransaction, groups: list[str]) -> dict[str, int]:
    """Returns the number of elements of each group; the server keeps these counts."""
    counts = ", ".join(f"COUNT {{ {_pattern(group)} }}" for group in groups)
    found: list[int] = tx.run(f"RETURN [{counts}] AS counts").single(strict=True)["counts"]
    return dict(zip(groups, found, strict=True))


def _read_small(tx: neo4j.ManagedTransaction, counts: Mapping[str, int]) -> dict[str, list[str]]:
    """Reads the lines of all types with few claims in one query."""
    types = [group for group, count in counts.items() if group not in (ENTITY, SOURCE) and 0 < count <= SMALL]
    if not types:
        return {}
    text = f"MATCH {_pattern('|'.join(types))} RETURN type(x) AS type, {_LINES}"
    return {record["type"]: record["found"] for record in tx.run(text, _PARAMETERS)}


def _request(tx: neo4j.ManagedTransaction, group: str, where: str = _COMPLETE) -> neo4j.Result:
    """Requests the lines of a group; for elements that are `_COMPLETE`, the server reads only an index."""
    return tx.run(f"MATCH {_pattern(group)} {where} RETURN {_LINES}", _PARAMETERS)


def _read(tx: neo4j.ManagedTransaction, group: str, result: neo4j.Result, count: int) -> list[str]:
    """Reads a result; requests all elements if some of the `count` have no id or hash."""
    found: list[str] = result.single(strict=True)["found"]
    return found if len(found) == count else _request(tx, group, "").single(strict=True)["found"]


def _pattern(group: str) -> str:
    return f"(x:{group})" if group in (ENTITY, SOURCE) else f"()-[x:{group}]->()"


def _compare(group: str, hashes: Mapping[str, str], present: list[str]) -> GroupDifference:
    """Compares the hashes of a group with the lines of the server.

    An element without a hash is foreign. Foreign relationships stay, unless one has the id of a claim.
    """
    lines, there = {digest + key for key, digest in hashes.items()}, set(present)
    fresh = {line[HASH_WIDTH:] for line in lines - there}
    stale = {line[HASH_WIDTH:]: line[:HASH_WIDTH] for line in there - lines}
    foreign = [key for key, digest in stale.items() if digest == _BLANK]
    old = stale.keys() - foreign
    _check_foreign(group, hashes, foreign)
    if "" in old:
        raise ExternalError(
            f"somebody removed the id of {group} elements of this project; set it again, or prune and push"
        )
    removed = tuple(sorted(old - fresh))
    return GroupDifference(
        added=tuple(sorted(fresh - old)),
        changed=tuple(sorted(fresh & old)),
        removed=removed,
        kept=tuple(key for key in removed if stale[key].rstrip() == LEFT),
        same=len(hashes) - len(fresh),
    )


def _check_foreign(group: str, hashes: Mapping[str, str], foreign: list[str]) -> None:
    if foreign and (group in (ENTITY, SOURCE) or not hashes.keys().isdisjoint(foreign)):
        example = min(foreign, key=lambda key: (key not in hashes, key))
        raise ExternalError(
            f"this database has {group} elements that are not of this project (one has the id {example!r}); "
            "use another database, or remove them"
        )


def _add_moved(
    tx: neo4j.ManagedTransaction,
    hashes: Mapping[str, Mapping[str, str]],
    groups: Mapping[str, GroupDifference],
) -> dict[str, GroupDifference]:
    """Adds unchanged claims at an entity that will be removed because somebody changed its id."""
    text = (
        f"UNWIND $ids AS id MATCH (:{ENTITY} {{id: id}})-[r]-() WHERE r.{HASH} IS NOT NULL "
        "RETURN type(r) AS type, collect(DISTINCT r.id) AS ids"
    )
    found: dict[str, GroupDifference] = {}
    for record in tx.run(text, ids=list(groups[ENTITY].removed)):
        name = record["type"]
        if name in groups:
            group = groups[name]
            moved = {*record["ids"]} & hashes.get(name, {}).keys() - {*group.changed}
            changed = tuple(sorted({*group.changed, *moved}))
            found[name] = replace(group, changed=changed, same=group.same - len(moved))
    return found


def _keep_tied(tx: neo4j.ManagedTransaction, label: str, group: GroupDifference) -> GroupDifference:
    """Moves nodes with a foreign relationship from removed to kept; earlier pushes may have kept some."""
    text = (
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) "
        f"WHERE EXISTS {{ (n)-[r]-() WHERE r.{HASH} IS NULL }} RETURN collect(id) AS kept"
    )
    kept = set(tx.run(text, ids=list(group.removed)).single(strict=True)["kept"])
    return replace(
        group,
        removed=tuple(key for key in group.removed if key not in kept),
        kept=tuple(sorted(kept)),
        newly_kept=tuple(sorted(kept - set(group.kept))),
    )
