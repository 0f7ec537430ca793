// The search: which names match, and in which order.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../src/model/text.js";
import { findEntities } from "../src/search/find.js";
import { ids, sampleModel } from "./sample.js";

const model = sampleModel();
const found = (text) => ids(findEntities(model, text).map((match) => match.e));

test("accents, case and hyphens make no difference", () => {
  assert.equal(fold("Núñez–Ortiz"), "nunez ortiz");
  assert.equal(fold("STRAẞE Łódź Æsir Ørsted"), "strasse lodz aesir orsted");
  assert.deepEqual(found("nunez ortiz"), ["bob"]);
  assert.deepEqual(found("NÚÑEZ-ORTIZ"), ["bob"]);
});

test("other scripts are found as they are", () => {
  const entities = [{ id: "x", name: "Иван Петров", kind: "person" }];
  const other = sampleModel({ entities, claims: [] });
  assert.deepEqual(ids(findEntities(other, "петр").map((match) => match.e)), ["x"]);
});

test("nothing is found for no text, and for text that no name has", () => {
  assert.deepEqual(found(""), []);
  assert.deepEqual(found("   "), []);
  assert.deepEqual(found("zzz"), []);
});

test("the start of a name comes before the start of a word, and that before the middle of one", () => {
  // "Leeward" starts with it, "Ann Lee" has a word that does.
  assert.deepEqual(found("lee"), ["harbour-co", "ann-lee"]);
  const entities = ["Anna Bost", "Stan", "Ost", "Anna Ost"].map((name, i) => ({
    id: `e${i}`,
    name,
    kind: "person",
  }));
  const other = sampleModel({ entities, claims: [] });
  assert.deepEqual(ids(findEntities(other, "ost").map((match) => match.e)), ["e2", "e3", "e0"]);
});

test("of two equal matches, the entity with more claims comes first", () => {
  const entities = [
    { id: "few", name: "Same name", kind: "person" },
    { id: "many", name: "Same name", kind: "person" },
  ];
  const claims_by_id = { one: { type: "met", from: "many", to: "many", status: "alleged" } };
  const other = sampleModel({ entities, claims: ["one"], claims_by_id });
  assert.deepEqual(ids(findEntities(other, "same").map((match) => match.e)), ["many", "few"]);
});

test("a match tells the alias that matched, and none for name or id", () => {
  const alias = (text) => findEntities(model, text)[0].alias;
  assert.equal(alias("guera"), "La Güera");
  assert.equal(alias("ann"), "");
  assert.equal(alias("harbour-co"), "", "the id");
});

test("at most ten entities are listed", () => {
  const entities = Array.from({ length: 30 }, (_, i) => ({ id: `e${i}`, name: `Name ${i}`, kind: "person" }));
  assert.equal(findEntities(sampleModel({ entities, claims: [] }), "name").length, 10);
});
