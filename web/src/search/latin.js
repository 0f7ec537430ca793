// Text in other alphabets, transliterated letter by letter as anyascii does. The data of the page hold the
// transliterated names; the letters here are for what a reader types.

import { fold } from "./fold.js";

/** Consecutive letters, from the first one on. @type {[number, string][]} */
const ALPHABETS = [
  [0x3ac, "a e i i y a v g d e z i th i k l m n x o p r s s t y f ch ps o i y o y o"],
  [0x430, "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya"],
  [0x450, "e e dj g ie dz i i j lj nj c k i u dzh"],
  [0x561, "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j rr s v t r ts w p k o f ev"],
  [0x5b0, "e e a o i e e a a o o u"],
  [0x5d0, " v g d h v z h t y kh kh l m m n n s  f f ts ts k r s t"],
  [0x621, " a  u  i  b h t th j h kh d dh r z s sh s d t dh  gh"],
  [0x641, "f q k l m n h w a y    a u i  "],
  [0x10d0, "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h"],
];
const MORE = "ħ ŋ ŧ ɓ ɗ ə ɛ ɔ ƙ ƴ ґ ғ қ ң ү ұ һ ә ө ӣ ӯ ٹ پ چ ڈ ڑ ژ ڤ ک گ ں ھ ہ ی ے";
const LATIN = "h ng t b d e e o k y g gh q ng u u h a o i u t p ch d r zh v k g n h h y e";

/** @type {Map<string, string>} */
const letters = new Map();
const add = (/** @type {string[]} */ from, /** @type {string} */ to) =>
  to.split(" ").forEach((latin, i) => {
    letters.set(from[i], latin);
  });
for (const [first, to] of ALPHABETS)
  add(
    to.split(" ").map((_, i) => String.fromCodePoint(first + i)),
    to,
  );
add(MORE.split(" "), LATIN);

/** @param {string} letter */
const latinLetter = (letter) => letters.get(letter) ?? letters.get(letter.normalize("NFD")[0]) ?? letter;

/** Returns the fold of a text in Latin letters; what has no alphabet stays. @param {string} text */
export const transliterate = (text) =>
  fold([...text.normalize("NFC").toLowerCase()].map(latinLetter).join(""));
