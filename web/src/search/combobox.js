// The search box: a text field with a list of the entities that match.

import { h } from "../elements/dom.js";
import { entityIcon } from "../elements/icons.js";
import { kindWord } from "../elements/words.js";
import { findEntities } from "./find.js";

/** @typedef {import("../model/data.js").Model} Model @typedef {import("../model/data.js").Entity} Entity
 * @typedef {import("./find.js").Match} Match */

/**
 * @param {Model} model
 * @param {{id: string, label: string, pick: (e: Entity) => void, first?: boolean, bare?: boolean}} how
 */
export function combobox(model, how) {
  const list = h("ul", { id: `${how.id}-list`, role: "listbox", "aria-label": "Results", hidden: true });
  const note = h("p", { class: "none", role: "status", hidden: true });
  const input = h("input", {
    id: how.id,
    type: "search",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Search names and aliases",
    "aria-label": how.label,
    "aria-expanded": "false",
    "aria-controls": `${how.id}-list`,
    "aria-autocomplete": "list",
    autofocus: how.first,
  });
  let at = -1;
  /** @type {Match[]} */
  let found = [];
  const close = () => {
    found = [];
    list.replaceChildren();
    list.hidden = note.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (/** @type {Match | undefined} */ match) => {
    if (!match) return;
    input.value = "";
    close();
    how.pick(match.e);
  };
  const mark = (/** @type {number} */ to) => {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = (to + found.length) % found.length;
    list.children[at]?.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", `${how.id}-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const look = () => {
    found = findEntities(model, input.value);
    at = -1;
    list.replaceChildren(...found.map((match, i) => option(model, how.id, match, i, () => choose(match))));
    list.hidden = !found.length;
    note.hidden = Boolean(found.length || !input.value.trim());
    note.textContent = note.hidden
      ? ""
      : `No name or alias matches “${input.value.trim()}”. Try fewer letters.`;
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (found.length) mark(0);
    else input.removeAttribute("aria-activedescendant");
  };
  input.addEventListener("input", look);
  input.addEventListener("blur", close); // a press on an option does not take the focus away
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowDown" && found.length) mark(at + 1);
    else if (event.key === "ArrowUp" && found.length) mark(at - 1);
    else if (event.key === "Enter") choose(found[Math.max(at, 0)]);
    else if (event.key === "Escape" && input.value) input.value = "";
    else return;
    if (event.key === "Escape") close();
    event.preventDefault();
    event.stopPropagation();
  });
  return h(
    "div",
    { class: "search" },
    !how.bare && h("label", { for: how.id }, how.label),
    input,
    list,
    note,
  );
}

/**
 * @param {Model} model
 * @param {string} id
 * @param {Match} match
 * @param {number} i
 * @param {() => void} choose
 */
function option(model, id, match, i, choose) {
  const down = (/** @type {Event} */ event) => event.preventDefault();
  return h(
    "li",
    { id: `${id}-${i}`, role: "option", "aria-selected": "false", click: choose, mousedown: down },
    entityIcon(model, match.e),
    h("span", {}, match.e.name, match.alias && h("small", {}, ` also ${match.alias}`)),
    h("small", {}, kindWord(model, match.e)),
  );
}
