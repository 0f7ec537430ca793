// Finds how two entities are connected over the claims that are shown.

import { otherEnd, strength } from "./data.js";

/** @typedef {import("./data.js").Model} Model @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Entity} Entity
 * @typedef {{nodes: Entity[], hops: {claims: Claim[], best: Claim, weak: boolean}[]}} Path */

const MOST_PATHS = 12;

/**
 * All shortest paths between two entities, at most twelve; claims that are only denied connect nothing.
 * @param {Entity} from
 * @param {Entity} to
 * @param {(c: Claim) => boolean} allowed
 * @returns {Path[]} the strongest first
 */
export function findPaths(from, to, allowed) {
  const usable = (/** @type {Claim} */ c) => c.status !== "denied" && allowed(c);
  const before = searchBack(from, to, usable);
  if (!before.has(to)) return [];
  /** @type {Entity[][]} */
  const walks = [];
  const walk = (/** @type {Entity} */ e, /** @type {Entity[]} */ tail) => {
    if (walks.length >= MOST_PATHS) return;
    if (e === from) walks.push([from, ...tail]);
    else for (const previous of before.get(e) ?? []) walk(previous, [e, ...tail]);
  };
  walk(to, []);
  return walks.map((nodes) => describePath(nodes, usable)).sort((a, b) => weakness(a) - weakness(b));
}

/** @param {Entity[]} nodes @param {(c: Claim) => boolean} usable @returns {Path} */
export function describePath(nodes, usable) {
  const hops = nodes.slice(1).map((e, i) => {
    const claims = nodes[i].claims.filter((c) => otherEnd(c, nodes[i]) === e && usable(c));
    claims.sort((a, b) => a.rung - b.rung || (a.id < b.id ? -1 : 1));
    return { claims, best: claims[0], weak: false };
  });
  const least = Math.max(...hops.map((hop) => hop.best.rung));
  for (const hop of hops) hop.weak = hop.best.rung === least;
  return { nodes, hops };
}

/** The paths that the file brings along. @param {Model} model @returns {Path[]} */
export function givenPaths(model) {
  return (model.raw.paths ?? []).map((/** @type {any} */ path) => {
    const nodes = path.nodes.map((/** @type {string} */ id) => model.entity.get(id));
    const listed = new Set(path.hops.flatMap((/** @type {any} */ hop) => hop.claims));
    return describePath(nodes, (c) => listed.has(c.id));
  });
}

/** @param {Path} path the rung of its weakest step */
export const weakness = (path) => Math.max(...path.hops.map((hop) => hop.best.rung));

/** Breadth first: for each entity reached, the ones before it on a shortest way. @param {Entity} from @param {Entity} to @param {(c: Claim) => boolean} usable */
function searchBack(from, to, usable) {
  /** @type {Map<Entity, Set<Entity>>} */
  const before = new Map([[from, new Set()]]);
  let edge = [from];
  while (edge.length && !before.has(to)) {
    /** @type {Map<Entity, Set<Entity>>} */
    const next = new Map();
    for (const e of edge)
      for (const c of e.claims) {
        const other = otherEnd(c, e);
        if (before.has(other) || !usable(c)) continue;
        if (!next.has(other)) next.set(other, new Set());
        /** @type {Set<Entity>} */ (next.get(other)).add(e);
      }
    for (const [e, previous] of next) before.set(e, previous);
    edge = [...next.keys()];
  }
  return before;
}

/** Whether a claim is at least as strong as a rung. @param {string} status */
export const atLeast = (status) => (/** @type {Claim} */ c) => strength(c.status) >= strength(status);
