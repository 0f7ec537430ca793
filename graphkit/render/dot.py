"""Answers as DOT for Graphviz: shapes by kind, lines by status, the whole sentence as a tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import escape
from graphkit.model.status import Status
from graphkit.render.view import find_members
from graphkit.sentences import claim_sentence, setting_evidence, speaker_words, status_words

if TYPE_CHECKING:
    from graphkit.dataset.base import Dataset
    from graphkit.model.records import Claim, Entity
    from graphkit.questions.answer import Answer

_SHAPES = {
    "circle": "ellipse",
    "rounded-square": "box",
    "shield": "invhouse",
    "diamond": "diamond",
    "triangle": "triangle",
    "page": "note",
    "pin": "cds",
}
_LINES = {
    Status.ESTABLISHED: 'style="bold"',
    Status.TESTIFIED: 'style="solid"',
    Status.CHARGED: 'style="dashed", penwidth="1.6"',
    Status.REPORTED: 'style="dashed"',
    Status.ALLEGED: 'style="dashed", penwidth="0.7"',
    Status.INFERRED: 'style="dotted"',
    Status.DENIED: 'style="dotted", color="#b5122b"',
}


def render_dot(answer: Answer) -> str:
    """The answer's claims as a digraph; each edge says its type, its status and whose word it is."""
    entities, claims = find_members(answer)
    rows = [_node(entity, answer.dataset) for entity in entities]
    rows += [_edge(claim, answer.dataset) for claim in claims]
    looks = ['graph [rankdir="LR"]', 'node [fontname="sans-serif"]', 'edge [fontname="sans-serif"]']
    return "digraph claims {\n" + "".join(f"  {row};\n" for row in looks + rows) + "}\n"


def short_claim(claim: Claim, dataset: Dataset) -> str:
    """A claim in a few words that still say whose word it is: "hired (reported, disputed: Newsweek)"."""
    setting = setting_evidence(claim, dataset)
    speaker = f": {speaker_words(setting, dataset)}" if setting else ""
    return f"{dataset.ontology.types[claim.type].label} ({status_words(claim)}{speaker})"


def _node(entity: Entity, dataset: Dataset) -> str:
    shape = _SHAPES.get(dataset.ontology.kinds[entity.kind].shape, "ellipse")
    style = ', style="dashed"' if entity.unnamed else ""
    words = f"label={_quoted(entity.name)}, tooltip={_quoted(entity.summary or entity.name)}"
    return f'{_quoted(entity.id)} [{words}, kind={_quoted(entity.kind)}, shape="{shape}"{style}]'


def _edge(claim: Claim, dataset: Dataset) -> str:
    sentence = str(claim_sentence(claim, dataset))
    words = f"label={_quoted(short_claim(claim, dataset))}, tooltip={_quoted(sentence)}"
    facts = f'id={_quoted(claim.id)}, type={_quoted(claim.type)}, status="{claim.status.word}"'
    heads = ', dir="none"' if dataset.ontology.types[claim.type].symmetric else ""
    ends = f"{_quoted(claim.from_id)} -> {_quoted(claim.to_id)}"
    return f"{ends} [{words}, {facts}, {_LINES[claim.status]}{heads}]"


def _quoted(text: str) -> str:
    """A quoted string as Graphviz reads it: no escape, no character entity and no line break is left."""
    plain = escape.xml(" ".join(text.split())).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("&", "&amp;").replace("<", "&lt;") + '"'
