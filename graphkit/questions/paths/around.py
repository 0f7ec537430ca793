"""Subgraphs: the neighbours of entities, and a smallest subgraph that connects several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import Filters, admit
from graphkit.dataset.rows import find_components
from graphkit.dataset.selection import Selection, select
from graphkit.errors import UsageError
from graphkit.questions.answer import Subgraph
from graphkit.questions.paths.find import check_entities
from graphkit.questions.paths.options import PathOptions
from graphkit.questions.paths.path_search import walk_selection
from graphkit.questions.paths.question import question
from graphkit.questions.paths.search import distances
from graphkit.questions.paths.walk import Walk


def find_around(
    dataset: Dataset, centres: Sequence[str], hops: int = 1, filters: Filters | None = None
) -> Subgraph:
    """Returns the entities within a number of hops of some, given by id, and every claim between them.

    Raises: UnknownName, UsageError for negative hops or filters that are not valid.
    """
    filters = filters or Filters()
    if hops < 0:
        raise UsageError(f"hops must be at least 0, not {hops}")
    shown = _select(dataset, centres, filters)
    walk, number = walk_selection(shown, PathOptions()), shown.entity_ids.numbers
    near = {node for key in centres for node in distances(walk, number[key], hops)}
    asked = question("around", filters, around=list(centres), hops=hops)
    claims = (row for row, a, b in _pairs(shown) if a in near and b in near)
    return _subgraph(shown, asked, near, claims)


def find_between(dataset: Dataset, ends: Sequence[str], filters: Filters | None = None) -> Subgraph:
    """Returns a smallest subgraph that connects several entities, with every claim along its connections.

    It has at most 2 - 2/n times the connections of the smallest possible, n being the number of entities:
    Mehlhorn's approximation of the Steiner tree (A Faster Approximation Algorithm for the Steiner Problem in
    Graphs, Information Processing Letters 27, 1988), as networkx has it. Where they cannot all be connected,
    the answer is empty, and `components` groups the entities that can.

    Raises: UnknownName, UsageError for fewer than two entities or filters that are not valid.
    """
    filters = filters or Filters()
    if len(set(ends)) < 2:
        raise UsageError("name at least two different entities")
    shown = _select(dataset, ends, filters)
    asked = question("between", filters, between=list(ends))
    least = find_components(shown.rows.nodes, ((a, b) for _, a, b in _pairs(shown)))
    groups: dict[int, list[int]] = {}
    for node in sorted(shown.entity_ids.numbers[key] for key in set(ends)):
        groups.setdefault(least[node], []).append(node)
    if len(groups) > 1:
        names = tuple(tuple(shown.entity_ids.keys[node] for node in group) for group in groups.values())
        return Subgraph(shown, asked, components=names)
    component, nodes = groups.popitem()
    inside = [node for node, first in enumerate(least) if first == component]
    tree = {frozenset(pair) for pair in _tree(walk_selection(shown, PathOptions()), inside, nodes)}
    claims = (row for row, a, b in _pairs(shown) if frozenset((a, b)) in tree)
    return _subgraph(shown, asked, set().union(*tree), claims)


def _select(dataset: Dataset, ends: Iterable[str], filters: Filters) -> Selection:
    seen, filters = admit(dataset, filters)
    check_entities(seen, ends)
    return select(seen, filters, set(ends))


def _pairs(shown: Selection) -> Iterator[tuple[int, int, int]]:
    """Yields row, from and to of the claims that are kept."""
    rows = shown.rows
    return compress(zip(range(rows.claims), rows.from_node, rows.to_node, strict=True), shown.mask)


def _subgraph(
    shown: Selection, asked: dict[str, object], nodes: Iterable[int], rows: Iterable[int]
) -> Subgraph:
    entities, claims = shown.entity_ids.keys, shown.claim_ids.keys
    return Subgraph(
        shown,
        asked,
        entities=tuple(sorted(entities[node] for node in nodes)),
        claims=tuple(sorted(claims[row] for row in rows)),
    )


def _tree(walk: Walk, inside: Iterable[int], nodes: list[int]) -> Iterator[tuple[int, int]]:
    """Yields the connections of the tree, given the nodes of the component and those to connect."""
    import networkx as nx
    from networkx.algorithms.approximation import steiner_tree

    graph: nx.Graph[int] = nx.Graph()
    for node in inside:
        graph.add_edges_from((node, other) for other in sorted(walk.beyond((node,))))
    yield from steiner_tree(graph, nodes, method="mehlhorn").edges()
