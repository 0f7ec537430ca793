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
    words = f"label={escape.dot(entity.name)}, tooltip={escape.dot(entity.summary or entity.name)}"
    return f'{escape.dot(entity.id)} [{words}, kind={escape.dot(entity.kind)}, shape="{shape}"{style}]'


def _edge(claim: Claim, dataset: Dataset) -> str:
    sentence = str(claim_sentence(claim, dataset))
    words = f"label={escape.dot(short_claim(claim, dataset))}, tooltip={escape.dot(sentence)}"
    facts = f'id={escape.dot(claim.id)}, type={escape.dot(claim.type)}, status="{claim.status.word}"'
    heads = ', dir="none"' if dataset.ontology.types[claim.type].symmetric else ""
    ends = f"{escape.dot(claim.from_id)} -> {escape.dot(claim.to_id)}"
    return f"{ends} [{words}, {facts}, {_LINES[claim.status]}{heads}]"
