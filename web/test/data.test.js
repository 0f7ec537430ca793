// The page's data: unpacked, joined, and what a step of the story shows.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { gzipSync } from "node:zlib";
import { buildModel, otherEnd, readModel, restsAlone, sides } from "../src/model/data.js";
import { ids, sampleData, sampleModel } from "./sample.js";

/** Puts a document with one script element in the place of the browser's. */
function carry(textContent, encoding) {
  const element = { textContent, dataset: encoding ? { encoding } : {} };
  globalThis.document = { getElementById: (id) => (id === "graphkit-data" ? element : null) };
}

afterEach(() => {
  delete globalThis.document;
});

test("plain data are read", async () => {
  carry(JSON.stringify(sampleData()));
  const model = await readModel();
  assert.deepEqual(model.raw, sampleData());
  assert.deepEqual(ids(model.entities), ["ann-lee", "bob", "harbour-co", "source-1"]);
});

test("packed data are unpacked, with white space around them and letters of all scripts", async () => {
  const data = sampleData({}, { title: "Müller, 王, 😀" });
  carry(`\n${gzipSync(JSON.stringify(data)).toString("base64")}\n`, "gzip+base64");
  assert.deepEqual((await readModel()).raw, data);
});

test("damaged packed data are refused", async () => {
  const packed = gzipSync(JSON.stringify(sampleData()));
  carry(packed.subarray(0, packed.length / 2).toString("base64"), "gzip+base64");
  await assert.rejects(readModel());
});

test("a page without data has an empty model", async () => {
  carry("");
  const { entities, claims, sources, story, found } = await readModel();
  assert.deepEqual(
    { entities, claims, sources, story, found },
    { entities: [], claims: [], sources: [], story: [], found: null },
  );
});

test("claims are joined with their entities and sources, in the order of the data", () => {
  const model = sampleModel();
  assert.deepEqual(ids(model.claims), ["owns", "met", "paid", "knows", "self"]);
  const met = model.claim.get("met");
  assert.equal(met.f, model.entity.get("ann-lee"));
  assert.equal(met.t, model.entity.get("bob"));
  assert.deepEqual(ids(met.sources), ["daily", "court"]);
  assert.deepEqual(ids(model.claim.get("paid").sources), ["daily", "court"]);
  assert.deepEqual(ids(model.sources), ["daily", "court", "unused"]);
  assert.deepEqual(ids(model.source.get("court").claims), ["owns", "met", "paid"]);
});

test("an entity has each of its claims once, also one that joins it with itself", () => {
  const bob = sampleModel().entity.get("bob");
  assert.deepEqual(ids(bob.claims), ["met", "paid", "knows", "self"]);
  assert.deepEqual(ids(bob.claims.map((c) => otherEnd(c, bob))), [
    "ann-lee",
    "harbour-co",
    "source-1",
    "bob",
  ]);
});

test("a state without an end goes on, an event is over on its last possible day", () => {
  const { claim, page } = sampleModel();
  const [, first, last] = page.dates["2005-03"];
  const pick = ({ first, last, day }) => ({ first, last, day });
  assert.deepEqual(pick(claim.get("owns")), {
    first: page.dates[1999][1],
    last: null,
    day: page.dates[1999][1],
  });
  assert.deepEqual(pick(claim.get("met")), { first, last, day: first });
  assert.deepEqual(pick(claim.get("self")), {
    first: null,
    last: page.dates[2008][2],
    day: page.dates[2008][1],
  });
  assert.deepEqual(pick(claim.get("knows")), { first: null, last: null, day: null });
});

test("a type that the ontology lacks is named by its id", () => {
  const claims_by_id = { one: { type: "was_seen_with", from: "bob", to: "bob", status: "alleged" } };
  const [claim] = sampleModel({ claims: ["one"], claims_by_id }).claims;
  assert.equal(claim.label, "was seen with");
  assert.equal(claim.symmetric, false);
});

test("what speaks against a claim does not support it", () => {
  const { claim, source } = sampleModel();
  const [supports, against] = sides(claim.get("met"));
  assert.deepEqual(
    [supports.map((item) => item.source), against.map((item) => item.source)],
    [["daily"], ["court"]],
  );
  assert.equal(restsAlone(claim.get("met"), source.get("daily")), true);
  assert.equal(restsAlone(claim.get("met"), source.get("court")), false);
  assert.equal(restsAlone(claim.get("paid"), source.get("court")), true, "quoted text counts");
  assert.equal(restsAlone(claim.get("knows"), source.get("daily")), false, "nothing supports it");
});

test("a step shows the claims between its entities, or just those that it names", () => {
  const story = [
    { title: "All", focus: { entities: ["ann-lee", "bob", "gone"] } },
    { title: "One", focus: { entities: ["ann-lee", "bob"], claims: ["paid", "gone"] } },
    { title: "Path", focus: { path: ["ann-lee", "harbour-co"] } },
    { title: "Nothing" },
  ];
  const steps = sampleModel({}, { story }).story;
  assert.deepEqual(
    steps.map((step) => ids(step.claims)),
    [["met", "self"], ["paid"], ["owns"], []],
  );
  assert.deepEqual(ids(steps[0].nodes), ["ann-lee", "bob"]);
  assert.deepEqual(ids(steps[1].nodes), ["ann-lee", "bob", "harbour-co"]);
});

test("an answer that lists no entities and claims has them in the page's part", () => {
  const { entities, claims, claims_by_id, ...rest } = sampleData();
  const page = { ...rest.page, entities, claims: ["paid"], positions: { bob: [1, 2], "harbour-co": [3, 4] } };
  const model = buildModel({ ...rest, paths: [], claims_by_id, page });
  assert.deepEqual(ids(model.entities), ["bob", "harbour-co"]);
  assert.deepEqual(
    model.entities.map(({ x, y }) => [x, y]),
    [
      [1, 2],
      [3, 4],
    ],
  );
  assert.deepEqual(ids(model.claims), ["paid"]);
  assert.equal(model.entity.get("ann-lee"), undefined, "it has no place on the map");
  assert.equal(model.named.get("ann-lee").name, "Ann Lee");
});
