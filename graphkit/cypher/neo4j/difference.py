"""What a push would change: the dataset beside what the server has, by ids and hashes."""

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
from graphkit.cypher.neo4j.marker import LEFT, Marker
from graphkit.dataset.base import Dataset
from graphkit.errors import ExternalError
from graphkit.model.records import Claim

if TYPE_CHECKING:
    import neo4j

_BLANK = " " * HASH_WIDTH
_WHOLE = f"WHERE x.id IS NOT NULL AND x.{HASH} IS NOT NULL"
# An element as one text: its hash, filled up to its width, and its id. A list of texts is read three times as
# fast as one of pairs, and nine times as fast as one row each.
_LINES = (
    f"collect(left(coalesce(toStringOrNull(x.{HASH}), '') + $blank, $width) "
    "+ coalesce(toStringOrNull(x.id), '')) AS found"
)
_GIVEN = {"blank": _BLANK, "width": HASH_WIDTH}
SMALL = 2000  # claims of one type; it takes the server longer to understand a question than to look at these


@dataclass(frozen=True, slots=True)
class Part:
    """What differs under Entity, Source or one type of relationship: ids, sorted, and how many are the same.

    `kept`: nodes that are no longer in the files but carry a relationship which is not ours.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    newly_kept: tuple[str, ...] = ()
    same: int = 0

    @property
    def writes(self) -> int:
        """How many nodes or relationships have to be written."""
        return len(self.added) + len(self.changed) + len(self.removed) + len(self.newly_kept)


Difference = Mapping[str, Part]


class Wanted(Mapping[str, Mapping[str, str]]):
    """Hashes by id of all that the graph of a dataset holds, by Entity, Source or the type of a relationship.

    Those of a group are made when they are first asked for: while the server looks for its own.

    Raises: UsageError if a kind, type or role has a name that is not safe in Cypher.
    """

    def __init__(self, dataset: Dataset) -> None:
        check_names(dataset.ontology)
        self._dataset = dataset
        self._claims: dict[str, list[Claim]] = {}
        names = {key: type_.rel_type for key, type_ in dataset.ontology.types.items()}
        for claim in dataset.claims.values():
            self._claims.setdefault(names[claim.type], []).append(claim)
        self._made: dict[str, Mapping[str, str]] = {}

    def __getitem__(self, group: str) -> Mapping[str, str]:
        """The hashes of a group by id."""
        if group not in self._made:
            self._made[group] = self._make(group)
        return self._made[group]

    def __iter__(self) -> Iterator[str]:
        """The names of all groups."""
        return iter((ENTITY, SOURCE, *self._claims))

    def __len__(self) -> int:
        """How many groups there are."""
        return 2 + len(self._claims)

    def _make(self, group: str) -> Mapping[str, str]:
        if group == ENTITY:
            return {key: entity_hash(entity) for key, entity in self._dataset.entities.items()}
        if group == SOURCE:
            return {key: source_hash(source) for key, source in self._dataset.sources.items()}
        claims = self._claims[group]
        roles = sorted(self._dataset.ontology.types[claims[0].type].roles)
        return {claim.id: claim_hash(claim, roles) for claim in claims}


def find_difference(
    tx: neo4j.ManagedTransaction, wanted: Mapping[str, Mapping[str, str]], marker: Marker | None
) -> Difference:
    """What has to be written so that the server has what is wanted.

    Raises: ExternalError if somebody else's elements stand where ours would.
    """
    parts: dict[str, Part] = {}
    counts = _count(tx, sorted({*wanted, *(marker.types if marker else ()), ENTITY, SOURCE}))
    small = _read_small(tx, counts)
    for group, count in counts.items():
        asked = _ask(tx, group) if count and group not in small else None
        hashes = wanted.get(group, {})  # made here while the server looks for what it has
        there = _read(tx, group, asked, count) if asked else small.get(group, [])
        part = _part(group, hashes, there)
        if part != Part():
            parts[group] = part
    if ENTITY in parts and parts[ENTITY].removed:
        parts |= _loosen(tx, wanted, parts)
    for label in (ENTITY, SOURCE):
        if label in parts and parts[label].removed:
            parts[label] = _keep(tx, label, parts[label])
    return parts


def count_writes(difference: Difference) -> int:
    """How many nodes and relationships a difference writes."""
    return sum(part.writes for part in difference.values())


def _count(tx: neo4j.ManagedTransaction, groups: list[str]) -> dict[str, int]:
    """How many elements each group has, which the server knows without looking at them."""
    counts = ", ".join(f"COUNT {{ {_pattern(group)} }}" for group in groups)
    found: list[int] = tx.run(f"RETURN [{counts}] AS counts").single(strict=True)["counts"]
    return dict(zip(groups, found, strict=True))


def _read_small(tx: neo4j.ManagedTransaction, counts: Mapping[str, int]) -> dict[str, list[str]]:
    """The lines of all types that have few claims, by one question."""
    types = [group for group, count in counts.items() if group not in (ENTITY, SOURCE) and 0 < count <= SMALL]
    if not types:
        return {}
    text = f"MATCH {_pattern('|'.join(types))} RETURN type(x) AS type, {_LINES}"
    return {record["type"]: record["found"] for record in tx.run(text, _GIVEN)}


def _ask(tx: neo4j.ManagedTransaction, group: str, where: str = _WHOLE) -> neo4j.Result:
    """Ask for the lines of a group; of those that are `_WHOLE` an index holds both parts."""
    return tx.run(f"MATCH {_pattern(group)} {where} RETURN {_LINES}", _GIVEN)


def _read(tx: neo4j.ManagedTransaction, group: str, asked: neo4j.Result, count: int) -> list[str]:
    """What was asked for; all `count` elements, asked for anew, if some lack their id or hash."""
    found: list[str] = asked.single(strict=True)["found"]
    return found if len(found) == count else _ask(tx, group, "").single(strict=True)["found"]


def _pattern(group: str) -> str:
    return f"(x:{group})" if group in (ENTITY, SOURCE) else f"()-[x:{group}]->()"


def _part(group: str, wanted: Mapping[str, str], present: list[str]) -> Part:
    """Elements without a hash are not ours: relationships are left alone, unless one stands in the way."""
    lines, there = {digest + key for key, digest in wanted.items()}, set(present)
    fresh = {line[HASH_WIDTH:] for line in lines - there}
    stale = {line[HASH_WIDTH:]: line[:HASH_WIDTH] for line in there - lines}
    strangers = [key for key, digest in stale.items() if digest == _BLANK]
    if strangers and (group in (ENTITY, SOURCE) or not wanted.keys().isdisjoint(strangers)):
        example = min(strangers, key=lambda key: (key not in wanted, key))
        raise ExternalError(
            f"this database has {group} elements that are not of this project (one has the id {example!r}); "
            "use another database, or remove them"
        )
    old = stale.keys() - strangers
    if "" in old:
        raise ExternalError(
            f"somebody removed the id of {group} elements of this project; set it again, or prune and push"
        )
    removed = tuple(sorted(old - fresh))
    left = tuple(key for key in removed if stale[key].rstrip() == LEFT)
    return Part(
        tuple(sorted(fresh - old)),
        tuple(sorted(fresh & old)),
        removed,
        left,
        (),
        len(wanted) - len(fresh),
    )


def _loosen(
    tx: neo4j.ManagedTransaction, wanted: Mapping[str, Mapping[str, str]], parts: Mapping[str, Part]
) -> dict[str, Part]:
    """The parts with claims that look right but hang on an entity that goes, as its id was changed there."""
    text = (
        f"UNWIND $ids AS id MATCH (:{ENTITY} {{id: id}})-[r]-() WHERE r.{HASH} IS NOT NULL "
        "RETURN type(r) AS type, collect(DISTINCT r.id) AS ids"
    )
    found: dict[str, Part] = {}
    for record in tx.run(text, ids=list(parts[ENTITY].removed)):
        group = record["type"]
        if group in parts:
            part = parts[group]
            moved = {*record["ids"]} & wanted.get(group, {}).keys() - {*part.changed}
            changed = tuple(sorted({*part.changed, *moved}))
            found[group] = replace(part, changed=changed, same=part.same - len(moved))
    return found


def _keep(tx: neo4j.ManagedTransaction, label: str, part: Part) -> Part:
    """Take out of the removed those that somebody else's relationship hangs on; `kept` were so before."""
    text = (
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) "
        f"WHERE EXISTS {{ (n)-[r]-() WHERE r.{HASH} IS NULL }} RETURN collect(id) AS kept"
    )
    kept = set(tx.run(text, ids=list(part.removed)).single(strict=True)["kept"])
    return Part(
        part.added,
        part.changed,
        tuple(key for key in part.removed if key not in kept),
        tuple(sorted(kept)),
        tuple(sorted(kept - set(part.kept))),
        part.same,
    )
