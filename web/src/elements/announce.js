// Announces changes to screen readers in one status line, once a second at most.

import { visible } from "../model/text.js";
import { byId } from "./dom.js";

let waiting = "";
let timer = 0;

/** @param {string} text */
export function say(text) {
  waiting = text;
  if (!timer) flush();
}

/** Shows a short note for four seconds, and announces it. @param {string} text */
export function toast(text) {
  const note = byId("toast");
  note.textContent = visible(text);
  note.hidden = false;
  say(text);
  setTimeout(() => {
    if (note.textContent === visible(text)) note.hidden = true;
  }, 4000);
}

function flush() {
  if (waiting) byId("status").textContent = visible(waiting);
  timer = waiting ? window.setTimeout(flush, 1000) : 0;
  waiting = "";
}
