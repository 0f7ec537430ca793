// The filter for years: a histogram of the claims, and two handles.

import { h, s } from "../elements/dom.js";
import { yearOf } from "./filters.js";

/** @typedef {import("../app/state.js").App} App */

const BARS = 24;

/**
 * @param {App} app
 * @returns {{head: any, picture: any, draw: () => void} | null} null if no claim is dated
 */
export function brush(app) {
  const years = app.model.claims.flatMap((c) => (c.day === null ? [] : [yearOf(c.day)]));
  if (!years.length) return null;
  const low = Math.min(...years);
  const high = Math.max(...years);
  const words = h("span", {});
  const from = handle("Claims from the year", low, high);
  const to = handle("Claims until the year", low, high);
  const bars = h("div", { class: "bars" });
  const change = () => {
    const a = Math.min(Number(from.value), Number(to.value));
    const b = Math.max(Number(from.value), Number(to.value));
    app.refilter((filter) => {
      filter.from = a > low ? a : null;
      filter.to = b < high ? b : null;
    });
  };
  from.addEventListener("input", change);
  to.addEventListener("input", change);
  const draw = () => {
    const a = app.filter.from ?? low;
    const b = app.filter.to ?? high;
    if (document.activeElement !== to) from.value = String(a);
    if (document.activeElement !== from) to.value = String(b);
    words.textContent = a === b ? String(a) : `${a} to ${b}`;
    bars.replaceChildren(histogram(years, low, high, a, b));
  };
  draw();
  const scale = h(
    "div",
    { class: "scale", "aria-hidden": "true" },
    h("span", {}, String(low)),
    high > low + 1 && h("span", {}, String(Math.round((low + high) / 2))),
    h("span", {}, String(high)),
  );
  return {
    head: h("h2", { class: "k" }, "When", words),
    picture: h("div", { class: "brush" }, bars, from, to, scale),
    draw,
  };
}

/** @param {string} label @param {number} low @param {number} high */
const handle = (label, low, high) =>
  h("input", { type: "range", min: low, max: high, step: 1, "aria-label": label, disabled: low === high });

/** @param {number[]} years @param {number} low @param {number} high @param {number} a @param {number} b */
function histogram(years, low, high, a, b) {
  const step = Math.max(1, Math.ceil((high - low + 1) / BARS));
  const bins = Array.from({ length: Math.floor((high - low) / step) + 1 }, () => 0);
  for (const year of years) bins[Math.floor((year - low) / step)]++;
  const most = Math.max(...bins);
  const width = 200 / bins.length;
  return s(
    "svg",
    { viewBox: "0 0 200 30", preserveAspectRatio: "none", "aria-hidden": "true" },
    bins.map((n, i) => {
      const inside = low + i * step + step - 1 >= a && low + i * step <= b;
      const tall = n ? Math.max(2, (n / most) * 29) : 0;
      return s("rect", {
        x: i * width,
        y: 30 - tall,
        width: Math.max(width - 1, 0.5),
        height: tall,
        fill: inside ? "var(--text-3)" : "var(--rule)",
      });
    }),
  );
}
