"""Still pictures: every claim drawn by its status, names as real text, none over another."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec
import pytest

from graphkit.errors import MissingExtra
from graphkit.model.records import Claim, Entity
from graphkit.model.status import Status
from graphkit.model.story import Focus
from graphkit.render.metrics import broken_name, text_width
from graphkit.render.picture import png, render_png, render_svg
from graphkit.render.picture.labels import place_labels
from graphkit.render.picture.scene import Scene, build_scene
from graphkit.render.registry import Page
from graphkit.render.view import MapData, build_map_data
from tests.render.investigation import HOSTILE
from tests.render.investigation import everything as everything
from tests.render.investigation import folder as folder
from tests.render.investigation import project as project

if TYPE_CHECKING:
    from graphkit.questions.answer import Subgraph

SVG = "{http://www.w3.org/2000/svg}"


def _drawn(everything: Subgraph, page: Page | None = None) -> ET.Element:
    return ET.fromstring(render_svg(build_map_data(everything, page)))


def _groups(root: ET.Element) -> dict[str, ET.Element]:
    return {item.get("data-claim", ""): item for item in root.iter(f"{SVG}g") if item.get("data-claim")}


def test_every_claim_is_a_line_of_its_status_with_its_sentence(everything: Subgraph) -> None:
    groups = _groups(_drawn(everything))
    assert set(groups) == set(everything.claims)
    dashes = {key: group.find(f"{SVG}path").get("stroke-dasharray") for key, group in groups.items()}  # type: ignore[union-attr]
    assert dashes["informed_for/ana/bureau/2005"] == "11 4"
    assert dashes["informed_for/ana/bureau/2008"] == "4.5 3.5"
    assert dashes["member_of/ben/ring"] is None
    assert len(groups["charged_in/ana/trial/2010-04-19"].findall(f"{SVG}path")) == 3  # double line and head
    title = groups["member_of/ben/ring"].find(f"{SVG}title")
    assert title is not None
    assert title.text is not None
    assert title.text.startswith("Ring insider testified that ")


def test_symmetric_claims_have_no_head_and_parallel_ones_differ(everything: Subgraph) -> None:
    groups = _groups(_drawn(everything))
    assert len(groups["allied_with/bureau/ring/../2004"].findall(f"{SVG}path")) == 1
    paths = [groups[f"informed_for/ana/bureau/{year}"].find(f"{SVG}path") for year in (2005, 2008)]
    assert len({path.get("d") for path in paths if path is not None}) == 2


def test_names_are_text_and_markup_stays_text(everything: Subgraph) -> None:
    root = _drawn(everything, Page(title="<script>alert(1)</script> \x07 title"))
    assert not list(root.iter(f"{SVG}script"))
    assert not list(root.iter(f"{SVG}img"))
    texts = " ".join(item.text or "" for item in root.iter(f"{SVG}text"))
    assert "<script>alert(1)</script> \\u0007 title" in texts
    assert " ".join(broken_name(HOSTILE)) == HOSTILE
    assert "Ana Example" in texts
    hollow = [item for item in root.iter(f"{SVG}path") if item.get("data-entity") == "insider"]
    assert hollow[0].get("stroke-width") == "2.25"
    assert any(item.get("font-style") == "italic" for item in root.iter(f"{SVG}text"))


def test_legend_names_what_is_drawn_and_the_caveat(everything: Subgraph) -> None:
    texts = [item.text for item in _drawn(everything).iter(f"{SVG}text")]
    for word in (
        "established",
        "testified",
        "reported",
        "alleged",
        "denied",
        "disputed",
        "people",
        "not named",
    ):
        assert word in texts
    assert "charged" not in texts
    assert any("no finding of guilt" in (text or "") for text in texts)


def test_labels_never_overlap(everything: Subgraph) -> None:
    view = build_map_data(everything)
    crowd = {
        Entity(f"p{at:03}", "person", f"Person of the number {at}"): (at % 12 * 60.0, at // 12 * 40.0)
        for at in range(120)
    }
    labels = place_labels(build_scene(_with(view, crowd)))
    boxes = [(item.x, item.y, item.x + item.width, item.y + len(item.lines) * item.step) for item in labels]
    for (a, b, c, d), (e, f, g, h) in combinations(boxes, 2):
        assert c <= e or g <= a or d <= f or h <= b
    assert 20 < len(labels) < 120


def _with(
    view: MapData, places: dict[Entity, tuple[float, float]], claims: tuple[Claim, ...] = ()
) -> MapData:
    positions = {entity.id: place for entity, place in places.items()}
    return msgspec.structs.replace(view, entities=tuple(places), claims=claims, positions=positions)


def test_a_highlight_fades_the_rest(everything: Subgraph) -> None:
    view = build_map_data(everything, highlight=Focus(claims=("member_of/ben/ring",)))
    root = ET.fromstring(render_svg(view))
    groups = _groups(root)
    assert groups["member_of/ben/ring"].get("opacity") is None
    assert groups["informed_for/ana/bureau/2005"].get("opacity") == "0.13"


def test_an_empty_view_is_a_picture_too(project: object) -> None:
    from graphkit.questions.answer import Subgraph as Answer

    view = build_map_data(Answer(project.dataset), Page(title="Nothing"))  # type: ignore[attr-defined]
    assert "Nothing" in render_svg(view)


def test_png_has_the_size_of_the_drawing(everything: Subgraph) -> None:
    view = build_map_data(everything)
    wide = float(ET.fromstring(render_svg(view)).get("width", "0"))
    data = render_png(view)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert abs(int.from_bytes(data[16:20], "big") - 2 * wide) <= 2


def test_widths_follow_the_letters() -> None:
    assert text_width("WWWW") > 3 * text_width("iiii")
    assert text_width("é") == text_width("e")
    assert text_width("中文") == 24
    assert broken_name("Short name") == ("Short name",)


def test_without_resvg_the_install_line_is_said(
    everything: Subgraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(png, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"graphkit-claims\[picture\]"):
        png.render_png(build_map_data(everything))


def test_a_line_bends_only_around_a_node_in_its_way(everything: Subgraph) -> None:
    def scene(*others: tuple[float, float]) -> Scene:
        spots = [(0.0, 0.0), (300.0, 0.0), *others]
        places = {Entity(f"p{at}", "person", "P"): place for at, place in enumerate(spots)}
        return build_scene(_with(build_map_data(everything), places, (_claim("p0", "p1", Status.ALLEGED),)))

    assert scene((150.0, 60.0)).lines[0].bend == (150.0, 0.0)
    bent = scene((150.0, 2.0)).lines[0]
    assert bent.bend[1] < -15
    assert abs(bent.points(1)[0][1] - 2.0) > scene((150.0, 2.0)).nodes[0].r


def test_a_claim_about_oneself_is_a_loop(everything: Subgraph) -> None:
    view = _with(
        build_map_data(everything),
        {Entity("p", "person", "P"): (0.0, 0.0)},
        (_claim("p", "p", Status.DENIED),),
    )
    line = build_scene(view).lines[0]
    assert line.start[0] < -6 < 6 < line.tip[0]
    assert line.points(1)[0][1] < -10


def _claim(first: str, second: str, status: Status) -> Claim:
    return Claim(
        id="c", type="member_of", from_id=first, to_id=second, evidence=(), status=status, disputed=False
    )
