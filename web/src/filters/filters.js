// Decides which claims and entities are shown, and counts the claims for each option of the legend.

/** @typedef {import("../model/data.js").Model} Model @typedef {import("../model/data.js").Claim} Claim
 * @typedef {import("../model/data.js").Entity} Entity */

/** One bit for each facet: the count of an option ignores its own facet. */
const FACET = { status: 1, kind: 2, type: 4, time: 8, source: 16, hidden: 32, hops: 64 };

/**
 * @typedef {{status: Set<string>, kind: Set<string>, type: Set<string>, source: Set<string>, hidden: Set<string>,
 *   from: number | null, to: number | null, undated: boolean, hops: number}} Filter
 * @typedef {{claims: Claim[], claim: Uint8Array, entities: Entity[], entity: Uint8Array,
 *   counts: Record<string, Record<string, number>>, undated: number}} Shown
 */

/** Returns a filter that shows everything. @returns {Filter} */
export const openFilter = () => ({
  status: new Set(),
  kind: new Set(),
  type: new Set(),
  source: new Set(),
  hidden: new Set(),
  from: null,
  to: null,
  undated: true,
  hops: 0,
});

/** Counts the facets that hide something. @param {Filter} f */
export const activeFilters = (f) =>
  [f.status.size, f.kind.size, f.type.size, f.source.size, f.hidden.size, f.hops].filter(Boolean).length +
  (f.from !== null || f.to !== null || !f.undated ? 1 : 0);

/** @param {number} year @returns {number} the ordinal day of its 1 January, where 1 is 0001-01-01 */
export function firstDay(year) {
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year);
  return date.getTime() / 86400000 + 719163;
}

/** @param {number} day an ordinal day @returns {number} */
export const yearOf = (day) => new Date((day - 719163) * 86400000).getUTCFullYear();

/**
 * Returns what the filter shows. `around` has the selected entities, from which hops are counted.
 * @param {Model} model
 * @param {Filter} filter
 * @param {Iterable<Entity>} around
 * @returns {Shown}
 */
export function applyFilter(model, filter, around) {
  const masks = Uint8Array.from(model.claims, (c) => maskOf(c, filter));
  if (filter.hops) cutByHops(model, masks, filter.hops, around);
  const claim = masks.map((mask) => (mask ? 0 : 1));
  const entity = Uint8Array.from(model.entities, (e) => (entityShown(e, filter, claim, around) ? 1 : 0));
  return {
    claims: model.claims.filter((c) => claim[c.j]),
    claim,
    entities: model.entities.filter((e) => entity[e.i]),
    entity,
    ...countOptions(model, masks, filter),
  };
}

/** @param {Entity} e @param {Filter} filter */
const kindOff = (e, filter) => filter.kind.has(e.kind) || Boolean(e.unnamed && filter.kind.has("?"));

/** @param {Claim} c @param {Filter} f */
function maskOf(c, f) {
  let mask = 0;
  if (f.status.has(c.status) || f.status.has(c.disputed ? "disputed" : "undisputed")) mask |= FACET.status;
  if (kindOff(c.f, f) || kindOff(c.t, f)) mask |= FACET.kind;
  if (f.type.has(c.type)) mask |= FACET.type;
  if (f.source.size && c.sources.every((one) => f.source.has(one.id))) mask |= FACET.source;
  if (f.hidden.size && (f.hidden.has(c.from) || f.hidden.has(c.to))) mask |= FACET.hidden;
  if (!inTime(c, f)) mask |= FACET.time;
  return mask;
}

/**
 * Tells whether a claim may have held or happened in the selected years.
 * @param {Claim} c
 * @param {Filter} f
 */
function inTime(c, f) {
  if (c.day === null) return f.undated;
  if (f.to !== null && c.first !== null && c.first >= firstDay(f.to + 1)) return false;
  return !(f.from !== null && c.last !== null && c.last < firstDay(f.from));
}

/** @param {Model} model @param {Uint8Array} masks @param {number} hops @param {Iterable<Entity>} around */
function cutByHops(model, masks, hops, around) {
  const near = new Set(around);
  if (!near.size) return;
  let edge = [...near];
  for (let hop = 0; hop < hops; hop++) {
    /** @type {Entity[]} */
    const next = [];
    for (const e of edge)
      for (const c of e.claims) {
        const other = c.f === e ? c.t : c.f;
        if (masks[c.j] || near.has(other)) continue;
        near.add(other);
        next.push(other);
      }
    edge = next;
  }
  for (const c of model.claims) if (!near.has(c.f) || !near.has(c.t)) masks[c.j] |= FACET.hops;
}

/** @param {Entity} e @param {Filter} filter @param {Uint8Array} claim @param {Iterable<Entity>} around */
function entityShown(e, filter, claim, around) {
  if (filter.hidden.has(e.id) || kindOff(e, filter)) return false;
  if (e.claims.some((c) => claim[c.j])) return true;
  return !e.claims.length && (!filter.hops || [...around].includes(e));
}

/**
 * Counts, for each option, what the other facets show.
 * @param {Model} model
 * @param {Uint8Array} masks
 * @param {Filter} filter
 */
function countOptions(model, masks, filter) {
  const bare = () => Object.create(null);
  /** @type {Record<string, Record<string, number>>} */
  const counts = { status: bare(), kind: bare(), type: bare(), source: bare() };
  const add = (/** @type {string} */ facet, /** @type {string} */ key) => {
    counts[facet][key] = (counts[facet][key] ?? 0) + 1;
  };
  let undated = 0;
  for (const c of model.claims) {
    const mask = masks[c.j];
    if (!(mask & ~FACET.status)) add("status", c.status);
    if (!(mask & ~FACET.status) && c.disputed) add("status", "disputed");
    if (!(mask & ~FACET.type)) add("type", c.type);
    if (!(mask & ~FACET.source)) for (const one of c.sources) add("source", one.id);
    if (!(mask & ~FACET.time) && c.day === null) undated++;
  }
  for (const e of model.entities) {
    if (filter.hidden.has(e.id) || (e.claims.length && !e.claims.some((c) => !(masks[c.j] & ~FACET.kind))))
      continue;
    add("kind", e.kind);
    if (e.unnamed) add("kind", "?");
  }
  return { counts, undated };
}
