// The tools in the top bar: search, Share, Save as…, and on phones the button for the filters.

import { toast } from "../elements/announce.js";
import { button, byId, h } from "../elements/dom.js";
import { csvFile, jsonFile, pngFile, save, svgFile } from "../export/files.js";
import { combobox } from "../search/combobox.js";

/** @typedef {import("./state.js").App} App @typedef {import("../map/map.js").MapView} MapView */

/** @param {App} app @param {MapView} map */
export function createTools(app, map) {
  const pick = (/** @type {import("../model/data.js").Entity} */ e) =>
    app.select({ mode: "entity", entity: e }, { focus: true });
  const search = combobox(app.model, { id: "search", label: "Search names and aliases", pick, bare: true });
  search.append(h("kbd", { "aria-hidden": "true" }, "/"));
  const filter = button(
    "Filter",
    () => showFilter(!document.body.classList.contains("filtering")),
    "btn phone",
    { id: "filter", "aria-expanded": "false", "aria-controls": "legend" },
  );
  byId("tools").append(search, filter, button("Share", share, "btn wide"), saveMenu(app, map));
}

/** Opens or closes the legend on a phone. @param {boolean} open */
export function showFilter(open) {
  document.body.classList.toggle("filtering", open);
  byId("filter").setAttribute("aria-expanded", String(open));
  byId("filter").textContent = open ? "Done" : "Filter";
  if (open) byId("legend").focus();
  else byId("filter").focus();
}

async function share() {
  try {
    await navigator.clipboard.writeText(location.href);
    toast("Link copied");
  } catch {
    toast(`The browser does not let the page copy. The link is in the address bar.`);
  }
}

/** @param {App} app @param {MapView} map */
function saveMenu(app, map) {
  const items = saveItems(app, map, () => toggle(false));
  const list = h(
    "div",
    { role: "menu", "aria-label": "Save as", id: "save-menu", hidden: true, keydown: walk },
    items,
  );
  const look = {
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    "aria-controls": "save-menu",
    id: "save",
  };
  const head = button("Save as…", () => toggle(list.hidden), "btn", look);
  function toggle(/** @type {boolean} */ open) {
    list.hidden = !open;
    head.setAttribute("aria-expanded", String(open));
    (open ? items[0] : head).focus();
  }
  function walk(/** @type {KeyboardEvent} */ event) {
    if (event.key === "Escape") toggle(false);
    else if (!moveFocus(items, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }
  const box = h("div", { class: "menu wide" }, head, list);
  box.addEventListener("focusout", (/** @type {FocusEvent} */ event) => {
    if (box.contains(event.relatedTarget) || list.hidden) return;
    list.hidden = true;
    head.setAttribute("aria-expanded", "false");
  });
  return box;
}

/** @param {App} app @param {MapView} map @param {() => void} close */
function saveItems(app, map, close) {
  const kinds = {
    PNG: async () => pngFile(svgFile(app, map)),
    SVG: async () => new Blob([svgFile(app, map)], { type: "image/svg+xml" }),
    CSV: async () => new Blob([csvFile(app)], { type: "text/csv" }),
    JSON: async () => new Blob([jsonFile(app)], { type: "application/json" }),
  };
  return Object.entries(kinds).map(([kind, make]) => {
    const ending = kind.toLowerCase();
    const click = async () => {
      close();
      save(`${fileName(app)}.${ending}`, await make());
      toast(`Saved as ${kind}: what is shown now`);
    };
    return button(kind, click, "", { role: "menuitem", id: `save-${ending}` });
  });
}

/** @param {App} app */
const fileName = (app) =>
  (app.model.page.title ?? "map")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60) || "map";

/** Moves the focus along a menu. @param {any[]} items @param {string} key @returns {boolean} whether the key does that */
function moveFocus(items, key) {
  const at = items.indexOf(document.activeElement);
  if (key === "ArrowDown") items[(at + 1) % items.length].focus();
  else if (key === "ArrowUp") items[(at + items.length - 1) % items.length].focus();
  else return false;
  return true;
}
