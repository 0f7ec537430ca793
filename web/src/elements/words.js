// Names, sentences and locators as pieces of text. The sentence of a claim always comes from the data.

import { dateText, sentencePieces } from "../model/sentence.js";
import { capital } from "../model/text.js";
import { bdi, h, link } from "./dom.js";
import { sample } from "./icons.js";

/** @typedef {import("../model/data.js").Claim} Claim @typedef {import("../model/data.js").Evidence} Evidence
 * @typedef {import("../model/data.js").Entity} Entity @typedef {import("../model/data.js").Model} Model */

/**
 * Returns the sentence of a claim, with its two names in bold and its date in grey.
 * @param {Model} model
 * @param {Claim} c
 * @returns {any[]}
 */
export const sentence = (model, c) =>
  sentencePieces(model, c).map(([place, words]) => {
    if (place === "when") return h("span", { class: "when" }, words);
    if (!place) return words;
    return place === "from" || place === "to" ? h("b", {}, bdi(words)) : bdi(words);
  });

/** @param {Model} model @param {string} status */
export const meaning = (model, status) => model.page.statuses?.[status] ?? "";

/** @param {Model} model @param {string} basis */
export const basisLabel = (model, basis) => model.page.bases?.[basis]?.label ?? basis.replace(/_/g, " ");

/**
 * Returns the status of a claim: line, word, and "disputed" with its sign.
 * @param {Claim} c
 * @param {number} [width]
 */
export const statusWords = (c, width = 44) => [
  h("span", { class: `st s-${c.status}` }, sample(c.status, width), h("b", {}, c.status)),
  c.disputed && c.status !== "denied" && h("span", { class: "st flag" }, sample("disputed", 30), "disputed"),
];

/**
 * Returns "[n] title; quoted in [m] title, locator" and the link.
 * @param {Model} model
 * @param {Evidence} item
 */
export function whereFound(model, item) {
  const source = model.source.get(item.source);
  const quoted = item.quoting ? model.source.get(item.quoting) : undefined;
  const name = (/** @type {any} */ one, /** @type {string} */ id) =>
    one ? [`[${one.number}] `, bdi(one.title)] : [id];
  const first = item.quoting ? [...name(quoted, item.quoting), "; quoted in "] : [];
  const text = [...first, ...name(source, item.source), item.at && [", ", bdi(item.at)], ". "];
  const url = source?.url ?? quoted?.url;
  return h(
    "p",
    { class: "src" },
    text,
    url && link(url, "Source text"),
    item.grade && ` Grade ${item.grade}.`,
  );
}

/** Returns basis and date of a piece of evidence. @param {Model} model @param {Evidence} item */
export const basisAndDate = (model, item) =>
  [basisLabel(model, item.basis), dateText(model, item.date)].filter(Boolean).join(", ");

/** @param {string[]} names */
export const list = (names) => [...new Set(names)];

/** @param {Model} model @param {Entity} e */
export const kindWord = (model, e) => {
  const label = model.page.kinds?.[e.kind]?.label ?? e.kind;
  return capital(label) + (e.unnamed ? ", not named" : "");
};

/**
 * Returns the description of an entity for screen readers.
 * @param {Model} model
 * @param {Entity} e
 * @param {Claim[]} claims
 */
export function describe(model, e, claims) {
  const disputed = claims.filter((c) => c.disputed).length;
  const count = `${claims.length} claim${claims.length === 1 ? "" : "s"}`;
  return `${e.name}, ${kindWord(model, e).toLowerCase()}, ${count}${disputed ? `, ${disputed} disputed` : ""}`;
}
