// Places labels one after another where they cover least.

/** @typedef {{x: number, y: number, w: number, h: number, cost: number, own?: unknown, stamp?: number}} Box
 * @typedef {{key: string, x: number, y: number, r: number, name: string, size: number, bold: boolean, italic: boolean,
 *   must: boolean, wide: boolean, limit: number, ink: number, faint: boolean, own: unknown}} Want
 * @typedef {{key: string, lines: string[], box: Box, anchor: string, dx: number, dy: number, want: Want}} Placed */

const CELL = 64;
const GRAIN = 6;
const LONG = 28;
// Higher than all other costs together: a label that costs less covers no other name.
const OUT_OF_VIEW = 2000;
export const ON_LABEL = 1000;
export const ON_NODE = 110;
export const ON_EDGE = 7;

/**
 * Stores boxes by square of the plane and lines in a fine grid, because a label only needs what is near it.
 */
export class Room {
  /** @param {{left: number, top: number, right: number, bottom: number}} frame */
  constructor(frame) {
    this.frame = frame;
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
    this.columns = Math.max(1, Math.ceil((frame.right - frame.left) / GRAIN));
    this.rows = Math.max(1, Math.ceil((frame.bottom - frame.top) / GRAIN));
    this.stamp = 0;
    this.ink = new Float32Array(this.columns * this.rows);
  }

  /** @param {Box} box */
  add(box) {
    this.each(box, (key) => {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    });
  }

  /**
   * Adds a point of a line, or removes it if `cost` is negative.
   * @param {number} x
   * @param {number} y
   * @param {number} cost
   */
  draw(x, y, cost) {
    const column = Math.floor((x - this.frame.left) / GRAIN);
    const row = Math.floor((y - this.frame.top) / GRAIN);
    if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) return;
    this.ink[row * this.columns + column] += cost;
  }

  /**
   * Returns the cost of what a label would cover here; lines count up to `ink`.
   * @param {Box} box
   * @param {unknown} own
   * @param {number} [enough]
   * @param {number} [ink]
   */
  cost(box, own, enough = Infinity, ink = Infinity) {
    const { left, top, right, bottom } = this.frame;
    let sum =
      box.x < left || box.y < top || box.x + box.w > right || box.y + box.h > bottom ? OUT_OF_VIEW : 0;
    if (sum > enough) return sum;
    const stamp = ++this.stamp;
    this.each(box, (key) => {
      for (const other of this.cells.get(key) ?? []) {
        if (other.own === own && own) continue;
        if (box.x >= other.x + other.w || other.x >= box.x + box.w) continue;
        if (box.y >= other.y + other.h || other.y >= box.y + box.h || other.stamp === stamp) continue;
        other.stamp = stamp;
        sum += other.cost;
      }
    });
    return sum > enough ? sum : sum + Math.min(ink, this.inked(box));
  }

  /** @param {Box} box */
  inked(box) {
    const x0 = Math.max(0, Math.round((box.x - this.frame.left) / GRAIN));
    const x1 = Math.min(this.columns, Math.round((box.x + box.w - this.frame.left) / GRAIN));
    const y0 = Math.max(0, Math.round((box.y - this.frame.top) / GRAIN));
    const y1 = Math.min(this.rows, Math.round((box.y + box.h - this.frame.top) / GRAIN));
    let sum = 0;
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) sum += this.ink[y * this.columns + x];
    return sum;
  }

  /** @param {Box} box @param {(key: number) => void} visit */
  each(box, visit) {
    const x1 = Math.floor((box.x + box.w) / CELL);
    const y1 = Math.floor((box.y + box.h) / CELL);
    for (let x = Math.floor(box.x / CELL); x <= x1; x++)
      for (let y = Math.floor(box.y / CELL); y <= y1; y++) visit(x * 65536 + y);
  }
}

/**
 * Places one label on one line or two: right, left, below, above, then at the four diagonals.
 * @param {Room} room
 * @param {Want} want
 * @param {(text: string, want: {size: number, bold: boolean, italic: boolean}) => number} measure
 * @returns {Placed | null}
 */
export function placeLabel(room, want, measure) {
  let least = Infinity;
  /** @type {Placed | null} */
  let best = null;
  const shapes = want.name.length > 14 ? [twoLines(want.name), [want.name]] : [[want.name]];
  for (const lines of shapes) {
    const w = Math.max(...lines.map((line) => measure(line, want))) + 2;
    const h = lines.length * (want.size + 1.5);
    for (const [rank, dx, dy, anchor] of places(want.r, w, h).slice(0, want.wide ? undefined : 8)) {
      const start = rank * 1.5 + (lines.length > 1 && w < 70 ? 2 : 0);
      if (start >= least) continue;
      const box = { x: want.x + dx, y: want.y + dy, w, h, cost: ON_LABEL };
      const cost = start + room.cost(box, want.own, least, want.ink);
      if (cost < least) [best, least] = [{ key: want.key, lines, box, anchor, dx, dy, want }, cost];
    }
  }
  if (!best || (least > want.limit && !want.must)) return null;
  room.add(best.box);
  return best;
}

/**
 * Returns the eight usual places, then places between them and farther away for important names.
 * @param {number} r
 * @param {number} w
 * @param {number} h
 * @returns {[number, number, number, string][]}
 */
const places = (r, w, h) => [
  [0, r, -h / 2, "start"],
  [1, -r - w, -h / 2, "end"],
  [2, -w / 2, r - 1, "middle"],
  [2.2, -w / 2, -r - h + 1, "middle"],
  [3, r * 0.84, -h - r * 0.34, "start"],
  [3.1, r * 0.84, r * 0.34, "start"],
  [3.2, -r * 0.84 - w, -h - r * 0.34, "end"],
  [3.3, -r * 0.84 - w, r * 0.34, "end"],
  [6, r * 0.95, -h, "start"],
  [6, r * 0.95, 0, "start"],
  [6.1, -r * 0.95 - w, -h, "end"],
  [6.1, -r * 0.95 - w, 0, "end"],
  [7, -w * 0.25, r - 1, "middle"],
  [7, -w * 0.75, r - 1, "middle"],
  [7.1, -w * 0.25, -r - h + 1, "middle"],
  [7.1, -w * 0.75, -r - h + 1, "middle"],
  [9, -w / 2, r + 9, "middle"],
  [9, -w / 2, -r - h - 9, "middle"],
];

/**
 * Splits a name into two lines of similar length, and a very long name into several lines.
 * @param {string} name
 */
export function twoLines(name) {
  if (name.length > 2 * LONG) return name.match(new RegExp(`\\S.{0,${LONG}}(?=\\s|$)|\\S+`, "gu")) ?? [name];
  const words = name.split(" ");
  let best = [name];
  for (let i = 1; i < words.length; i++) {
    const pair = [words.slice(0, i).join(" "), words.slice(i).join(" ")];
    if (Math.max(pair[0].length, pair[1].length) < Math.max(...best.map((line) => line.length))) best = pair;
  }
  return best;
}
