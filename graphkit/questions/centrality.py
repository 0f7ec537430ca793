"""Who stands where in the whole: centralities and communities, and what they do not say about people.

All of them count claims, and claims are what the sources chose to write about: whoever is much written about
stands out. A high rank is a reason to read the claims, never a finding about a person.
"""

from __future__ import annotations

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
    """The entities by a measure, the highest first: betweenness, pagerank, core or louvain.

    Raises: UsageError if there is no such measure.
    """
    if measure not in MEASURES:
        hint = nearest_hint(measure, MEASURES) or f"expected one of {', '.join(MEASURES)}"
        raise UsageError(f'unknown measure "{measure}"; {hint}')
    scores = MEASURES[measure](data)
    order = sorted(scores, key=lambda key: (-scores[key], key))
    if measure == "louvain":
        order = sorted(scores, key=lambda key: (scores[key], key))
    columns = (Column("entity", "entity"), Column(measure, "number"), Column("neighbours", "number"))
    near = _neighbours(data)
    rows = tuple((data.entities[key], scores[key], len(near[key])) for key in order)
    return Table(data, question, columns=columns, rows=rows, claims=tuple(() for _ in rows))


def betweenness(data: Dataset) -> Mapping[str, float]:
    """The share of shortest paths between others that lead through an entity, from 0 to 1.

    It says who lies on the short ways in what was written down. It does not say that anything ever passed
    through that person, nor that they knew of both sides: a press officer whom every article quotes ranks
    high. Claims count in both directions, parallel ones once. Over 1,000 entities it is estimated from 500.
    Source: Freeman 1977; computed as in Brandes 2001 (networkx).
    """
    import networkx as nx

    graph, keys = _graph(data)
    sample = SAMPLE if len(keys) > 2 * SAMPLE else None
    found = nx.betweenness_centrality(graph, k=sample, seed=0)
    return {keys[node]: round(value, DIGITS) for node, value in found.items()}


def pagerank(data: Dataset) -> Mapping[str, float]:
    """The chance of meeting an entity on a walk along the direction of claims; all together make 1.

    It says whom many claims lead to that start from entities to which many lead in turn. It does not measure
    power or guilt: an agency that everybody accuses, informs and works for ranks high for all three.
    Parallel claims weigh as many times, types without a direction go both ways.
    Source: Brin and Page 1998, damping 0.85, by power iteration (that of networkx needs scipy).
    """
    out: dict[str, dict[str, int]] = {key: {} for key in data.entities}
    for _, a, b, symmetric in _arcs(data):
        out[a][b] = out[a].get(b, 0) + 1
        if symmetric:
            out[b][a] = out[b].get(a, 0) + 1
    size = len(out)
    scores = dict.fromkeys(out, 1 / size) if size else {}
    for _ in range(200):
        lost = sum(scores[key] for key, targets in out.items() if not targets)
        fresh = dict.fromkeys(out, (1 - DAMPING + DAMPING * lost) / size) if size else {}
        for key, targets in out.items():
            step = DAMPING * scores[key] / max(sum(targets.values()), 1)
            for target, weight in targets.items():
                fresh[target] += step * weight
        moved = sum(abs(fresh[key] - scores[key]) for key in out)
        scores = fresh
        if moved < 1e-10:
            break
    return {key: round(value, DIGITS) for key, value in scores.items()}


def core(data: Dataset) -> Mapping[str, int]:
    """The largest k such that an entity lies in a part where everybody has k neighbours within the part.

    It says who belongs to the thick of what was written, and who to the fringe. It does not say that the
    thick of it is a group: a much reported trial makes one of judge, counsel and witnesses.
    Source: Seidman 1983 (networkx).
    """
    import networkx as nx

    graph, keys = _graph(data)
    return {keys[node]: value for node, value in nx.core_number(graph).items()}


def louvain(data: Dataset) -> Mapping[str, int]:
    """The number of the community of an entity, 1 for the largest.

    It says which entities share more claims with one another than chance would have it. It does not say that
    they know or belong to one another, and close calls fall one way by chance (the seed is fixed, so always
    the same way). Parallel claims weigh as many times. Source: Blondel and others 2008 (networkx).
    """
    import networkx as nx

    graph, keys = _graph(data)
    parts = nx.community.louvain_communities(graph, weight="weight", seed=0)
    ordered = sorted(parts, key=lambda part: (-len(part), min(part)))
    return {keys[node]: number for number, part in enumerate(ordered, 1) for node in part}


MEASURES: Mapping[str, Callable[[Dataset], Mapping[str, float]]] = {
    "betweenness": betweenness,
    "pagerank": pagerank,
    "core": core,
    "louvain": louvain,
}


def _graph(data: Dataset) -> tuple[nx.Graph, list[str]]:
    """The claims without direction or loops, their number as weight; nodes are numbers, which hash alike."""
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
