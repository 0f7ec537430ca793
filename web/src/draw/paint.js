// Paints a draw list: on a canvas for the screen and PNG, as SVG for print and files.

import { s } from "../elements/dom.js";
import { C, L, M, O, Q, svgPath, Z } from "../scene/shapes.js";

/** @typedef {import("./drawlist.js").Item} Item @typedef {(token: string) => string} Ink */

const SANS = '"Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';
const SERIF = '"Iowan Old Style", Charter, Georgia, "Noto Serif", "Liberation Serif", serif';
const HALO = 4.5;

/** @param {{size: number, bold?: boolean, weight?: number, italic?: boolean, serif?: boolean}} t */
const fontOf = (t) =>
  `${t.italic ? "italic " : ""}${t.weight ?? (t.bold ? 700 : 400)} ${t.size}px ${t.serif ? SERIF : SANS}`;

/**
 * Returns a function that measures text as the painters draw it.
 * @returns {(text: string, font: any) => number}
 */
export function measurer() {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  /** @type {Map<string, number>} */
  const known = new Map();
  return (text, font) => {
    const key = fontOf(font) + text;
    let width = known.get(key);
    if (width === undefined) {
      context.font = fontOf(font);
      width = context.measureText(text).width;
      known.set(key, width);
    }
    return width;
  };
}

/** @param {CanvasRenderingContext2D} context @param {Item[]} items @param {Ink} ink */
export function paintCanvas(context, items, ink) {
  context.lineJoin = "round";
  for (const item of items) {
    context.globalAlpha = item.a ?? 1;
    if ("text" in item) paintText(context, item, ink);
    else if (item.d.length) paintPath(context, item, ink);
  }
  context.globalAlpha = 1;
}

/**
 * Returns the items as an SVG group; `ink` returns the text for a token.
 * @param {Item[]} items
 * @param {Ink} ink
 * @returns {SVGGElement}
 */
export function paintSvg(items, ink) {
  return s(
    "g",
    { "stroke-linejoin": "round" },
    items.map((item) => ("text" in item ? svgText(item, ink) : svgShape(item, ink))),
  );
}

/** @param {CanvasRenderingContext2D} context @param {import("./drawlist.js").Path} item @param {Ink} ink */
function paintPath(context, item, ink) {
  const d = item.d;
  context.beginPath();
  for (let i = 0; i < d.length; ) {
    const op = d[i];
    if (op === M) context.moveTo(d[i + 1], d[i + 2]);
    else if (op === L) context.lineTo(d[i + 1], d[i + 2]);
    else if (op === Q) context.quadraticCurveTo(d[i + 1], d[i + 2], d[i + 3], d[i + 4]);
    else if (op === C) context.bezierCurveTo(d[i + 1], d[i + 2], d[i + 3], d[i + 4], d[i + 5], d[i + 6]);
    else if (op === O) {
      context.moveTo(d[i + 1] + d[i + 3], d[i + 2]);
      context.arc(d[i + 1], d[i + 2], d[i + 3], 0, 2 * Math.PI);
    } else context.closePath();
    i += op === C ? 7 : op === Q ? 5 : op === O ? 4 : op === Z ? 1 : 3;
  }
  if (item.fill) {
    context.fillStyle = ink(item.fill);
    context.fill("evenodd");
  }
  if (!item.stroke) return;
  context.strokeStyle = ink(item.stroke);
  context.lineWidth = item.w ?? 1;
  context.lineCap = item.round ? "round" : "butt";
  context.setLineDash(item.dash ?? []);
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {import("./drawlist.js").Text} item @param {Ink} ink */
function paintText(context, item, ink) {
  context.font = fontOf(item);
  context.textAlign = /** @type {CanvasTextAlign} */ (item.anchor === "middle" ? "center" : item.anchor);
  if (item.halo) {
    context.strokeStyle = ink("--halo");
    context.lineWidth = HALO;
    context.setLineDash([]);
    context.strokeText(item.text, item.x, item.y);
  }
  context.fillStyle = ink(item.fill);
  context.fillText(item.text, item.x, item.y);
}

/** @param {import("./drawlist.js").Path} item @param {Ink} ink */
function svgShape(item, ink) {
  return s("path", {
    d: svgPath(item.d),
    fill: item.fill ? ink(item.fill) : "none",
    "fill-rule": "evenodd",
    stroke: item.stroke && ink(item.stroke),
    "stroke-width": item.stroke && item.w,
    "stroke-dasharray": item.dash?.join(" "),
    "stroke-linecap": item.round && "round",
    opacity: item.a,
  });
}

/** @param {import("./drawlist.js").Text} item @param {Ink} ink */
function svgText(item, ink) {
  return s(
    "text",
    {
      x: item.x.toFixed(1),
      y: item.y.toFixed(1),
      "font-size": item.size,
      "font-weight": item.weight,
      "font-style": item.italic && "italic",
      "font-family": item.serif ? SERIF : SANS,
      "text-anchor": item.anchor,
      fill: ink(item.fill),
      opacity: item.a,
      stroke: item.halo && ink("--halo"),
      "stroke-width": item.halo && HALO,
      "paint-order": item.halo && "stroke",
    },
    item.text,
  );
}
