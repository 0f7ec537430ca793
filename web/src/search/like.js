// How like two words are, as graphkit/model/names/score.py tells.

/** Letters that sound alike, in the order in which they are replaced. */
const SOUNDS = "sch:s tch:s kh:h gh:g ch:s sh:s zh:s ph:f th:t dh:d ck:k x:ks ts:s dj:j q:k c:k w:v z:s y:i"
  .split(" ")
  .map((pair) => pair.split(":"));
const DIGITS = /^\p{Nd}+$/u;

/** @typedef {(a: string, b: string) => number} Likeness */

/** @param {string} word */
export const isNumber = (word) => !(word >= "a" && word < "{") && DIGITS.test(word);

/** @type {Likeness} */
export const equalWords = (a, b) => Number(a === b);

/**
 * Returns 1 for equal words, about 0.9 for one slip in a long word, 0.6 for an initial, else 0. One slip counts
 * from 4 letters on, two from 8, three from 12.
 * @type {Likeness}
 */
export function spelling(a, b) {
  if (a === b) return 1;
  if (isNumber(a) || isNumber(b)) return 0;
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? 0.6 : 0;
  const long = Math.max(a.length, b.length);
  const most = long >= 12 ? 3 : long >= 8 ? 2 : long >= 4 ? 1 : 0;
  // Each letter more is a slip, and a slip changes two letters at most: most pairs need no closer look.
  if (Math.abs(a.length - b.length) > most || ones(letters(a) ^ letters(b)) > 2 * most) return 0;
  const slips = distance(a, b);
  return slips <= most ? 1 - (slips / long) * 0.8 - (a[0] === b[0] ? 0 : 0.05) : 0;
}

/** Compares within a script: spelled alike, or where that says nothing, of the same consonants. @type {Likeness} */
export function sound(a, b) {
  const likeness = spelling(a, b);
  if (likeness || a.length < 4 || b.length < 4 || a[0] !== b[0]) return likeness;
  return consonants(a) === consonants(b) ? 0.8 : 0;
}

/** Compares two words of which one is transliterated. @type {Likeness} */
export const acrossScripts = (a, b) =>
  a !== b && a.length > 2 && b.length > 2 && consonants(a) === consonants(b) ? 0.9 : spelling(a, b);

/** Returns what a function gives for a word, worked out once. @template T @param {(word: string) => T} work */
function once(work) {
  /** @type {Map<string, T>} */
  const known = new Map();
  return (/** @type {string} */ word) => {
    let value = known.get(word);
    if (value === undefined) {
      value = work(word);
      known.set(word, value);
    }
    return value;
  };
}

/** Returns the consonants of a word in classes of like sound, without doubles. */
const consonants = once((word) => {
  for (const [letters, plain] of SOUNDS) word = word.replaceAll(letters, plain);
  return (word.replace(/[aeiouhv]/g, "") || word[0]).replace(/(.)\1+/gu, "$1");
});

/** Returns the letters of a word as bits. */
const letters = once((word) => {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
});

/** Counts the bits that are set. @param {number} bits */
function ones(bits) {
  let count = 0;
  for (; bits; count++) bits &= bits - 1;
  return count;
}

/** Returns the Damerau-Levenshtein distance of two words. @param {string} a @param {string} b */
function distance(a, b) {
  const far = a.length + b.length;
  const rows = Array.from({ length: a.length + 2 }, (_, i) => [far, i - 1]);
  for (let j = 0; j <= b.length; j++) [rows[0][j + 1], rows[1][j + 1]] = [far, j];
  /** Where each letter of `a` was last seen. @type {Map<string, number>} */
  const seen = new Map();
  for (let i = 1; i <= a.length; i++) {
    let last = 0;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const [k, l] = [seen.get(b[j - 1]) ?? 0, last];
      if (same) last = j;
      rows[i + 1][j + 1] = Math.min(
        rows[i][j] + (same ? 0 : 1),
        rows[i + 1][j] + 1,
        rows[i][j + 1] + 1,
        rows[k][l] + i - k + j - l - 1,
      );
    }
    seen.set(a[i - 1], i);
  }
  return rows[a.length + 1][b.length + 1];
}
