// Fills the sentence template of a claim with names and dates from the data.

import { capital, site } from "./text.js";

/** @typedef {import("./data.js").Model} Model @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Evidence} Evidence @typedef {[place: string, words: string]} Piece */

/** A name or a quotation that ends with a mark, before the full stop of the sentence. */
const TWO_STOPS = /[.!?…]["'”’»)\]]*\.$/;

/** Returns a date in words. @param {Model} model @param {string} [date] EDTF */
export const dateText = (model, date) => (date ? model.page.dates[date][0] : "");

/**
 * Returns the time of a claim in words, or "" if the claim is undated.
 * @param {Model} model
 * @param {Claim} c
 */
export const whenText = (model, c) =>
  join(placed(c.template.when ?? "", (place) => [place, word(model, c, place)]));

/** @param {Model} model @param {Claim} c */
export const sentenceText = (model, c) => join(sentencePieces(model, c));

/**
 * Returns a sentence in pieces, each with the name of its slot, or "" between slots.
 * @param {Model} model
 * @param {Claim} c
 * @returns {Piece[]}
 */
export function sentencePieces(model, c) {
  return c.template.sentences.flatMap((text, n) => {
    const pieces = placed(text, (place) => [place, word(model, c, place)]);
    const first = pieces.find(([, words]) => words);
    if (first) first[1] = capital(first[1]);
    const last = pieces[pieces.length - 1];
    if (TWO_STOPS.test(join(pieces))) last[1] = last[1].slice(0, -1);
    return n ? [/** @type {Piece} */ (["", " "]), ...pieces] : pieces;
  });
}

/**
 * Returns the speaker as a heading: the name of the entity, else as within a sentence, with a capital.
 * @param {Model} model
 * @param {Evidence} item
 */
export const speaker = (model, item) =>
  capital(model.named.get(item.by ?? "")?.name ?? speakerWords(model, item));

/**
 * Returns the speaker as within a sentence: who is named, else who speaks on this basis, else the publication.
 * @param {Model} model
 * @param {Evidence} item
 */
function speakerWords(model, item) {
  if (item.by) return model.named.has(item.by) ? nameWords(model, item.by) : site(item.by);
  const source = model.source.get(item.quoting ?? item.source);
  const publication = source?.in_text ?? site(source?.publisher ?? source?.title ?? item.source);
  return model.page.bases?.[item.basis]?.speaker ?? publication;
}

/** Returns the name of an entity as within a sentence. @param {Model} model @param {string} id */
function nameWords(model, id) {
  const e = model.named.get(id);
  return e?.in_text ?? e?.name ?? id;
}

/** @param {Model} model @param {Claim} c @param {string} place @returns {string} */
function word(model, c, place) {
  if (place === "from") return nameWords(model, c.from);
  if (place === "to") return nameWords(model, c.to);
  if (place === "start" || place === "end") return dateText(model, c[place]);
  if (place === "when") return whenText(model, c);
  const [key, part] = place.split(".");
  if (part === "short") {
    const by = c.evidence[Number(key)].by ?? "";
    return model.page.short_names?.[by] ?? nameWords(model, by);
  }
  if (part) return nameWords(model, c.roles?.[key][Number(part)] ?? "");
  return speakerWords(model, c.evidence[Number(key)]);
}

/**
 * Splits a template: doubled braces stand for braces, a name in braces is a slot.
 * @param {string} text
 * @param {(place: string) => Piece} piece
 * @returns {Piece[]}
 */
const placed = (text, piece) =>
  text.split(/(\{\{|\}\}|\{[\w.]+\})/).map((part, i) => {
    if (i % 2 === 0) return ["", part];
    return part.length > 2 ? piece(part.slice(1, -1)) : ["", part[0]];
  });

/** @param {Piece[]} pieces */
const join = (pieces) => pieces.map(([, words]) => words).join("");
