"""A difference as a sequence of small writes, each of them safe to do again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from graphkit.cypher.mapping import ENTITY, HASH, SOURCE, Row, claim_row, entity_row, source_row
from graphkit.cypher.neo4j.difference import Difference, Part
from graphkit.cypher.neo4j.marker import LEFT
from graphkit.dataset.base import Dataset
from graphkit.errors import ExternalError

if TYPE_CHECKING:
    import neo4j

BATCH = 5000  # rows that go in one message
_ENDS = ("id", "from", "to")  # what tells where a claim is
UNDER_WAY = 2  # messages, one that the server works on and one that is being made
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
# Without DETACH: should a stranger tie something to it in this moment, the deletion fails instead of theirs.
_REMOVE_NODES = "UNWIND $rows AS id MATCH (n:{label} {{id: id}}) DELETE n"
_LEAVE_NODES = f"UNWIND $rows AS id MATCH (n:{{label}} {{{{id: id}}}}) SET n.{HASH} = '{LEFT}'"


@dataclass(frozen=True, slots=True)
class Step:
    """Some elements of one group and the statements that take them; `make` turns an id into a row."""

    group: str
    ids: Sequence[str]
    statements: tuple[str, ...]
    make: Callable[[str], Row] | None = None


def find_steps(
    dataset: Dataset,
    wanted: Mapping[str, Mapping[str, str]],
    difference: Difference,
    labels: Iterable[str],
    batch: int = BATCH,
) -> Iterator[Step]:
    """The writes, in an order in which no claim lacks an end; `labels` are all that kinds have or had."""
    for step in _whole_steps(dataset, wanted, difference, sorted(labels)):
        for start in range(0, len(step.ids), batch):
            yield replace(step, ids=step.ids[start : start + batch])


def run_steps(tx: neo4j.ManagedTransaction, steps: Iterable[Step], told: Callable[[int], None]) -> None:
    """Write steps; the server works on one while the next is made. `told` hears how many elements are done.

    Raises: ExternalError if somebody else removes our entities at the same time.
    """
    under_way: deque[tuple[Step, neo4j.Result]] = deque()
    for step in steps:
        under_way.append((step, _send(tx, step)))
        if len(under_way) == UNDER_WAY:
            _finish(*under_way.popleft(), told)
    while under_way:
        _finish(*under_way.popleft(), told)


def _send(tx: neo4j.ManagedTransaction, step: Step) -> neo4j.Result:
    """Send the statements of a step, of which the last is under way when this returns."""
    rows: list[Any] = [step.make(key) for key in step.ids] if step.make else list(step.ids)
    for text in step.statements[:-1]:
        tx.run(text, rows=[{name: row[name] for name in _ENDS} for row in rows]).consume()
    return tx.run(step.statements[-1], rows=rows)


def _finish(step: Step, result: neo4j.Result, told: Callable[[int], None]) -> None:
    record = result.single()
    if record is not None and record["count"] != len(step.ids):
        raise ExternalError("somebody else removed entities of this project meanwhile; push again")
    told(len(step.ids))


def _whole_steps(
    dataset: Dataset, wanted: Mapping[str, Mapping[str, str]], difference: Difference, labels: list[str]
) -> Iterator[Step]:
    types = {type_.rel_type: type_ for type_ in dataset.ontology.types.values()}
    claims = {group: part for group, part in difference.items() if group not in (ENTITY, SOURCE)}
    for group, part in claims.items():
        yield Step(group, part.removed, (_REMOVE_CLAIMS.format(type=group),))
    if ENTITY in difference:
        yield from _entity_steps(dataset, wanted[ENTITY], difference[ENTITY], labels)
    if SOURCE in difference:
        part = difference[SOURCE]
        written = (_WRITE_NODES.format(label=SOURCE, more=""),)
        yield Step(
            SOURCE,
            part.added + part.changed,
            written,
            lambda key: source_row(dataset.sources[key], wanted[SOURCE][key]),
        )
        yield Step(SOURCE, part.newly_kept, (_LEAVE_NODES.format(label=SOURCE),))
        yield Step(SOURCE, part.removed, (_REMOVE_NODES.format(label=SOURCE),))
    for group, part in claims.items():

        def make(key: str, group: str = group) -> Row:
            return claim_row(dataset.claims[key], types[group].roles, wanted[group][key])

        moved, write = (text.format(type=group) for text in (_REMOVE_MOVED, _WRITE_CLAIMS))
        yield Step(group, part.changed, (moved, write), make)
        yield Step(group, part.added, (write,), make)
    if ENTITY in difference:
        yield Step(ENTITY, difference[ENTITY].removed, (_REMOVE_NODES.format(label=ENTITY),))


def _entity_steps(
    dataset: Dataset, wanted: Mapping[str, str], part: Part, labels: list[str]
) -> Iterator[Step]:
    kinds = dataset.ontology.kinds

    def by_label(ids: Iterable[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key in ids:
            found.setdefault(kinds[dataset.entities[key].kind].node_label, []).append(key)
        return dict(sorted(found.items()))

    def make(key: str) -> Row:
        return entity_row(dataset.entities[key], wanted[key])

    for label, ids in by_label(part.added).items():
        yield Step(ENTITY, ids, (_WRITE_NODES.format(label=ENTITY, more=f", n:{label}"),), make)
    for label, ids in by_label(part.changed).items():
        others = "".join(f":{other}" for other in labels if other != label)
        more = f", n:{label}" + (f" REMOVE n{others}" if others else "")
        yield Step(ENTITY, ids, (_WRITE_NODES.format(label=ENTITY, more=more),), make)
    yield Step(ENTITY, part.newly_kept, (_LEAVE_NODES.format(label=ENTITY),))
