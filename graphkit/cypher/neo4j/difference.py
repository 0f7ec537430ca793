"""What a push would change: the dataset beside what the server has, by ids and hashes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.cypher.mapping import ENTITY, HASH, SOURCE, check_names, claim_hash, entity_hash, source_hash
from graphkit.cypher.neo4j.marker import LEFT, Marker
from graphkit.dataset import Dataset
from graphkit.errors import OutsideError

if TYPE_CHECKING:
    import neo4j

Hashes = dict[str, dict[str, str]]  # by Entity, Source or the type of a relationship: id to hash


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


def wanted_hashes(dataset: Dataset) -> Hashes:
    """The hashes of everything that the graph of a dataset holds.

    Raises: UsageError if a kind, type or role has a name that is not safe in Cypher.
    """
    check_names(dataset.ontology)
    types = dataset.ontology.types
    wanted: Hashes = {
        ENTITY: {key: entity_hash(entity) for key, entity in dataset.entities.items()},
        SOURCE: {key: source_hash(source) for key, source in dataset.sources.items()},
    }
    for key, claim in dataset.claims.items():
        type_ = types[claim.type]
        wanted.setdefault(type_.rel_type, {})[key] = claim_hash(claim, type_.roles)
    return wanted


def find_difference(
    tx: neo4j.ManagedTransaction, wanted: Mapping[str, Mapping[str, str]], marker: Marker | None
) -> Difference:
    """What has to be written so that the server has what is wanted.

    Raises: OutsideError if somebody else's elements stand where ours would.
    """
    present = _present(tx, {*wanted, *(marker.types if marker else ())} - {ENTITY, SOURCE})
    parts: dict[str, Part] = {}
    for group in sorted({*wanted, *present}):
        part = _part(group, wanted.get(group, {}), present.pop(group, {}))
        if part != Part():
            parts[group] = part
    for label in (ENTITY, SOURCE):
        if label in parts and parts[label].removed:
            parts[label] = _keep(tx, label, parts[label])
    return parts


def count_writes(difference: Difference) -> int:
    """How many nodes and relationships a difference writes."""
    return sum(part.writes for part in difference.values())


def _present(tx: neo4j.ManagedTransaction, types: Iterable[str]) -> dict[str, dict[str, str | None]]:
    """Ids and hashes as lists: as one row each, a million of them takes nine times as long."""
    found: dict[str, dict[str, str | None]] = {}
    for label in (ENTITY, SOURCE):
        record = tx.run(f"MATCH (n:{label}) RETURN collect([n.id, n.{HASH}]) AS pairs").single(strict=True)
        found[label] = dict(record["pairs"])
    known = {record[0] for record in tx.run("CALL db.relationshipTypes()")}
    if chosen := sorted(known & set(types)):
        text = (
            f"MATCH ()-[r:{'|'.join(chosen)}]->() RETURN type(r) AS type, collect([r.id, r.{HASH}]) AS pairs"
        )
        found.update({record["type"]: dict(record["pairs"]) for record in tx.run(text)})
    return found


def _part(group: str, wanted: Mapping[str, str], present: Mapping[str, str | None]) -> Part:
    """Elements without a hash are not ours: relationships are left alone, unless one stands in the way."""
    strangers = [key for key, value in present.items() if value is None]
    if strangers and (group in (ENTITY, SOURCE) or not wanted.keys().isdisjoint(strangers)):
        example = next((key for key in strangers if key in wanted), strangers[0])
        raise OutsideError(
            f"this database has {group} elements that are not of this project (one has the id {example!r}); "
            "use another database, or remove them"
        )
    ours = present if not strangers else {key: value for key, value in present.items() if value is not None}
    added = tuple(sorted(wanted.keys() - ours.keys()))
    removed = tuple(sorted(ours.keys() - wanted.keys()))
    changed = tuple(sorted(key for key, value in wanted.items() if key in ours and ours[key] != value))
    left = tuple(key for key in removed if ours[key] == LEFT)
    return Part(added, changed, removed, left, (), len(wanted) - len(added) - len(changed))


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
