// The search: the same entities, scores and order as graphkit find, by one golden file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { findEntities } from "../src/search/find.js";
import { fold } from "../src/search/fold.js";
import { transliterate } from "../src/search/latin.js";
import { LIGHT } from "../src/search/light.js";
import { ids, sampleModel } from "./sample.js";

const golden = JSON.parse(readFileSync(new URL("../../tests/golden/search.json", import.meta.url), "utf8"));
const model = sampleModel();
const found = (text) => ids(findEntities(model, text).map((match) => match.e));

/** Returns entities with as many claims as in the golden file. */
const modelOf = ({ entities, claims, search }) => ({
  entities: entities.map((e) => ({ aliases: [], ...e, claims: Array(claims[e.id] ?? 0) })),
  page: { search },
});

golden.sets.forEach((set, n) => {
  test(`each query of set ${n + 1} finds what graphkit finds, with these scores in this order`, () => {
    const page = modelOf(set);
    for (const [query, expected] of Object.entries(set.found)) {
      const matches = findEntities(page, query);
      const names = (all) => all.map(([id, name]) => `${id}: ${name}`);
      assert.deepEqual(names(matches.map(({ e, name }) => [e.id, name])), names(expected), query);
      matches.forEach(({ score }, i) => {
        assert.ok(Math.abs(score - expected[i][2]) <= 1e-4, `${query}: ${score}, not ${expected[i][2]}`);
      });
    }
  });
});

test("names are folded, and letters transliterated, as graphkit does", () => {
  for (const [text, folded] of Object.entries(golden.folds)) assert.equal(fold(text), folded, text);
  for (const [letter, latin] of Object.entries(golden.letters)) {
    assert.equal(transliterate(letter), latin, letter);
    if (letter.toUpperCase().length === 1) assert.equal(transliterate(letter.toUpperCase()), latin, letter);
  }
  assert.deepEqual([...LIGHT].sort(), golden.light);
});

test("what has no alphabet is compared with names in its script alone", () => {
  const entities = ["张伟", "Zhang Wei"].map((name, i) => ({ id: `e${i}`, name, kind: "person" }));
  const other = sampleModel({ entities, claims: [] }, { search: { latin: { 张伟: "zhangwei" } } });
  const names = (text) => ids(findEntities(other, text).map((match) => match.e));
  assert.deepEqual(names("张伟"), ["e0"]);
  assert.deepEqual(names("zhang wei"), ["e1", "e0"]);
});

test("nothing is found for no text, and for text that no name has", () => {
  assert.deepEqual(found(""), []);
  assert.deepEqual(found("   "), []);
  assert.deepEqual(found("zzz"), []);
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

test("a match tells what was found: name, alias or id", () => {
  const first = (text) => findEntities(model, text)[0];
  assert.deepEqual([first("guera").by, first("guera").name], ["alias", "La Güera"]);
  assert.equal(first("ann").by, "name");
  assert.equal(first("harbour-co").by, "id");
});

test("at most ten entities are listed", () => {
  const entities = Array.from({ length: 30 }, (_, i) => ({ id: `e${i}`, name: `Name ${i}`, kind: "person" }));
  assert.equal(findEntities(sampleModel({ entities, claims: [] }), "name").length, 10);
});
