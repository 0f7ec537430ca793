"""The map as a pyvis Network: positions kept, physics off, values as text, no external resource."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import escape
from graphkit.errors import MissingExtra
from graphkit.model.status import Status
from graphkit.render.picture.shapes import GROUND, STATUS_LINES
from graphkit.render.view import node_radius
from graphkit.sentences import claim_sentence, status_words

if TYPE_CHECKING:
    from graphkit.model.records import Claim, Entity
    from graphkit.render.view import MapData

_SHAPES = {
    "circle": "dot",
    "rounded-square": "square",
    "shield": "triangleDown",
    "diamond": "diamond",
    "triangle": "triangle",
    "page": "square",
    "pin": "star",
}
_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}},
    "nodes": {"font": {"size": 12}},
    "edges": {"arrows": {"to": {"enabled": False, "scaleFactor": 0.5}}},
}
_START = """
const { nodes, edges, options } = JSON.parse(document.getElementById("network").textContent);
const sets = { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) };
window.network = new vis.Network(document.getElementById("map"), sets, options);
"""
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>{style}
html, body, #map {{ height: 100%; margin: 0; }}
#legend {{ position: fixed; z-index: 1; left: 8px; bottom: 8px; display: grid; gap: 2px; padding: 8px;
font: 12px sans-serif; background: #fffd; border: 1px solid #ccc; pointer-events: none; }}</style>
<div id="legend">{legend}</div>
<div id="map" role="img" aria-label="{title}"></div>
<script type="application/json" id="network">{data}</script>
<script>{library}</script>
<script>{start}</script>
</html>
"""


def build_network(view: MapData) -> Any:
    """Returns a `pyvis.network.Network` of the view; the page that it writes loads nothing.

    The template of pyvis loads scripts from two hosts and runs what stands in headings, ids and titles.
    `generate_html`, which `show`, `save_graph` and `write_html` call, is therefore replaced: it inlines the
    vis-network that pyvis bundles and keeps data as data. Menus and configurators of pyvis are left out.

    Raises: MissingExtra if pyvis is not installed.
    """
    if find_spec("pyvis") is None:
        raise MissingExtra("a pyvis network", "pyvis")
    network = _network_class()(directed=True, height="100%", width="100%", cdn_resources="in_line")
    network.heading = view.title
    network.options = _OPTIONS
    degree = Counter(end for claim in view.claims for end in (claim.from_id, claim.to_id))
    # add_node and add_edge of pyvis search a list each time: 49 s for 50,000 nodes.
    network.nodes = [_node(view, entity, degree[entity.id]) for entity in view.entities]
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    network.edges = _edges(view)
    return network


def _network_class() -> Any:
    from pyvis.network import Network

    class ClaimNetwork(Network):  # type: ignore[misc]
        def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
            self.html = _page(self.nodes, self.edges, self.options, str(self.heading))
            return str(self.html)

    return ClaimNetwork


def render_pyvis(view: MapData) -> str:
    """Returns the view as a page that vis-network draws. Raises: MissingExtra."""
    return str(build_network(view).generate_html())


def _node(view: MapData, entity: Entity, degree: int) -> dict[str, Any]:
    kind = view.answer.dataset.ontology.kinds[entity.kind]
    color = kind.color["light"]
    x, y = view.positions[entity.id]
    fill = (
        {"background": GROUND, "border": color} if entity.unnamed else {"background": color, "border": color}
    )
    return {
        "id": entity.id,
        "label": escape.visible(entity.name),
        "title": escape.visible("\n".join(filter(None, (entity.name, kind.label, entity.summary)))),
        "shape": _SHAPES.get(kind.shape, "dot"),
        "color": fill,
        "borderWidth": 2 if entity.unnamed else 1,
        "size": round(node_radius(degree), 1),
        "x": x,
        "y": y,
    }


def _edges(view: MapData) -> list[dict[str, Any]]:
    before: dict[frozenset[str], int] = {}
    edges = []
    for claim in view.claims:
        sentence = claim_sentence(claim, view.answer.dataset, escape.visible, escape.isolated)
        pair = frozenset((claim.from_id, claim.to_id))
        edges.append(_edge(view, claim, sentence, before.get(pair, 0)))
        before[pair] = before.get(pair, 0) + 1
    return edges


def _edge(view: MapData, claim: Claim, sentence: str, before: int) -> dict[str, Any]:
    """Returns an edge with its sentence as title; further edges between the same two are bent."""
    color, width, dashes, _ = STATUS_LINES[claim.status]
    symmetric = view.answer.dataset.ontology.types[claim.type].symmetric
    edge: dict[str, Any] = {
        "id": claim.id,
        "from": claim.from_id,
        "to": claim.to_id,
        "title": f"{sentence}\n{status_words(claim)}",
        "color": color,
        "width": width,
        "dashes": [float(part) for part in dashes.split()] or False,
        "smooth": False,
    }
    if sign := _sign(claim):
        ink = STATUS_LINES[Status.DENIED][0]
        edge |= {"label": sign, "font": {"size": 18, "color": ink, "align": "horizontal"}}
    if before:
        roundness = 0.15 * ((before + 1) // 2)
        way = "curvedCW" if before % 2 else "curvedCCW"
        edge["smooth"] = {"enabled": True, "type": way, "roundness": min(roundness, 0.9)}
    return edge if symmetric else {**edge, "arrows": "to"}


def _sign(claim: Claim) -> str:
    """Returns the sign on a claim that somebody denies or doubts."""
    if claim.status is Status.DENIED:
        return "×"
    return "≠" if claim.disputed else ""


def _legend() -> str:
    """Returns the legend: the line of each status, and the signs."""
    rows = []
    for status, (color, width, dashes, cap) in STATUS_LINES.items():
        look = f'stroke="{color}" stroke-width="{width}" stroke-linecap="{cap}"'
        line = f'<path d="M0 4H40" {look} stroke-dasharray="{dashes or "none"}"/>'
        rows.append(f'<svg width="40" height="8" aria-hidden="true">{line}</svg> {status.word}')
    signs = ("≠ disputed", "× only denied", "Point at a line for its sentence.")
    return "".join(f"<span>{row}</span>" for row in (*rows, *signs))


def _page(nodes: list[Any], edges: list[Any], options: Any, title: str) -> str:
    bundled = _bundled()
    data = {"nodes": nodes, "edges": edges, "options": options if isinstance(options, dict) else _OPTIONS}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    policy = (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src {_hash(bundled['library'])} {_hash(_START)}"
    )
    return _PAGE.format(
        policy=policy,
        title=escape.html(title or "Map"),
        style=bundled["style"],
        legend=_legend(),
        data=escape.script(text),
        library=bundled["library"],
        start=_START,
    )


def _bundled() -> dict[str, str]:
    """Returns the newest vis-network that pyvis bundles."""
    spec = find_spec("pyvis")
    assert spec is not None
    assert spec.origin is not None
    folder = max((Path(spec.origin).parent / "templates" / "lib").glob("vis-*"))
    library = (folder / "vis-network.min.js").read_text("utf-8")
    style = (folder / "vis-network.css").read_text("utf-8")
    return {"library": library, "style": style}


def _hash(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
