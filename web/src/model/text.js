// Plural forms and capital letters.

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
