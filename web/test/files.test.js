// Cells of CSV files.

import assert from "node:assert/strict";
import { test } from "node:test";
import { csvCell } from "../src/export/files.js";

test("numbers and dates stay, what a spreadsheet would compute becomes text", () => {
  for (const text of ["-1", "-1.5", "-1e-9", "2009-12", "one"]) assert.equal(csvCell(text), text);
  assert.equal(csvCell(-3), "-3");
  for (const text of ["=1+1", "+49 30 1", "-1-2", "-007", "@A1", "\t=1"]) {
    assert.equal(csvCell(text), `'${text}`);
  }
});

test("separators and quotes are quoted", () => {
  assert.equal(csvCell('a,"b"'), '"a,""b"""');
});
