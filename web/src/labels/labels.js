// The labels of a drawing: the order in which they are placed, and their look.

import { hasMark, markAt, pointAt } from "../draw/drawlist.js";
import { O } from "../scene/shapes.js";
import { ON_EDGE, ON_LABEL, ON_NODE, placeLabel, Room } from "./place.js";

/** @typedef {import("../draw/drawlist.js").Drawing} Drawing @typedef {import("../draw/drawlist.js").Look} Look
 * @typedef {import("../draw/drawlist.js").View} View @typedef {import("../draw/drawlist.js").Item} Item
 * @typedef {import("../draw/drawlist.js").Spot} Spot @typedef {import("../draw/drawlist.js").Line} Line
 * @typedef {import("./place.js").Placed} Placed
 * @typedef {{placed: Placed[], fixed: Item[]}} Labels */

const MOST_LABELS = 700;
const GAP = 15; // pixels between a line and a label beside it
const ALONG = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72];

/**
 * Places all labels anew: marks reserve their room first, then names and edge labels in the order that the focus
 * asks for.
 * @param {Drawing} drawing
 * @param {Look} look
 * @param {View} view
 * @returns {Labels}
 */
export function layLabels(drawing, look, view) {
  const room = reserve(drawing, look, view);
  /** @type {Item[]} */
  const fixed = [];
  const spots = order(drawing.spots, look);
  const focus = look.focus;
  const first = spots.filter((s) => focus && s.lit && (!focus.main || focus.all || s.node.e === focus.main));
  const second = spots.filter((s) => focus && s.lit && !first.includes(s));
  const rest = focus ? spots.filter((s) => !s.lit) : spots;
  const name = (/** @type {Spot[]} */ some) =>
    some.map((s) => placeName(room, s, look)).filter((p) => p !== null);
  const lines = focus ? drawing.lines.filter((g) => g.lit && g.edge.c) : [];
  const edges = () => {
    if (focus && !focus.all) for (const g of lines) edgeLabel(g, room, look, fixed);
  };
  if (focus?.hops.size) edges();
  const placed = [...name(first), ...name(second)];
  if (!focus?.hops.size) edges();
  placed.push(...name(rest.slice(0, MOST_LABELS)));
  return { placed, fixed };
}

/**
 * Returns the labels as items, each beside its node.
 * @param {Labels} labels
 * @param {Map<string, Spot>} spots
 * @param {boolean} still
 * @returns {Item[]}
 */
export function labelItems(labels, spots, still) {
  /** @type {Item[]} */
  const items = still ? [...labels.fixed] : [];
  for (const { key, lines, box, anchor, dx, dy, want } of labels.placed) {
    const spot = spots.get(key);
    if (!spot) continue;
    const x = spot.x + dx + (anchor === "start" ? 0 : anchor === "end" ? box.w : box.w / 2);
    lines.forEach((text, i) => {
      items.push({
        text,
        x,
        y: spot.y + dy + want.size * 0.86 + i * (want.size + 1.5),
        size: want.size,
        weight: want.bold ? 700 : 400,
        italic: want.italic,
        anchor,
        fill: want.faint ? "--text-2" : "--text",
        halo: true,
        a: want.faint ? 0.62 : 1,
      });
    });
  }
  return items;
}

/**
 * Reserves room for nodes, lines and marks.
 * @param {Drawing} drawing
 * @param {Look} look
 * @param {View} view
 */
function reserve(drawing, look, view) {
  const { left, top, right, bottom } = view.free;
  const far = look.phone && !look.focus;
  const onNode = far ? 30 : ON_NODE;
  const room = new Room({ left: left + 3, top: top + 3, right: right - 3, bottom: bottom - 3 });
  for (const s of drawing.spots)
    room.add({
      x: s.x - s.q - 2,
      y: s.y - s.q - 2,
      w: 2 * s.q + 4,
      h: 2 * s.q + 4,
      // Covering a hub is worse than covering a small node.
      cost: s.lit ? onNode * Math.min(5, Math.max(1, s.node.degree / 8)) : 12,
      own: s.node,
    });
  for (const box of view.taken) room.add({ ...box, cost: ON_LABEL });
  if (drawing.plain) return room;
  const step = drawing.lines.length > 800 ? 0.1 : 0.05;
  // With many lines, one more line under a label matters less.
  const lit = drawing.lines.filter((g) => g.lit).length;
  const cost = (far ? 2 : ON_EDGE) * Math.min(1, 80 / (lit || 1));
  for (const g of drawing.lines) {
    if (!g.lit) continue;
    for (let t = 0; t <= 1; t += step) room.draw(...pointAt(g, t), cost);
    room.draw(g.tx, g.ty, 3 * cost);
    if (!hasMark(g)) continue;
    const [x, y] = markAt(g, look);
    const r = far ? 6 : 9;
    room.add({ x: x - r, y: y - r, w: 2 * r, h: 2 * r, cost: ON_LABEL });
  }
  return room;
}

/**
 * Sorts spots: the selected entity, its path or neighbours, then by degree, then by id.
 * @param {Spot[]} spots
 * @param {Look} look
 */
function order(spots, look) {
  const rank = (/** @type {Spot} */ s) =>
    (s.node.e && s.node.e === look.focus?.main ? 2e6 : 0) +
    (look.focus && s.lit ? 1e6 : 0) +
    s.node.degree +
    (s.node.e ? 0 : s.node.count);
  return [...spots].sort((a, b) => rank(b) - rank(a) || (a.node.key < b.node.key ? -1 : 1));
}

/** @param {Room} room @param {Spot} spot @param {Look} look @returns {Placed | null} */
function placeName(room, spot, look) {
  const { node } = spot;
  const focus = look.focus;
  const far = look.phone && !focus;
  const faint = Boolean(focus) && !spot.lit;
  if ((faint && (node.degree < 6 || look.phone)) || (far && node.degree < 4)) return null;
  const main = Boolean(node.e && (node.e === focus?.main || (focus?.wash && spot.lit)));
  const hub = node.degree >= 7 || !node.e;
  const size = far ? 11 : main ? 14 : hub ? 13 : 12;
  // Readers look for hubs first: the name of a hub may cover lines, but not other names or marks.
  const first = look.print || (hub && !faint);
  const limit = first ? ON_LABEL - 1 : far ? 70 : 100;
  const r = spot.q + (node.e && node.e === focus?.main ? 12 : 6) * (far ? 0.6 : 1) + (node.e ? 0 : 3);
  const want = {
    key: node.key,
    x: spot.x,
    y: spot.y,
    r,
    name: node.name,
    size,
    bold: main || hub,
    italic: Boolean(node.e?.unnamed),
    must: main,
    wide: hub || main || look.print,
    limit,
    ink: first ? 60 : Infinity,
    faint,
    own: node,
  };
  return placeLabel(room, want, look.measure);
}

/**
 * Places the label of a highlighted claim on its line or beside it.
 * @param {Line} g
 * @param {Room} room
 * @param {Look} look
 * @param {Item[]} items
 */
function edgeLabel(g, room, look, items) {
  const c = /** @type {import("../model/data.js").Claim} */ (g.edge.c);
  const hop = look.focus?.hops.get(c);
  const big = Boolean(look.focus?.wash);
  const font = { size: big ? 12 : 11, bold: big, italic: false };
  const word =
    c.status + (hop?.weak ? ": weakest hop" : c.disputed && c.status !== "denied" ? ", disputed" : "");
  const lines = big ? [c.label, word] : [c.label];
  const disc = hop ? 24 : 0;
  const w = Math.max(...lines.map((line) => look.measure(line, font))) + 12 + disc;
  const h = lines.length * 14 + 6;
  const { box, cost } = clearest(g, room, w, h);
  if (cost > 100 && !big) return;
  room.add(box);
  plate(box, lines, hop, big, disc, items);
}

/**
 * Returns the box of this size on the line or beside it that covers least, and what it covers.
 * @param {Line} g
 * @param {Room} room
 * @param {number} w
 * @param {number} h
 */
function clearest(g, room, w, h) {
  const [dx, dy] = [w / 2 + GAP, h / 2 + GAP];
  // A label would hide a short line completely.
  const short = Math.hypot(g.x2 - g.x1, g.y2 - g.y1) < w * 1.3 ? 20 : 0;
  // A label may cover its own line.
  for (let t = 0; t <= 1; t += 0.05) room.draw(...pointAt(g, t), -ON_EDGE);
  let best = { box: { x: 0, y: 0, w, h, cost: ON_LABEL }, cost: Infinity };
  for (const t of ALONG)
    for (const [ox, oy] of [
      [0, 0],
      [0, -dy],
      [0, dy],
      [dx, 0],
      [-dx, 0],
    ]) {
      const [x, y] = pointAt(g, t);
      const box = { x: x - w / 2 + ox, y: y - h / 2 + oy, w, h, cost: ON_LABEL };
      const cost = room.cost(box, null, best.cost) + Math.abs(t - 0.5) * 14 + (ox || oy ? 8 : short);
      if (cost < best.cost) best = { box, cost };
    }
  for (let t = 0; t <= 1; t += 0.05) room.draw(...pointAt(g, t), ON_EDGE);
  return best;
}

/**
 * @param {import("./place.js").Box} box
 * @param {string[]} lines
 * @param {{n: number, weak: boolean} | undefined} hop
 * @param {boolean} big
 * @param {number} disc
 * @param {Item[]} items
 */
function plate(box, lines, hop, big, disc, items) {
  const { x, y, w, h } = box;
  items.push({
    d: [0, x, y, 1, x + w, y, 1, x + w, y + h, 1, x, y + h, 4],
    fill: "--map",
    a: 0.95,
    ...(hop?.weak ? { stroke: "--weak", w: 1.25 } : {}),
  });
  if (hop) {
    items.push({ d: [O, x + 15, y + h / 2, 9], fill: hop.weak ? "--weak" : "--select" });
    items.push({
      text: String(hop.n),
      x: x + 15,
      y: y + h / 2 + 4,
      size: 11,
      weight: 700,
      anchor: "middle",
      fill: "--on-select",
    });
  }
  lines.forEach((text, i) => {
    items.push({
      text,
      x: x + disc + (w - disc) / 2,
      y: y + 14 + i * 14,
      size: big ? 12 : 11,
      weight: big ? 600 : 400,
      anchor: "middle",
      fill: "--text",
    });
  });
}
