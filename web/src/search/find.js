// Finds entities by name, alias or id.

import { fold } from "../model/text.js";

/** @typedef {import("../model/data.js").Model} Model @typedef {import("../model/data.js").Entity} Entity
 * @typedef {{e: Entity, alias: string, rank: number}} Match */

const MOST_FOUND = 10;
/** @type {WeakMap<Entity, string[]>} */
const foldedNames = new WeakMap();

/**
 * Returns the entities with the text in a name, alias or id: at its start first, then at the start of a word,
 * then the entities with more claims.
 * @param {Model} model
 * @param {string} text
 * @returns {Match[]}
 */
export function findEntities(model, text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const matches = [];
  for (const e of model.entities) {
    const names = foldedNames.get(e) ?? [e.name, ...e.aliases, e.id].map(fold);
    foldedNames.set(e, names);
    let best = 4;
    let which = 0;
    names.forEach((name, n) => {
      const at = name.indexOf(wanted);
      const rank = at < 0 ? 4 : at === 0 ? 0 : /[\p{L}\p{N}]/u.test(name[at - 1]) ? 2 : 1;
      if (rank < best) [best, which] = [rank, n];
    });
    if (best < 4) matches.push({ e, alias: e.aliases[which - 1] ?? "", rank: best });
  }
  matches.sort((a, b) => a.rank - b.rank || b.e.claims.length - a.e.claims.length || a.e.i - b.e.i);
  return matches.slice(0, MOST_FOUND);
}
