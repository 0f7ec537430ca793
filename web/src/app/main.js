// Starts the page: first the map, which readers see at once, then everything around it.

import { defineKinds, onThemeChange } from "../draw/theme.js";
import { say } from "../elements/announce.js";
import { button, byId } from "../elements/dom.js";
import { sample } from "../elements/icons.js";
import { createLegend } from "../filters/legend.js";
import { createKeyboard } from "../map/keyboard.js";
import { MapView } from "../map/map.js";
import { createPrint } from "../map/print.js";
import { readModel } from "../model/data.js";
import { createPanel } from "../panel/panel.js";
import { createSheet } from "../panel/sheet.js";
import { createTable } from "../table/table.js";
import { followAddress, readState } from "./permalink.js";
import { App } from "./state.js";
import { createTools } from "./tools.js";

/** @param {import("../model/data.js").Model} model */
function start(model) {
  const app = new App(model);
  defineKinds(model);
  document.body.classList.add("live");
  document.body.dataset.mode = app.selection.mode;
  if (new URLSearchParams(location.search).get("embed") === "1") document.body.classList.add("embed");
  const map = new MapView(app);
  performance.mark("graphkit:first-frame");
  createLegend(app);
  createPanel(app);
  createTools(app, map);
  createKeyboard(app, map);
  createSheet(app, () => map.ask());
  wire(app, map);
  createPrint(app, map, createTable(app));
  open(app);
  followAddress(app);
  onThemeChange(() => map.paint(true));
}

/**
 * Opens the state in the address, else the path in the data, else, on a phone, the first step of the story.
 * @param {App} app
 */
function open(app) {
  if (location.hash.includes("=")) return readState(app, location.hash);
  const [nodes] = app.answers.map((path) => path.nodes);
  if (nodes)
    app.select(
      { mode: "path", from: nodes[0], to: nodes[nodes.length - 1], paths: app.answers, n: 0 },
      { back: true },
    );
  else if (matchMedia("(max-width: 760px)").matches && app.model.story.length)
    app.select({ mode: "step", step: 0 }, { back: true });
  else app.select({ mode: "start" }, { back: true });
}

/** @param {App} app @param {MapView} map */
function wire(app, map) {
  app.on((change) => {
    if (change === "filter" || change === "open") map.rebuild();
    if (change !== "select") return say(byId("count").textContent);
    map.cursor = null;
    if (map.scene.folded) map.rebuild();
    else map.paint(true);
    const focus = app.focus();
    const { mode } = app.selection;
    if (focus && mode !== "start") map.reveal(focus.nodes, mode === "path");
    else if (map.phone()) map.fit();
    byId("back").hidden = !app.trail.length;
  });
  byId("zoom").append(
    button("+", () => map.zoomBy(1.4), "", { "aria-label": "Zoom in" }),
    button("−", () => map.zoomBy(1 / 1.4), "", { "aria-label": "Zoom out" }),
    button("Fit", () => map.fit(), ""),
  );
  byId("back").addEventListener("click", () => {
    app.back();
    byId("map").focus();
  });
  byId("empty-reset").addEventListener("click", () => {
    app.resetFilter();
    byId("map").focus();
  });
  byId("skip").addEventListener("click", (/** @type {Event} */ event) => {
    event.preventDefault();
    byId("evidence").focus();
  });
  for (const row of document.querySelectorAll("#statuses [data-status]"))
    row.prepend(sample(/** @type {HTMLElement} */ (row).dataset.status ?? ""));
  byId("keys-close").addEventListener("click", () => byId("keys").close());
}

readModel().then(start);
