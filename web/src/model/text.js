// Plural forms and capital letters.

/** @param {number} count @param {string} one @param {string} [many] */
export const plural = (count, one, many = `${one}s`) =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** @param {string} text */
export const capital = (text) => text.replace(/^./su, (first) => first.toUpperCase());
