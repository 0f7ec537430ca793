// What the reader has chosen, and the one object through which the parts of the page speak to each other.

import { applyFilter, openFilter } from "../filters/filters.js";
import { givenPaths } from "../model/paths.js";

/** @typedef {import("../model/data.js").Model} Model @typedef {import("../model/data.js").Claim} Claim
 * @typedef {import("../model/data.js").Entity} Entity @typedef {import("../model/paths.js").Path} Path
 * @typedef {import("../filters/filters.js").Filter} Filter @typedef {import("../filters/filters.js").Shown} Shown
 * @typedef {import("../draw/drawlist.js").Focus} Focus
 * @typedef {{mode: "start", lost?: string} | {mode: "claim", claim: Claim} | {mode: "entity", entity: Entity}
 *   | {mode: "step", step: number} | {mode: "ask", from: Entity | null, to: Entity | null}
 *   | {mode: "path", from: Entity, to: Entity, paths: Path[], n: number}} Selection
 * @typedef {"filter" | "select" | "open" | "theme"} Change */

export class App {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.filter = openFilter();
    /** @type {Selection} */
    this.selection = { mode: "start" };
    /** @type {Selection[]} */
    this.trail = [];
    /** The paths that the file answers with. @type {Path[]} */
    this.given = givenPaths(model);
    /** Groups that are unfolded. @type {Set<string>} */
    this.open = new Set();
    /** @type {Set<string>} */
    this.pinned = new Set();
    this.shown = applyFilter(model, this.filter, []);
    /** @type {((change: Change, how: {focus?: boolean}) => void)[]} */
    this.listeners = [];
  }

  /** @param {(change: Change, how: {focus?: boolean}) => void} listener */
  on(listener) {
    this.listeners.push(listener);
  }

  /** @param {Change} change @param {{focus?: boolean}} [how] */
  tell(change, how = {}) {
    for (const listener of this.listeners) listener(change, how);
  }

  /** Chooses something; `focus` moves the keyboard to the panel. @param {Selection} selection @param {{focus?: boolean, back?: boolean}} [how] */
  select(selection, how = {}) {
    if (!how.back && this.selection.mode !== "ask") this.trail.push(this.selection);
    if (selection.mode === "start" && !how.back) this.trail = [];
    this.selection = selection;
    if (this.filter.hops) this.reckon();
    this.tell(this.filter.hops ? "filter" : "select", how);
    if (this.filter.hops) this.tell("select", how);
  }

  /** One step back. @returns {boolean} whether there was one */
  back() {
    const last = this.trail.pop();
    if (!last && this.selection.mode === "start") return false;
    this.select(last ?? { mode: "start" }, { back: true });
    return true;
  }

  /** Filters anew after `change` has been made to the filter. @param {(filter: Filter) => void} change */
  refilter(change) {
    change(this.filter);
    this.reckon();
    this.tell("filter");
  }

  resetFilter() {
    this.filter = openFilter();
    this.reckon();
    this.tell("filter");
  }

  /** The entities at the selection, around which the steps are counted. @returns {Entity[]} */
  around() {
    const chosen = this.selection;
    if (chosen.mode === "entity") return [chosen.entity];
    if (chosen.mode === "claim") return [chosen.claim.f, chosen.claim.t];
    if (chosen.mode === "path" && chosen.paths.length) return chosen.paths[chosen.n].nodes;
    if (chosen.mode === "step") return [...this.model.story[chosen.step].nodes];
    return [];
  }

  reckon() {
    this.shown = applyFilter(this.model, this.filter, this.around());
  }

  /** What the selection lights up. @returns {Focus | null} */
  focus() {
    const chosen = this.selection;
    const plain = { main: null, wash: false, all: false, hops: new Map() };
    if (chosen.mode === "claim")
      return {
        ...plain,
        wash: true,
        claims: new Set([chosen.claim]),
        nodes: new Set([chosen.claim.f, chosen.claim.t]),
      };
    if (chosen.mode === "entity") {
      const claims = new Set(chosen.entity.claims.filter((c) => this.shown.claim[c.j]));
      const nodes = new Set([chosen.entity, ...[...claims].flatMap((c) => [c.f, c.t])]);
      return { ...plain, main: chosen.entity, claims, nodes };
    }
    if (chosen.mode === "path" && chosen.paths.length) {
      const path = chosen.paths[chosen.n];
      const hops = new Map(path.hops.map((hop, i) => [hop.best, { n: i + 1, weak: hop.weak }]));
      return { ...plain, wash: true, claims: new Set(hops.keys()), nodes: new Set(path.nodes), hops };
    }
    if (chosen.mode === "step") {
      const step = this.model.story[chosen.step];
      return { ...plain, all: true, claims: new Set(step.claims), nodes: step.nodes };
    }
    return this.model.found ? { ...plain, all: true, ...this.model.found } : null;
  }
}
