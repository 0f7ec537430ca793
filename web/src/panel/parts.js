// What every state of the panel has: the line above, the head that takes the keyboard, rows that open something.

import { button, h } from "../elements/dom.js";

/** @typedef {import("../app/state.js").App} App */

/** The line above what is shown: what it is, and the ways on and out. @param {App} app @param {string} text @param {any[]} [more] */
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

/** The head that takes the keyboard when the panel is opened with Enter. @param {...any} kids */
export const head = (...kids) => h("h2", { class: "claim", tabindex: -1 }, ...kids);

/** A row that opens something. @param {any} mark @param {any} text @param {any} side @param {() => void} open */
export const row = (mark, text, side, open) =>
  h(
    "li",
    {},
    h("button", { type: "button", click: open }, mark, h("span", {}, text), h("span", { class: "st" }, side)),
  );
