// The sentences: templates filled with names and dates.

import assert from "node:assert/strict";
import { test } from "node:test";
import { buildModel } from "../src/model/data.js";
import { sentencePieces, sentenceText, speaker, whenText } from "../src/model/sentence.js";

/** Returns the model of one claim, with this template. */
function model(sentences, claim = {}, when = "") {
  const given = { type: "met", from: "ann", to: "bureau", status: "reported", evidence: [], ...claim };
  return buildModel({
    entities: [
      { id: "ann", name: "ann Lee", kind: "person" },
      { id: "bureau", name: "Bureau {0}", in_text: "the Bureau {0}", kind: "agency" },
    ],
    claims: ["one"],
    claims_by_id: { one: given },
    sources_by_id: {
      paper: { title: "A story", publisher: "The Daily" },
      cable: { title: "Cable 1", in_text: "a cable" },
    },
    page: {
      entities: [{ id: "ben", name: "Ben Stone", in_text: "the witness", kind: "person" }],
      positions: { ann: [0, 0], bureau: [1, 1] },
      dates: { 2005: ["2005", 1, 2], "2006~": ["about 2006", 3, 4] },
      numbers: { paper: 1, cable: 2 },
      short_names: { ann: "Lee" },
      bases: { anonymous: { label: "anonymous", speaker: "an unnamed source" } },
      templates: [{ sentences, when }],
      template_of: [0],
    },
  });
}

const fill = (...given) => {
  const made = model(...given);
  return sentenceText(made, made.claims[0]);
};
const said = (item) => ({ source: "paper", says: "says so", basis: "press_report", ...item });

test("each sentence begins with a capital, and names that look like slots stay names", () => {
  assert.equal(
    fill(["{from} met {to}.", "{to} denies it."]),
    "Ann Lee met the Bureau {0}. The Bureau {0} denies it.",
  );
  assert.equal(fill(["on record: {from} met {{to}}."]), "On record: ann Lee met {to}.");
});

test("speakers are named as within a sentence", () => {
  const evidence = [
    said({}),
    said({ quoting: "cable" }),
    said({ by: "ben" }),
    said({ by: "two officials" }),
    said({ basis: "anonymous" }),
    said({ by: "ann" }),
  ];
  assert.equal(
    fill(["{0}, {1}, {2}, {3}, {4} and {5.short}."], { evidence }),
    "The Daily, a cable, the witness, two officials, an unnamed source and Lee.",
  );
  const made = model([], { evidence });
  assert.deepEqual(
    evidence.map((item) => speaker(made, item)),
    ["The Daily", "A cable", "Ben Stone", "Two officials", "An unnamed source", "Ann Lee"],
  );
});

test("a sentence has one full stop, and an address speaks as a site", () => {
  const evidence = [
    said({ by: "Acme Inc." }),
    said({ by: "https://x.example/a?b" }),
    said({ by: "www.x.example" }),
  ];
  assert.equal(fill(["{to} met {0}."], { evidence }), "The Bureau {0} met Acme Inc.");
  assert.equal(
    fill(["{1} says it.", "{2} denies it."], { evidence }),
    "The site x.example says it. The site www.x.example denies it.",
  );
  assert.equal(fill(["{0} met “Who?”.", "{0} left."], { evidence }), "Acme Inc. met “Who?” Acme Inc. left.");
});

test("roles and dates are filled, and the time stands alone, too", () => {
  const claim = { roles: { about: ["ben", "ann"] }, start: "2005", end: "2006~" };
  const made = model(["{from} met {about.0} and {about.1}, {when}."], claim, "from {start} until {end}");
  const [c] = made.claims;
  assert.equal(sentenceText(made, c), "Ann Lee met the witness and ann Lee, from 2005 until about 2006.");
  assert.equal(whenText(made, c), "from 2005 until about 2006");
  assert.deepEqual(sentencePieces(made, c).at(-2), ["when", "from 2005 until about 2006"]);
});
