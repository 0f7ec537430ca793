// The address: selection and filters after the #, written when they change, and read when the page opens.

import { setTheme } from "../draw/theme.js";
import { say } from "../elements/announce.js";
import { openFilter } from "../filters/filters.js";
import { connect } from "../panel/path.js";
import { lostNote } from "../panel/start.js";

/** @typedef {import("./state.js").App} App */

/** Returns the hash of the state, or "" for the state in which the page opens. @param {App} app */
export function writeState(app) {
  const words = new URLSearchParams();
  const chosen = app.selection;
  if (chosen.mode === "claim") words.set("claim", chosen.claim.id);
  if (chosen.mode === "entity") words.set("entity", chosen.entity.id);
  if (chosen.mode === "step") words.set("step", String(chosen.step + 1));
  if (chosen.mode === "path") {
    words.append("path", chosen.from.id);
    words.append("path", chosen.to.id);
    if (chosen.n) words.set("n", String(chosen.n + 1));
  }
  for (const facet of /** @type {const} */ (["status", "kind", "type", "source", "hidden"]))
    for (const key of [...app.filter[facet]].sort()) words.append(`no-${facet}`, key);
  if (app.filter.from !== null) words.set("from", String(app.filter.from));
  if (app.filter.to !== null) words.set("to", String(app.filter.to));
  if (!app.filter.undated) words.set("undated", "no");
  if (app.filter.hops) words.set("hops", String(app.filter.hops));
  const theme = document.documentElement.dataset.theme;
  if (theme) words.set("theme", theme);
  return words.toString();
}

/**
 * Opens the state of a hash. If the hash names something that is not in the data, the page tells it.
 * @param {App} app
 * @param {string} hash
 */
export function readState(app, hash) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  setTheme(words.get("theme"));
  const year = (/** @type {string} */ key) =>
    /^-?\d{1,4}$/.test(words.get(key) ?? "") ? Number(words.get(key)) : null;
  const filter = openFilter();
  for (const facet of /** @type {const} */ (["status", "kind", "type", "source", "hidden"]))
    filter[facet] = new Set(words.getAll(`no-${facet}`));
  filter.from = year("from");
  filter.to = year("to");
  filter.undated = words.get("undated") !== "no";
  filter.hops = Math.min(3, Math.max(0, Number(words.get("hops")) || 0));
  app.filter = filter;
  app.recompute();
  choose(app, words);
  app.notify("filter");
  if (app.selection.mode === "start" && app.selection.lost) say(lostNote(app.selection.lost));
}

/** Updates the address, and reads it when the reader changes it. @param {App} app */
export function followAddress(app) {
  app.on(() => {
    const text = writeState(app);
    if (text === location.hash.slice(1)) return;
    try {
      history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
    } catch {
      // A page in another page (srcdoc) has no address of its own; Share gives the address of its host.
    }
  });
  addEventListener("hashchange", () => {
    if (location.hash.slice(1) !== writeState(app)) readState(app, location.hash);
  });
}

/** @param {App} app @param {URLSearchParams} words */
function choose(app, words) {
  const claim = app.model.claim.get(words.get("claim") ?? "");
  const entity = app.model.entity.get(words.get("entity") ?? "");
  const step = Number(words.get("step")) - 1;
  const [from, to] = words.getAll("path").map((id) => app.model.entity.get(id));
  if (claim) app.select({ mode: "claim", claim });
  else if (entity) app.select({ mode: "entity", entity });
  else if (app.model.story[step]) app.select({ mode: "step", step });
  else if (from && to) {
    const asked = app.answers[0]?.nodes[0] === from && app.answers[0]?.nodes.includes(to);
    if (asked) app.select({ mode: "path", from, to, paths: app.answers, n: 0 });
    else connect(app, from, to);
    const chosen = app.selection;
    const n = Number(words.get("n")) - 1;
    if (chosen.mode === "path" && chosen.paths[n]) app.select({ ...chosen, n }, { back: true });
  } else app.select({ mode: "start", lost: lostIn(app, words) }, { back: true });
}

/**
 * Returns what a link names and the data lack: an id or a step of the story.
 * @param {App} app
 * @param {URLSearchParams} words
 */
function lostIn(app, words) {
  const step = words.get("step");
  const { claim, entity } = app.model;
  return [
    ...words.getAll("claim").filter((id) => !claim.has(id)),
    ...[...words.getAll("entity"), ...words.getAll("path")].filter((id) => !entity.has(id)),
    ...(step ? [`step ${step}`] : []),
  ][0];
}
