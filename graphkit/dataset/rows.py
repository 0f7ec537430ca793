"""The graph of a dataset: compressed rows for path search, a networkx graph for everything else."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, compress, islice
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from graphkit.dataset.derive import Arc, arcs
from graphkit.errors import UsageError
from graphkit.model.dates import UNDATED, bounds
from graphkit.model.fields import to_flat, to_plain
from graphkit.model.ontology import Ontology
from graphkit.model.records import Claim

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.dataset.base import Dataset

FORWARD, BACKWARD = 1, 2  # bits of `Rows.way`: the slot leaves by the claim's from end, by its to end
DISPUTED, SYMMETRIC = 1, 2  # bits of `Rows.flags`
MOST_TYPES = 255  # a type code is one byte
_BATCH = 1 << 16
_MANY = 100_000  # claims from which on numpy pays for its import

Record = tuple[int, int, int, int, int, int, int, int, int, int]


class Rows(Struct, frozen=True):
    """Adjacency in compressed sparse rows, and one column per attribute of a claim.

    Nodes and claims are numbered in the order of the dataset (by id), types in that of the ontology. The
    slots of node n are `indptr[n]` to `indptr[n + 1]`: each names a neighbour (`indices`), the claim
    (`claim`) and in which direction it is walked (`way`, both bits for a symmetric claim). Every claim has
    a slot at each of its two ends; claims from an entity to itself have none. Integers have 32 bits, the
    rest are bytes, so that the columns can lie in files and be mapped from there.

    `start_earliest` to `end_latest` are the days (proleptic ordinals) of `graphkit.model.dates.bounds`.
    """

    indptr: array[int]
    indices: array[int]
    claim: array[int]
    way: bytearray
    from_node: array[int]
    to_node: array[int]
    type: bytearray
    status: bytearray
    flags: bytearray
    independent: bytearray
    start_earliest: array[int]
    start_latest: array[int]
    end_earliest: array[int]
    end_latest: array[int]

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.indptr) - 1

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return len(self.from_node)

    @classmethod
    def from_records(cls, nodes: int, records: Iterable[Record]) -> Rows:
        """Builds rows from plain records, read once, in order.

        Each record is (from, to, type code, status, flags, independent sources, and the four days). About 50
        bytes a claim are kept.

        Example:
            >>> from graphkit.model.dates import UNDATED
            >>> rows = Rows.from_records(3, [(0, 1, 0, 3, 0, 1, *UNDATED)])
            >>> list(rows.indptr), list(rows.indices), list(rows.way)
            ([0, 1, 2, 2], [1, 0], [1, 2])
        """
        columns = _columns(records)
        return cls(*_slots(nodes, columns[0], columns[1], columns[4]), *columns)


def build_rows(nodes: Mapping[str, int], claims: Iterable[Claim], ontology: Ontology) -> Rows:
    """Builds the rows of claims, given the number of each entity.

    Raises: UsageError if the ontology has more types than a byte can number.
    """
    if len(ontology.types) > MOST_TYPES:
        raise UsageError(f"the ontology has {len(ontology.types)} types; the maximum is {MOST_TYPES}")
    return Rows.from_records(len(nodes), _records(arcs(claims, ontology), nodes, ontology))


def count_claims(rows: Rows, mask: bytes) -> list[int]:
    """Returns the number of claims in a mask at each node; a claim from an entity to itself counts twice."""
    counts = [0] * rows.nodes
    for column in (rows.from_node, rows.to_node):
        for node in compress(column, mask):
            counts[node] += 1
    return counts


def components(rows: Rows, mask: bytes) -> list[int]:
    """Returns for each node the least node of its component, connected by the claims in a mask."""
    return find_components(rows.nodes, compress(zip(rows.from_node, rows.to_node, strict=True), mask))


def find_components(nodes: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Returns for each node the least node of its component, connected by pairs of nodes.

    Union by least node, with path halving.

    Example:
        >>> find_components(5, [(3, 1), (4, 3)])
        [0, 1, 2, 1, 1]
    """
    least = list(range(nodes))
    for one, other in pairs:
        while least[one] != one:
            least[one] = one = least[least[one]]
        while least[other] != other:
            least[other] = other = least[least[other]]
        if one < other:
            least[other] = one
        else:
            least[one] = other
    for node in range(nodes):
        least[node] = least[least[node]]
    return least


def to_networkx(dataset: Dataset, *, flat: bool = False) -> nx.MultiDiGraph[str]:
    """Returns the dataset as a MultiDiGraph: nodes by entity id, edges by claim id, fields as attributes.

    Statuses are words, dates are EDTF texts, evidence is a list of dicts; nodes and edges are sorted by id.
    If `flat`, attributes are as `to_flat` returns them, so that each writer of networkx can write them.
    The graph is a copy: changing it changes nothing else.
    """
    import networkx as nx

    made = to_flat if flat else dict[str, Any]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=dataset.name)
    for entity in dataset.entities.values():
        plain = to_plain(entity, whole=True)
        graph.add_node(plain.pop("id"), **made(plain))
    for claim in dataset.claims.values():
        plain = to_plain(claim, whole=True)
        graph.add_edge(plain.pop("from"), plain.pop("to"), key=plain.pop("id"), **made(plain))
    return graph


def _records(found: Iterable[Arc], node: Mapping[str, int], ontology: Ontology) -> Iterator[Record]:
    code = {key: number for number, key in enumerate(ontology.types)}
    states = {type_.key for type_ in ontology.types.values() if type_.time == "state"}
    for claim, from_id, to_id, symmetric in found:
        dated = claim.start or claim.end
        yield (
            node[from_id],
            node[to_id],
            code[claim.type],
            claim.status,
            DISPUTED * claim.disputed | SYMMETRIC * symmetric,
            min(claim.independent, 255),
            *(bounds(claim.start, claim.end, state=claim.type in states) if dated else UNDATED),
        )


def _columns(records: Iterable[Record]) -> tuple[Any, ...]:
    ints = tuple(array("i") for _ in range(6))
    small = tuple(bytearray() for _ in range(4))
    columns = (*ints[:2], *small, *ints[2:])
    records = iter(records)
    while batch := list(islice(records, _BATCH)):
        for column, values in zip(columns, zip(*batch, strict=True), strict=True):
            column.extend(values)
    return columns


def _slots(nodes: int, from_node: array[int], to_node: array[int], flags: bytearray) -> tuple[Any, ...]:
    """Returns the start of each node's slots, and their neighbours, claims and ways, by a counting sort."""
    if len(from_node) >= _MANY:
        return _sorted_slots(nodes, from_node, to_node, flags)
    degree = array("i", bytes(4 * (nodes + 1)))
    for source, target in zip(from_node, to_node, strict=True):
        if source != target:
            degree[source + 1] += 1
            degree[target + 1] += 1
    indptr = array("i", accumulate(degree))
    free = array("i", indptr)
    indices, claim = array("i", bytes(4 * indptr[-1])), array("i", bytes(4 * indptr[-1]))
    way = bytearray(indptr[-1])
    for row, (source, target) in enumerate(zip(from_node, to_node, strict=True)):
        both = FORWARD | BACKWARD if flags[row] & SYMMETRIC else 0
        for node, other, direction in ((source, target, FORWARD), (target, source, BACKWARD)):
            if source != target:
                slot = free[node]
                free[node] = slot + 1
                indices[slot], claim[slot], way[slot] = other, row, both or direction
    return indptr, indices, claim, way


def _sorted_slots(
    nodes: int, from_node: array[int], to_node: array[int], flags: bytearray
) -> tuple[Any, ...]:
    """Returns the same slots by numpy, which is five times as fast and takes 120 ms to import."""
    import numpy as np

    ends = np.empty(2 * len(from_node), np.int32)
    ends[0::2], ends[1::2] = np.frombuffer(from_node, np.int32), np.frombuffer(to_node, np.int32)
    keys = _sorted_keys(ends)
    order = keys.astype(np.int32)  # the lower half
    keys >>= 32
    indptr = _ints(np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=nodes)))))
    del keys
    claim = order >> 1
    way = (order & 1).astype(np.uint8) + np.uint8(FORWARD)  # BACKWARD where the position is odd
    way[np.frombuffer(flags, np.uint8)[claim] & SYMMETRIC > 0] = FORWARD | BACKWARD
    claims = _ints(claim)
    del claim
    order ^= 1
    return indptr, _ints(ends[order]), claims, bytearray(way)


def _sorted_keys(ends: Any) -> Any:
    """Returns sorted keys of 64 bits, the node above its position, without loops; sorts in place."""
    import numpy as np

    keys = ends.astype(np.int64)
    keys <<= 32
    keys |= np.arange(len(ends), dtype=np.int32)
    loops = ends[0::2] == ends[1::2]
    if loops.any():
        keys = keys[~np.repeat(loops, 2)]
    keys.sort()
    return keys


def _ints(column: Any) -> array[int]:
    found = array("i")
    found.frombytes(memoryview(column.astype("int32", copy=False)).cast("B"))
    return found
