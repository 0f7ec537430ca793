// Print: draws the map as SVG, fitted to the page, with all names and in light colours.

import { byId, h } from "../elements/dom.js";
import { icon, sample } from "../elements/icons.js";
import { STATUSES } from "../model/data.js";
import { capital } from "../model/text.js";

/** @typedef {import("../app/state.js").App} App @typedef {import("./map.js").MapView} MapView */

const [PAPER_WIDTH, PAPER_HEIGHT] = [1039, 540];

/** @param {App} app @param {MapView} map @param {import("../table/table.js").TableView} table */
export function createPrint(app, map, table) {
  const picture = byId("print-map");
  const kinds = app.model.page.kinds ?? {};
  byId("print-legend").append(
    ...[...STATUSES, "disputed"].map((status) => h("span", {}, sample(status, 40), status)),
    ...app.model.kinds.map((key, k) => h("span", {}, icon(kinds[key].shape, k), kinds[key].plural)),
    h("span", {}, icon("circle", 0, true), "hollow: not named"),
  );
  addEventListener("beforeprint", () => {
    picture.setAttribute("viewBox", `0 0 ${PAPER_WIDTH} ${PAPER_HEIGHT}`);
    picture.replaceChildren(map.svg(PAPER_WIDTH, PAPER_HEIGHT, (token) => `var(${token})`));
    byId("print-count").textContent = capital(
      `${app.shown.claims.length} claims about ${app.shown.entities.length} entities.`,
    );
    table.all();
  });
  addEventListener("afterprint", () => {
    picture.replaceChildren();
    table.few();
  });
}
