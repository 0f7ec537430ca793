"""Answers as GraphML and GEXF for Gephi, Cytoscape and networkx, with everything that a claim carries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphkit import escape
from graphkit.questions.answer import claim_dict, entity_dict
from graphkit.render.view import find_members
from graphkit.sentences import claim_sentence, when_words

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.questions.answer import Answer

# What is a list or a mapping in JSON is JSON text here: neither format has nested values.
Flat = dict[str, str | int | bool]

# "type", "start" and "end" mean something else to GEXF, whose dates are never partial.
_RENAMED = {"type": "relation", "start": "start_date", "end": "end_date"}


def render_graphml(answer: Answer) -> str:
    """The answer's claims as GraphML: nodes by entity id, edges by claim id.

    Read back with `networkx.read_graphml(path, force_multigraph=True)`.
    """
    import networkx as nx

    return "\n".join(nx.generate_graphml(build_flat_graph(answer))) + "\n"


def render_gexf(answer: Answer) -> str:
    """The answer's claims as GEXF 1.2, as Gephi opens it: entities by name, claims by type."""
    import networkx as nx

    graph = build_flat_graph(answer)
    writer = nx.readwrite.gexf.GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    meta = writer.xml.find("meta")
    if meta is not None:
        meta.attrib.pop("lastmodifieddate", None)  # the same bytes on every day
        for child in list(meta):
            meta.remove(child)
    return str(writer) + "\n"


def build_flat_graph(answer: Answer) -> nx.MultiDiGraph[str]:
    """The answer's claims as a MultiDiGraph keyed by claim id; attributes are texts, numbers and flags."""
    import networkx as nx

    entities, claims = find_members(answer)
    types = answer.dataset.ontology.types
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in entities:
        plain = entity_dict(entity)
        graph.add_node(plain.pop("id"), label=escape.visible(plain["name"]), **_flat(plain))
    for claim in claims:
        plain = claim_dict(claim)
        ends = plain.pop("from"), plain.pop("to")
        words = {
            "sentence": str(claim_sentence(claim, answer.dataset)),
            "when": when_words(claim, answer.dataset),
        }
        about = {"label": types[claim.type].label, "symmetric": types[claim.type].symmetric}
        graph.add_edge(*ends, key=claim.id, **_flat({**plain, **about, **words}))
    return graph


def _flat(values: dict[str, Any]) -> Flat:
    flat: Flat = {}
    for key, value in values.items():
        if not isinstance(value, str | bool | int):
            value = json.dumps(value, ensure_ascii=False, sort_keys=True)
        flat[_RENAMED.get(key, key)] = escape.visible(value) if isinstance(value, str) else value
    return flat
