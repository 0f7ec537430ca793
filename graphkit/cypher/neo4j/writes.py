"""The writes of a difference: small statements that can be repeated safely."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit.cypher.mapping import ENTITY, HASH, SOURCE, Row, claim_row, entity_row, source_row
from graphkit.cypher.neo4j.difference import Difference, GroupDifference
from graphkit.cypher.neo4j.project_node import LEFT
from graphkit.dataset.base import Dataset
from graphkit.errors import ExternalError

if TYPE_CHECKING:
    import neo4j

BATCH = 5000  # rows in one message
_ENDS = ("id", "from", "to")  # of the row of a claim
PENDING = 2  # messages: one that the server runs and one in preparation
_REMOVE_CLAIMS = "UNWIND $rows AS id MATCH ()-[r:{type} {{id: id}}]->() DELETE r"
_REMOVE_MOVED = (
    "UNWIND $rows AS row MATCH (a)-[r:{type} {{id: row.id}}]->(b) "
    "WHERE a.id <> row.from OR b.id <> row.to DELETE r"
)
_WRITE_CLAIMS = (
    f"UNWIND $rows AS row MATCH (a:{ENTITY} {{{{id: row.from}}}}) MATCH (b:{ENTITY} {{{{id: row.to}}}}) "
    "MERGE (a)-[r:{type} {{id: row.id}}]->(b) SET r = row.p RETURN count(*) AS count"
)
_WRITE_NODES = (
    "UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row.p{more} RETURN count(*) AS count"
)
# Without DETACH: if somebody adds a relationship at this moment, the deletion fails and theirs stays.
_REMOVE_NODES = "UNWIND $rows AS id MATCH (n:{label} {{id: id}}) DELETE n"
_LEAVE_NODES = f"UNWIND $rows AS id MATCH (n:{{label}} {{{{id: id}}}}) SET n.{HASH} = '{LEFT}'"


@dataclass(frozen=True, slots=True)
class Write:
    """Elements of one group and the statements that write them; `make` builds the row of an id."""

    group: str
    ids: Sequence[str]
    statements: tuple[str, ...]
    make: Callable[[str], Row] | None = None


def plan_writes(
    dataset: Dataset,
    hashes: Mapping[str, Mapping[str, str]],
    difference: Difference,
    labels: Iterable[str],
    batch: int = BATCH,
) -> Iterator[Write]:
    """Yields the writes in an order in which every claim has both ends.

    `labels`: all labels that kinds have now or had before.
    """
    for write in _group_writes(dataset, hashes, difference, sorted(labels)):
        for start in range(0, len(write.ids), batch):
            yield replace(write, ids=write.ids[start : start + batch])


def run_writes(tx: neo4j.ManagedTransaction, writes: Iterable[Write], report: Callable[[int], None]) -> None:
    """Runs the writes; prepares each while the server runs the one before. `report` gets counts of elements.

    Raises: ExternalError if somebody removes entities of the project at the same time.
    """
    pending: deque[tuple[Write, neo4j.Result]] = deque()
    for write in writes:
        pending.append((write, _send(tx, write)))
        if len(pending) == PENDING:
            _finish(*pending.popleft(), report)
    while pending:
        _finish(*pending.popleft(), report)


def _send(tx: neo4j.ManagedTransaction, write: Write) -> neo4j.Result:
    """Sends the statements of a write; does not wait for the last one."""
    if write.make is None:
        return tx.run(write.statements[-1], rows=list(write.ids))
    rows = [write.make(key) for key in write.ids]
    for text in write.statements[:-1]:
        tx.run(text, rows=[{name: row[name] for name in _ENDS} for row in rows]).consume()
    return tx.run(write.statements[-1], rows=rows)


def _finish(write: Write, result: neo4j.Result, report: Callable[[int], None]) -> None:
    record = result.single()
    if record is not None and record["count"] != len(write.ids):
        raise ExternalError("somebody removed entities of this project during the push; push again")
    report(len(write.ids))


def _group_writes(
    dataset: Dataset, hashes: Mapping[str, Mapping[str, str]], difference: Difference, labels: list[str]
) -> Iterator[Write]:
    claims = {name: group for name, group in difference.items() if name not in (ENTITY, SOURCE)}
    for name, group in claims.items():
        yield Write(name, group.removed, (_REMOVE_CLAIMS.format(type=name),))
    if ENTITY in difference:
        yield from _entity_writes(dataset, hashes[ENTITY], difference[ENTITY], labels)
    if SOURCE in difference:
        yield from _source_writes(dataset, hashes[SOURCE], difference[SOURCE])
    types = {type_.rel_type: type_ for type_ in dataset.ontology.types.values()}
    for name, group in claims.items():

        def make(key: str, name: str = name) -> Row:
            return claim_row(dataset.claims[key], types[name].roles, hashes[name][key])

        moved, write = (text.format(type=name) for text in (_REMOVE_MOVED, _WRITE_CLAIMS))
        yield Write(name, group.changed, (moved, write), make)
        yield Write(name, group.added, (write,), make)
    if ENTITY in difference:
        yield Write(ENTITY, difference[ENTITY].removed, (_REMOVE_NODES.format(label=ENTITY),))


def _source_writes(dataset: Dataset, hashes: Mapping[str, str], group: GroupDifference) -> Iterator[Write]:
    def make(key: str) -> Row:
        return source_row(dataset.sources[key], hashes[key])

    yield Write(SOURCE, group.added + group.changed, (_WRITE_NODES.format(label=SOURCE, more=""),), make)
    yield Write(SOURCE, group.newly_kept, (_LEAVE_NODES.format(label=SOURCE),))
    yield Write(SOURCE, group.removed, (_REMOVE_NODES.format(label=SOURCE),))


def _entity_writes(
    dataset: Dataset, hashes: Mapping[str, str], group: GroupDifference, labels: list[str]
) -> Iterator[Write]:
    def make(key: str) -> Row:
        return entity_row(dataset.entities[key], hashes[key])

    for label, ids in _by_label(dataset, group.added).items():
        yield Write(ENTITY, ids, (_WRITE_NODES.format(label=ENTITY, more=f", n:{label}"),), make)
    for label, ids in _by_label(dataset, group.changed).items():
        others = "".join(f":{other}" for other in labels if other != label)
        more = f", n:{label}" + (f" REMOVE n{others}" if others else "")
        yield Write(ENTITY, ids, (_WRITE_NODES.format(label=ENTITY, more=more),), make)
    yield Write(ENTITY, group.newly_kept, (_LEAVE_NODES.format(label=ENTITY),))


def _by_label(dataset: Dataset, ids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in ids:
        kind = dataset.ontology.kinds[dataset.entities[key].kind]
        found.setdefault(kind.node_label, []).append(key)
    return dict(sorted(found.items()))
