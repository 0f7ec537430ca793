// The shapes of the map as flat paths: each operation code is followed by its numbers.

/** Operation codes: move, line, quadratic curve, cubic curve, close, full circle (x, y, radius). */
export const M = 0;
export const L = 1;
export const Q = 2;
export const C = 3;
export const Z = 4;
export const O = 5;

/** How many numbers follow each code. */
export const ARGS = [2, 2, 4, 6, 0, 3];

/**
 * The line of each status: width, dashes, round caps.
 * @type {Record<string, {w: number, dash?: number[], round?: boolean}>}
 */
export const LINES = {
  established: { w: 4.25 },
  testified: { w: 2.25 },
  charged: { w: 2, dash: [13, 4, 2, 4] },
  reported: { w: 1.75, dash: [11, 4] },
  alleged: { w: 1.75, dash: [4.5, 3.5] },
  inferred: { w: 2.25, dash: [0.1, 5], round: true },
  denied: { w: 1.25, dash: [4.5, 3.5] },
};

/** Draws each shape of the ontology around a point. An unknown shape is drawn as a circle. */
const SHAPES = {
  "rounded-square": (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => {
    const a = r * 0.92;
    const c = r * 0.3;
    return [
      M,
      x - a + c,
      y - a,
      L,
      x + a - c,
      y - a,
      Q,
      x + a,
      y - a,
      x + a,
      y - a + c,
      L,
      x + a,
      y + a - c,
      Q,
      x + a,
      y + a,
      x + a - c,
      y + a,
      L,
      x - a + c,
      y + a,
      Q,
      x - a,
      y + a,
      x - a,
      y + a - c,
      L,
      x - a,
      y - a + c,
      Q,
      x - a,
      y - a,
      x - a + c,
      y - a,
      Z,
    ];
  },
  shield: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => [
    M,
    x - r,
    y - r * 0.92,
    L,
    x + r,
    y - r * 0.92,
    L,
    x + r,
    y + r * 0.1,
    C,
    x + r,
    y + r * 0.75,
    x + r * 0.35,
    y + r,
    x,
    y + r * 1.2,
    C,
    x - r * 0.35,
    y + r,
    x - r,
    y + r * 0.75,
    x - r,
    y + r * 0.1,
    Z,
  ],
  diamond: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => [
    M,
    x,
    y - r * 1.2,
    L,
    x + r * 1.2,
    y,
    L,
    x,
    y + r * 1.2,
    L,
    x - r * 1.2,
    y,
    Z,
  ],
  triangle: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => [
    M,
    x,
    y - r * 1.15,
    L,
    x + r * 1.15,
    y + r * 0.88,
    L,
    x - r * 1.15,
    y + r * 0.88,
    Z,
  ],
  page: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => [
    M,
    x - r * 0.82,
    y - r * 1.08,
    L,
    x + r * 0.2,
    y - r * 1.08,
    L,
    x + r * 0.82,
    y - r * 0.46,
    L,
    x + r * 0.82,
    y + r * 1.08,
    L,
    x - r * 0.82,
    y + r * 1.08,
    Z,
  ],
  pin: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => [
    M,
    x,
    y + r * 1.35,
    C,
    x - r * 0.5,
    y + r * 0.6,
    x - r,
    y + r * 0.3,
    x - r,
    y - r * 0.3,
    C,
    x - r,
    y - r * 1.63,
    x + r,
    y - r * 1.63,
    x + r,
    y - r * 0.3,
    C,
    x + r,
    y + r * 0.3,
    x + r * 0.5,
    y + r * 0.6,
    x,
    y + r * 1.35,
    Z,
    O,
    x,
    y - r * 0.3,
    r * 0.36,
  ],
};

/**
 * @param {string} shape a shape of the ontology
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @returns {number[]}
 */
export function nodePath(shape, x, y, r) {
  const draw = SHAPES[/** @type {keyof typeof SHAPES} */ (shape)];
  return draw ? draw(x, y, r) : [O, x, y, r];
}

/** Returns how far a shape reaches beyond its radius. @param {string} shape */
export const reach = (shape) =>
  shape === "diamond" || shape === "triangle" ? 1.22 : shape === "shield" ? 1.1 : 1;

/**
 * Returns the ≠ of a disputed claim, as three strokes.
 * @param {number} x
 * @param {number} y
 * @param {number} [k]
 */
export const notEqual = (x, y, k = 1) => [
  M,
  x - 3.2 * k,
  y - 1.6 * k,
  L,
  x + 3.2 * k,
  y - 1.6 * k,
  M,
  x - 3.2 * k,
  y + 1.6 * k,
  L,
  x + 3.2 * k,
  y + 1.6 * k,
  M,
  x - 1.9 * k,
  y + 3.9 * k,
  L,
  x + 1.9 * k,
  y - 3.9 * k,
];

/** Returns the × of a denied claim. @param {number} x @param {number} y @param {number} [r] */
export const cross = (x, y, r = 4) => [M, x - r, y - r, L, x + r, y + r, M, x + r, y - r, L, x - r, y + r];

/** @param {number[]} path @returns {string} the same path for SVG */
export function svgPath(path) {
  let text = "";
  for (let i = 0; i < path.length; i += 1 + ARGS[path[i]]) {
    const n = path.slice(i + 1, i + 1 + ARGS[path[i]]).map((v) => Math.round(v * 100) / 100);
    if (path[i] === O)
      text += `M${n[0] - n[2]},${n[1]}a${n[2]},${n[2]} 0 1 0 ${2 * n[2]},0a${n[2]},${n[2]} 0 1 0 ${-2 * n[2]},0Z`;
    else text += "MLQCZ"[path[i]] + n.join(" ");
  }
  return text;
}
