// The layout of labels: who takes room first, what a label may cover, and where names break.

import assert from "node:assert/strict";
import { test } from "node:test";
import { labelItems, layLabels } from "../src/labels/labels.js";
import { ON_LABEL, placeLabel, Room, twoLines } from "../src/labels/place.js";

const FRAME = { left: 0, top: 0, right: 400, bottom: 300 };
const measure = (text, font) => text.length * font.size * 0.5;

const want = (changes = {}) => ({
  key: "a",
  x: 200,
  y: 150,
  r: 10,
  name: "Ann Lee",
  size: 12,
  bold: false,
  italic: false,
  must: false,
  wide: false,
  limit: 100,
  ink: Number.POSITIVE_INFINITY,
  faint: false,
  own: "a",
  ...changes,
});

test("a label with room stands to the right of its node, in the middle of its height", () => {
  const placed = placeLabel(new Room(FRAME), want(), measure);
  assert.deepEqual(placed.lines, ["Ann Lee"]);
  assert.equal(placed.anchor, "start");
  assert.equal(placed.box.x, 210);
  assert.equal(placed.box.y + placed.box.h / 2, 150);
});

test("a label moves to the left where the right is taken or out of view", () => {
  const room = new Room(FRAME);
  room.add({ x: 212, y: 100, w: 100, h: 100, cost: ON_LABEL });
  assert.equal(placeLabel(room, want(), measure).anchor, "end");
  assert.equal(placeLabel(new Room(FRAME), want({ x: 390 }), measure).anchor, "end");
});

test("its own node is no obstacle", () => {
  const room = new Room(FRAME);
  room.add({ x: 150, y: 100, w: 100, h: 100, cost: ON_LABEL, own: "a" });
  assert.equal(placeLabel(room, want(), measure).anchor, "start");
});

test("a label avoids lines", () => {
  const room = new Room(FRAME);
  for (let x = 205; x < 280; x += 2) room.draw(x, 150, 7);
  assert.notEqual(placeLabel(room, want(), measure).anchor, "start");
  for (let x = 205; x < 280; x += 2) room.draw(x, 150, -7);
  assert.equal(placeLabel(room, want(), measure).anchor, "start", "a line can be taken out again");
});

test("a label without room is left out, unless it must be shown", () => {
  const full = () => {
    const room = new Room(FRAME);
    room.add({ x: 0, y: 0, w: 400, h: 300, cost: ON_LABEL });
    return room;
  };
  assert.equal(placeLabel(full(), want(), measure), null);
  assert.notEqual(placeLabel(full(), want({ must: true }), measure), null);
});

test("labels take room from each other until none is left", () => {
  const room = new Room(FRAME);
  const boxes = [];
  for (let i = 0; i < 40; i++) {
    const placed = placeLabel(room, want({ key: String(i), own: i }), measure);
    if (placed) boxes.push(placed.box);
  }
  assert.ok(boxes.length > 1 && boxes.length < 40);
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1))
      assert.ok(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y);
});

test("a box that reaches over many cells is counted once", () => {
  const room = new Room(FRAME);
  room.add({ x: 0, y: 0, w: 400, h: 300, cost: 5 });
  assert.equal(room.cost({ x: 10, y: 10, w: 300, h: 200 }, null), 5);
});

test("a name breaks where its longer line is shortest", () => {
  assert.deepEqual(twoLines("Harbour Company of the North"), ["Harbour Company", "of the North"]);
  assert.deepEqual(twoLines("Word"), ["Word"]);
  const long = twoLines("A very long name of a company with limited liability and many partners in it");
  assert.ok(long.length > 2);
  assert.ok(long.every((line) => line.length <= 29));
});

/** Returns a spot of a drawing with an entity behind it. */
const spot = (key, x, y, degree, lit = true) => ({
  x,
  y,
  r: 6,
  q: 6,
  lit,
  node: { key, e: { id: key }, name: `Name ${key}`, degree, count: 1 },
});
const drawing = (spots, lines = []) => ({ items: [], spots, lines, plain: false, scale: 1 });
const look = (changes = {}) => ({
  focus: null,
  hover: null,
  cursor: null,
  marked: new Set(),
  phone: false,
  print: false,
  measure,
  ...changes,
});
const view = { k: 1, x: 0, y: 0, w: 400, h: 300, free: FRAME, taken: [] };
const keys = (labels) => labels.placed.map((placed) => placed.key);
const focusOn = (nodes, main, changes = {}) => ({
  nodes: new Set(nodes),
  claims: new Set(),
  main,
  wash: false,
  all: false,
  hops: new Map(),
  ...changes,
});

test("the best connected takes room first, then the id decides", () => {
  const spots = [spot("c", 50, 50, 2), spot("b", 300, 50, 2), spot("a", 200, 200, 9)];
  assert.deepEqual(keys(layLabels(drawing(spots), look(), view)), ["a", "b", "c"]);
});

test("what is selected takes room before all others, and its neighbours before the rest", () => {
  const spots = [spot("hub", 50, 50, 30, false), spot("near", 300, 50, 3), spot("main", 200, 200, 1)];
  const [, near, main] = spots.map((s) => s.node.e);
  const labels = layLabels(drawing(spots), look({ focus: focusOn([near, main], main) }), view);
  assert.deepEqual(keys(labels), ["main", "near", "hub"]);
  assert.deepEqual(
    labels.placed.map((placed) => placed.want.faint),
    [false, false, true],
  );
});

test("a selected entity is named even where nothing else has room", () => {
  const spots = Array.from({ length: 12 }, (_, i) => spot(`n${i}`, 200 + (i % 4), 150 + i / 4, 20 - i));
  const main = spots[11].node.e;
  const labels = layLabels(drawing(spots), look({ focus: focusOn([main], main) }), view);
  assert.equal(keys(labels)[0], "n11");
});

test("beside a selection, small entities that are not part of it have no name", () => {
  const spots = [spot("main", 200, 200, 1), spot("small", 50, 50, 2, false)];
  const main = spots[0].node.e;
  assert.deepEqual(keys(layLabels(drawing(spots), look({ focus: focusOn([main], main) }), view)), ["main"]);
});

test("no label covers what lies over the map", () => {
  const taken = [{ x: 210, y: 0, w: 190, h: 300 }];
  const [placed] = layLabels(drawing([spot("a", 200, 150, 9)]), look(), { ...view, taken }).placed;
  assert.ok(placed.box.x + placed.box.w <= 210);
});

test("the label of a selected claim tells relation and status, and stays off the names", () => {
  const [a, b] = [spot("a", 60, 150, 2), spot("b", 340, 150, 2)];
  const c = { id: "met", label: "met", status: "reported", disputed: true };
  const line = {
    x1: 70,
    y1: 150,
    cx: 200,
    cy: 150,
    x2: 320,
    y2: 150,
    tx: 330,
    ty: 150,
    edge: { c },
    lit: true,
  };
  const focus = focusOn([a.node.e, b.node.e], null, { claims: new Set([c]), wash: true });
  const { placed, fixed } = layLabels(drawing([a, b], [line]), look({ focus }), view);
  assert.deepEqual(
    fixed.filter((item) => item.text).map((item) => item.text),
    ["met", "reported, disputed"],
  );
  assert.deepEqual(placed.map((one) => one.key).sort(), ["a", "b"]);
});

test("labels move with their nodes and leave with them", () => {
  const spots = [spot("a", 200, 150, 9), spot("b", 50, 50, 2)];
  const labels = layLabels(drawing(spots), look(), view);
  const at = (x) => new Map([["a", { ...spots[0], x }]]);
  const [before] = labelItems(labels, at(200), true);
  const after = labelItems(labels, at(230), true);
  assert.equal(after.length, 1);
  assert.equal(after[0].text, "Name a");
  assert.equal(after[0].x - before.x, 30);
});
