// The legend, which is also the filter: samples, counts and a reset button.

import { bdi, button, byId, h } from "../elements/dom.js";
import { icon, sample } from "../elements/icons.js";
import { STATUSES, whyEmpty } from "../model/data.js";
import { capital, plural } from "../model/text.js";
import { brush } from "./brush.js";
import { activeFilters } from "./filters.js";

/** @typedef {import("../app/state.js").App} App @typedef {"status" | "kind" | "type" | "source"} Facet
 * @typedef {{facet: Facet, key: string, input: HTMLInputElement, label: HTMLElement, count: HTMLElement}} Option */

/** @param {App} app */
export function createLegend(app) {
  /** @type {Option[]} */
  const options = [];
  const add = (
    /** @type {Facet} */ facet,
    /** @type {string} */ key,
    /** @type {any} */ mark,
    /** @type {any} */ text,
  ) => {
    const option = makeOption(app, facet, key, mark, text, () => options);
    options.push(option);
    return option.label;
  };
  const undated = h("span", { class: "n" });
  const time = brush(app);
  const hops = hopButtons(app);
  const foot = h("span", { id: "filter-note" });
  byId("legend").append(
    section("Status of the claim", "claims", statusOptions(app, add)),
    section("Who and what", "entities", kindOptions(app, add)),
    folded("Kind of relation", typeOptions(app, add)),
    time ? h("section", {}, time.head, time.picture, undatedOption(app, undated)) : "",
    h("section", {}, h("h2", { class: "k" }, "Around the selection"), hops.bar),
    folded(
      "Sources",
      app.model.sources.map((one) => add("source", one.id, null, [`[${one.number}] `, bdi(one.title)])),
    ),
    h(
      "div",
      { class: "foot" },
      foot,
      button("Reset", () => app.resetFilter(), "btn", { id: "reset" }),
    ),
  );
  const draw = () => {
    for (const option of options) drawOption(app, option);
    undated.textContent = String(app.shown.undated);
    foot.textContent = filterNote(app);
    time?.draw();
    hops.draw();
    byId("count").replaceChildren(...countText(app));
    byId("empty").hidden = app.shown.entities.length > 0;
    byId("empty-reset").hidden = !app.model.entities.length;
    byId("empty-text").textContent = emptyText(app);
  };
  app.on((change) => (change === "filter" ? draw() : hops.draw()));
  draw();
}

/** @param {App} app @param {(facet: Facet, key: string, mark: any, text: string) => any} add */
function statusOptions(app, add) {
  const rows = STATUSES.map((status) => add("status", status, sample(status), status));
  return [
    ...rows,
    app.model.claims.some((c) => c.disputed) && add("status", "disputed", sample("disputed"), "disputed"),
  ];
}

/** @param {App} app @param {(facet: Facet, key: string, mark: any, text: string) => any} add */
function kindOptions(app, add) {
  const kinds = app.model.page.kinds ?? {};
  const rows = app.model.kinds.map((key, k) =>
    add("kind", key, icon(kinds[key].shape, k), capital(kinds[key].plural)),
  );
  return [
    ...rows,
    app.model.entities.some((e) => e.unnamed) && add("kind", "?", icon("circle", 0, true), "Not named"),
  ];
}

/** @param {App} app @param {(facet: Facet, key: string, mark: any, text: string) => any} add */
function typeOptions(app, add) {
  const types = Object.entries(app.model.page.types ?? {});
  const groups = [...new Set(types.map(([, type]) => type.group ?? ""))].sort();
  return groups.flatMap((group) => [
    groups.length > 1 && h("h3", { class: "group" }, capital(group || "other")),
    ...types
      .filter(([, type]) => (type.group ?? "") === group)
      .map(([key, type]) => add("type", key, null, type.label)),
  ]);
}

/**
 * @param {App} app
 * @param {Facet} facet
 * @param {string} key
 * @param {any} mark
 * @param {any} text
 * @param {() => Option[]} all
 * @returns {Option}
 */
function makeOption(app, facet, key, mark, text, all) {
  const off = app.filter[facet];
  const input = h("input", { type: "checkbox", checked: !off.has(key) });
  const only = () => {
    // Disputed is a flag beside the status: "only disputed" keeps all statuses, "only alleged" keeps disputed
    // claims.
    const keys = all().flatMap((one) => (one.facet === facet && one.key !== "disputed" ? [one.key] : []));
    app.refilter((filter) => {
      filter[facet] = new Set(key === "disputed" ? ["undisputed"] : keys.filter((one) => one !== key));
    });
  };
  const toggle = (/** @type {MouseEvent} */ event) => {
    if (event.altKey) return only();
    app.refilter((filter) => filter[facet][input.checked ? "delete" : "add"](key));
  };
  input.addEventListener("click", toggle);
  input.addEventListener(
    "keydown",
    (/** @type {KeyboardEvent} */ event) => event.key.toLowerCase() === "o" && only(),
  );
  const count = h("span", { class: "n" });
  const one = h(
    "button",
    { type: "button", class: "only", tabindex: -1, "aria-hidden": "true", click: only },
    "only",
  );
  const label = h(
    "div",
    { class: `opt ${facet}` },
    h("label", {}, input, mark, h("span", { class: "t" }, text)),
    one,
    count,
  );
  return { facet, key, input, label, count };
}

/** @param {App} app @param {Option} option */
function drawOption(app, { facet, key, input, label, count }) {
  const n = app.shown.counts[facet][key] ?? 0;
  input.checked = !app.filter[facet].has(key);
  count.textContent = n.toLocaleString("en-US");
  label.classList.toggle("zero", !n);
}

/** @param {App} app @param {any} count */
function undatedOption(app, count) {
  const input = h("input", { type: "checkbox", checked: app.filter.undated, id: "undated" });
  input.addEventListener("click", () => app.refilter((filter) => (filter.undated = input.checked)));
  app.on(() => (input.checked = app.filter.undated));
  return h(
    "div",
    { class: "opt text" },
    h("label", {}, input, h("span", { class: "t" }, "Keep undated claims")),
    count,
  );
}

/** @param {App} app */
function hopButtons(app) {
  const choices = [1, 2, 3, 0].map((n) => {
    const set = () => app.refilter((filter) => (filter.hops = n));
    return {
      n,
      node: button(
        n === 1 ? "1 hop" : String(n || "All"),
        set,
        "",
        n > 1 ? { "aria-label": `${n} hops` } : {},
      ),
    };
  });
  const draw = () => {
    for (const { n, node } of choices) {
      node.setAttribute("aria-pressed", String(app.filter.hops === n));
      node.disabled = n > 0 && !app.around().length;
    }
  };
  return {
    bar: h(
      "div",
      { class: "seg", role: "group", "aria-label": "Hops around the selection" },
      choices.map((choice) => choice.node),
    ),
    draw,
  };
}

/** @param {App} app */
function filterNote(app) {
  const active = activeFilters(app.filter);
  if (!active) return app.model.page.limits ? "No further filter is set" : "No filter is set";
  const hidden = app.model.claims.length - app.shown.claims.length;
  return `${plural(active, "filter")} ${active === 1 ? "hides" : "hide"} ${plural(hidden, "claim")}`;
}

/** @param {App} app */
function countText(app) {
  const { shown, model } = app;
  const b = (/** @type {number} */ n) => h("b", {}, n.toLocaleString("en-US"));
  const of = (/** @type {any[]} */ all) => ` of ${all.length.toLocaleString("en-US")} `;
  return [
    "Showing ",
    b(shown.entities.length),
    of(model.entities),
    "entities, ",
    b(shown.claims.length),
    of(model.claims),
    "claims",
  ];
}

/** @param {App} app */
function emptyText(app) {
  if (!app.model.entities.length) return whyEmpty(app.model)[0];
  const undated = app.filter.undated ? 0 : app.shown.undated;
  return `No claim passes these filters. Reset${undated ? `, or show undated claims (${undated})` : ""}.`;
}

/** @param {string} title @param {string} unit @param {any[]} options */
const section = (title, unit, options) =>
  h("section", {}, h("h2", { class: "k" }, title, h("span", {}, unit)), options);

/** @param {string} title @param {any[]} options */
const folded = (title, options) =>
  h(
    "details",
    {},
    h(
      "summary",
      { class: "k" },
      h("b", {}, title),
      h("span", {}, String(options.filter((one) => one && one.tagName !== "H3").length)),
    ),
    options,
  );
