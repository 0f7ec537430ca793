// A claim in the panel: its sentence with the speaker, the balance of sources, and a card for each piece of
// evidence.

import { bdi, bdis, button, h } from "../elements/dom.js";
import {
  basisAndDate,
  basisLabel,
  list,
  meaning,
  sentence,
  statusWords,
  whereFound,
} from "../elements/words.js";
import { sides } from "../model/data.js";
import { speaker } from "../model/sentence.js";
import { plural } from "../model/text.js";
import { crumb, head } from "./parts.js";

/** @typedef {import("../app/state.js").App} App @typedef {import("../model/data.js").Claim} Claim
 * @typedef {import("../model/data.js").Evidence} Evidence */

const STANCE = { supports: "Supports", denies: "Denies", doubts: "Doubts" };

/** @param {App} app @param {Claim} c */
export function claimPanel(app, c) {
  const [supports, against] = sides(c);
  const cards = strongestFirst(app, supports).flatMap((item, i) => [item, strongestFirst(app, against)[i]]);
  cards.push(...strongestFirst(app, against).slice(supports.length));
  return [
    crumb(app, place(app, c), [
      turn(app, c, -1, "‹ Prev", "Previous claim"),
      turn(app, c, 1, "Next ›", "Next claim"),
    ]),
    head(...sentence(app.model, c)),
    h("p", { class: "stline" }, statusWords(c)),
    h("p", { class: "note" }, why(app, c, supports)),
    roles(app, c),
    h(
      "div",
      { class: "balance" },
      side(
        app,
        supports,
        `${supports.length} ${supports.length === 1 ? "supports" : "support"} it`,
        "Nobody supports it.",
      ),
      side(
        app,
        against,
        `${against.length || "None"} ${against.length > 1 ? "contradict" : "contradicts"} it`,
        "These sources hold no denial or doubt.",
        "con",
      ),
    ),
    ...cards.filter(Boolean).map((item) => card(app, item)),
    h(
      "p",
      { class: "ends row" },
      [c.f, c.t].map((e) =>
        button(bdi(e.name), () => app.select({ mode: "entity", entity: e }, { focus: true })),
      ),
    ),
  ];
}

/** @param {App} app @param {Claim} c */
function place(app, c) {
  const at = app.shown.claims.indexOf(c);
  return at < 0 ? "Hidden by the filters" : `Claim ${at + 1} of ${app.shown.claims.length}`;
}

/** @param {App} app @param {Claim} c @param {number} by @param {string} text @param {string} label */
function turn(app, c, by, text, label) {
  const claims = app.shown.claims;
  const go = () => {
    const next = claims[(claims.indexOf(c) + by + claims.length) % claims.length];
    if (next) app.select({ mode: "claim", claim: next });
    document.getElementById(by < 0 ? "prev" : "next")?.focus();
  };
  return button(text, go, "btn quiet", { "aria-label": label, id: by < 0 ? "prev" : "next" });
}

/** Explains the status in one line. @param {App} app @param {Claim} c @param {Evidence[]} supports */
function why(app, c, supports) {
  const held =
    c.certainty && c.certainty !== "definitely"
      ? ` ${c.certainty === "undated" ? "Undated: it may hold at that date or not." : "Possibly holds at that date."}`
      : "";
  if (c.at_most)
    return `Held at “${c.at_most}” by the editors${c.because ? `: ${c.because.replace(/\.?$/, ".")}` : "."}${held}`;
  const best = strongestFirst(app, supports)[0];
  const basis = best ? `Strongest basis: ${basisLabel(app.model, best.basis)}. ` : "";
  const sources = c.independent ? ` ${plural(c.independent, "independent source")}.` : "";
  return `${basis}${meaning(app.model, c.status)}${sources}${held}`;
}

/** Lists the entities in the roles of a claim. @param {App} app @param {Claim} c */
function roles(app, c) {
  const rows = Object.entries(c.roles ?? {}).flatMap(([role, ids]) => [
    h("dt", {}, role.replace(/_/g, " ")),
    h("dd", {}, bdis(ids.map((id) => app.model.named.get(id)?.name ?? id))),
  ]);
  return rows.length ? h("dl", { class: "facts" }, rows) : null;
}

/**
 * @param {App} app
 * @param {Evidence[]} items
 * @param {string} title
 * @param {string} none
 * @param {string} [look]
 */
function side(app, items, title, none, look = "pro") {
  const names = list(items.map((item) => speaker(app.model, item)));
  return h(
    "div",
    { class: items.length ? look : "none" },
    h("h3", {}, title),
    h(
      "ul",
      {},
      (names.length ? names : [none]).map((name) => h("li", {}, bdi(name))),
    ),
  );
}

/** @param {App} app @param {Evidence} item */
function card(app, item) {
  const stance = /** @type {keyof typeof STANCE} */ (item.stance ?? "supports");
  return h(
    "article",
    { class: `card ${stance}` },
    h("div", { class: "over" }, h("b", {}, STANCE[stance]), h("span", {}, basisAndDate(app.model, item))),
    h("h3", { class: "by" }, bdi(speaker(app.model, item))),
    h("p", { class: "says" }, item.says),
    whereFound(app.model, item),
  );
}

/** Sorts by basis, the strongest first. @param {App} app @param {Evidence[]} items */
function strongestFirst(app, items) {
  const order = Object.keys(app.model.page.bases ?? {});
  return [...items].sort((a, b) => order.indexOf(a.basis) - order.indexOf(b.basis));
}
