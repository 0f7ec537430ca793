"""Answers as a Mermaid flowchart, for Markdown that draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import escape
from graphkit.model.status import Status
from graphkit.render.dot import short_claim
from graphkit.render.view import find_members

if TYPE_CHECKING:
    from graphkit.model.records import Claim
    from graphkit.questions.answer import Answer

_SHAPES = {
    "circle": ('(["', '"])'),
    "rounded-square": ('("', '")'),
    "shield": ('["', '"]'),
    "diamond": ('{"', '"}'),
    "triangle": ('[/"', '"\\]'),
    "page": ('[["', '"]]'),
    "pin": ('>"', '"]'),
}


def render_mermaid(answer: Answer) -> str:
    """The answer's claims as a flowchart: solid lines for what was shown or sworn, dotted for what was said.

    Nodes are numbered, since ids may be words of Mermaid; a comment beside each number names its id.
    """
    entities, claims = find_members(answer)
    number = {entity.id: f"n{at}" for at, entity in enumerate(entities, 1)}
    rows = ["flowchart LR"]
    for entity in entities:
        frame = _SHAPES.get(answer.dataset.ontology.kinds[entity.kind].shape, ('["', '"]'))
        before, after = frame
        rows.append(f"  %% {entity.id}")
        rows.append(f"  {number[entity.id]}{before}{escape.mermaid(entity.name)}{after}")
    for claim in claims:
        symmetric = answer.dataset.ontology.types[claim.type].symmetric
        line = _line(claim, symmetric=symmetric)
        words = escape.mermaid(short_claim(claim, answer.dataset))
        rows.append(f'  {number[claim.from_id]} {line}|"{words}"| {number[claim.to_id]}')
    return "\n".join(rows) + "\n"


def _line(claim: Claim, *, symmetric: bool) -> str:
    if claim.status is Status.DENIED:
        return "-.-x"
    if claim.status >= Status.CHARGED:
        return "---" if symmetric else "-->"
    return "-.-" if symmetric else "-.->"
