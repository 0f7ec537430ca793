"""Parts of the graph: around an entity, and between several."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest

from graphkit.dataset.audience import redact
from graphkit.dataset.selection import select
from graphkit.dataset.words import words_of
from graphkit.errors import UnknownName, UsageError
from graphkit.model.filters import Filters, read_options
from graphkit.questions.paths.around import find_around, find_between
from tests.graphs import random_chooser, random_dataset
from tests.questions.paths.questions import random_filters, without
from tests.questions.paths.worlds import world

CHAIN = world(
    "a handled b: reported@s1",
    "b handled c: reported@s1",
    "b rival_of c: alleged@s2",
    "c handled d: reported@s1",
    "b handled d: denies:reported@s1",
    "e handled f: reported@s1",
)


@pytest.mark.parametrize(
    ("hops", "entities", "claims"),
    [
        (0, "b", []),
        (1, "abc", ["handled/a/b", "handled/b/c", "rival_of/b/c"]),
        (2, "abcd", ["handled/a/b", "handled/b/c", "handled/c/d", "rival_of/b/c"]),
        (9, "abcd", ["handled/a/b", "handled/b/c", "handled/c/d", "rival_of/b/c"]),
    ],
)
def test_around(hops: int, entities: str, claims: list[str]) -> None:
    part = find_around(CHAIN, "b", hops=hops)
    assert part.entities == tuple(entities)
    assert list(part.claims) == claims
    assert part.question == {"ask": "around", "around": ["b"], "hops": hops}


def test_around_several_and_with_filters() -> None:
    assert find_around(CHAIN, "a", "e", hops=1).entities == ("a", "b", "e", "f")
    assert find_around(CHAIN, "b", hops=1, type="rival_of").entities == ("b", "c")
    assert "handled/b/d" in find_around(CHAIN, "b", hops=1, include_denied=True).claims


def test_between_keeps_every_claim_along_its_connections() -> None:
    part = find_between(CHAIN, "a", "d")
    assert part.entities == ("a", "b", "c", "d")
    assert part.claims == ("handled/a/b", "handled/b/c", "handled/c/d", "rival_of/b/c")


def test_between_says_what_lies_apart() -> None:
    part = find_between(CHAIN, "a", "d", "e")
    assert (part.entities, part.claims) == ((), ())
    assert part.components == (("a", "d"), ("e",))
    assert part.to_dict()["components"] == [["a", "d"], ["e"]]


def test_misuse_is_refused() -> None:
    with pytest.raises(UnknownName, match='unknown entity "x"'):
        find_around(CHAIN, "x")
    with pytest.raises(UsageError, match="hops"):
        find_around(CHAIN, "a", hops=-1)
    with pytest.raises(UsageError, match="two different"):
        find_between(CHAIN, "a", "a")


def test_around_is_an_ego_graph() -> None:
    for seed in range(100):
        choose = random_chooser(seed)
        dataset = random_dataset(choose)
        filters = random_filters(choose, dataset)
        key, hops = choose.one(list(dataset.entities)), choose.number(0, 3)
        if dataset.entities[key].visibility != "public" or filters.get("kind"):
            continue
        graph: nx.Graph[str] = nx.Graph()
        graph.add_node(key)
        seen, filters = redact(dataset, filters["audience"]), without(filters, "audience")
        view = select(seen, read_options(Filters, filters, words_of(seen)))
        graph.add_edges_from(claim.ends for claim in view.claims.values())
        near = set(nx.ego_graph(graph, key, radius=hops))
        part = find_around(seen, key, hops=hops, **filters)
        assert set(part.entities) == near
        assert list(part.claims) == [claim.id for claim in view.claims.values() if near >= set(claim.ends)]


def test_between_connects_within_its_bound() -> None:
    connected = 0
    for seed in range(150):
        choose = random_chooser(seed)
        dataset = random_dataset(choose, claims=16)
        ends = choose.some(list(dataset.entities), 6)
        if len(ends) < 2:
            continue
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(dataset.entities)
        graph.add_edges_from(claim.ends for claim in select(dataset, {}).claims.values())
        part = find_between(dataset, *ends)
        if len({frozenset(nx.node_connected_component(graph, key)) for key in ends}) > 1:
            assert part.components
            assert sorted(key for group in part.components for key in group) == sorted(ends)
            continue
        connected += 1
        tree: nx.Graph[str] = nx.Graph()
        tree.add_edges_from(dataset.claims[key].ends for key in part.claims)
        assert nx.is_connected(tree)
        assert set(tree) == set(part.entities) >= set(ends)
        rest = [key for key in dataset.entities if key not in ends]
        least = next(
            size
            for size in range(len(rest) + 1)
            for extra in combinations(rest, size)
            if nx.is_connected(graph.subgraph([*ends, *extra]))
        )
        fewest = len(ends) + least - 1
        edges = {frozenset(pair) for pair in tree.edges if pair[0] != pair[1]}
        assert len(part.entities) - 1 == len(edges) <= (2 - 2 / len(ends)) * fewest
    assert connected > 20
