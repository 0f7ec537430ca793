// Marks of disputed and denied claims: drawn at each size, also on a phone where nothing is selected.

import assert from "node:assert/strict";
import { test } from "node:test";
import { buildDrawing } from "../src/draw/drawlist.js";

const node = (key, x) => ({
  key,
  x,
  y: 0,
  k: 0,
  shape: "circle",
  reach: 1,
  count: 1,
  degree: 1,
  e: { id: key },
});
const [a, b] = [node("a", 0), node("b", 100)];
const edge = (c) => ({ a, b, c, bend: 0, flip: 1, count: 1 });
const view = { k: 1, x: 50, y: 50, w: 390, h: 400 };
const strokes = (claim, look) => {
  const scene = { nodes: [a, b], edges: [edge(claim)], spacing: 100 };
  const rest = { focus: null, hover: null, cursor: null, marked: new Set(), print: false };
  return buildDrawing(scene, { ...rest, ...look }, view).items.map((item) => item.stroke);
};

for (const phone of [false, true])
  test(`a disputed claim has a mark ${phone ? "on a phone" : "on a wide page"}`, () => {
    assert.ok(strokes({ status: "reported", disputed: true }, { phone }).includes("--s-disputed"));
    assert.ok(!strokes({ status: "reported" }, { phone }).includes("--s-disputed"));
    const own = (claim) => strokes(claim, { phone }).filter((stroke) => stroke === "--s-denied").length;
    assert.equal(own({ status: "denied" }), 2); // its line and its cross
  });
