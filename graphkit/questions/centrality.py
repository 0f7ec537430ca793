"""Centralities and communities of a dataset, each with what it does not say about people.

All of them count claims, and claims are what the sources chose to write about: people who are much written
about stand out. A high rank is a reason to read the claims, never a finding about a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.dataset.base import Dataset
from graphkit.dataset.derive import Arc, arcs
from graphkit.errors import UsageError, nearest_hint
from graphkit.questions.answer import Column, Table

if TYPE_CHECKING:
    import networkx as nx

SAMPLE = 500  # from so many entities paths are counted where there are more than twice as many
DAMPING = 0.85
DIGITS = 6


def rank_entities(data: Dataset, measure: str, question: Mapping[str, Any]) -> Table:
    """Returns the entities by a measure, the highest first: betweenness, pagerank, core or louvain.

    Raises: UsageError if there is no such measure.
    """
    if measure not in MEASURES:
        hint = nearest_hint(measure, MEASURES) or f"expected one of {', '.join(MEASURES)}"
        raise UsageError(f'unknown measure "{measure}"; {hint}')
    scores = MEASURES[measure](data)
    order = sorted(scores, key=lambda key: (-scores[key], key))
    if measure == "louvain":
        order = sorted(scores, key=lambda key: (scores[key], key))
    kinds = {"entity": "entity", measure: "number", "neighbours": "number", "id": "text"}
    columns = tuple(Column(name, kind) for name, kind in kinds.items())
    near = _neighbours(data)
    rows = tuple((data.entities[key], scores[key], len(near[key]), key) for key in order)
    return Table(data, question, columns=columns, rows=rows, claims=tuple(() for _ in rows))


def betweenness(data: Dataset) -> Mapping[str, float]:
    """Returns the share of shortest paths between others that lead through an entity, from 0 to 1.

    It says who is on the short paths in what was written down. It does not say that anything ever passed
    through that person, nor that they knew of both sides: a press officer whom every article quotes ranks
    high. Claims count in both directions, parallel claims once. With more than 1,000 entities, paths from 500
    of them are counted.
    Source: Freeman 1977; computed as in Brandes 2001 (networkx).
    """
    import networkx as nx

    graph, keys = _graph(data)
    sample = SAMPLE if len(keys) > 2 * SAMPLE else None
    found = nx.betweenness_centrality(graph, k=sample, seed=0)
    return {keys[node]: round(value, DIGITS) for node, value in found.items()}


def pagerank(data: Dataset) -> Mapping[str, float]:
    """Returns the probability of meeting an entity on a random walk along claims; the sum is 1.

    It says which entities many claims lead to, from entities to which many claims lead. It does not measure
    power or guilt: an agency that everybody accuses, informs and works for ranks high for all three.
    Each of several parallel claims counts; types without a direction are walked both ways.
    Source: Brin and Page 1998, damping 0.85, by power iteration (that of networkx needs scipy).
    """
    out: dict[str, Counter[str]] = {key: Counter() for key in data.entities}
    for _, a, b, symmetric in _arcs(data):
        out[a][b] += 1
        if symmetric:
            out[b][a] += 1
    scores = dict.fromkeys(out, 1 / max(len(out), 1))
    for _ in range(200):
        fresh = _walked(out, scores)
        moved = sum(abs(fresh[key] - scores[key]) for key in out)
        scores = fresh
        if moved < 1e-10:
            break
    return {key: round(value, DIGITS) for key, value in scores.items()}


def _walked(out: Mapping[str, Counter[str]], scores: Mapping[str, float]) -> dict[str, float]:
    """Returns the scores after one more hop of the random walk."""
    lost = sum(scores[key] for key, targets in out.items() if not targets)
    fresh = dict.fromkeys(out, (1 - DAMPING + DAMPING * lost) / max(len(out), 1))
    for key, targets in out.items():
        share = DAMPING * scores[key] / max(targets.total(), 1)
        for target, weight in targets.items():
            fresh[target] += share * weight
    return fresh


def core(data: Dataset) -> Mapping[str, int]:
    """Returns the largest k for which an entity is in a subgraph where each has k neighbours inside it.

    It says who is at the centre of what was written, and who at the edge. It does not say that the centre
    is a group: a much reported trial makes one of judge, counsel and witnesses.
    Source: Seidman 1983 (networkx).
    """
    import networkx as nx

    graph, keys = _graph(data)
    return {keys[node]: value for node, value in nx.core_number(graph).items()}


def louvain(data: Dataset) -> Mapping[str, int]:
    """Returns the number of the community of an entity, 1 for the largest.

    It says which entities share more claims with one another than expected by chance. It does not say that
    they know or belong to one another. Chance decides close cases, with a fixed seed. Each of several
    parallel claims counts. Source: Blondel and others 2008 (networkx).
    """
    import networkx as nx

    graph, keys = _graph(data)
    found = nx.community.louvain_communities(graph, weight="weight", seed=0)
    ordered = sorted(found, key=lambda nodes: (-len(nodes), min(nodes)))
    return {keys[node]: number for number, nodes in enumerate(ordered, 1) for node in nodes}


MEASURES: Mapping[str, Callable[[Dataset], Mapping[str, float]]] = {
    "betweenness": betweenness,
    "pagerank": pagerank,
    "core": core,
    "louvain": louvain,
}


def _graph(data: Dataset) -> tuple[nx.Graph, list[str]]:
    """Returns claims without direction or loops, weighted by their number; node numbers hash alike."""
    import networkx as nx

    keys = list(data.entities)
    number = {key: node for node, key in enumerate(keys)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(keys)))
    for _, a, b, _ in _arcs(data):
        x, y = number[a], number[b]
        weight = graph.edges[x, y]["weight"] + 1 if graph.has_edge(x, y) else 1
        graph.add_edge(x, y, weight=weight)
    return graph, keys


def _neighbours(data: Dataset) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {key: set() for key in data.entities}
    for _, a, b, _ in _arcs(data):
        found[a].add(b)
        found[b].add(a)
    return found


def _arcs(data: Dataset) -> list[Arc]:
    return [arc for arc in arcs(data.claims.values(), data.ontology) if arc.from_id != arc.to_id]
