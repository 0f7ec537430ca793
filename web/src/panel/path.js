// Paths in the panel: the question, the hops with the weakest ones, and what would change the answer.

import { bdi, button, h, s } from "../elements/dom.js";
import { entityIcon, sample, statusLine } from "../elements/icons.js";
import { sentence } from "../elements/words.js";
import { STATUSES } from "../model/data.js";
import { atLeast, findPaths, weakness } from "../model/paths.js";
import { plural } from "../model/text.js";
import { combobox } from "../search/combobox.js";
import { crumb, head } from "./parts.js";

/** @typedef {import("../app/state.js").App} App @typedef {import("../model/data.js").Entity} Entity
 * @typedef {import("../model/paths.js").Path} Path @typedef {Extract<import("../app/state.js").Selection, {mode: "path"}>} Answer */

/**
 * Builds the form for the two ends.
 * @param {App} app
 * @param {{from: Entity | null, to: Entity | null}} given
 */
export function askPanel(app, given) {
  const pick = (/** @type {"from" | "to"} */ which) => (/** @type {Entity} */ e) => {
    const next = { from: given.from, to: given.to, [which]: e };
    if (next.from && next.to) connect(app, next.from, next.to, { focus: true });
    else app.select({ mode: "ask", ...next }, { focus: true });
  };
  const field = (/** @type {"from" | "to"} */ which, /** @type {string} */ label) => {
    const chosen = given[which];
    if (!chosen)
      return combobox(app.model, {
        id: `ask-${which}`,
        label,
        pick: pick(which),
        first: which === "from" || Boolean(given.from),
      });
    const clear = () =>
      app.select({ mode: "ask", from: given.from, to: given.to, [which]: null }, { focus: true });
    return h(
      "p",
      { class: "chosen" },
      h("span", {}, label),
      entityIcon(app.model, chosen),
      h("b", {}, bdi(chosen.name)),
      button("Change", clear),
    );
  };
  return [
    crumb(app, "Find a path"),
    head("How are two entities connected?"),
    field("from", "From"),
    field("to", "To"),
    h(
      "p",
      { class: "note" },
      "The shortest paths over the claims that are shown. On the map, press P on both ends.",
    ),
  ];
}

/**
 * Finds the paths between two entities and selects the first.
 * @param {App} app
 * @param {Entity} from
 * @param {Entity} to
 * @param {{focus?: boolean, back?: boolean}} [how]
 */
export function connect(app, from, to, how) {
  const paths = from === to ? [] : findPaths(from, to, (c) => Boolean(app.shown.claim[c.j]));
  app.select({ mode: "path", from, to, paths, n: 0 }, how);
}

/** @param {App} app @param {Answer} answer */
export function pathPanel(app, answer) {
  const { from, to, paths, n } = answer;
  const question = head(
    "How is ",
    h("b", {}, bdi(from.name)),
    " connected to ",
    h("b", {}, bdi(to.name)),
    "?",
  );
  if (!paths.length) return [crumb(app, "Path"), question, ...nothing(app, from, to)];
  const go = (/** @type {number} */ by) => () => {
    app.select({ ...answer, n: (n + by + paths.length) % paths.length }, { back: true });
    document.getElementById(by < 0 ? "prev" : "next")?.focus();
  };
  const turns =
    paths.length > 1
      ? [
          button("‹ Prev", go(-1), "btn quiet", { "aria-label": "Previous path", id: "prev" }),
          button("Next ›", go(1), "btn quiet", { "aria-label": "Next path", id: "next" }),
        ]
      : [];
  const path = paths[n];
  const status = STATUSES[weakness(path)];
  const limits = paths === app.answers ? asked(app) : "Over the claims that are shown; either direction.";
  return [
    crumb(app, `Path ${n + 1} of ${paths.length}`, turns),
    question,
    h(
      "p",
      { class: "stline" },
      pathWords(path),
      h("span", { class: "st" }, sample(status, 36), h("b", {}, status)),
    ),
    h("p", { class: "note" }, limits),
    h(
      "ol",
      { class: "hops" },
      path.nodes.flatMap((e, i) => [endRow(app, e), path.hops[i] && hopRow(app, path, i)]),
    ),
    h("h3", { class: "sub" }, "What would change this"),
    h("p", { class: "note" }, change(app, from, to, status)),
  ];
}

/** Returns the length of a path, and how its status, which follows, is meant. @param {Path} path */
function pathWords({ hops }) {
  const count = plural(hops.length, "hop");
  if (hops.every((hop) => hop.best.rank === hops[0].best.rank))
    return hops.length > 1 ? `${count}, each ` : `${count}: `;
  const weak = hops.flatMap((hop, i) => (hop.weak ? [i + 1] : []));
  return `${count}; weakest${weak.length ? ` (hop${weak.length > 1 ? "s" : ""} ${weak.join(", ")})` : ""}: `;
}

/** Keys of a question that are no limits. */
const NO_LIMITS = new Set(["ask", "from", "to", "audience", "include_denied", "shortest"]);

/** Returns the limits of the question that the data answer. @param {App} app */
function asked(app) {
  const words = Object.entries(app.model.raw.question ?? {})
    .filter(([key, value]) => value && value.length !== 0 && !NO_LIMITS.has(key))
    .map(([key, value]) => (value === true ? key : `${key} ${[value].flat().join(", ")}`).replace(/_/g, " "));
  return words.length ? `Limits of the question: ${words.join("; ")}.` : "Any status, any date.";
}

/** @param {App} app @param {Entity} e */
const endRow = (app, e) =>
  h(
    "li",
    { class: "hop end" },
    entityIcon(app.model, e, 24),
    button(bdi(e.name), () => app.select({ mode: "entity", entity: e }, { focus: true }), "name"),
  );

/** @param {App} app @param {Path} path @param {number} i */
function hopRow(app, path, i) {
  const { best, claims, weak } = path.hops[i];
  const down = best.f === path.nodes[i];
  const others = claims.length > 1 ? `, and ${plural(claims.length - 1, "more claim")} between them` : "";
  const sources = best.independent ? plural(best.independent, "independent source") : "";
  const notes = [sources, best.disputed && "≠ disputed"].filter(Boolean).join(", ") + others;
  return h(
    "li",
    { class: weak ? "hop weak" : "hop" },
    arrow(best.status, down, best.symmetric),
    h(
      "div",
      { class: "mid" },
      h("p", { class: "stepn" }, `Hop ${i + 1}`, weak && h("b", { class: "flag" }, ", the weakest")),
      h("p", { class: "said" }, sentence(app.model, best)),
      h(
        "p",
        { class: "st" },
        h("b", {}, best.status),
        notes && h("span", {}, notes.replace(/^, /, "")),
        button("Evidence", () => app.select({ mode: "claim", claim: best }, { focus: true }), "aslink", {
          "aria-label": `Evidence of hop ${i + 1}`,
        }),
      ),
    ),
  );
}

/**
 * Draws the line of a hop, with an arrowhead in the direction of the claim. It is as long as the text beside
 * it.
 * @param {string} status
 * @param {boolean} down
 * @param {boolean} symmetric
 */
function arrow(status, down, symmetric) {
  const line = s(
    "svg",
    { width: 24, height: "100%", class: "stem", "aria-hidden": "true" },
    statusLine("M12 0V2000", status),
  );
  const tip = s(
    "svg",
    { width: 24, height: 10, class: down ? "tip down" : "tip", "aria-hidden": "true" },
    s("path", { d: down ? "M12 10L7.5 0h9Z" : "M12 0L7.5 10h9Z", fill: `var(--s-${status})` }),
  );
  return h("div", { class: "arrow" }, line, !symmetric && tip);
}

/**
 * Tells what a stricter status would change.
 * @param {App} app
 * @param {Entity} from
 * @param {Entity} to
 * @param {string} status
 */
function change(app, from, to, status) {
  const stricter = STATUSES[STATUSES.indexOf(status) - 1];
  if (!stricter) return "None: each hop has the highest status.";
  const enough = atLeast(stricter);
  const left = findPaths(from, to, (c) => Boolean(app.shown.claim[c.j]) && enough(c));
  if (left.length)
    return `With “${stricter}” or better, a path of ${plural(left[0].hops.length, "hop")} remains.`;
  return `With “${stricter}” or better, no path remains.`;
}

/**
 * Explains that there is no path, and offers the smallest change of the filters that gives one.
 * @param {App} app
 * @param {Entity} from
 * @param {Entity} to
 */
function nothing(app, from, to) {
  if (from === to) return [h("p", { class: "lead" }, "Both ends are the same entity.")];
  const off = app.filter.status;
  const opened = findPaths(from, to, (c) => off.has(c.status) || Boolean(app.shown.claim[c.j]));
  const all = opened.length ? opened : findPaths(from, to, () => true);
  // Denied claims connect nothing.
  const ladder = STATUSES.slice(0, -1);
  const left = ladder.filter((status) => off.has(status));
  const lowest = ladder.indexOf(left[0]);
  let none = "No path over the claims that are shown.";
  if (left.length)
    none =
      lowest > 0 && lowest + left.length === ladder.length
        ? `No path with “${ladder[lowest - 1]}” or better.`
        : `No path without ${left.join(" or ")} claims.`;
  if (!all.length)
    return [
      h("p", { class: "lead" }, "No path: no claims in these sources connect the two, with any filter."),
    ];
  const status = STATUSES[weakness(all[0])];
  const show = () => {
    if (opened.length) app.refilter((filter) => filter.status.delete(status));
    else app.resetFilter();
    connect(app, from, to, { focus: true, back: true });
  };
  const words = opened.length ? `A path exists with ${status} claims.` : "A path exists without the filters.";
  return [h("p", { class: "lead" }, `${none} ${words}`), button("Show the path", show)];
}
