"""The page on queries describes every query, and its example is valid."""

from __future__ import annotations

import re
from pathlib import Path

from graphkit.queries import load_queries
from graphkit.queries.header import RESERVED
from graphkit.queries.query import COLUMN_KINDS, PARAMETER_TYPES
from graphkit.reading.shipped import shipped_queries

PAGE = (Path(__file__).parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")


def test_every_query_has_its_paragraph() -> None:
    assert sorted(re.findall(r"^\*\*(\w+)\*\*:", PAGE, re.MULTILINE)) == sorted(
        load_queries(shipped_queries())
    )


def test_every_kind_type_and_parameter_is_told() -> None:
    told = set(re.findall(r"`\$?(\w+)[`(]", PAGE))
    assert {*COLUMN_KINDS, *PARAMETER_TYPES, "claims", "least", "entities", "symmetric"} <= told
    assert {"claims", "least", "entities", "symmetric"} <= RESERVED


def test_the_example_is_a_query(tmp_path: Path) -> None:
    [cypher] = re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "met.cypher").write_text(cypher)
    assert load_queries(tmp_path)["met"].title == "Who met whom"
