// The filters: what they leave, and what the legend counts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { activeFilters, applyFilter, firstDay, openFilter, yearOf } from "../src/filters/filters.js";
import { ids, sampleModel } from "./sample.js";

const model = sampleModel();

/** Returns the claims and entities that are shown, and the counts. */
function show(changes = {}, around = []) {
  const shown = applyFilter(
    model,
    { ...openFilter(), ...changes },
    around.map((id) => model.entity.get(id)),
  );
  return { ...shown, claims: ids(shown.claims), entities: ids(shown.entities) };
}

test("an open filter leaves everything", () => {
  const shown = show();
  assert.deepEqual(shown.claims, ids(model.claims));
  assert.deepEqual(shown.entities, ids(model.entities));
  assert.equal(activeFilters(openFilter()), 0);
});

test("a status goes with its claims, and entities without a claim go, too", () => {
  const shown = show({ status: new Set(["denied"]) });
  assert.deepEqual(shown.claims, ["owns", "met", "paid", "self"]);
  assert.deepEqual(shown.entities, ["ann-lee", "bob", "harbour-co"]);
});

test("disputed is a flag beside the statuses", () => {
  assert.deepEqual(show({ status: new Set(["disputed"]) }).claims, ["owns", "paid", "knows", "self"]);
  assert.deepEqual(show({ status: new Set(["undisputed"]) }).claims, ["met"]);
});

test("a kind takes its entities and all their claims away", () => {
  const shown = show({ kind: new Set(["organization"]) });
  assert.deepEqual(shown.claims, ["met", "knows", "self"]);
  assert.deepEqual(shown.entities, ["ann-lee", "bob", "source-1"]);
  assert.deepEqual(show({ kind: new Set(["?"]) }).entities, ["ann-lee", "bob", "harbour-co"]);
});

test("a type takes its claims away", () => {
  assert.deepEqual(show({ type: new Set(["met"]) }).claims, ["owns", "paid", "knows"]);
});

test("a claim stays while one of its sources is left", () => {
  assert.deepEqual(show({ source: new Set(["court"]) }).claims, ["met", "paid", "knows"]);
  assert.deepEqual(show({ source: new Set(["court", "daily"]) }).claims, []);
});

test("a hidden entity goes with its claims", () => {
  const shown = show({ hidden: new Set(["bob"]) });
  assert.deepEqual(shown.claims, ["owns"]);
  assert.deepEqual(shown.entities, ["ann-lee", "harbour-co"]);
});

test("years keep what may hold within them", () => {
  assert.deepEqual(show({ from: 2006 }).claims, ["owns", "paid", "knows", "self"], "a state goes on");
  assert.deepEqual(show({ to: 2005 }).claims, ["owns", "met", "knows", "self"], "no start is known");
  assert.deepEqual(show({ from: 2005, to: 2005 }).claims, ["owns", "met", "knows", "self"]);
  assert.deepEqual(show({ undated: false }).claims, ["owns", "met", "paid", "self"]);
});

test("days and years agree, also far back", () => {
  for (const year of [1, 99, 1900, 2000, 2024, 9999]) {
    assert.equal(yearOf(firstDay(year)), year);
    assert.equal(yearOf(firstDay(year) - 1), year - 1);
  }
  assert.equal(firstDay(1), 1);
  assert.equal(firstDay(1970), 719163);
});

test("hops count from the selection, over the claims that are shown", () => {
  assert.deepEqual(show({ hops: 1 }, ["ann-lee"]).entities, ["ann-lee", "bob", "harbour-co"]);
  assert.deepEqual(show({ hops: 2 }, ["ann-lee"]).entities, ids(model.entities));
  const without = { hops: 1, type: new Set(["met"]) };
  assert.deepEqual(show(without, ["ann-lee"]).entities, ["ann-lee", "harbour-co"]);
  assert.deepEqual(show({ hops: 1 }).entities, ids(model.entities), "nothing is selected");
});

test("an option counts what the other filters leave, as if its own were open", () => {
  const shown = show({ status: new Set(["reported"]), type: new Set(["paid"]) });
  assert.deepEqual(
    { ...shown.counts.status },
    { established: 1, reported: 1, disputed: 1, denied: 1, inferred: 1 },
  );
  assert.deepEqual({ ...shown.counts.type }, { owns: 1, paid: 1, knows: 1, met: 1 });
  assert.deepEqual({ ...shown.counts.source }, { court: 1, daily: 1 });
  assert.deepEqual({ ...show({ source: new Set(["court"]) }).counts.source }, { court: 3, daily: 3 });
});

test("kinds count entities with a claim that is left", () => {
  assert.deepEqual({ ...show().counts.kind }, { person: 3, organization: 1, "?": 1 });
  assert.deepEqual({ ...show({ status: new Set(["denied"]) }).counts.kind }, { person: 2, organization: 1 });
  assert.deepEqual(
    { ...show({ kind: new Set(["person"]) }).counts.kind },
    { person: 3, organization: 1, "?": 1 },
  );
});

test("undated claims are counted while they are left out", () => {
  assert.equal(show({ undated: false }).undated, 1);
  assert.equal(show({ undated: false, status: new Set(["denied"]) }).undated, 0);
});

test("an id that is a name of every object counts like others", () => {
  const claims_by_id = { one: { type: "constructor", from: "bob", to: "bob", status: "alleged" } };
  const other = sampleModel({ claims: ["one"], claims_by_id });
  assert.equal(applyFilter(other, openFilter(), []).counts.type.constructor, 1);
});

test("active filters count facets, and all of time as one", () => {
  const filter = {
    ...openFilter(),
    status: new Set(["denied", "alleged"]),
    from: 2000,
    to: 2005,
    undated: false,
    hops: 2,
  };
  assert.equal(activeFilters(filter), 3);
});
