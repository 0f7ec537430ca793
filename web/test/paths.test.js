// Paths: which hops are called the weakest.

import assert from "node:assert/strict";
import { test } from "node:test";
import { describePath } from "../src/model/paths.js";
import { sampleModel } from "./sample.js";

/** Returns the numbers of the weakest hops of a path over claims of these statuses. */
function weakest(...statuses) {
  const entities = [...statuses, ""].map((_, i) => ({ id: `e${i}`, name: `E ${i}`, kind: "person" }));
  const claims_by_id = Object.fromEntries(
    statuses.map((status, i) => [`c${i}`, { type: "met", from: `e${i}`, to: `e${i + 1}`, status }]),
  );
  const model = sampleModel({ entities, claims: Object.keys(claims_by_id), claims_by_id });
  return describePath(model.entities, () => true).hops.flatMap((hop, i) => (hop.weak ? [i + 1] : []));
}

test("the weakest hops are marked if they are at most half of all", () => {
  assert.deepEqual(weakest("alleged", "reported"), [1]);
  assert.deepEqual(weakest("reported", "alleged", "testified", "alleged"), [2, 4]);
  assert.deepEqual(weakest("alleged", "reported", "alleged"), []);
  assert.deepEqual(weakest("alleged", "alleged"), []);
  assert.deepEqual(weakest("alleged"), []);
});
