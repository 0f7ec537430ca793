"""Measures maps in a browser: file size, first full frame, frames per second; compares with pyvis.

The first full frame is the time from the start of navigation to the mark "graphkit:first-frame" (all lines
and names drawn), for pyvis to the first drawing after its layout has settled. Moving means a wheel event or
a drag in every frame for two seconds. Sharp is the time from the last event to the next full drawing. Run:
`python -m benchmarks.maps [NODES...]` (needs Chromium and pyvis; --no-peer leaves pyvis out)
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.generate import build_graph, iter_claims, iter_entities
from graphkit.dataset.memory import MemoryDataset
from graphkit.questions.answer import Subgraph
from graphkit.reading.read import builtin_ontology
from graphkit.render.html import render_html
from graphkit.render.page.bundle import load_bundle
from graphkit.render.registry import Page as Output
from graphkit.render.view import MapData, build_map_data
from graphkit.sentences import claim_sentence

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES: Final = (1_000, 10_000, 50_000)
PEER_AT: Final = 1_000
PATIENCE: Final = 200  # seconds for pyvis
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)

_FIRST = "() => performance.getEntriesByName('graphkit:first-frame')[0]?.startTime ?? null"
_WATCH_PEER = """() => {
  const settled = setInterval(() => {
    if (typeof network === "undefined" || !network) return;
    clearInterval(settled);
    const drawn = () => network.once("afterDrawing", () => { window.stands = performance.now(); });
    network.once("stabilizationIterationsDone", drawn);
  }, 20);
}"""
_MOVE = """async () => {
  const canvas = document.getElementById("canvas");
  const at = (type, x, y, more) => canvas.dispatchEvent(
    new (type === "wheel" ? WheelEvent : MouseEvent)(type, { bubbles: true, cancelable: true, view: window,
      clientX: x, clientY: y, ...more }));
  const frames = [];
  await new Promise((done) => {
    const started = performance.now();
    const frame = (now) => {
      frames.push(now);
      if (performance.now() - started > 2000) return done();
      const n = frames.length;
      if (n % 40 === 1) at("mousedown", 640, 120, { button: 0, buttons: 1 });
      const drag = (type, by) => window.dispatchEvent(new MouseEvent(type,
        { view: window, clientX: 640 + 4 * by, clientY: 120 + 2 * by, buttons: 1 }));
      if (n % 40 < 20) drag("mousemove", n % 40);
      if (n % 40 === 20) drag("mouseup", 20);
      if (n % 40 > 20) at("wheel", 640, 400, { deltaY: n % 80 > 40 ? 40 : -40 });
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const last = performance.now();
  await new Promise((done) => setTimeout(done, 1200));
  const sharp = performance.getEntriesByName("graphkit:sharp")[0].startTime;
  const seconds = (frames.at(-1) - frames[0]) / 1000;
  return { fps: (frames.length - 1) / seconds, sharp: Math.max(0, sharp - last) };
}"""


def draw_view(nodes: int) -> MapData:
    """Returns the view of a generated graph; entities have no summaries, claims have little evidence."""
    graph = build_graph(nodes)
    entities = {one.id: type(one)(one.id, one.kind, one.name) for one in iter_entities(graph)}
    claims = {claim.id: claim for claim in iter_claims(graph)}
    sources = {source.id: source for source in graph.sources}
    dataset = MemoryDataset("measured", builtin_ontology(), entities, dict(sorted(sources.items())), claims)
    answer = Subgraph(dataset, {"ask": "map"}, entities=tuple(entities), claims=tuple(claims))
    return build_map_data(answer, Output(title=f"{nodes:,} entities", standfirst="Made for measuring."))


def measure_map(browser: Browser, file: Path) -> dict[str, float]:
    """Returns seconds to the first full frame (median of five), frames per second, seconds until sharp."""
    firsts = []
    for _ in range(5):
        page = _open(browser, file)
        firsts.append(page.wait_for_function(_FIRST, timeout=60_000).json_value() / 1000)
        page.close()
    page = _open(browser, file)
    page.wait_for_selector("#tabpanel", state="attached")
    moved = page.evaluate(_MOVE)
    page.close()
    return {"first": sorted(firsts)[2], "fps": moved["fps"], "sharp": moved["sharp"] / 1000}


def measure_peer(browser: Browser, view: MapData, folder: Path) -> float | None:
    """Returns seconds to the first full frame of pyvis with its defaults; None if it does not settle."""
    from pyvis.network import Network

    network = Network(height="900px", width="100%", directed=True, cdn_resources="in_line")
    for entity in view.entities:
        network.add_node(entity.id, label=entity.name)
    sentences = [claim_sentence(claim, view.answer.dataset) for claim in view.claims]
    for claim, sentence in zip(view.claims, sentences, strict=True):
        network.add_edge(claim.from_id, claim.to_id, title=sentence)
    file = folder / "peer.html"
    file.write_text(network.generate_html(notebook=False), encoding="utf-8")
    page = _open(browser, file, _WATCH_PEER)
    try:
        page.wait_for_function("() => window.stands", timeout=PATIENCE * 1000)
    except Exception as error:  # the timeout of Playwright, which is imported only here
        if "Timeout" not in str(error):
            raise
        return None
    finally:
        stands: Any = page.evaluate("() => window.stands ?? null")
        page.close()
    return float(stands) / 1000


def _open(browser: Browser, file: Path, script: str = "") -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.context.set_offline(True)
    if script:
        page.add_init_script(f"({script})()")
    page.goto(file.as_uri(), wait_until="commit")
    return page


def main(sizes: tuple[int, ...], peer: bool) -> None:
    """Prints bytes, seconds to build and to the first frame, frames per second, milliseconds until sharp."""
    from playwright.sync_api import sync_playwright

    print(f"bundle: {load_bundle().size:,} bytes")
    program = os.environ.get("GRAPHKIT_TEST_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for nodes in sizes:
            view = draw_view(nodes)
            file = Path(folder) / f"{nodes}.html"
            started = time.perf_counter()
            file.write_text(render_html(view), encoding="utf-8")
            built = time.perf_counter() - started
            found = measure_map(browser, file)
            print(f"{nodes:>7,} entities: {file.stat().st_size / 1e6:.2f} MB, written in {built:.2f} s")
            print(f"          first full frame {found['first']:.3f} s, moving {found['fps']:.0f} frames/s")
            print(f"          sharp after {found['sharp'] * 1000:.0f} ms")
            if peer and nodes == PEER_AT:
                theirs = measure_peer(browser, view, Path(folder))
                ratio = (theirs or PATIENCE) / found["first"]
                said = f"{theirs:.1f} s" if theirs else f"not within {PATIENCE} s"
                print(f"          pyvis, its defaults: {said}; ours {ratio:,.0f} times as soon")
        browser.close()


if __name__ == "__main__":
    numbers = tuple(int(text) for text in sys.argv[1:] if text.isdigit())
    main(numbers or SIZES, "--no-peer" not in sys.argv)
