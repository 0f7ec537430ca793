// Writes what is shown as a file: a picture (PNG, SVG) or data (CSV, JSON).

import { ink } from "../draw/theme.js";
import { s } from "../elements/dom.js";
import { statusLine } from "../elements/icons.js";
import { STATUSES, sides } from "../model/data.js";
import { sentenceText } from "../model/sentence.js";
import { namesOf } from "../search/find.js";

/** @typedef {import("../app/state.js").App} App @typedef {import("../map/map.js").MapView} MapView */

const [WIDTH, HEIGHT] = [1440, 960];
const [HEAD, FOOT] = [56, 40];
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NEGATIVE = /^-(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/i;

/**
 * Returns the picture, with the title above and the key to the lines below.
 * @param {App} app
 * @param {MapView} map
 * @returns {string}
 */
export function svgFile(app, map) {
  const picture = map.svg(WIDTH, HEIGHT, (token) => `var(${token})`);
  picture.setAttribute("transform", `translate(0 ${HEAD})`);
  const [width, height] = [WIDTH, HEIGHT + HEAD + FOOT];
  const root = s(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
    s("title", {}, document.title),
    s("rect", { width: "100%", height: "100%", fill: "var(--map)" }),
    text(24, 36, 24, app.model.page.title ?? document.title, 700),
    picture,
    STATUSES.map(keyOf),
    text(24 + 7 * 150, HEIGHT + HEAD + 24, 13, "≠ disputed. Each line is a claim."),
  );
  // A separate file has no tokens: each is replaced by its current colour.
  return new XMLSerializer().serializeToString(root).replace(/var\((--[\w-]+)\)/g, (_, token) => ink(token));
}

/** Returns the line of a status and its word, in the row below the map. @param {string} status @param {number} i */
const keyOf = (status, i) => [
  s("g", { transform: `translate(${24 + i * 150} ${HEIGHT + HEAD + 20})` }, statusLine("M0 0H44", status)),
  text(76 + i * 150, HEIGHT + HEAD + 24, 13, status),
];

/** @param {number} x @param {number} y @param {number} size @param {string} words @param {number} [weight] */
const text = (x, y, size, words, weight = 400) =>
  s(
    "text",
    {
      x,
      y,
      "font-size": size,
      "font-weight": weight,
      "font-family": "Arial, sans-serif",
      fill: "var(--text)",
    },
    words,
  );

/** @param {string} svg @returns {Promise<Blob>} */
export async function pngFile(svg) {
  const picture = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  picture.src = url;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH * 2, (HEIGHT + HEAD + FOOT) * 2];
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).drawImage(
    picture,
    0,
    0,
    canvas.width,
    canvas.height,
  );
  URL.revokeObjectURL(url);
  return new Promise((done) => canvas.toBlob((blob) => done(/** @type {Blob} */ (blob))));
}

/**
 * Returns one row for each claim. Text that a spreadsheet would run as a formula is quoted.
 * @param {App} app
 * @returns {string}
 */
export function csvFile(app) {
  const rows = app.shown.claims.map((c) => {
    const [supports, against] = sides(c);
    return [
      c.id,
      c.from,
      c.f.name,
      c.type,
      c.to,
      c.t.name,
      c.start,
      c.end,
      c.status,
      c.disputed ? "yes" : "no",
      supports.length,
      against.length,
      c.evidence.map((item) => `${item.source} ${item.at ?? ""}`.trim()).join("; "),
      sentenceText(app.model, c),
    ];
  });
  const heads =
    "claim,from,from_name,type,to,to_name,start,end,status,disputed,for,against,sources,sentence".split(",");
  return `${[heads, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

/** Returns the data of the page, reduced to what is shown. @param {App} app @returns {string} */
export function jsonFile(app) {
  const { raw, page, named } = app.model;
  const { claims } = app.shown;
  const ids = claims.map((c) => c.id);
  const shown = new Set(app.shown.entities.map((e) => e.id));
  const listed = new Set(
    (raw.entities ?? [])
      .map((/** @type {any} */ e) => e.id)
      .filter((/** @type {string} */ id) => shown.has(id)),
  );
  const speak = claims.flatMap((c) => [
    ...c.evidence.map((item) => item.by ?? ""),
    ...Object.values(c.roles ?? {}).flat(),
  ]);
  const needed = new Set([...shown, ...speak].filter((id) => !listed.has(id)));
  const reduced = {
    ...raw,
    entities: raw.entities && [...listed].map((id) => named.get(id)),
    claims: page.claims ? raw.claims : ids,
    claims_by_id: pick(raw.claims_by_id, new Set(ids)),
    sources_by_id: pick(raw.sources_by_id, new Set(claims.flatMap((c) => c.sources.map((one) => one.id)))),
    page: {
      ...page,
      entities: [...named.values()].filter((e) => needed.has(e.id)),
      claims: page.claims && ids,
      positions: pick(page.positions, shown),
      search: page.search && {
        ...page.search,
        latin: pick(
          page.search.latin ?? {},
          new Set(app.shown.entities.flatMap((e) => namesOf(e).map(([name]) => name))),
        ),
      },
      template_of: claims.map((c) => page.template_of[c.j]),
    },
  };
  return JSON.stringify(reduced, null, 1);
}

/** Returns the part of an object under some keys. @param {Record<string, any>} object @param {Set<string>} keys */
const pick = (object, keys) => Object.fromEntries(Object.entries(object).filter(([key]) => keys.has(key)));

/** Saves a file on the reader's device. @param {string} name @param {Blob} blob */
export function save(name, blob) {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
}

/**
 * Returns a cell of CSV; one that a spreadsheet would compute becomes text.
 * @param {unknown} value
 * @returns {string}
 */
export function csvCell(value) {
  let text = value == null ? "" : String(value);
  if (FORMULA.test(text) && !NEGATIVE.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
