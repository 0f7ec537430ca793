"""Subgraphs: the neighbours of entities, and a smallest subgraph that connects several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import Unpack

from graphkit.dataset.base import Dataset
from graphkit.dataset.rows import components
from graphkit.dataset.selection import Selection, select
from graphkit.dataset.words import words_of
from graphkit.errors import UsageError
from graphkit.model.filters import AroundOptions, Filters, OneEntity, read_options, set_options
from graphkit.model.names import resolve
from graphkit.questions.answer import Subgraph
from graphkit.questions.paths.path_search import walk_selection
from graphkit.questions.paths.search import distances


def find_around(dataset: Dataset, *what: OneEntity, **options: Unpack[AroundOptions]) -> Subgraph:
    """List the neighbours of entities and the claims between them.

    Raises: UnknownName, AmbiguousName, UsageError.
    """
    limits = read_options(AroundOptions, options, words_of(dataset))
    centres = [resolve(dataset.entities, name).id for name in what]
    shown = select(dataset, limits, centres)
    walk, number = walk_selection(shown, {}), shown.entity_ids.numbers
    near = {node for key in centres for node in distances(walk, number[key], limits["hops"])}
    asked = {"ask": "around", "around": centres, **set_options(AroundOptions, limits)}
    claims = (row for row, a, b in _pairs(shown) if a in near and b in near)
    return _subgraph(shown, asked, near, claims)


def find_between(dataset: Dataset, *what: OneEntity, **options: Unpack[Filters]) -> Subgraph:
    """Connect several entities by a smallest subgraph.

    It has at most 2 - 2/n times the connections of the smallest possible, n being the number of entities:
    Mehlhorn's approximation of the Steiner tree (A Faster Approximation Algorithm for the Steiner Problem in
    Graphs, Information Processing Letters 27, 1988), as networkx has it. It has every claim along its
    connections. If not all entities can be connected, the answer is empty, and `components` groups them.

    Raises: UnknownName, AmbiguousName; UsageError for fewer than two entities or filters that are not valid.
    """
    limits = read_options(Filters, options, words_of(dataset))
    ends = [resolve(dataset.entities, name).id for name in what]
    if len(set(ends)) < 2:
        raise UsageError("name at least two different entities")
    shown = select(dataset, limits, ends)
    asked = {"ask": "between", "entities": ends, **set_options(Filters, limits)}
    least = components(shown.rows, shown.mask)
    groups: dict[int, list[int]] = {}
    for node in sorted(shown.entity_ids.numbers[key] for key in set(ends)):
        groups.setdefault(least[node], []).append(node)
    if len(groups) > 1:
        names = tuple(tuple(shown.entity_ids.keys[node] for node in group) for group in groups.values())
        return Subgraph(shown, asked, components=names)
    tree = _tree(shown, least, *groups.values())
    claims = (row for row, a, b in _pairs(shown) if frozenset((a, b)) in tree)
    return _subgraph(shown, asked, set().union(*tree), claims)


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


def _tree(shown: Selection, least: Sequence[int], nodes: Sequence[int]) -> set[frozenset[int]]:
    """Returns the connections of a tree that connects nodes of one component."""
    import networkx as nx
    from networkx.algorithms.approximation import steiner_tree

    walk = walk_selection(shown, {})
    graph: nx.Graph[int] = nx.Graph()
    for node, first in enumerate(least):
        if first == least[nodes[0]]:
            graph.add_edges_from((node, other) for other in sorted(walk.beyond((node,))))
    return {frozenset(pair) for pair in steiner_tree(graph, nodes, method="mehlhorn").edges()}
