// The keyboard: a cursor that moves between nodes and edges of the map, and keys for the whole page.

import { say } from "../elements/announce.js";
import { byId } from "../elements/dom.js";
import { describe } from "../elements/words.js";
import { sentenceText } from "../model/sentence.js";
import { connect } from "../panel/path.js";

/** @typedef {import("../app/state.js").App} App @typedef {import("./map.js").MapView} MapView
 * @typedef {import("../scene/scene.js").Node} Node @typedef {import("../scene/scene.js").Edge} Edge */

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {App} app @param {MapView} map */
export function createKeyboard(app, map) {
  const box = byId("map");
  box.addEventListener("focus", () => {
    if (!map.cursor) moveTo(app, map, startNode(app, map));
  });
  box.addEventListener("blur", () => {
    map.cursor = null;
    map.ask();
  });
  box.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
    if (mapKey(app, map, event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  document.addEventListener("keydown", (event) => pageKey(app, event));
}

/**
 * Handles the keys of the whole page: / searches, ? lists the keys, Esc goes back.
 * @param {App} app
 * @param {KeyboardEvent} event
 */
function pageKey(app, event) {
  const typing = /** @type {HTMLElement} */ (event.target).matches?.("input[type=search]");
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && !typing) byId("search").focus();
  else if (event.key === "?" && !typing) byId("keys").showModal();
  else if (event.key === "Escape" && !byId("keys").open) {
    if (typing) /** @type {HTMLElement} */ (event.target).blur();
    const inside = byId("evidence").contains(document.activeElement);
    if (!app.back()) return;
    if (inside && app.selection.mode === "start") byId("map").focus();
  } else return;
  event.preventDefault();
}

/**
 * @param {App} app
 * @param {MapView} map
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the map uses the key
 */
function mapKey(app, map, event) {
  const at = map.cursor;
  const arrow = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
  if (arrow && event.shiftKey && arrow[0]) walkEdges(app, map, arrow[0]);
  else if (arrow) walkNodes(app, map, arrow);
  else if (event.key === "Enter") map.choose(at, { focus: true });
  else if (event.key === "e" || event.key === "E") unfold(app, map, at);
  else if (event.key === "p" || event.key === "P") markEnd(app, map, at);
  else if (event.key === "+" || event.key === "=") map.zoomBy(1.4);
  else if (event.key === "-") map.zoomBy(1 / 1.4);
  else if (event.key === "0") map.fit();
  else return false;
  return true;
}

/** @param {App} app @param {MapView} map @returns {Node | undefined} */
function startNode(app, map) {
  const chosen = app.around()[0];
  const nodes = map.scene.nodes;
  return (chosen && map.scene.at.get(chosen)) ?? [...nodes].sort((a, b) => b.degree - a.degree)[0];
}

/** @param {App} app @param {MapView} map @param {Node | Edge | undefined} to */
function moveTo(app, map, to) {
  if (!to) return;
  map.cursor = to;
  if ("key" in to) {
    const { k, x, y } = map.transform;
    const [px, py] = [to.x * k + x, to.y * k + y];
    const { free } = map.view;
    if (to.e && (px < free.left + 20 || px > free.right - 20 || py < free.top + 20 || py > free.bottom - 20))
      map.reveal([to.e]);
  }
  map.ask();
  const name =
    "key" in to
      ? nodeName(app, to)
      : to.c
        ? `${sentenceText(app.model, to.c)} ${to.c.status}${to.c.disputed ? ", disputed" : ""}`
        : "";
  // Two elements alternate: a screen reader reads a move only if the active descendant changes.
  const next = byId("map").getAttribute("aria-activedescendant") === "cursor-a" ? "cursor-b" : "cursor-a";
  byId(next).setAttribute("aria-label", name);
  byId("map").setAttribute("aria-activedescendant", next);
}

/** @param {App} app @param {Node} node */
function nodeName(app, node) {
  if (!node.e) return `Group of ${node.count} entities around ${node.name}, folded; press E to expand it`;
  return describe(
    app.model,
    node.e,
    node.e.claims.filter((c) => app.shown.claim[c.j]),
  );
}

/** Moves to the nearest node in a direction. @param {App} app @param {MapView} map @param {number[]} arrow */
function walkNodes(app, map, [dx, dy]) {
  const at = map.cursor && "key" in map.cursor ? map.cursor : (map.cursor?.a ?? startNode(app, map));
  if (!at) return;
  let best = at;
  let least = Infinity;
  for (const node of map.scene.nodes) {
    const along = (node.x - at.x) * dx + (node.y - at.y) * dy;
    const aside = Math.abs((node.x - at.x) * dy) + Math.abs((node.y - at.y) * dx);
    const cost = along + aside * 2;
    if (node !== at && along > 0.5 && cost < least) [best, least] = [node, cost];
  }
  moveTo(app, map, best);
}

/** Moves to the next claim of the current node. @param {App} app @param {MapView} map @param {number} by */
function walkEdges(app, map, by) {
  const at = map.cursor;
  if (!at) return;
  const node = "key" in at ? at : (map.walking ?? at.a);
  map.walking = node;
  const edges = map.scene.edges.filter((edge) => edge.c && (edge.a === node || edge.b === node));
  if (!edges.length) return say("No claim is shown here");
  const i = "key" in at ? (by > 0 ? 0 : edges.length - 1) : edges.indexOf(at) + by;
  moveTo(app, map, edges[(i + edges.length) % edges.length]);
}

/**
 * Opens or folds a group, and moves to its best connected node.
 * @param {App} app
 * @param {MapView} map
 * @param {Node | Edge | null} at
 */
function unfold(app, map, at) {
  if (!at || !("key" in at)) return;
  const { group } = at;
  map.unfold(at);
  if (!map.scene.folded) return;
  const there = map.scene.nodes.filter((node) => node.group === group);
  moveTo(app, map, there.sort((a, b) => b.degree - a.degree)[0]);
}

/**
 * Marks an end of a path. The second mark searches for the paths.
 * @param {App} app
 * @param {MapView} map
 * @param {Node | Edge | null} at
 */
function markEnd(app, map, at) {
  const e = at && "key" in at ? at.e : null;
  if (!e) return;
  if (!map.ends.length || map.ends[0] === e) {
    map.ends = map.ends.length ? [] : [e];
    say(
      map.ends.length
        ? `${e.name} is one end; press P on another entity to find the paths`
        : "No end is marked",
    );
    return map.ask();
  }
  const [from] = map.ends;
  map.ends = [];
  connect(app, from, e, { focus: true });
}
