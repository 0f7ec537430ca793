// Parts of all panels: the line at the top, the heading, rows that open something.

import { button, h } from "../elements/dom.js";

/** @typedef {import("../app/state.js").App} App */

/**
 * Builds the line at the top: what is shown, and the buttons.
 * @param {App} app
 * @param {string} text
 * @param {any[]} [more]
 */
export const crumb = (app, text, more = []) =>
  h(
    "div",
    { class: "crumb" },
    h("span", {}, text),
    h(
      "span",
      { class: "row" },
      more,
      button("Close", () => app.select({ mode: "start" }), "btn quiet", { id: "close" }),
    ),
  );

/** Builds the heading, which takes the keyboard focus when the panel opens. @param {...any} kids */
export const head = (...kids) => h("h2", { class: "claim", tabindex: -1 }, ...kids);

/**
 * Builds a row that opens something.
 * @param {any} mark
 * @param {any} text
 * @param {any} side
 * @param {() => void} open
 */
export const row = (mark, text, side, open) =>
  h(
    "li",
    {},
    h("button", { type: "button", click: open }, mark, h("span", {}, text), h("span", { class: "st" }, side)),
  );
