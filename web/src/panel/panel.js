// The evidence panel: shows the selection, and takes the keyboard focus only on request.

import { byId } from "../elements/dom.js";
import { claimPanel } from "./claim.js";
import { entityPanel } from "./entity.js";
import { askPanel, pathPanel } from "./path.js";
import { startPanel, stepPanel } from "./start.js";

/** @typedef {import("../app/state.js").App} App */

/** @param {App} app */
export function createPanel(app) {
  const panel = byId("evidence");
  const body = byId("evidence-body");
  app.on((change, how) => {
    if (change !== "select" && change !== "filter") return;
    const opened = body.contains(document.activeElement) || how.focus;
    // A filter keeps the scroll position; a new selection starts at the top.
    const top = change === "filter" ? panel.scrollTop : 0;
    document.body.dataset.mode = app.selection.mode;
    body.replaceChildren(...contents(app).flat().filter(Boolean));
    panel.scrollTop = top;
    const target = /** @type {HTMLElement | null} */ (
      body.querySelector("[autofocus]") ?? body.querySelector("[tabindex='-1']")
    );
    if (opened && target) target.focus({ preventScroll: true });
  });
}

/** @param {App} app @returns {any[]} */
function contents(app) {
  const chosen = app.selection;
  if (chosen.mode === "claim") return claimPanel(app, chosen.claim);
  if (chosen.mode === "entity") return entityPanel(app, chosen.entity);
  if (chosen.mode === "path") return pathPanel(app, chosen);
  if (chosen.mode === "ask") return askPanel(app, chosen);
  if (chosen.mode === "step") return stepPanel(app, chosen.step);
  return startPanel(app);
}
