// Plural forms, capital letters, addresses, and characters that nobody sees.

/** Controls but tab, line feed and return; marks that change the direction of text; noncharacters; surrogates. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be shown
  /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]/gu;

/** Returns the text with what XML cannot hold, or readers cannot see, as code points: "\u202e". @param {string} text */
export const visible = (text) =>
  text.replace(HIDDEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** @param {number} count @param {string} one @param {string} [many] */
export const plural = (count, one, many = `${one}s`) =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

const ADDRESS = /^(?:[\p{L}\p{N}_]+:\/\/|(?=www\.))([^\s/?#]+)\S*/u;

/** Returns the text with a capital as its first letter; an address stays as it is. @param {string} text */
export const capital = (text) =>
  ADDRESS.test(text) ? text : text.replace(/^./su, (first) => first.toUpperCase());

/** Returns a speaker; one that is only an address speaks by its host: "the site example.org". @param {string} text */
export function site(text) {
  const found = ADDRESS.exec(text);
  return found?.[0] === text ? `the site ${found[1]}` : text;
}
