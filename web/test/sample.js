// Invented page data for the tests: four entities, five claims, three sources.

import { buildModel } from "../src/model/data.js";

const day = (text) => Math.round(Date.parse(text) / 86400000) + 719163;
const days = (from, to) => ({ words: from, days: [from && day(from), to && day(to)] });

const ENTITIES = [
  { id: "ann-lee", name: "Ann Lee", kind: "person", aliases: ["La Güera", "A. Lee"], x: 0, y: 0 },
  { id: "bob", name: "Bob Núñez-Ortiz", kind: "person", x: 10, y: 0 },
  { id: "harbour-co", name: "Harbour Company", kind: "organization", aliases: ["Leeward"], x: 0, y: 10 },
  { id: "source-1", name: "A source", kind: "person", unnamed: true, x: 10, y: 10 },
];
const SOURCES = {
  court: { title: "Court file", number: 2 },
  daily: { title: "The Daily", number: 1 },
  unused: { title: "A letter", number: 3 },
};
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
const ONTOLOGY = {
  kinds: { organization: { shape: "rounded-square" }, person: { shape: "circle" } },
  types: {
    owns: { label: "owns", sentence: "{from} owns {to}", time: "state" },
    met: { label: "met", sentence: "{from} met {to}", time: "event", symmetric: true },
    paid: { label: "paid", sentence: "{from} paid {to}", time: "event" },
  },
};
const DATES = {
  1999: days("1999-01-01", "1999-12-31"),
  "2005-03": days("2005-03-01", "2005-03-31"),
  2008: days("2008-01-01", "2008-12-31"),
  2010: days("2010-01-01", "2010-12-31"),
};

/** Returns the object that the page carries, with `changes` to its parts. */
export const sampleData = (changes = {}) => ({
  ontology: ONTOLOGY,
  dates: DATES,
  entities: ENTITIES,
  claims: Object.keys(CLAIMS),
  claims_by_id: CLAIMS,
  sources_by_id: SOURCES,
  ...changes,
});

/** Returns the model of the sample. */
export const sampleModel = (changes = {}) => buildModel(sampleData(changes));

/** Returns the ids of entities or claims. */
export const ids = (some) => [...some].map((one) => one.id);
