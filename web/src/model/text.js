// Plural forms, capital letters, and the form in which names are compared.

/** @param {number} count @param {string} one @param {string} [many] */
export const plural = (count, one, many = `${one}s`) =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** @param {string} text */
export const capital = (text) => text.replace(/^./su, (first) => first.toUpperCase());

/**
 * Removes accents and case, and turns hyphens into spaces: "guzman loya" matches "Guzmán-Loya".
 * @param {string} text
 */
export const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[\s\p{Pd}]+/gu, " ")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[øđłæœ]/g, (c) => ({ ø: "o", đ: "d", ł: "l", æ: "ae", œ: "oe" })[c] ?? c);
