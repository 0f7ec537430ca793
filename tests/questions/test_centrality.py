"""Ranks on graphs small enough to count by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import UsageError
from graphkit.model.records import Entity, Evidence, Source
from graphkit.questions.centrality import MEASURES, rank_entities
from tests.graphs import TINY, build_claim

SOURCES = {"s": Source("s", "A source", "news")}


def _dataset(*pairs: str, type_: str = "informed_for") -> MemoryDataset:
    """Entities of one letter each, and a claim for each pair of letters, in its direction."""
    said = Evidence(source="s", at="P1", says="reports it", basis="reported")
    claims = [
        build_claim(type_, pair[0], pair[1], said, sources=SOURCES, id=f"c{n}")
        for n, pair in enumerate(pairs)
    ]
    people = {key: Entity(key, "person", key) for key in sorted(set("".join(pairs)))}
    return MemoryDataset("d", TINY, people, SOURCES, {claim.id: claim for claim in claims})


def _ranks(data: MemoryDataset, measure: str) -> Mapping[str, float]:
    return {row[0].id: row[1] for row in rank_entities(data, measure, {}).rows}


def test_betweenness_is_the_share_of_shortest_paths() -> None:
    # a-b-c-d with b-c twice: of the 3 pairs of others, 2 go by way of b
    assert _ranks(_dataset("ab", "bc", "cb", "dc"), "betweenness") == pytest.approx(
        {"b": 0.666667, "c": 0.666667, "a": 0, "d": 0}
    )


def test_pagerank_follows_the_direction() -> None:
    ranks = _ranks(_dataset("ab", "bc", "ca"), "pagerank")
    assert ranks == pytest.approx({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}, abs=1e-5)
    star = _ranks(_dataset("ax", "bx", "cx"), "pagerank")
    leaf = 1 / (4 + 3 * 0.85)  # solves r = (1 - d)/4 + d x/4, x = r + 3 d r, where 3 r + x = 1
    assert star["a"] == pytest.approx(leaf, abs=1e-5)
    assert star["x"] == pytest.approx(1 - 3 * leaf, abs=1e-5)
    both = _ranks(_dataset("ax", type_="rival_of"), "pagerank")
    assert both["a"] == both["x"]


def test_core_counts_the_neighbours_within() -> None:
    data = _dataset("ab", "bc", "ca", "cd", "dc")
    assert _ranks(data, "core") == {"a": 2, "b": 2, "c": 2, "d": 1}


def test_louvain_finds_two_triangles_on_a_bridge() -> None:
    data = _dataset("ab", "bc", "ca", "cd", "de", "ef", "fd")
    assert _ranks(data, "louvain") == {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2, "f": 2}


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_takes_nothing_and_loops(measure: str) -> None:
    assert _ranks(_dataset(), measure) == {}
    looped = _dataset("aa", "ab", type_="communicated_with")
    assert set(_ranks(looped, measure)) == {"a", "b"}
    assert all("It says" in (measured.__doc__ or "") for measured in MEASURES.values())


def test_an_unknown_measure_names_the_nearest() -> None:
    with pytest.raises(UsageError, match='did you mean "betweenness"'):
        rank_entities(_dataset(), "betweeness", {})
