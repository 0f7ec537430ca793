// Builds elements. Text enters the page, and the files that it saves, only as text nodes, never as markup; controls
// are visible in it, so that SVG is valid XML.

import { visible } from "../model/text.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * Builds an element. Properties that are functions become listeners, all others become attributes.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...any} kids
 * @returns {any}
 */
export function h(tag, props = {}, ...kids) {
  return fill(document.createElement(tag), props, kids);
}

/**
 * Builds an SVG element.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...any} kids
 * @returns {any}
 */
export function s(tag, props = {}, ...kids) {
  return fill(document.createElementNS(SVG, tag), props, kids);
}

/** Builds a name: its direction does not change the order of the words around it. @param {string} text */
export const bdi = (text) => h("bdi", {}, text);

/** Builds names in a row. @param {string[]} names @returns {any[]} */
export const bdis = (names) => names.flatMap((name, i) => (i ? [", ", bdi(name)] : [bdi(name)]));

/** @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/**
 * Builds a link for an http or https address, and plain text for any other.
 * @param {string} url
 * @param {string} label
 */
export function link(url, label) {
  if (!/^https?:\/\/[^\s]+$/i.test(url)) return h("span", { class: "nolink" }, url);
  return h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, label);
}

/**
 * @param {any} label
 * @param {() => void} click
 * @param {string} [look]
 * @param {Record<string, any>} [props]
 */
export const button = (label, click, look = "btn", props = {}) =>
  h("button", { type: "button", class: look, click, ...props }, label);

/** @param {Element} node @param {Record<string, any>} props @param {any[]} kids */
function fill(node, props, kids) {
  for (const [key, value] of Object.entries(props)) {
    if (value == null || value === false) continue;
    if (typeof value === "function") node.addEventListener(key, value);
    else node.setAttribute(key, value === true ? "" : key === "aria-label" ? visible(value) : value);
  }
  const shown = kids.flat(2).filter((kid) => kid != null && kid !== false);
  node.append(...shown.map((kid) => (kid instanceof Node ? kid : visible(String(kid)))));
  return node;
}
