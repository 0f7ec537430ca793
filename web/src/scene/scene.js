// Builds the nodes and edges of the map from the claims that are shown. Folds communities if there are too
// many entities.

import { visible } from "../model/text.js";
import { reach } from "./shapes.js";

/** @typedef {import("../model/data.js").Model} Model @typedef {import("../model/data.js").Claim} Claim
 * @typedef {import("../model/data.js").Entity} Entity @typedef {import("../filters/filters.js").Shown} Shown */

/**
 * A node is an entity or a folded group; `x`, `y` are pixels when the whole map fits the window.
 * @typedef {{key: string, e: Entity | null, group: string, name: string, count: number, shape: string, k: number,
 *   degree: number, more: number, wx: number, wy: number, x: number, y: number, reach: number}} Node
 * @typedef {{c: Claim | null, count: number, a: Node, b: Node, bend: number, flip: number}} Edge
 * @typedef {{nodes: Node[], edges: Edge[], at: Map<Entity, Node>, folded: boolean, spacing: number,
 *   bounds: number[]}} Scene
 */

const FOLD_ABOVE = 3000;
const MOST_ALONE = 300;
const BENDS = [0, 18, -18, 34, -34, 54, -54, 76, -76];
const FAN = 44;

/**
 * @param {Model} model
 * @param {Shown} shown
 * @param {Set<string>} open groups that the reader has unfolded
 * @param {Set<Entity>} [chosen] entities of the selection, which no group may hide
 * @returns {Scene}
 */
export function buildScene(model, shown, open, chosen = new Set()) {
  const folded = shown.entities.length > FOLD_ABOVE;
  const groupOf = folded ? grouping(model) : () => "";
  /** @type {Map<string, Node>} */
  const groups = new Map();
  /** @type {Map<Entity, Node>} */
  const at = new Map();
  const nodes = [];
  const alone = chosen.size > MOST_ALONE ? new Set() : chosen;
  for (const e of shown.entities) {
    const group = groupOf(e);
    const inside = folded && !open.has(group) && !alone.has(e);
    let node = inside ? groups.get(group) : undefined;
    if (node) widen(node, e, shapeOf(model, e));
    else {
      node = entityNode(model, shown, e, group);
      nodes.push(node);
      if (inside) groups.set(group, asGroup(node, e));
    }
    at.set(e, node);
  }
  const edges = joinEdges(shown, at);
  const bounds = [...span(model.entities.map((e) => e.x)), ...span(model.entities.map((e) => e.y))];
  return { nodes, edges, at, folded, spacing: 1, bounds };
}

/**
 * Lays the scene into a frame: positions of the file, turned into pixels so that the whole map fits.
 * @param {Scene} scene
 * @param {{left: number, top: number, right: number, bottom: number}} frame
 * @param {number} [stretch] how much more one side may be drawn out than the other
 */
export function fitScene(scene, frame, stretch = 1.3) {
  if (!scene.nodes.length) return;
  // Hidden entities count, too: nothing moves when a filter changes.
  const [x0, x1, y0, y1] = scene.bounds;
  const width = frame.right - frame.left;
  const height = frame.bottom - frame.top;
  const kx = width / Math.max(x1 - x0, 1e-6);
  const ky = height / Math.max(y1 - y0, 1e-6);
  // Stretching the longer side a little separates the labels; stretching it more would distort the layout.
  const k = Math.min(kx, ky, (130 * Math.sqrt(scene.nodes.length)) / Math.max(x1 - x0, y1 - y0, 1e-6));
  const sx = Math.min(kx, k * stretch);
  const sy = Math.min(ky, k * stretch);
  for (const n of scene.nodes) {
    n.x = (frame.left + frame.right) / 2 + (n.wx - (x0 + x1) / 2) * sx;
    n.y = (frame.top + frame.bottom) / 2 + (n.wy - (y0 + y1) / 2) * sy;
  }
  scene.spacing = Math.sqrt((width * height) / scene.nodes.length);
  bendEdges(scene);
}

/**
 * Returns the radius: by degree for an entity, by the number of members for a folded group.
 * @param {Node} n
 */
export const radius = (n) =>
  n.e ? 4.5 + 2.35 * Math.sqrt(n.degree) : Math.min(26, 7 + 0.6 * Math.sqrt(n.count));

/** @param {Model} model @param {Shown} shown @param {Entity} e @param {string} group @returns {Node} */
function entityNode(model, shown, e, group) {
  const shape = shapeOf(model, e);
  const far = new Set(e.claims.map((c) => (c.f === e ? c.t : c.f)).filter((other) => !shown.entity[other.i]));
  return {
    key: e.id,
    e,
    group,
    name: visible(e.name),
    count: 1,
    shape,
    k: e.k,
    degree: e.claims.length,
    more: far.size,
    wx: e.x ?? 0,
    wy: e.y ?? 0,
    x: 0,
    y: 0,
    reach: reach(shape),
  };
}

/** Turns the node of the first member into the node of its group. @param {Node} node @param {Entity} e */
function asGroup(node, e) {
  node.key = `group ${node.group}`;
  node.e = null;
  node.degree = e.claims.length;
  node.more = 0;
  return node;
}

/** @param {Model} model @param {Entity} e @returns {string} */
const shapeOf = (model, e) => model.page.kinds[e.kind]?.shape ?? "circle";

/** @param {Node} node @param {Entity} e @param {string} shape */
function widen(node, e, shape) {
  node.count++;
  node.wx += (e.x - node.wx) / node.count;
  node.wy += (e.y - node.wy) / node.count;
  if (e.claims.length > node.degree) {
    node.degree = e.claims.length;
    node.name = visible(e.name);
    node.k = e.k;
    node.shape = shape;
    node.reach = reach(shape);
  }
}

/**
 * Returns the group of each entity: from the data, or a square of the plane if the data have no groups.
 * @param {Model} model
 * @returns {(e: Entity) => string}
 */
function grouping(model) {
  if (model.entities.some((e) => e.group)) return (e) => e.group ?? "";
  const [x0, x1] = span(model.entities.map((e) => e.x));
  const [y0, y1] = span(model.entities.map((e) => e.y));
  const side = Math.max(x1 - x0, y1 - y0, 1e-6) / 14;
  return (e) => `${Math.floor((e.x - x0) / side)} ${Math.floor((e.y - y0) / side)}`;
}

/** @param {Shown} shown @param {Map<Entity, Node>} at @returns {Edge[]} */
function joinEdges(shown, at) {
  /** @type {Map<string, Edge>} */
  const bundles = new Map();
  const edges = [];
  for (const c of shown.claims) {
    const a = /** @type {Node} */ (at.get(c.f));
    const b = /** @type {Node} */ (at.get(c.t));
    if (a.e && b.e) edges.push({ c, count: 1, a, b, bend: 0, flip: a.key <= b.key ? 1 : -1 });
    else if (a !== b) {
      const key = a.key < b.key ? `${a.key}\n${b.key}` : `${b.key}\n${a.key}`;
      const bundle = bundles.get(key);
      if (bundle) bundle.count++;
      else bundles.set(key, { c: null, count: 1, a, b, bend: 0, flip: 1 });
    }
  }
  return [...bundles.values(), ...edges];
}

/** Separates parallel claims, and bends a single claim around the nodes in its way. @param {Scene} scene */
function bendEdges(scene) {
  /** @type {Map<string, Edge[]>} */
  const pairs = new Map();
  for (const edge of scene.edges) {
    const key = edge.flip > 0 ? `${edge.a.key}\n${edge.b.key}` : `${edge.b.key}\n${edge.a.key}`;
    const pair = pairs.get(key);
    if (pair) pair.push(edge);
    else pairs.set(key, [edge]);
  }
  const small = scene.edges.length <= 1500;
  const tight = Math.max(0.35, Math.min(1, scene.spacing / 80));
  for (const pair of pairs.values()) {
    pair.sort((one, two) => ((one.c?.id ?? "") < (two.c?.id ?? "") ? -1 : 1));
    pair.forEach((edge, i) => {
      edge.bend = (i - (pair.length - 1) / 2) * FAN * tight;
      if (pair.length === 1) edge.bend = small ? clearBend(edge, scene.nodes) * tight : 0;
    });
  }
}

/**
 * Returns the smallest bend that avoids other nodes, or 0 if no bend does.
 * @param {Edge} edge
 * @param {Node[]} nodes
 */
function clearBend(edge, nodes) {
  const { a, b } = edge;
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const nx = ((a.y - b.y) / length) * edge.flip;
  const ny = ((b.x - a.x) / length) * edge.flip;
  const [x0, x1] = [Math.min(a.x, b.x) - 60, Math.max(a.x, b.x) + 60];
  const [y0, y1] = [Math.min(a.y, b.y) - 60, Math.max(a.y, b.y) + 60];
  const near = nodes.filter((n) => n !== a && n !== b && n.x > x0 && n.x < x1 && n.y > y0 && n.y < y1);
  for (const bend of BENDS) {
    const mx = (a.x + b.x) / 2 + nx * bend;
    const my = (a.y + b.y) / 2 + ny * bend;
    if (!near.some((n) => passes(a, mx, my, b, n.x, n.y, radius(n) + 7))) return bend;
  }
  return 0;
}

/**
 * @param {Node} a
 * @param {number} mx
 * @param {number} my
 * @param {Node} b
 * @param {number} x
 * @param {number} y
 * @param {number} gap
 */
function passes(a, mx, my, b, x, y, gap) {
  for (let t = 0.06; t < 0.95; t += 0.04) {
    const u = 1 - t;
    const dx = u * u * a.x + 2 * u * t * mx + t * t * b.x - x;
    const dy = u * u * a.y + 2 * u * t * my + t * t * b.y - y;
    if (dx * dx + dy * dy < gap * gap) return true;
  }
  return false;
}

/** @param {number[]} values @returns {[number, number]} */
export function span(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return low <= high ? [low, high] : [0, 0];
}
