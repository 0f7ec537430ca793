"""The page on Cypher without a server is correct."""

from __future__ import annotations

import pytest

from graphkit.cypher.embedded import EmbeddedGraph, load_graph
from tests.cypher.here import engine_here as engine_here
from tests.cypher.probing import PAGE, PROBES, Probe, outcome_of, render_page
from tests.projects import make_dataset


@pytest.fixture(scope="module")
def graph() -> EmbeddedGraph:
    return load_graph(make_dataset())


def test_the_page_is_what_probing_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_page()


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.construct)
def test_nothing_is_answered_wrongly(graph: EmbeddedGraph, probe: Probe) -> None:
    assert outcome_of(probe, graph) in (("refused",) if probe.rows is None else ("yes", "error"))
