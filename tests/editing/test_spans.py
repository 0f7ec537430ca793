"""The spans of values: where each begins and ends in the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.editing.spans import Node, parse
from graphkit.reading.record import Value
from graphkit.reading.yaml import load_mapping, load_yaml
from tests.fuzz.writer import LAYOUTS, SHIPPED


def value(node: Node) -> Value:
    if node.is_mapping:
        return {key.text: value(item) for key, item in zip(node.keys, node.items, strict=True)}
    return [value(item) for item in node.items] if node.is_list else node.text


@pytest.mark.parametrize("path", [*LAYOUTS, *SHIPPED], ids=lambda path: path.name)
@pytest.mark.parametrize("eol", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_the_tree_holds_what_the_loader_reads(path: Path, eol: bytes) -> None:
    data = path.read_bytes().replace(b"\n", eol)
    root = parse(data).root
    assert root
    if root.is_list:
        assert value(root) == [record.value for record in load_yaml(data, "f")[0]]
    else:
        record, _ = load_mapping(data, "f")
        assert record
        assert value(root) == record.value


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("- a: b # c\n", ["b"]),
        ("- a: 'b''\n   c'  \n", ["'b''\n   c'"]),
        ("- a: b\n    c\n\n# d\n", ["b\n    c"]),
        ("- a: | # c\n    b\n\n  c: d\n", ["| # c\n    b", "d"]),
        ("- a: >+\n    b\n\n\n# d\n", [">+\n    b\n\n"]),
        ("- a: |2-\n     b\n    c\n     \n\n", ["|2-\n     b\n    c\n     "]),
        ("- a: |\n\n  b: |\n", ["|", "|"]),
        ("- a:   # c\n  b:\n", ["", ""]),
        ("- a:\n  - b\n  -\n  # c\n", ["- b\n  -"]),
        ("- a: [b, # c\n  d ]\n", ["[b, # c\n  d ]"]),
        ("- {a: , b: c, d}\n", ["", "c", ""]),
    ],
)
def test_a_value_ends_where_its_text_ends(text: str, spans: list[str]) -> None:
    for eol in ("\n", "\r\n"):
        document = parse(text.replace("\n", eol).encode())
        assert document.root
        found = [document.text[item.start : item.end] for item in document.root.items[0].items]
        assert found == [span.replace("\n", eol) for span in spans]
