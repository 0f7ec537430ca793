// Fills the sentence template of a claim with names and dates from the data.

import { capital } from "./text.js";

/** @typedef {import("./data.js").Model} Model @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Evidence} Evidence @typedef {[place: string, words: string]} Piece */

/** Returns a date in words. @param {Model} model @param {string} [date] EDTF */
export const dateText = (model, date) => (date ? model.raw.dates[date].words : "");

/**
 * Returns the time of a claim in words, or "" if the claim is undated.
 * @param {Model} model
 * @param {Claim} c
 */
export const whenText = (model, c) => join(placed(c.when ?? "", (place) => [place, word(model, c, place)]));

/** @param {Model} model @param {Claim} c */
export const sentenceText = (model, c) => join(sentencePieces(model, c));

/**
 * Returns a sentence in pieces, each with the name of its slot, or "" between slots.
 * @param {Model} model
 * @param {Claim} c
 * @returns {Piece[]}
 */
export function sentencePieces(model, c) {
  const pieces = placed(c.sentence, (place) => [place, word(model, c, place)]).flatMap(([place, words]) =>
    place === "claim"
      ? placed(words, (end) => [end, word(model, c, end)])
      : [/** @type {Piece} */ ([place, words])],
  );
  const first = pieces.find(([, words]) => words);
  if (first) first[1] = capital(first[1]);
  return pieces;
}

/**
 * Returns the speaker: the name in the evidence, else the name of the entity, else the publisher or title.
 * @param {Model} model
 * @param {Evidence} item
 */
export function speaker(model, item) {
  const source = model.source.get(item.quoting ?? item.source);
  const usual = item.by ? (model.entity.get(item.by)?.name ?? item.by) : (source?.publisher ?? source?.title);
  return item.by_name ?? capital(usual ?? item.source);
}

/** @param {Model} model @param {Claim} c @param {string} place @returns {string} */
function word(model, c, place) {
  if (place === "from") return c.f.in_text ?? c.f.name;
  if (place === "to") return c.t.in_text ?? c.t.name;
  if (place === "start" || place === "end") return dateText(model, c[place]);
  if (place === "when") return whenText(model, c);
  if (place === "claim") return model.raw.ontology.types[c.type].sentence;
  return speaker(model, c.evidence[Number(place)]);
}

/**
 * Splits a template: doubled braces stand for braces, a name in braces is a slot.
 * @param {string} text
 * @param {(place: string) => Piece} piece
 * @returns {Piece[]}
 */
const placed = (text, piece) =>
  text.split(/(\{\{|\}\}|\{\w+\})/).map((part, i) => {
    if (i % 2 === 0) return ["", part];
    return part.length > 2 ? piece(part.slice(1, -1)) : ["", part[0]];
  });

/** @param {Piece[]} pieces */
const join = (pieces) => pieces.map(([, words]) => words).join("");
