"""Names that are written from right to left, or hold controls: the words around them keep their order."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from graphkit import escape
from graphkit.model.records import Claim
from graphkit.notebook import subgraph_html
from graphkit.questions.answer import Subgraph
from graphkit.render.picture.svg import render_svg
from tests.page.views import Sample, sample_view

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]
ARABIC = ("علي حسن", "شركة النسر", "محمد، الثاني", "سارة 12", "نور (أ)")
CONTROL = "\u202eevil\u2066\x07\x1b\ufffe <&"
# The words outside names and the names of an element, in the order in which they stand on one line.
ORDER = """(root) => {
  root.style.whiteSpace = "nowrap";
  const units = [];
  const walk = (node) => {
    if (node.nodeName === "BDI") return units.push([node.textContent, node.getBoundingClientRect().left]);
    if (node.nodeType === Node.TEXT_NODE)
      for (const word of node.data.matchAll(/\\S+/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        units.push([word[0], range.getBoundingClientRect().left]);
      }
    for (const kid of node.childNodes) walk(kid);
  };
  walk(root);
  root.style.whiteSpace = "";
  return [units.map(([text]) => text), units.toSorted((a, b) => a[1] - b[1]).map(([text]) => text)];
}"""


def named(*names: str) -> Sample:
    """A map whose entities and speakers have these names in turn; claims have three of them in a role."""
    view = sample_view(15, story=False)

    def change(claim: Claim) -> Claim:
        items = tuple(replace(item, by=names[at % len(names)]) for at, item in enumerate(claim.evidence))
        role = {"on_behalf_of": ("e1", "e2", "e3")}
        return replace(claim, type="informed_for", roles=role, evidence=items)

    changed = view.changed(change)
    dataset = changed.dataset
    entities = {
        key: replace(entity, name=names[at % len(names)], aliases=names)
        for at, (key, entity) in enumerate(dataset.entities.items())
    }
    answer = replace(changed.view.answer, dataset=replace(dataset, entities=entities))
    return Sample(replace(changed.view, answer=answer, entities=tuple(entities.values())))


def in_order(page: Page, selector: str) -> int:
    """Checks the order of the words in each element that the page has, and returns how many there are."""
    found = page.locator(selector)
    for at in range(found.count()):
        written, seen = found.nth(at).evaluate(ORDER)
        assert seen == written
    return found.count()


@pytest.mark.parametrize("names", [ARABIC, (CONTROL, "Ana"), ("Ana", *ARABIC[:2], CONTROL)])
def test_the_words_around_names_keep_their_order(opened: Open, names: tuple[str, ...]) -> None:
    view = named(*names)
    page = opened(view=view)
    shown = {escape.visible(name) for name in names}
    for claim in view.data["claims"][:6]:
        page.evaluate("(id) => { location.hash = new URLSearchParams({ claim: id }); }", claim)
        page.wait_for_function(
            "(s) => document.querySelector('#evidence h2')?.textContent === s",
            arg=escape.visible(view.sentence(claim)),
        )
        assert in_order(page, "#evidence h2, #evidence .facts dd, #evidence .src, #evidence .balance li")
        assert set(page.locator("#evidence h2 bdi").all_inner_texts()) <= shown
    page.evaluate("() => { location.hash = new URLSearchParams({ entity: 'e1' }); }")
    page.wait_for_selector("#pin")
    assert in_order(page, "#evidence h2, #evidence .facts dd, #evidence h4, #evidence .rows li span:not(.st)")
    page.locator("#show-all").click()
    assert in_order(page, "#below td") > 100
    page.evaluate("() => { location.hash = 'path=e1&path=e2'; }")
    page.wait_for_selector(".hop .said")
    assert in_order(page, "#evidence h2, .hop .said")
    page.locator("#search").fill("e1")
    assert in_order(page, "#search-list li span")


@pytest.mark.parametrize("names", [ARABIC, (CONTROL, "Ana")])
def test_without_javascript_too(
    new_page: Callable[..., Page], tmp_path: Path, names: tuple[str, ...]
) -> None:
    view = named(*names)
    file = tmp_path / "map.html"
    file.write_text(view.page(), encoding="utf-8")
    page = new_page(java_script_enabled=False)
    page.goto(file.as_uri())
    assert in_order(page, "#below tbody td:nth-child(2)") == len(view.data["claims"])
    assert in_order(page, ".sources li") == len(view.data["sources_by_id"])
    answer = view.view.answer
    assert isinstance(answer, Subgraph)
    file.write_text(f"<!doctype html><meta charset=utf-8>{subgraph_html(answer)}", encoding="utf-8")
    page.goto(file.as_uri())
    assert in_order(page, "li li, li small")
    assert not re.search("[\u202a-\u202e\x07]", page.content())


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_controls_do_not_break_saved_pictures(opened: Open, kind: str) -> None:
    page = opened(view=named(CONTROL, *ARABIC))
    page.locator("#save").click()
    with page.expect_download() as download:
        page.locator(f"#save-{kind}").click()
    content = Path(download.value.path()).read_bytes()
    if kind == "png":
        assert content.startswith(b"\x89PNG")
        return
    texts = _texts(content)
    assert escape.visible(CONTROL) in " ".join(texts)
    assert set(ARABIC) <= {" ".join(texts[at : at + lines]) for at in range(len(texts)) for lines in (1, 2)}


def test_controls_are_visible_in_print(opened: Open) -> None:
    page = opened(view=named(CONTROL, "Ana"))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert escape.visible(CONTROL).split()[0] in str(page.locator("#print-map").text_content())
    assert "\u202e" not in str(page.locator("#print-map").text_content())


def test_the_picture_isolates_names_in_sentences() -> None:
    view = named(*ARABIC, CONTROL)
    titles = [text for text in _texts(render_svg(view.view).encode(), "title") if " informed for " in text]
    assert titles
    for title in titles:
        assert not re.search("[\u202a-\u202e\x07]", title)
        for name in ARABIC[:3]:
            assert title.count(name) == title.count(f"\u2068{name}\u2069")


def _texts(svg: bytes, tag: str = "text") -> list[Any]:
    root = ElementTree.fromstring(svg)
    return ["".join(node.itertext()) for node in root.iter(f"{{http://www.w3.org/2000/svg}}{tag}")]
