// Samples of the map's lines and shapes for legend, panel and table.

import { cross, LINES, nodePath, notEqual, svgPath } from "../scene/shapes.js";
import { s } from "./dom.js";

/**
 * Draws the shape of a kind.
 * @param {string} shape
 * @param {number} k
 * @param {boolean} [hollow]
 * @param {number} [size]
 */
export function icon(shape, k, hollow = false, size = 16) {
  const r = shape === "diamond" || shape === "triangle" ? 5.6 : 6;
  const look = hollow
    ? { fill: "none", stroke: `var(--k${k})`, "stroke-width": 2 }
    : { fill: `var(--k${k})` };
  return s(
    "svg",
    { width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true", class: "icon" },
    s("path", {
      d: svgPath(nodePath(shape, 8, shape === "pin" ? 7 : 8, r)),
      "fill-rule": "evenodd",
      ...look,
    }),
  );
}

/**
 * @param {import("../model/data.js").Model} model
 * @param {import("../model/data.js").Entity} e
 * @param {number} [size]
 */
export const entityIcon = (model, e, size) =>
  icon(model.page.kinds[e.kind]?.shape, e.k, Boolean(e.unnamed), size);

/** Draws the line of a status. @param {string} status @param {number} [width] */
export function sample(status, width = 44) {
  const mid = width / 2;
  const parts =
    status === "disputed"
      ? [
          stroke(`M1 6H${width - 1}`, "--text-3", 1.5),
          s("circle", {
            cx: mid,
            cy: 6,
            r: 5.2,
            fill: "var(--panel)",
            stroke: "var(--s-disputed)",
            "stroke-width": 1.4,
          }),
          stroke(svgPath(notEqual(mid, 6, 0.8)), "--s-disputed", 1.4),
        ]
      : statusLine(`M1 6H${width - 1}`, status);
  if (status === "denied") parts.push(stroke(svgPath(cross(mid, 6)), "--s-denied", 2));
  return s(
    "svg",
    { width, height: 12, viewBox: `0 0 ${width} 12`, "aria-hidden": "true", class: "sample" },
    parts,
  );
}

/** Draws the strokes of a status along a path. @param {string} d @param {string} status */
export function statusLine(d, status) {
  const line = LINES[status] ?? LINES.inferred;
  const strokes = [stroke(d, `--s-${status}`, line.w, line)];
  if (status === "established") strokes.push(stroke(d, "--panel", 1.6));
  return strokes;
}

/**
 * @param {string} d
 * @param {string} token
 * @param {number} w
 * @param {{dash?: number[], round?: boolean}} [line]
 */
const stroke = (d, token, w, line = {}) =>
  s("path", {
    d,
    fill: "none",
    stroke: `var(${token})`,
    "stroke-width": w,
    "stroke-dasharray": line.dash?.join(" "),
    "stroke-linecap": line.round && "round",
  });
