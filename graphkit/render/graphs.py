"""Answers as graphs for other programs: Mermaid and DOT diagrams, GraphML and GEXF."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit import escape
from graphkit.dataset.audience import claim_visibility, mark, plain_claim
from graphkit.model.fields import to_flat, to_plain
from graphkit.model.status import Status
from graphkit.render.view import find_members
from graphkit.sentences import claim_sentence, label_speakers, status_words, when_words

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.dataset.base import Dataset
    from graphkit.model.records import Claim, Entity
    from graphkit.questions.answer import Answer
    from graphkit.render.registry import Page

_MERMAID_SHAPES = {
    "circle": ('(["', '"])'),
    "rounded-square": ('("', '")'),
    "shield": ('["', '"]'),
    "diamond": ('{"', '"}'),
    "triangle": ('[/"', '"\\]'),
    "page": ('[["', '"]]'),
    "pin": ('>"', '"]'),
}
_DOT_SHAPES = {
    "circle": "ellipse",
    "rounded-square": "box",
    "shield": "invhouse",
    "diamond": "diamond",
    "triangle": "triangle",
    "page": "note",
    "pin": "cds",
}
_DOT_LINES = {
    Status.ESTABLISHED: 'style="bold"',
    Status.TESTIFIED: 'style="solid"',
    Status.CHARGED: 'style="dashed", penwidth="1.6"',
    Status.REPORTED: 'style="dashed"',
    Status.ALLEGED: 'style="dashed", penwidth="0.7"',
    Status.INFERRED: 'style="dotted"',
    Status.DENIED: 'style="dotted", color="#b5122b"',
}


def render_mermaid(answer: Answer, page: Page) -> str:
    """Returns a flowchart: solid lines for claims that are charged or more, dotted lines for the others.

    Nodes are numbered because ids may be words of Mermaid; a comment before each node has its id.
    """
    entities, claims = find_members(answer)
    number = {entity.id: f"n{at}" for at, entity in enumerate(entities, 1)}
    rows = ["flowchart LR"]
    for entity in entities:
        shape = answer.dataset.ontology.kinds[entity.kind].shape
        before, after = _MERMAID_SHAPES.get(shape, ('["', '"]'))
        rows.append(f"  %% {entity.id}")
        rows.append(f"  {number[entity.id]}{before}{escape.mermaid(_name(entity))}{after}")
    for claim in claims:
        line = _mermaid_line(claim, symmetric=answer.dataset.ontology.types[claim.type].symmetric)
        words = escape.mermaid(_short_claim(claim, answer.dataset))
        rows.append(f'  {number[claim.from_id]} {line}|"{words}"| {number[claim.to_id]}')
    return "\n".join(rows) + "\n"


def render_dot(answer: Answer, page: Page) -> str:
    """Returns a digraph of Graphviz; an edge has type, status and speaker, and its sentence as tooltip."""
    entities, claims = find_members(answer)
    rows = ['graph [rankdir="LR"]', 'node [fontname="sans-serif"]', 'edge [fontname="sans-serif"]']
    rows += [_dot_node(entity, answer.dataset) for entity in entities]
    rows += [_dot_edge(claim, answer.dataset) for claim in claims]
    return "digraph claims {\n" + "".join(f"  {row};\n" for row in rows) + "}\n"


def render_graphml(answer: Answer, page: Page) -> str:
    """Returns GraphML: nodes by entity id, edges by claim id.

    `networkx.read_graphml(path, force_multigraph=True)` reads it.
    """
    import networkx as nx

    return "\n".join(nx.generate_graphml(build_flat_graph(answer))) + "\n"


def render_gexf(answer: Answer, page: Page) -> str:
    """Returns GEXF 1.2, which Gephi opens: entities by name, claims by type.

    Gephi merges the edges of one kind between two nodes, so parallel claims get different kinds.
    """
    import networkx as nx

    graph = build_flat_graph(answer)
    writer = nx.readwrite.gexf.GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    for edge, (claim, kind) in zip(writer.xml.iter("edge"), number_parallels(graph).items(), strict=True):
        edge.attrib.update(id=claim, kind=kind)
    meta = writer.xml.find("meta")
    if meta is not None:
        meta.attrib.pop("lastmodifieddate", None)  # the same bytes on every day
        for child in list(meta):
            meta.remove(child)
    return str(writer) + "\n"


def build_flat_graph(answer: Answer) -> nx.MultiDiGraph[str]:
    """Returns the answer's claims as edges keyed by claim id; attributes are texts, numbers and flags."""
    import networkx as nx

    entities, claims = find_members(answer)
    types = answer.dataset.ontology.types
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in entities:
        plain = to_plain(entity)
        graph.add_node(plain.pop("id"), label=escape.visible(_name(entity)), **to_flat(plain))
    for claim in claims:
        plain = plain_claim(claim, answer.dataset)
        ends = plain.pop("from"), plain.pop("to")
        words = {
            "label": _short_claim(claim, answer.dataset),
            "symmetric": types[claim.type].symmetric,
            "sentence": claim_sentence(claim, answer.dataset),
            "when": when_words(claim, answer.dataset),
        }
        graph.add_edge(*ends, key=claim.id, **to_flat({**plain, **words}))
    return graph


def number_parallels(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Returns the kind of each edge: the type of the claim, with a number from the second between two nodes.

    Not the claim id: the memory that Gephi takes grows with nodes times kinds.
    """
    seen: Counter[tuple[frozenset[str], str]] = Counter()
    kinds = {}
    for source, target, claim, relation in graph.edges(keys=True, data="relation"):
        ends = frozenset((source, target)), relation
        seen[ends] += 1
        kinds[claim] = relation if seen[ends] == 1 else f"{relation} {seen[ends]}"
    return kinds


def _mermaid_line(claim: Claim, *, symmetric: bool) -> str:
    if claim.status is Status.DENIED:
        return "-.-x"
    if claim.status >= Status.CHARGED:
        return "---" if symmetric else "-->"
    return "-.-" if symmetric else "-.->"


def _dot_node(entity: Entity, dataset: Dataset) -> str:
    shape = _DOT_SHAPES.get(dataset.ontology.kinds[entity.kind].shape, "ellipse")
    style = ', style="dashed"' if entity.unnamed else ""
    words = f"label={escape.dot(_name(entity))}, tooltip={escape.dot(entity.summary or entity.name)}"
    return f'{escape.dot(entity.id)} [{words}, kind={escape.dot(entity.kind)}, shape="{shape}"{style}]'


def _dot_edge(claim: Claim, dataset: Dataset) -> str:
    sentence = claim_sentence(claim, dataset)
    words = f"label={escape.dot(_short_claim(claim, dataset))}, tooltip={escape.dot(sentence)}"
    facts = f'id={escape.dot(claim.id)}, type={escape.dot(claim.type)}, status="{claim.status.word}"'
    heads = ', dir="none"' if dataset.ontology.types[claim.type].symmetric else ""
    ends = f"{escape.dot(claim.from_id)} -> {escape.dot(claim.to_id)}"
    return f"{ends} [{words}, {facts}, {_DOT_LINES[claim.status]}{heads}]"


def _short_claim(claim: Claim, dataset: Dataset) -> str:
    """Returns a claim in a few words, with its speaker: "hired (reported, disputed: Newsweek)"."""
    hidden = mark(claim_visibility(claim, dataset))
    said = f"{status_words(claim)}: {label_speakers(claim, dataset)}"
    return f"{dataset.ontology.types[claim.type].label} ({said}){hidden}"


def _name(entity: Entity) -> str:
    return entity.name + mark(entity.visibility)
