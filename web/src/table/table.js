// The tables of claims, entities and sources: sortable, and filtered like the map.

import { bdi, bdis, button, byId, h, link } from "../elements/dom.js";
import { entityIcon, sample } from "../elements/icons.js";
import { kindWord } from "../elements/words.js";
import { csvFile, save } from "../export/files.js";
import { restsAlone, sides } from "../model/data.js";
import { dateText, whenText } from "../model/sentence.js";
import { plural } from "../model/text.js";

/** @typedef {import("../app/state.js").App} App @typedef {import("../model/data.js").Claim} Claim
 * @typedef {import("../model/data.js").Entity} Entity @typedef {import("../model/data.js").Source} Source
 * @typedef {{title: string, key: (row: any) => string | number, cell: (row: any) => any, num?: boolean}} Column
 * @typedef {{name: string, columns: Column[], rows: () => any[], open?: (row: any) => void}} Tab */

const FEW = 14;
const MORE = 1000;
const ANSWER = "Answer";

/** @param {App} app */
export function createTable(app) {
  const tabs = [...answerTabs(app), claimTab(app), entityTab(app), sourceTab(app)];
  const printed = app.model.claims.length ? tabs.length - 3 : 0;
  const state = {
    tab: 0,
    sort: first(tabs[0]),
    down: false,
    most: FEW,
    of: null,
    by: "",
    rows: /** @type {any[]} */ ([]),
  };
  const table = h("table", {}, h("caption", { class: "vh" }));
  const more = h("p", { class: "more" });
  const panel = h(
    "div",
    { role: "tabpanel", id: "tabpanel", "aria-labelledby": "tab-0", tabindex: -1 },
    table,
    more,
  );
  const heads = tabs.map((_, i) => tabButton(i, () => turn(i)));
  const csv = () => save("claims.csv", new Blob([csvFile(app)], { type: "text/csv" }));
  const bar = h(
    "div",
    { class: "tabs" },
    h("div", { role: "tablist", "aria-label": "Tables", class: "row", keydown: arrows }, heads),
    button("CSV", csv, "btn quiet", { "aria-label": "Save the claims as CSV" }),
  );
  byId("below").replaceChildren(bar, panel);
  const draw = () => drawTable(app, tabs, state, { table, more, heads, panel }, show);
  function show(/** @type {Partial<typeof state>} */ next) {
    Object.assign(state, next);
    draw();
  }
  const turn = (/** @type {number} */ tab) => show({ tab, sort: first(tabs[tab]), down: false, most: FEW });
  function arrows(/** @type {KeyboardEvent} */ event) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step) return;
    turn((state.tab + step + tabs.length) % tabs.length);
    heads[state.tab].focus();
  }
  app.on((change) => (change === "filter" || change === "select") && draw());
  draw();
  return { all: () => show({ tab: printed, most: 5000 }), few: () => show({ most: FEW }) };
}

/**
 * @param {App} app
 * @param {Tab[]} tabs
 * @param {any} state
 * @param {any} parts
 * @param {(next: any) => void} show
 */
function drawTable(app, tabs, state, parts, show) {
  const tab = tabs[state.tab];
  tabs.forEach((one, i) => {
    parts.heads[i].textContent = `${one.name} ${one.rows().length.toLocaleString("en-US")}`;
    parts.heads[i].setAttribute("aria-selected", String(i === state.tab));
    parts.heads[i].tabIndex = i === state.tab ? 0 : -1;
  });
  parts.panel.setAttribute("aria-labelledby", `tab-${state.tab}`);
  // Sorting thousands of rows is slow: it happens for a new order or filter, not for each selection.
  if (state.of !== app.shown || state.by !== `${state.tab} ${state.sort} ${state.down}`)
    Object.assign(state, {
      rows: sorted(tab, state),
      of: app.shown,
      by: `${state.tab} ${state.sort} ${state.down}`,
    });
  const rows = state.rows;
  const some = /** @type {any[]} */ (rows.slice(0, state.most));
  const focus = parts.table.contains(document.activeElement) ? document.activeElement?.id : "";
  parts.table.replaceChildren(
    h("caption", { class: "vh" }, `${tab.name} shown on the map`),
    headRow(tab, state, show),
    h(
      "tbody",
      {},
      some.map((row) => bodyRow(app, tab, row)),
    ),
  );
  if (focus) document.getElementById(focus)?.focus();
  parts.more.replaceChildren(
    `${some.length.toLocaleString("en-US")} of ${plural(rows.length, "row")}. `,
    rows.length > some.length
      ? button(
          rows.length > MORE ? "Show more" : "Show all",
          () => show({ most: state.most < MORE ? MORE : state.most + MORE }),
          "btn",
          { id: "show-all" },
        )
      : "",
  );
}

/** Returns the column by which a table is sorted at first; an answer keeps its order. @param {Tab} tab */
const first = (tab) => (tab.name === ANSWER ? -1 : 0);

/** @param {Tab} tab @param {any} state */
function sorted(tab, state) {
  if (state.sort < 0) return tab.rows();
  const key = tab.columns[state.sort].key;
  const rows = tab.rows().map((row) => ({ row, key: key(row) }));
  const order = (/** @type {any} */ a, /** @type {any} */ b) =>
    typeof a === "number" ? a - b : String(a).localeCompare(String(b), "en");
  rows.sort((a, b) => (state.down ? order(b.key, a.key) : order(a.key, b.key)));
  return rows.map(({ row }) => row);
}

/** @param {Tab} tab @param {any} state @param {(next: any) => void} show */
function headRow(tab, state, show) {
  return h(
    "thead",
    {},
    h(
      "tr",
      {},
      tab.columns.map((column, i) => {
        const on = i === state.sort;
        const sort = () => {
          show({ sort: i, down: on && !state.down });
          document.getElementById(`sort-${i}`)?.focus();
        };
        return h(
          "th",
          {
            scope: "col",
            class: column.num ? "num" : "",
            "aria-sort": on ? (state.down ? "descending" : "ascending") : "none",
          },
          h(
            "button",
            { type: "button", click: sort, id: `sort-${i}` },
            column.title,
            on && h("span", { "aria-hidden": "true" }, state.down ? " ↓" : " ↑"),
          ),
        );
      }),
    ),
  );
}

/** @param {App} app @param {Tab} tab @param {any} row */
function bodyRow(app, tab, row) {
  const chosen = app.selection;
  const on =
    (chosen.mode === "claim" && chosen.claim === row) || (chosen.mode === "entity" && chosen.entity === row);
  const cells = tab.columns.map((column) =>
    h("td", { class: column.num ? "num" : "", "data-h": column.title }, column.cell(row)),
  );
  return h("tr", { class: on ? "on" : "", "aria-selected": null }, cells);
}

/** @param {number} i @param {() => void} show */
const tabButton = (i, show) =>
  button("", show, "", { role: "tab", id: `tab-${i}`, "aria-controls": "tabpanel" });

/** @param {App} app @param {Entity} e */
const name = (app, e) => [entityIcon(app.model, e), e.unnamed ? h("i", {}, bdi(e.name)) : bdi(e.name)];

/** Returns the table that was asked for, if the answer is one. @param {App} app @returns {Tab[]} */
function answerTabs(app) {
  const { columns, rows } = app.model.raw;
  if (!columns) return [];
  const number = (/** @type {string} */ name) =>
    rows.every((/** @type {any} */ row) => row[name] === null || typeof row[name] === "number");
  return [
    {
      name: ANSWER,
      rows: () => rows,
      columns: columns.map((/** @type {string} */ name) => ({
        title: heading(name),
        key: (/** @type {any} */ row) => (number(name) ? (row[name] ?? -Infinity) : cellText(row[name])),
        cell: (/** @type {any} */ row) => answerCell(app, row[name]),
        num: number(name),
      })),
    },
  ];
}

/** "said_by" → "Said by" @param {string} name */
const heading = (name) => (name.charAt(0).toUpperCase() + name.slice(1)).replace(/_/g, " ");

/** @param {any} value a cell of an answer @returns {string} */
function cellText(value) {
  if (Array.isArray(value)) return value.map(cellText).join("; ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value?.name ?? value?.title ?? value ?? "");
}

/** @param {App} app @param {any} value a cell of an answer */
function answerCell(app, value) {
  const e = app.model.entity.get(value?.id);
  if (!e) return cellText(value);
  const open = () => app.select({ mode: "entity", entity: e }, { focus: true });
  return [entityIcon(app.model, e), button(e.name, open, "aslink")];
}

/** @param {App} app @returns {Tab} */
function claimTab(app) {
  const open = (/** @type {Claim} */ c) => app.select({ mode: "claim", claim: c }, { focus: true });
  const many = (/** @type {number} */ n) => String(n || "–");
  return {
    name: "Claims",
    rows: () => app.shown.claims,
    columns: [
      { title: "No.", key: (c) => c.j, cell: (c) => String(c.j + 1), num: true },
      { title: "From", key: (c) => c.f.name, cell: (c) => name(app, c.f) },
      {
        title: "Relation",
        key: (c) => c.label,
        cell: (c) =>
          button(c.label, () => open(c), "aslink", {
            id: `row-${c.j}`,
            "aria-label": `${c.f.name} ${c.label} ${c.t.name}: evidence`,
          }),
      },
      { title: "To", key: (c) => c.t.name, cell: (c) => name(app, c.t) },
      {
        title: "When",
        key: (c) => c.day ?? 1e9,
        cell: (c) => whenText(app.model, c) || "undated",
      },
      {
        title: "Status",
        key: (c) => c.rank,
        cell: (c) =>
          h(
            "span",
            { class: "st" },
            sample(c.status, 30),
            c.status,
            c.disputed && c.status !== "denied" && h("span", { class: "flag" }, "≠ disputed"),
          ),
      },
      { title: "For", key: (c) => sides(c)[0].length, cell: (c) => many(sides(c)[0].length), num: true },
      { title: "Against", key: (c) => sides(c)[1].length, cell: (c) => many(sides(c)[1].length), num: true },
      { title: "Sources", key: (c) => c.sources[0]?.number ?? 0, cell: (c) => whereAll(app, c) },
      {
        title: "Depends on",
        key: (c) => aloneOn(c).at(-1)?.number ?? 1e9,
        cell: (c) =>
          aloneOn(c)
            .map((one) => `[${one.number}]`)
            .join(" "),
      },
    ],
  };
}

/** Lists the sources on which all support of a claim depends. @param {Claim} c @returns {Source[]} */
const aloneOn = (c) => c.sources.filter((one) => restsAlone(c, one));

/** "[2] P24, [7] P31" @param {App} app @param {Claim} c */
const whereAll = (app, c) =>
  c.evidence
    .map(
      (item) =>
        `[${app.model.source.get(item.source)?.number ?? item.source}]${item.at ? ` ${item.at}` : ""}`,
    )
    .join(", ");

/** @param {App} app @returns {Tab} */
function entityTab(app) {
  const open = (/** @type {Entity} */ e) => app.select({ mode: "entity", entity: e }, { focus: true });
  const shown = (/** @type {Entity} */ e) => e.claims.filter((c) => app.shown.claim[c.j]);
  const disputed = (/** @type {Entity} */ e) => shown(e).filter((c) => c.disputed).length;
  return {
    name: "Entities",
    rows: () => app.shown.entities,
    columns: [
      {
        title: "Name",
        key: (e) => e.name,
        cell: (e) => [
          entityIcon(app.model, e),
          button(bdi(e.name), () => open(e), "aslink", { id: `entity-${e.i}` }),
        ],
      },
      { title: "Kind", key: (e) => e.kind, cell: (e) => kindWord(app.model, e) },
      { title: "Also called", key: (e) => e.aliases.join(), cell: (e) => bdis(e.aliases) },
      { title: "Claims", key: (e) => -shown(e).length, cell: (e) => String(shown(e).length), num: true },
      { title: "Disputed", key: (e) => -disputed(e), cell: (e) => String(disputed(e) || "–"), num: true },
    ],
  };
}

/** @param {App} app @returns {Tab} */
function sourceTab(app) {
  const shown = (/** @type {Source} */ one) => one.claims.filter((c) => app.shown.claim[c.j]);
  const used = (/** @type {Source} */ one) => shown(one).length;
  const alone = (/** @type {Source} */ one) => shown(one).filter((c) => restsAlone(c, one)).length;
  return {
    name: "Sources",
    rows: () => app.model.sources.filter((one) => used(one) || !one.claims.length),
    columns: [
      { title: "No.", key: (one) => one.number, cell: (one) => String(one.number), num: true },
      { title: "Title", key: (one) => one.title, cell: (one) => bdi(one.title) },
      {
        title: "Publisher",
        key: (one) => one.publisher ?? "",
        cell: (one) => bdis([one.author, one.publisher].filter(Boolean)),
      },
      {
        title: "Date",
        key: (one) => one.date ?? "",
        cell: (one) => dateText(app.model, one.date) || "undated",
      },
      { title: "Kind", key: (one) => one.kind ?? "", cell: (one) => one.kind ?? "" },
      { title: "Claims", key: (one) => -used(one), cell: (one) => String(used(one)), num: true },
      {
        title: "Only source",
        key: (one) => -alone(one),
        cell: (one) => String(alone(one) || "–"),
        num: true,
      },
      {
        title: "Link",
        key: (one) => one.url ?? "",
        cell: (one) => (one.url ? link(one.url, "Source text") : ""),
      },
    ],
  };
}

/** @typedef {{all: () => void, few: () => void}} TableView */
