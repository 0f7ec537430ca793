"""The page on Neo4j: its twelve queries run, and its colours are those of the ontology."""

from __future__ import annotations

import re
from pathlib import Path

from graphkit.cypher.neo4j.push import push
from graphkit.project import open_project
from graphkit.reading.shipped import shipped_root
from tests.neo4j.graph import run, server_at
from tests.neo4j.server import Address

DOCS = Path(__file__).parents[2] / "docs"


def test_the_twelve_queries_for_the_browser_find_something(no_nodes: Address) -> None:
    push(server_at(no_nodes), open_project(shipped_root()).dataset)
    run(no_nodes, "CALL db.awaitIndexes(60)")
    texts = re.findall(r"```cypher\n(.*?)```", (DOCS / "neo4j.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(texts) == 12
    empty = [text for text in texts if not run(no_nodes, text)]
    assert empty == []


def test_the_style_of_the_browser_has_the_colours_of_the_kinds() -> None:
    style = (DOCS / "graphkit.grass").read_text(encoding="utf-8")
    for kind in open_project(shipped_root()).dataset.ontology.kinds.values():
        assert f"node.{kind.node_label} {{ color: {kind.color['light']};" in style
