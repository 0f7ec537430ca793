// An entity in the panel: description, sources of its claims, and its claims by type.

import { bdi, bdis, button, h } from "../elements/dom.js";
import { entityIcon, sample } from "../elements/icons.js";
import { kindWord } from "../elements/words.js";
import { otherEnd, restsAlone } from "../model/data.js";
import { whenText } from "../model/sentence.js";
import { plural } from "../model/text.js";
import { crumb, head, row } from "./parts.js";

/** @typedef {import("../app/state.js").App} App @typedef {import("../model/data.js").Claim} Claim
 * @typedef {import("../model/data.js").Entity} Entity */

/** @param {App} app @param {Entity} e */
export function entityPanel(app, e) {
  const claims = e.claims.filter((c) => app.shown.claim[c.j]);
  const pinned = app.pinned.has(e.id);
  const hide = () => {
    app.select({ mode: "start" });
    app.refilter((filter) => filter.hidden.add(e.id));
  };
  const pin = () => {
    app.pinned[pinned ? "delete" : "add"](e.id);
    app.notify("select");
    document.getElementById("pin")?.focus();
  };
  return [
    crumb(app, kindWord(app.model, e)),
    h(
      "div",
      { class: "title" },
      entityIcon(app.model, e, 24),
      head(h("b", { class: e.unnamed ? "unnamed" : "" }, bdi(e.name))),
    ),
    e.summary && h("p", { class: "lead" }, e.summary),
    facts(e, claims),
    h(
      "p",
      { class: "row acts" },
      button("Find a path", () => app.select({ mode: "ask", from: e, to: null }, { focus: true })),
      button(pinned ? "Unpin" : "Pin", pin, "btn", { "aria-pressed": String(pinned), id: "pin" }),
      button("Hide", hide),
    ),
    h("h3", { class: "sub" }, "Claims", h("span", {}, "by type")),
    ...claimsByType(app, e, claims),
  ];
}

/** @param {Entity} e @param {Claim[]} claims */
function facts(e, claims) {
  const disputed = claims.filter((c) => c.disputed).length;
  const hidden = e.claims.length - claims.length;
  const rows = [
    ["Also called", e.aliases.length ? bdis(e.aliases) : ""],
    ["Tags", (e.tags ?? []).join(", ")],
    ...Object.entries(e.ids ?? {}),
    [
      "Claims",
      `${claims.length}, ${disputed ? `${disputed} disputed` : "none disputed"}${hidden ? `; ${hidden} hidden by the filters` : ""}`,
    ],
    ["Depends on", claims.length ? dependsOn(claims) : ""],
  ];
  return h(
    "dl",
    { class: "facts" },
    rows.filter(([, text]) => text).map(([term, text]) => [h("dt", {}, term), h("dd", {}, text)]),
  );
}

/** Counts the sources, and the claims that depend on one source. @param {Claim[]} claims */
function dependsOn(claims) {
  const all = new Set(claims.flatMap((c) => c.sources));
  const alone = new Map();
  for (const c of claims) {
    for (const one of c.sources) if (restsAlone(c, one)) alone.set(one, (alone.get(one) ?? 0) + 1);
  }
  const [most] = [...alone].sort((a, b) => b[1] - a[1] || a[0].number - b[0].number);
  return (
    plural(all.size, "source") + (most ? `; ${plural(most[1], "claim")} on [${most[0].number}] alone` : "")
  );
}

/** @param {App} app @param {Entity} e @param {Claim[]} claims */
function claimsByType(app, e, claims) {
  /** @type {Map<string, Claim[]>} */
  const groups = new Map();
  for (const c of claims) {
    const title = c.f === e || c.symmetric ? c.label : `… ${c.label} `;
    groups.set(title, [...(groups.get(title) ?? []), c]);
  }
  if (!groups.size) return [h("p", { class: "note" }, "No claim about this entity is shown.")];
  return [...groups].flatMap(([title, some]) => [
    h("h4", { class: "by-type" }, title, title.startsWith("… ") && bdi(e.name)),
    h(
      "ul",
      { class: "rows" },
      some.map((c) => claimRow(app, e, c)),
    ),
  ]);
}

/** @param {App} app @param {Entity} e @param {Claim} c */
function claimRow(app, e, c) {
  const other = otherEnd(c, e);
  const when = whenText(app.model, c);
  const disputed =
    c.disputed &&
    c.status !== "denied" &&
    h("span", { class: "flag" }, "≠", h("span", { class: "vh" }, " disputed"));
  const open = () => app.select({ mode: "claim", claim: c }, { focus: true });
  return row(
    entityIcon(app.model, other),
    [bdi(other.name), when && `, ${when}`],
    [sample(c.status, 30), c.status, disputed],
    open,
  );
}
