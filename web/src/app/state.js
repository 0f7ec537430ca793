// The state of the page: selection and filter. All parts of the page share it and listen to it.

import { applyFilter, openFilter } from "../filters/filters.js";
import { answerPaths } from "../model/paths.js";

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
    /** The paths in the data. @type {Path[]} */
    this.answers = answerPaths(model);
    /** The groups that are open. @type {Set<string>} */
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
  notify(change, how = {}) {
    for (const listener of this.listeners) listener(change, how);
  }

  /**
   * Selects something; `focus` moves the keyboard focus to the panel.
   * @param {Selection} selection
   * @param {{focus?: boolean, back?: boolean}} [how]
   */
  select(selection, how = {}) {
    if (!how.back && this.selection.mode !== "ask") this.trail.push(this.selection);
    if (selection.mode === "start" && !how.back) this.trail = [];
    this.selection = selection;
    if (this.filter.hops) this.recompute();
    this.notify(this.filter.hops ? "filter" : "select", how);
    if (this.filter.hops) this.notify("select", how);
  }

  /** Goes back to the selection before. @returns {boolean} whether there was one */
  back() {
    const last = this.trail.pop();
    if (!last && this.selection.mode === "start") return false;
    this.select(last ?? { mode: "start" }, { back: true });
    return true;
  }

  /** Changes the filter and applies it. @param {(filter: Filter) => void} change */
  refilter(change) {
    change(this.filter);
    this.recompute();
    this.notify("filter");
  }

  resetFilter() {
    this.filter = openFilter();
    this.recompute();
    this.notify("filter");
  }

  /** Returns the selected entities, from which hops are counted. @returns {Entity[]} */
  around() {
    const chosen = this.selection;
    if (chosen.mode === "entity") return [chosen.entity];
    if (chosen.mode === "claim") return [chosen.claim.f, chosen.claim.t];
    if (chosen.mode === "path" && chosen.paths.length) return chosen.paths[chosen.n].nodes;
    if (chosen.mode === "step") return [...this.model.story[chosen.step].nodes];
    return [];
  }

  recompute() {
    this.shown = applyFilter(this.model, this.filter, this.around());
  }

  /** Returns what the selection highlights. @returns {Focus | null} */
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
