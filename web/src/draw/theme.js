// Gives the colours of the ontology to the style sheet, and the colours of the style sheet to the painters.

/** @typedef {import("../model/data.js").Model} Model */

const HEX = /^#[0-9a-f]{3,8}$/i;
/** @type {Map<string, string>} */
let known = new Map();

/**
 * Defines --k0, --k1, ... for the kinds; an invalid colour is replaced by the text colour.
 * @param {Model} model
 */
export function defineKinds(model) {
  const rule = (/** @type {"light" | "dark"} */ tone) =>
    model.kinds
      .map((key, i) => [i, model.page.kinds[key].color?.[tone]])
      .map(([i, color]) => `--k${i}:${HEX.test(color) ? color : "var(--text)"};`)
      .join("");
  const sheet = document.styleSheets[0];
  const add = (/** @type {string} */ text) => sheet.insertRule(text, sheet.cssRules.length);
  add(`:root{${rule("light")}}`);
  add(`@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){${rule("dark")}}}`);
  add(`:root[data-theme="dark"]{${rule("dark")}}`);
  add(`@media print{:root:root:root{${rule("light")}}}`);
}

/** @param {string | null} name "light", "dark", or null for the system's theme */
export function setTheme(name) {
  if (name === "light" || name === "dark") document.documentElement.dataset.theme = name;
  known = new Map();
}

/** Returns the current value of a token. @param {string} token */
export function ink(token) {
  let value = known.get(token);
  if (!value) {
    value = getComputedStyle(document.documentElement).getPropertyValue(token).trim() || "#000";
    if (matchMedia("(forced-colors: active)").matches) value = forced(token);
    known.set(token, value);
  }
  return value;
}

/** Calls `then` when the colours of the system change. @param {() => void} then */
export function onThemeChange(then) {
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
    matchMedia(query).addEventListener("change", () => {
      known = new Map();
      then();
    });
}

/**
 * Returns the system colour of a token. With forced colours, dashes and shapes still show statuses and kinds.
 * @param {string} token
 */
function forced(token) {
  if (/^--(map|halo|on-select|panel)$/.test(token)) return "Canvas";
  return /^--(select|path-wash|focus|path)$/.test(token) ? "Highlight" : "CanvasText";
}
