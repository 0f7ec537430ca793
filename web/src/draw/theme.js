// Hands the colours of the ontology to the style sheet, and those of the style sheet to the painters.

/** @typedef {import("../model/data.js").Model} Model */

const HEX = /^#[0-9a-f]{3,8}$/i;
/** @type {Map<string, string>} */
let known = new Map();

/** Defines --k0, --k1, ... for the kinds; a colour that is none falls back to the text's. @param {Model} model */
export function defineKinds(model) {
  const rule = (/** @type {"light" | "dark"} */ tone) =>
    model.kinds
      .map((key, i) => [i, model.raw.ontology.kinds[key].color?.[tone]])
      .map(([i, color]) => `--k${i}:${HEX.test(color) ? color : "var(--text)"};`)
      .join("");
  const sheet = document.styleSheets[0];
  const add = (/** @type {string} */ text) => sheet.insertRule(text, sheet.cssRules.length);
  add(`:root{${rule("light")}}`);
  add(`@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){${rule("dark")}}}`);
  add(`:root[data-theme="dark"]{${rule("dark")}}`);
  add(`@media print{:root:root:root{${rule("light")}}}`);
}

/** @param {string | null} name "light", "dark" or nothing for the system's */
export function setTheme(name) {
  if (name === "light" || name === "dark") document.documentElement.dataset.theme = name;
  known = new Map();
}

/** The value of a token as it holds now. @param {string} token */
export function ink(token) {
  let value = known.get(token);
  if (!value) {
    value = getComputedStyle(document.documentElement).getPropertyValue(token).trim() || "#000";
    if (matchMedia("(forced-colors: active)").matches) value = forced(token);
    known.set(token, value);
  }
  return value;
}

/** Calls back when the system's colours change. @param {() => void} then */
export function onThemeChange(then) {
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
    matchMedia(query).addEventListener("change", () => {
      known = new Map();
      then();
    });
}

/** Forced colours: the system's own words; dashes and shapes still tell statuses and kinds (rule 48). @param {string} token */
function forced(token) {
  if (/^--(map|halo|on-select|panel)$/.test(token)) return "Canvas";
  return /^--(select|path-wash|focus|path)$/.test(token) ? "Highlight" : "CanvasText";
}
