// Invented page data for the tests: four entities, five claims, three sources.

import { buildModel } from "../src/model/data.js";

const day = (text) => Math.round(Date.parse(text) / 86400000) + 719163;
const days = (from, to) => [from, from && day(from), to && day(to)];

const ENTITIES = [
  { id: "ann-lee", name: "Ann Lee", kind: "person", aliases: ["La Güera", "A. Lee"] },
  { id: "bob", name: "Bob Núñez-Ortiz", kind: "person" },
  { id: "harbour-co", name: "Harbour Company", kind: "organization", aliases: ["Leeward"] },
  { id: "source-1", name: "A source", kind: "person", unnamed: true },
];
const SOURCES = {
  court: { title: "Court file" },
  daily: { title: "The Daily" },
  unused: { title: "A letter" },
};
const NUMBERS = { court: 2, daily: 1, unused: 3 };
const CLAIMS = {
  owns: {
    type: "owns",
    from: "ann-lee",
    to: "harbour-co",
    status: "established",
    start: "1999",
    evidence: [{ source: "court" }],
  },
  met: {
    type: "met",
    from: "ann-lee",
    to: "bob",
    status: "reported",
    start: "2005-03",
    disputed: true,
    evidence: [{ source: "daily" }, { source: "court", stance: "denies" }],
  },
  paid: {
    type: "paid",
    from: "bob",
    to: "harbour-co",
    status: "alleged",
    start: "2010",
    evidence: [{ source: "daily", quoting: "court" }],
  },
  knows: {
    type: "knows",
    from: "bob",
    to: "source-1",
    status: "denied",
    evidence: [{ source: "daily", stance: "doubts" }],
  },
  self: { type: "met", from: "bob", to: "bob", status: "inferred", end: "2008", evidence: [] },
};
const VOCABULARY = {
  kinds: { organization: { shape: "rounded-square" }, person: { shape: "circle" } },
  types: {
    owns: { label: "owns", time: "state" },
    met: { label: "met", time: "event", symmetric: true },
    paid: { label: "paid", time: "event" },
  },
};
const DATES = {
  1999: days("1999-01-01", "1999-12-31"),
  "2005-03": days("2005-03-01", "2005-03-31"),
  2008: days("2008-01-01", "2008-12-31"),
  2010: days("2010-01-01", "2010-12-31"),
};

/** Returns a place for each entity, in rows of two. */
const place = (entities) =>
  Object.fromEntries(entities.map((e, i) => [e.id, [10 * (i % 2), 10 * Math.floor(i / 2)]]));

/** Returns the object that the page carries, with `changes` to the answer and `inPage` to the page's part. */
export const sampleData = (changes = {}, inPage = {}) => ({
  entities: ENTITIES,
  claims: Object.keys(CLAIMS),
  claims_by_id: CLAIMS,
  sources_by_id: SOURCES,
  ...changes,
  page: {
    ...VOCABULARY,
    positions: place(changes.entities ?? ENTITIES),
    dates: DATES,
    numbers: NUMBERS,
    ...inPage,
  },
});

/** Returns the model of the sample. */
export const sampleModel = (changes = {}, inPage = {}) => buildModel(sampleData(changes, inPage));

/** Returns the ids of entities or claims. */
export const ids = (some) => [...some].map((one) => one.id);
