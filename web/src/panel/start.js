// The panel without a selection: the story, the most disputed claims, the entities with the most claims.

import { bdi, button, h } from "../elements/dom.js";
import { entityIcon, sample } from "../elements/icons.js";
import { sentence } from "../elements/words.js";
import { sides, whyEmpty } from "../model/data.js";
import { plural } from "../model/text.js";
import { crumb, row } from "./parts.js";

/** @typedef {import("../app/state.js").App} App @typedef {import("../model/data.js").Step} Step */

const MOST_ROWS = 8;

/** @param {App} app */
export function startPanel(app) {
  const { story } = app.model;
  const lead = `${story.length ? "Start with the story, or choose" : "Choose"} any name or line on the map. Each line is something that somebody said; the panel shows who, where, and who disagrees.`;
  if (!app.model.entities.length) return whyEmpty(app.model).map((line) => h("p", { class: "lead" }, line));
  const lost = app.selection.mode === "start" && app.selection.lost;
  return [
    h("h2", { class: "vh" }, "Where to start"),
    lost && h("p", { class: "lost" }, lostNote(lost)),
    h("p", { class: "lead", tabindex: -1 }, lead),
    story.length > 0 && steps(app, 0),
    h(
      "p",
      { class: "row acts" },
      story.length > 0 &&
        button("Start the story", () => app.select({ mode: "step", step: 0 }, { focus: true }), "btn solid"),
      button("Find a path", () => app.select({ mode: "ask", from: null, to: null }, { focus: true })),
    ),
    ...disputed(app),
    ...(story.length ? [] : connected(app)),
  ];
}

/** Returns the message for a link to something that is not on the map. @param {string} name */
export const lostNote = (name) =>
  `The link leads to “${name}”, which is not on this map. It may have been renamed or withdrawn.`;

/** @param {App} app @param {number} n */
export function stepPanel(app, n) {
  const { story } = app.model;
  const go = (/** @type {number} */ to) => () => app.select({ mode: "step", step: to }, { focus: true });
  const turns = [
    n > 0 && button("‹ Prev", go(n - 1), "btn quiet", { "aria-label": "Previous step" }),
    n + 1 < story.length && button("Next ›", go(n + 1), "btn quiet", { "aria-label": "Next step" }),
  ];
  return [
    crumb(app, `Step ${n + 1} of ${story.length}`, turns),
    h("h2", { class: "vh" }, "Story"),
    steps(app, n),
  ];
}

/** Lists the steps, with one of them open. @param {App} app @param {number} open */
function steps(app, open) {
  return h(
    "ol",
    { class: "steps" },
    app.model.story.map((step, i) => {
      const choose = () => app.select({ mode: "step", step: i }, { focus: true });
      const on = app.selection.mode === "step" && i === open;
      return h(
        "li",
        { class: on ? "on" : "" },
        h(
          "h3",
          { tabindex: on ? -1 : null },
          h(
            "button",
            { type: "button", click: choose, "aria-expanded": String(i === open) },
            h("span", { class: "num" }, String(i + 1)),
            h("span", {}, step.title),
          ),
        ),
        i === open && step.text && h("p", {}, step.text),
        h("p", { class: "meta" }, countClaims(step, i === open)),
        on &&
          h(
            "ul",
            { class: "rows" },
            step.claims.map((c) => stepClaim(app, c)),
          ),
      );
    }),
  );
}

/** @param {App} app @param {import("../model/data.js").Claim} c */
function stepClaim(app, c) {
  const open = () => app.select({ mode: "claim", claim: c }, { focus: true });
  return row(entityIcon(app.model, c.f), sentence(app.model, c), [sample(c.status, 30), c.status], open);
}

/** @param {Step} step @param {boolean} open */
function countClaims(step, open) {
  const disputed = step.claims.filter((c) => c.disputed).length;
  return `${open ? "Highlights " : ""}${plural(step.claims.length, "claim")}${disputed ? `, ${disputed} disputed` : ""}`;
}

/** @param {App} app */
function disputed(app) {
  const some = app.shown.claims.filter((c) => c.disputed).map((c) => ({ c, n: sides(c) }));
  some.sort(
    (a, b) => b.n[1].length - a.n[1].length || b.c.evidence.length - a.c.evidence.length || a.c.j - b.c.j,
  );
  if (!some.length) return [];
  return [
    h("h3", { class: "sub" }, "Most disputed"),
    h(
      "ul",
      { class: "rows" },
      some
        .slice(0, MOST_ROWS)
        .map(({ c, n }) =>
          row(
            entityIcon(app.model, c.f),
            [bdi(c.f.name), " / ", bdi(c.t.name), `: ${c.status}`],
            `${n[0].length} for, ${n[1].length} against`,
            () => app.select({ mode: "claim", claim: c }, { focus: true }),
          ),
        ),
    ),
  ];
}

/** @param {App} app */
function connected(app) {
  const some = [...app.shown.entities]
    .sort((a, b) => b.claims.length - a.claims.length || a.i - b.i)
    .slice(0, MOST_ROWS);
  return [
    h("h3", { class: "sub" }, "Most connected"),
    h(
      "ul",
      { class: "rows" },
      some.map((e) =>
        row(entityIcon(app.model, e), bdi(e.name), plural(e.claims.length, "claim"), () =>
          app.select({ mode: "entity", entity: e }, { focus: true }),
        ),
      ),
    ),
  ];
}
