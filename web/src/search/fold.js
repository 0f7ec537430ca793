// The form in which names are compared, as graphkit/model/names/fold.py makes it.

const LETTERS = new Map(
  Object.entries({
    ...{ ł: "l", ø: "o", ß: "ss", æ: "ae", œ: "oe", đ: "d", ı: "i", ð: "d", þ: "th", ς: "σ" },
    ...{ ى: "ي", ی: "ي", ک: "ك", ة: "ه", ـ: "" },
    ...{ "'": "", "`": "", "’": "", "‘": "", ʼ: "", ʻ: "", ʾ: "", ʿ: "" },
  }),
);
const WORD = "[\\p{L}\\p{N}_]";
/** The dots within G.m.b.H. */
const DOTS = new RegExp(`(?<=(?<!${WORD})${WORD})\\.(?=${WORD}(?!${WORD}))`, "gu");
const SCRIPTS =
  "Han Hangul Hiragana Katakana Cyrillic Greek Armenian Georgian Arabic Hebrew Devanagari Bengali Gurmukhi " +
  "Gujarati Tamil Telugu Kannada Malayalam Sinhala Thai Lao Tibetan Myanmar Khmer Ethiopic Mongolian";
const TESTS = SCRIPTS.split(" ").map((name) => ({ name, letter: new RegExp(`\\p{Script=${name}}`, "u") }));

/** Returns a text without differences of case. @param {string} text */
export const caseless = (text) => text.trim().toLowerCase().replace(/ς/g, "σ").replace(/ß/g, "ss");

/**
 * Returns a name without case, accents, punctuation and variant letter forms; its script stays.
 * @param {string} text
 */
export function fold(text) {
  let plain = text.normalize("NFKD");
  const ascii = isAscii(plain);
  if (!ascii) plain = plain.replace(/\p{M}/gu, (mark) => (isAccent(mark) ? "" : mark));
  plain = plain.toLowerCase().replace(ascii ? /['`]/g : /[^a-z0-9 ]/gu, (c) => LETTERS.get(c) ?? c);
  if (plain.includes("&")) plain = plain.replaceAll("&", " and ");
  if (plain.includes(".")) plain = plain.replace(DOTS, "");
  return plain.replace(ascii ? /[^a-z0-9]+/g : /[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are ASCII
const ASCII = /^[\x00-\x7f]*$/;
/** @param {string} text */
export const isAscii = (text) => ASCII.test(text);

/**
 * Tells whether a mark is an accent, not a vowel sign. The canonical order moves an accent before U+0345, whose
 * class is the highest, and leaves a vowel sign behind it.
 * @param {string} mark
 */
const isAccent = (mark) => mark === "\u0345" || !`\u0345${mark}`.normalize("NFD").startsWith("\u0345");

/** Returns the script of the first letter of a folded name that is not Latin, else "Latin". @param {string} folded */
export function script(folded) {
  if (isAscii(folded)) return "Latin";
  for (const [letter] of folded.matchAll(/[^\p{Script=Latin}\p{N}\p{M}\s]/gu))
    return TESTS.find((one) => one.letter.test(letter))?.name ?? "other";
  return "Latin";
}
