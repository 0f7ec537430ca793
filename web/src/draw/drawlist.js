// The draw list: the scene in a view, as paths and texts for the painters.

import { radius } from "../scene/scene.js";
import { cross, L, LINES, M, nodePath, notEqual, O, Q, Z } from "../scene/shapes.js";

/** @typedef {import("../scene/scene.js").Scene} Scene @typedef {import("../scene/scene.js").Node} Node
 * @typedef {import("../scene/scene.js").Edge} Edge @typedef {import("../model/data.js").Claim} Claim
 * @typedef {import("../model/data.js").Entity} Entity */

/**
 * Colours are names of tokens ("--text"), which the painter resolves.
 * @typedef {{d: number[], fill?: string, stroke?: string, w?: number, dash?: number[], round?: boolean, a?: number}} Path
 * @typedef {{text: string, x: number, y: number, size: number, weight?: number, italic?: boolean, serif?: boolean,
 *   anchor: string, fill: string, halo?: boolean, a?: number}} Text
 * @typedef {Path | Text} Item
 * @typedef {{k: number, x: number, y: number, w: number, h: number, free: {left: number, top: number, right: number, bottom: number},
 *   taken: {x: number, y: number, w: number, h: number}[]}} View
 * @typedef {{nodes: Set<Entity>, claims: Set<Claim>, main: Entity | null, wash: boolean, all: boolean,
 *   hops: Map<Claim, {n: number, weak: boolean}>}} Focus
 * @typedef {{focus: Focus | null, hover: Node | Edge | null, cursor: Node | Edge | null, marked: Set<string>,
 *   phone: boolean, print: boolean, measure: (text: string, font: any) => number}} Look
 * @typedef {{x: number, y: number, r: number, q: number, lit: boolean, node: Node}} Spot
 * @typedef {{x1: number, y1: number, cx: number, cy: number, x2: number, y2: number, tx: number, ty: number, edge: Edge, lit: boolean}} Line
 * @typedef {{items: Item[], spots: Spot[], lines: Line[], plain: boolean, scale: number}} Drawing
 */

const PLAIN_ABOVE = 4000;
const WASH = 16;
const FAR_MARK = 0.62; // the size of marks on a phone, where the whole map is small

/**
 * @param {Scene} scene
 * @param {Look} look
 * @param {View} view
 * @returns {Drawing} everything except the labels, which `labelItems` adds
 */
export function buildDrawing(scene, look, view) {
  const far = look.phone && !look.focus;
  const roomy = (scene.spacing * view.k) / (look.phone ? 34 : 66);
  const scale = Math.max(0.2, Math.min(1, roomy)) * (far ? 0.58 : look.phone ? 0.88 : 1);
  const thin = far ? 0.62 : Math.max(0.45, Math.min(1, scale * 1.2));
  /** @type {Map<Node, Spot>} */
  const spotOf = new Map();
  for (const node of scene.nodes) {
    const r = node.e ? radius(node) * scale : Math.max(4, radius(node) * scale);
    const lit = !look.focus || Boolean(node.e && look.focus.nodes.has(node.e));
    spotOf.set(node, {
      x: node.x * view.k + view.x,
      y: node.y * view.k + view.y,
      r,
      q: r * node.reach,
      lit,
      node,
    });
  }
  const lines = [];
  for (const edge of scene.edges) {
    const line = lineOf(edge, spotOf, look, view, far ? 5.5 : 7);
    if (line) lines.push(line);
  }
  const plain = lines.length > PLAIN_ABOVE;
  const spots = [...spotOf.values()].filter((s) => inView(s, view, 40));
  spots.sort((a, b) => Number(a.lit) - Number(b.lit) || a.r - b.r);
  const items = [
    ...washes(lines, look),
    ...(plain ? plainLines(lines, look, thin) : statusLines(lines, look, thin, far)),
    ...spots.flatMap((spot) => nodeItems(spot, look)),
    ...(plain ? [] : marks(lines, look, far ? FAR_MARK : 1)),
  ];
  return { items, spots, lines, plain, scale };
}

/** @param {Line} g @param {number} t @returns {[number, number]} the point at fraction `t` of the line */
export function pointAt(g, t) {
  const u = 1 - t;
  return [u * u * g.x1 + 2 * u * t * g.cx + t * t * g.x2, u * u * g.y1 + 2 * u * t * g.cy + t * t * g.y2];
}

/** @param {{x: number, y: number}} p @param {View} view @param {number} gap */
const inView = (p, view, gap) => p.x > -gap && p.y > -gap && p.x < view.w + gap && p.y < view.h + gap;

/**
 * @param {Edge} edge
 * @param {Map<Node, Spot>} spotOf
 * @param {Look} look
 * @param {View} view
 * @param {number} head
 * @returns {Line | null}
 */
function lineOf(edge, spotOf, look, view, head) {
  const a = /** @type {Spot} */ (spotOf.get(edge.a));
  const b = /** @type {Spot} */ (spotOf.get(edge.b));
  const gap = 80;
  if (Math.max(a.x, b.x) < -gap || Math.max(a.y, b.y) < -gap) return null;
  if (Math.min(a.x, b.x) > view.w + gap || Math.min(a.y, b.y) > view.h + gap) return null;
  const lit = !look.focus || Boolean(edge.c && look.focus.claims.has(edge.c));
  if (a === b) return loop(a, edge, lit);
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = Math.hypot(dx, dy) || 1;
  const bend = edge.bend * edge.flip * Math.max(0.5, Math.min(view.k, 2));
  const cx = (a.x + b.x) / 2 - (dy / length) * bend;
  const cy = (a.y + b.y) / 2 + (dx / length) * bend;
  const strong = Boolean(look.focus && lit);
  const [x1, y1] = toward(a, cx, cy, a.q + 2);
  const [tx, ty] = toward(b, cx, cy, b.q + 3);
  const arrow = !edge.c || edge.c.symmetric ? 0 : strong ? head + 2.5 : head;
  const [x2, y2] = toward(b, cx, cy, b.q + 3 + arrow);
  return { x1, y1, cx, cy, x2, y2, tx, ty, edge, lit };
}

/** @param {Spot} p @param {number} x @param {number} y @param {number} by @returns {[number, number]} */
function toward(p, x, y, by) {
  const length = Math.hypot(x - p.x, y - p.y) || 1;
  return [p.x + ((x - p.x) / length) * by, p.y + ((y - p.y) / length) * by];
}

/**
 * Returns the line of a claim that joins an entity with itself.
 * @param {Spot} a
 * @param {Edge} edge
 * @param {boolean} lit
 * @returns {Line}
 */
function loop(a, edge, lit) {
  const y = a.y - a.q;
  return {
    x1: a.x - a.r * 0.6,
    y1: y,
    cx: a.x,
    cy: y - 60,
    x2: a.x + a.r * 0.6 + 1,
    y2: y - 7,
    tx: a.x + a.r * 0.6,
    ty: y,
    edge,
    lit,
  };
}

/**
 * Draws the band below a selected claim or path.
 * @param {Line[]} lines
 * @param {Look} look
 * @returns {Path[]}
 */
function washes(lines, look) {
  if (!look.focus?.wash) return [];
  return lines
    .filter((g) => g.lit)
    .map((g) => ({
      d: [M, g.x1, g.y1, Q, g.cx, g.cy, g.tx, g.ty],
      stroke: "--path-wash",
      w: WASH,
      round: true,
    }));
}

/**
 * Draws all lines in one pale colour, because they are too many to show statuses.
 * @param {Line[]} lines
 * @param {Look} look
 * @param {number} thin
 * @returns {Path[]}
 */
function plainLines(lines, look, thin) {
  const d = lines.flatMap((g) => (g.lit ? [M, g.x1, g.y1, L, g.tx, g.ty] : []));
  return [
    {
      d,
      stroke: "--rule-strong",
      w: Math.max(0.6, thin),
      a: (look.focus ? 0.6 : 0.4) * Math.min(1, PLAIN_ABOVE / lines.length),
    },
  ];
}

/**
 * Draws all lines of one status as one path, because few strokes are fast.
 * @param {Line[]} lines
 * @param {Look} look
 * @param {number} thin
 * @param {boolean} far
 * @returns {Path[]}
 */
function statusLines(lines, look, thin, far) {
  /** @type {Path[]} */
  const items = [];
  for (const lit of [false, true]) {
    const strong = Boolean(look.focus) && lit;
    const alpha = lit ? (look.focus ? 1 : 0.9) : 0.13;
    const some = lines.filter((g) => g.lit === lit);
    items.push(
      ...bundles(
        some.filter((g) => !g.edge.c),
        alpha,
      ),
    );
    for (const [status, line] of Object.entries(LINES)) {
      const own = some.filter((g) => g.edge.c?.status === status);
      if (!own.length) continue;
      const d = own.flatMap((g) => [M, g.x2, g.y2, Q, g.cx, g.cy, g.x1, g.y1]);
      const w = line.w * (strong ? 1.35 : thin);
      const dash = line.dash?.map((n) => n * (thin < 1 && !strong ? Math.max(thin, 0.6) : 1));
      items.push({ d, stroke: `--s-${status}`, w, dash, round: line.round, a: alpha });
      if (status === "established") items.push({ d, stroke: "--halo", w: w * 0.38, a: lit ? 1 : 0.6 });
      const size = strong ? 11 : far ? 5.5 : 8.5 * Math.max(thin, 0.6);
      const heads = own.filter((g) => !g.edge.c?.symmetric).flatMap((g) => arrowhead(g, size));
      items.push({ d: heads, fill: `--s-${status}`, a: alpha });
    }
  }
  for (const g of lines) if (g.edge === look.hover || g.edge === look.cursor) items.push(raised(g, look));
  return items;
}

/**
 * Draws the lines of folded groups. Each stands for several claims and has no status.
 * @param {Line[]} lines
 * @param {number} a
 * @returns {Path[]}
 */
const bundles = (lines, a) =>
  lines.map((g) => ({
    d: [M, g.x1, g.y1, L, g.tx, g.ty],
    stroke: "--rule-strong",
    w: Math.min(6, 0.6 + Math.log2(g.edge.count) * 0.6),
    a: a * 0.6 * Math.min(1, 600 / lines.length),
  }));

/** @param {Line} g @param {Look} look @returns {Path} */
const raised = (g, look) => ({
  d: [M, g.x1, g.y1, Q, g.cx, g.cy, g.tx, g.ty],
  stroke: g.edge === look.cursor ? "--focus" : "--select",
  w: g.edge === look.cursor ? 7 : 6,
  a: 0.35,
});

/** @param {Line} g @param {number} size */
function arrowhead(g, size) {
  const length = Math.hypot(g.tx - g.cx, g.ty - g.cy) || 1;
  const ux = ((g.tx - g.cx) / length) * size;
  const uy = ((g.ty - g.cy) / length) * size;
  const [bx, by] = [g.tx - ux, g.ty - uy];
  return [M, g.tx, g.ty, L, bx - uy * 0.435, by + ux * 0.435, L, bx + uy * 0.435, by - ux * 0.435, Z];
}

/** @param {Spot} spot @param {Look} look @returns {Item[]} */
function nodeItems(spot, look) {
  const { x, y, r, node, lit } = spot;
  const color = `--k${node.k}`;
  const d = nodePath(node.shape, x, y, r);
  /** @type {Item[]} */
  const items = [];
  if (node.e && node.e === look.focus?.main) items.push({ d: [O, x, y, r + 5], stroke: "--select", w: 2.5 });
  if (node === look.hover) items.push({ d: [O, x, y, r + 5], stroke: "--select", w: 1.5 });
  if (node === look.cursor) items.push({ d: [O, x, y, r + 8], stroke: "--focus", w: 2 });
  if (look.marked.has(node.key)) items.push({ d: [O, x, y, r + 5], stroke: "--path", w: 1.5, dash: [3, 3] });
  if (!node.e) items.push({ d: nodePath(node.shape, x, y, r + 3), stroke: color, w: 1, a: lit ? 1 : 0.3 });
  if (!lit) items.push({ d, fill: "--map" });
  if (node.e?.unnamed)
    items.push({ d, fill: "--map", stroke: color, w: Math.max(1, Math.min(2.25, r / 3)), a: lit ? 1 : 0.16 });
  else items.push({ d, fill: color, stroke: "--halo", w: 1.25, a: lit ? 1 : 0.16 });
  if (!node.e && r >= 12)
    items.push({
      text: String(node.count),
      x,
      y: y + 4,
      size: 11,
      weight: 700,
      anchor: "middle",
      fill: "--map",
      a: lit ? 1 : 0.4,
    });
  if (node.e && node.more && lit && look.focus)
    items.push({
      text: `+${node.more}`,
      x: x + r * 0.7,
      y: y + r + 9,
      size: 11,
      anchor: "start",
      fill: "--text-2",
      halo: true,
    });
  return items;
}

/**
 * Returns the place for the mark of a claim, away from the label of the claim.
 * @param {Line} g
 * @param {Look} look
 */
export const markAt = (g, look) => pointAt(g, look.focus?.wash && g.lit ? 0.3 : 0.5);

/** @param {Line} g */
export const hasMark = (g) => g.edge.c?.status === "denied" || Boolean(g.edge.c?.disputed);

/**
 * Draws ≠ in a ring on disputed claims and × on denied claims.
 * @param {Line[]} lines
 * @param {Look} look
 * @param {number} k the size
 * @returns {Path[]}
 */
function marks(lines, look, k) {
  return lines
    .filter((g) => g.lit && hasMark(g))
    .flatMap((g) => {
      const [x, y] = markAt(g, look);
      if (g.edge.c?.status === "denied") return [{ d: cross(x, y, 4 * k), stroke: "--s-denied", w: 2 * k }];
      return [
        { d: [O, x, y, 7.5 * k], fill: "--map", stroke: "--s-disputed", w: 1.6 * k },
        { d: notEqual(x, y, k), stroke: "--s-disputed", w: 1.4 * k },
      ];
    });
}
