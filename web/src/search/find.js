// Finds entities by what a reader types: ids, identifiers and equal names first, then names that are like it.
// Scores and order are those of graphkit/model/names/search.py; tests/golden/search.json holds both to them.

import { caseless, fold, isAscii, script } from "./fold.js";
import { transliterate } from "./latin.js";
import { LIGHT } from "./light.js";
import { acrossScripts, equalWords, isNumber, sound } from "./like.js";

/** @typedef {import("../model/data.js").Model} Model @typedef {import("../model/data.js").Entity} Entity
 * @typedef {import("./like.js").Likeness} Likeness
 * @typedef {"id" | "identifier" | "name" | "alias"} FoundBy
 * @typedef {{e: Entity, name: string, by: FoundBy, score: number}} Match
 * @typedef {{text: string, fold: string, script: string, own: string[], latin: string[]}} Words
 * @typedef {Words & {by: FoundBy}} Name
 * @typedef {{e: Entity, names: Name[]}} Entry
 * @typedef {{entries: Entry[], weights: Record<string, number>}} Index */

const MOST_FOUND = 10;
const CUT = 0.6;
const PREFIX = 0.97;
/** Scripts in which a character is a syllable or a word: another character is another name. */
const SYLLABIC = new Set(["Han", "Hangul", "Hiragana", "Katakana"]);

/** @type {WeakMap<Model, Index>} */
const indexes = new WeakMap();

/**
 * Returns the entities that a text may stand for, the likeliest first: by score, then ids and identifiers before
 * names, then by number of claims, then by id.
 * @param {Model} model
 * @param {string} text
 * @returns {Match[]}
 */
export function findEntities(model, text) {
  const index = indexes.get(model) ?? buildIndex(model);
  indexes.set(model, index);
  const query = { ...wordsOf(text, transliterate), plain: caseless(text) };
  const matches = index.entries.flatMap((entry) => bestMatch(entry, query, index.weights) ?? []);
  return matches
    .sort((a, b) => byScore(a, b) || b.e.claims.length - a.e.claims.length || (a.e.id < b.e.id ? -1 : 1))
    .slice(0, MOST_FOUND);
}

/** @param {Model} model @returns {Index} */
function buildIndex(model) {
  const { weights = {}, latin = {} } = model.page.search ?? {};
  const toLatin = (/** @type {string} */ name) => latin[name] ?? transliterate(name);
  const entries = model.entities.map((e) => ({
    e,
    names: namesOf(e).map(([text, by]) => ({ ...wordsOf(text, toLatin), by })),
  }));
  return { entries, weights: { __proto__: null, ...weights } };
}

/** Returns the names by which an entity is found, with what they are. @param {Entity} e @returns {[string, FoundBy][]} */
export const namesOf = (e) => [
  [e.name, "name"],
  .../** @type {[string, FoundBy][]} */ (e.in_text ? [[e.in_text, "name"]] : []),
  ...e.aliases.map((alias) => /** @type {[string, FoundBy]} */ ([alias, "alias"])),
];

/** @param {string} text @param {(text: string) => string} toLatin @returns {Words} */
function wordsOf(text, toLatin) {
  const folded = fold(text);
  const own = split(folded);
  const latin = isAscii(folded) ? own : split(toLatin(text));
  return { text, fold: folded, script: script(folded), own, latin };
}

/** @param {string} text */
const split = (text) => (text ? text.split(" ") : []);

/** @param {string} text */
const size = (text) => (isAscii(text) ? text.length : [...text].length);

/** @param {Match} a @param {Match} b */
const byScore = (a, b) => b.score - a.score || rank(a) - rank(b);

/** Returns 1 for an id, 2 for an identifier, 3 for a name. @param {Match} match */
const rank = ({ by }) => ["id", "identifier"].indexOf(by) + 1 || 3;

/**
 * @param {Entry} entry
 * @param {Words & {plain: string}} query
 * @param {Index["weights"]} weights
 * @returns {Match | undefined}
 */
function bestMatch({ e, names }, query, weights) {
  const { plain } = query;
  if (plain && e.id === plain) return { e, name: e.id, by: "id", score: 1 };
  const value = Object.values(e.ids ?? {}).find((one) => plain && caseless(one) === plain);
  if (value !== undefined) return { e, name: value, by: "identifier", score: 1 };
  const equal = names.find((one) => query.fold && [query.fold, `the ${query.fold}`].includes(one.fold));
  if (equal) return { e, name: equal.text, by: equal.by, score: 1 };
  const scores = names.map((one) => scoreName(query, one, weights));
  const score = Math.max(...scores);
  const { text, by } = names[scores.indexOf(score)];
  return score >= CUT ? { e, name: text, by, score } : undefined;
}

/**
 * Returns which share of the weight of the typed words a name meets, times 0.9 to 1 for the share of the name.
 * @param {Words} query
 * @param {Name} name
 * @param {Index["weights"]} weights
 */
function scoreName(query, name, weights) {
  const same = query.script === name.script;
  const form = same && query.script !== "Latin" ? "own" : "latin";
  const [typed, words] = [query[form], name[form]];
  const few = SYLLABIC.has(query.script) ? 1 : 2;
  const weight = (/** @type {string} */ word) =>
    LIGHT.has(word) || !(isNumber(word) || size(word) > few)
      ? 0.1
      : isNumber(word)
        ? 1
        : (weights[word] ?? 1);
  if (!typed.some((word) => weight(word) > 0.1 && !isNumber(word))) return 0;
  if (typed.join("") === words.join("")) return 0.97;
  const like = !same ? acrossScripts : SYLLABIC.has(query.script) ? equalWords : sound;
  const values = meet(typed, words, like, few);
  const sum = (/** @type {number[]} */ some) => some.reduce((all, one) => all + one, 0);
  const met = sum(typed.map((word, i) => weight(word) * values[i])) / sum(typed.map(weight));
  const share = Math.min(size(typed.join(" ")) / Math.max(size(words.join(" ")), 1), 1);
  return Math.round(met * (0.9 + 0.1 * share) * 1e4) / 1e4;
}

/**
 * Returns how well each typed word is met; a word of the name is met once, and the last typed one may be a prefix.
 * @param {string[]} typed
 * @param {string[]} words
 * @param {Likeness} like
 * @param {number} few letters that are no prefix
 */
function meet(typed, words, like, few) {
  const left = [...words];
  return typed.map((word, i) => {
    const prefix = i === typed.length - 1 && size(word) > few;
    let [best, met] = [0, ""];
    for (const other of left) {
      const value = prefix && other !== word && other.startsWith(word) ? PREFIX : like(word, other);
      if (value > best || (value === best && other > met)) [best, met] = [value, other];
    }
    if (best) left.splice(left.indexOf(met), 1);
    return best;
  });
}
