// On phones, the evidence is a sheet over the map with three heights, set by dragging or by a button.

import { byId } from "../elements/dom.js";

/** @typedef {import("../app/state.js").App} App */

const STATES = ["peek", "half", "full"];

/** @param {App} app @param {() => void} moved */
export function createSheet(app, moved) {
  const panel = byId("evidence");
  const grip = byId("grip");
  const set = (/** @type {number} */ n) => {
    const next = Math.max(0, Math.min(2, n));
    panel.dataset.sheet = STATES[next];
    grip.setAttribute("aria-label", `Evidence: ${next === 2 ? "make smaller" : "make larger"}`);
    panel.style.removeProperty("height");
    moved();
  };
  const at = () => STATES.indexOf(panel.dataset.sheet ?? "half");
  let from = 0;
  let dragged = false;
  grip.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
    from = event.clientY;
    dragged = false;
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
    if (!grip.hasPointerCapture(event.pointerId) || Math.abs(event.clientY - from) < 6) return;
    dragged = true;
    panel.style.height = `${Math.max(96, innerHeight - event.clientY)}px`;
  });
  grip.addEventListener("pointerup", (/** @type {PointerEvent} */ event) => {
    if (dragged) set(at() + (event.clientY < from ? 1 : -1));
  });
  grip.addEventListener("click", () => !dragged && set(at() === 2 ? 1 : at() + 1));
  app.on((change) => {
    if (change === "select") set(1);
  });
  set(1);
}
