"""Parts of the graph: what lies around entities, and the smallest part that connects several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import Filters, admit, claim_mask, cut_evidence, keep_claims
from graphkit.dataset.rows import build_rows
from graphkit.errors import UsageError
from graphkit.questions.answer import Subgraph
from graphkit.questions.paths.find import check_entities
from graphkit.questions.paths.question import question
from graphkit.questions.paths.search import distances
from graphkit.questions.paths.view import EITHER, View, open_view


def find_around(
    dataset: Dataset, centres: Sequence[str], hops: int = 1, filters: Filters | None = None
) -> Subgraph:
    """The entities within so many hops of some, given by their ids, and every claim between them that passes.

    Raises: UnknownName, UsageError for negative hops or filters that cannot be meant.
    """
    filters = filters or Filters()
    if hops < 0:
        raise UsageError(f"hops must be at least 0, not {hops}")
    shown, view = _open(dataset, centres, filters)
    keys = list(shown.entities)
    near = {keys[node] for key in centres for node in distances(view, keys.index(key), hops)}
    claims = [claim.id for claim in shown.claims.values() if near.issuperset(claim.ends)]
    asked = question("around", filters, around=list(centres), hops=hops)
    return Subgraph(shown, asked, entities=tuple(sorted(near)), claims=tuple(sorted(claims)))


def find_between(dataset: Dataset, ends: Sequence[str], filters: Filters | None = None) -> Subgraph:
    """A smallest part of the graph that connects several entities, with every claim along its connections.

    It has at most 2 - 2/n times the connections of the smallest possible, n being the number of entities:
    Mehlhorn's approximation of the Steiner tree (A Faster Approximation Algorithm for the Steiner Problem in
    Graphs, Information Processing Letters 27, 1988), as networkx has it. Where they cannot all be connected,
    the answer is empty, and `apart` groups the entities that can.

    Raises: UnknownName, UsageError for fewer than two entities or filters that cannot be meant.
    """
    filters = filters or Filters()
    if len(set(ends)) < 2:
        raise UsageError("name at least two different entities")
    shown, view = _open(dataset, ends, filters)
    asked = question("between", filters, between=list(ends))
    keys = list(shown.entities)
    groups = _groups(view, sorted({keys.index(key) for key in ends}))
    if len(groups) > 1:
        apart = tuple(tuple(keys[node] for node in group) for group in groups)
        return Subgraph(shown, asked, apart=apart)
    pairs = {frozenset((keys[a], keys[b])) for a, b in _tree(view, groups[0])}
    claims = [claim.id for claim in shown.claims.values() if frozenset(claim.ends) in pairs]
    entities = sorted({key for pair in pairs for key in pair})
    return Subgraph(shown, asked, entities=tuple(entities), claims=tuple(sorted(claims)))


def _open(dataset: Dataset, ends: Iterable[str], filters: Filters) -> tuple[Dataset, View]:
    seen, filters = admit(dataset, filters)
    check_entities(seen, ends)
    shown = cut_evidence(seen, filters)
    rows = build_rows(shown)
    mask = claim_mask(shown, rows, filters, set(ends))
    return keep_claims(shown, mask), open_view(rows, mask, bytes([EITHER]) * len(dataset.ontology.types))


def _groups(view: View, nodes: list[int]) -> list[list[int]]:
    """The nodes by component, each in order."""
    groups = []
    while nodes:
        reached = distances(view, nodes[0], view.rows.nodes)
        groups.append([node for node in nodes if node in reached])
        nodes = [node for node in nodes if node not in reached]
    return groups


def _tree(view: View, nodes: list[int]) -> Iterator[tuple[int, int]]:
    """The connections of the tree, over the component of the nodes."""
    import networkx as nx
    from networkx.algorithms.approximation import steiner_tree

    graph: nx.Graph[int] = nx.Graph()
    for node in sorted(distances(view, nodes[0], view.rows.nodes)):
        graph.add_edges_from((node, other) for other in sorted(view.beyond((node,))))
    yield from steiner_tree(graph, nodes, method="mehlhorn").edges()
