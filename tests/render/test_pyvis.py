"""The view as a pyvis Network: the same places, values as text, a page that asks for nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from graphkit.errors import MissingExtra
from graphkit.render import pyvis as renderer
from graphkit.render.registry import Page as Output
from graphkit.render.view import build_map_data
from tests.render.investigation import HOSTILE
from tests.render.investigation import everything as everything
from tests.render.investigation import folder as folder
from tests.render.investigation import project as project

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from graphkit.questions.answer import Subgraph


def test_network_has_the_nodes_and_claims_of_the_view_in_their_places(everything: Subgraph) -> None:
    view = build_map_data(everything)
    network = renderer.build_network(view)
    places = {node["id"]: (node["x"], node["y"]) for node in network.nodes}
    assert places == view.positions
    assert {edge["id"] for edge in network.edges} == set(everything.claims)
    parallel = [edge["smooth"] for edge in network.edges if edge["id"].startswith("informed_for")]
    assert parallel[0] != parallel[1]
    assert network.get_node("ana")["label"] == "Ana Example"


def test_disputed_and_denied_claims_have_a_sign_and_a_legend(everything: Subgraph) -> None:
    network = renderer.build_network(build_map_data(everything))
    claims = everything.dataset.claims
    signs = {edge["id"]: edge.get("label", "") for edge in network.edges}
    assert {"≠", "×"} <= set(signs.values())
    for key, sign in signs.items():
        denied = claims[key].status.word == "denied"
        assert sign == ("×" if denied else "≠" if claims[key].disputed else "")
    page = network.generate_html()
    assert "≠ disputed" in page
    assert "× only denied" in page


def test_page_opens_offline_and_shows_markup_as_text(
    everything: Subgraph, tmp_path: Path, page: Page
) -> None:
    view = build_map_data(everything, Output(title="<img src=x onerror=alert(1)>"))
    file = tmp_path / "net.html"
    renderer.build_network(view).write_html(str(file))
    text = file.read_text("utf-8")
    assert not re.search(r"""(?:src|href)\s*=\s*["']?https?:""", text)
    page.goto(file.as_uri())
    page.wait_for_function("window.network && network.body.data.nodes.length === 6")
    assert page.evaluate("network.body.data.nodes.get('ben').label") == HOSTILE
    assert page.evaluate("network.body.data.edges.length") == len(everything.claims)
    assert page.evaluate("network.physics.physicsEnabled") is False
    assert page.locator("img").count() == 0
    assert page.title() == "<img src=x onerror=alert(1)>"


def test_without_pyvis_the_install_line_is_said(
    everything: Subgraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"graphkit-claims\[pyvis\]"):
        renderer.build_network(build_map_data(everything))
