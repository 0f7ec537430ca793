// The search box: a text field with a list of the entities that match.

import { bdi, h } from "../elements/dom.js";
import { entityIcon } from "../elements/icons.js";
import { kindWord } from "../elements/words.js";
import { findEntities } from "./find.js";

/** @typedef {import("../model/data.js").Model} Model @typedef {import("../model/data.js").Entity} Entity
 * @typedef {import("./find.js").Match} Match */

/** @typedef {{id: string, label: string, pick: (e: Entity) => void, first?: boolean, bare?: boolean}} How */

/** Builds a search box. @param {Model} model @param {How} how @returns {any} */
export const combobox = (model, how) => new Combobox(model, how).box;

class Combobox {
  /** @param {Model} model @param {How} how */
  constructor(model, how) {
    this.model = model;
    this.how = how;
    this.at = -1;
    /** @type {Match[]} */
    this.found = [];
    this.list = h("ul", { id: `${how.id}-list`, role: "listbox", "aria-label": "Results", hidden: true });
    this.note = h("p", { class: "none", role: "status", hidden: true });
    this.input = field(how);
    this.input.addEventListener("input", () => this.search());
    this.input.addEventListener("blur", () => this.close()); // pressing an option keeps the focus in the field
    this.input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.press(event));
    const label = !how.bare && h("label", { for: how.id }, how.label);
    this.box = h("div", { class: "search" }, label, this.input, this.list, this.note);
  }

  search() {
    const { input, list, note } = this;
    const text = input.value.trim();
    this.found = findEntities(this.model, input.value);
    this.at = -1;
    list.replaceChildren(...this.found.map((match, i) => this.option(match, i)));
    list.hidden = !this.found.length;
    note.hidden = Boolean(this.found.length || !text);
    note.replaceChildren(
      ...(note.hidden ? [] : ["No name or alias matches “", bdi(text), "”. Try fewer letters."]),
    );
    input.setAttribute("aria-expanded", String(this.found.length > 0));
    if (this.found.length) this.mark(0);
    else input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.found = [];
    this.list.replaceChildren();
    this.list.hidden = this.note.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {Match | undefined} match */
  choose(match) {
    if (!match) return;
    this.input.value = "";
    this.close();
    this.how.pick(match.e);
  }

  /** Marks an option; the first follows the last. @param {number} to */
  mark(to) {
    const options = this.list.children;
    options[this.at]?.setAttribute("aria-selected", "false");
    this.at = (to + this.found.length) % this.found.length;
    options[this.at]?.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", `${this.how.id}-${this.at}`);
    options[this.at]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const { at, found, input } = this;
    if (event.key === "ArrowDown" && found.length) this.mark(at + 1);
    else if (event.key === "ArrowUp" && found.length) this.mark(at - 1);
    else if (event.key === "Enter") this.choose(found[Math.max(at, 0)]);
    else if (event.key === "Escape" && input.value) input.value = "";
    else return;
    if (event.key === "Escape") this.close();
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Match} match @param {number} i */
  option(match, i) {
    const click = () => this.choose(match);
    const mousedown = (/** @type {Event} */ event) => event.preventDefault();
    return h(
      "li",
      { id: `${this.how.id}-${i}`, role: "option", "aria-selected": "false", click, mousedown },
      entityIcon(this.model, match.e),
      h("span", {}, bdi(match.e.name), otherName(match)),
      h("small", {}, kindWord(this.model, match.e)),
    );
  }
}

/** Returns the alias or identifier that was found. @param {Match} match */
const otherName = ({ by, name }) =>
  (by === "alias" && h("small", {}, " also ", bdi(name))) ||
  (by === "identifier" && h("small", {}, " ", bdi(name)));

/** @param {How} how */
const field = (how) =>
  h("input", {
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
