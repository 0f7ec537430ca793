"""Writes answers as JSON, the interface for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphkit.questions.answer import Answer, Graph, Paths, Subgraph, Table
from graphkit.render.csv import backing_name

if TYPE_CHECKING:
    from graphkit.render.registry import Page


def render_json(answer: Answer, page: Page) -> str:
    """Returns one object, indented."""
    return json.dumps(_data(answer), ensure_ascii=False, indent=2) + "\n"


def render_jsonl(answer: Answer, page: Page) -> str:
    """Returns a line for each row, path or claim; of a whole graph, for each entity, source and claim."""
    data = _data(answer)
    claims: dict[str, Any] = data["claims_by_id"]
    if isinstance(answer, Table):
        name = backing_name(answer)
        lines = [row | {name: keys} for row, keys in zip(data["rows"], data["claims"], strict=True)]
    elif isinstance(answer, Paths):
        lines = data["paths"]
    elif isinstance(answer, Graph):
        lines = [{"record": "entity", **entity} for entity in data["entities"]]
        lines += [{"record": "source", "id": key, **item} for key, item in data["sources_by_id"].items()]
        lines += [{"record": "claim", "id": key, **claims[key]} for key in data["claims"]]
    else:
        lines = [{"id": key, **claims[key]} for key in data["claims"]]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _data(answer: Answer) -> dict[str, Any]:
    assert isinstance(answer, Table | Paths | Subgraph)
    return answer.to_dict()
