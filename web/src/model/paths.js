// Finds the paths between two entities over the claims that are shown.

import { otherEnd, strength } from "./data.js";

/** @typedef {import("./data.js").Model} Model @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Entity} Entity
 * @typedef {{nodes: Entity[], hops: {claims: Claim[], best: Claim, weak: boolean}[]}} Path */

const MOST_PATHS = 12;

/**
 * Finds all shortest paths between two entities, twelve at most. Denied claims connect nothing.
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
    claims.sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
    return { claims, best: claims[0], weak: false };
  });
  const least = Math.max(...hops.map((hop) => hop.best.rank));
  const weakest = hops.filter((hop) => hop.best.rank === least);
  if (2 * weakest.length <= hops.length) for (const hop of weakest) hop.weak = true;
  return { nodes, hops };
}

/** Returns the paths in the data. @param {Model} model @returns {Path[]} */
export function answerPaths(model) {
  return (model.raw.paths ?? []).map((/** @type {any} */ path) => {
    const nodes = path.nodes.map((/** @type {string} */ id) => model.entity.get(id));
    const listed = new Set(path.hops.flatMap((/** @type {any} */ hop) => hop.claims));
    return describePath(nodes, (c) => listed.has(c.id));
  });
}

/** Returns the status rank of the weakest hop. @param {Path} path */
export const weakness = (path) => Math.max(...path.hops.map((hop) => hop.best.rank));

/**
 * Searches breadth first. Returns, for each entity reached, those before it on a shortest path.
 * @param {Entity} from
 * @param {Entity} to
 * @param {(c: Claim) => boolean} usable
 */
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

/** Returns a test: is a claim at least as strong as a status? @param {string} status */
export const atLeast = (status) => (/** @type {Claim} */ c) => strength(c.status) >= strength(status);
