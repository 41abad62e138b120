import { UsageError } from "../../lib/errors/mod.ts";
import { includeExcluded, normalizePlates } from "../../lib/plates/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";
import { wellsOf } from "./text_wells.ts";

const WELLS = wellsOf([
  "well,dose_nM,exclude,signal",
  "A1,0,,100",
  "A2,5,bubble,160",
  "A3,5,,80",
  "A4,5,empty,",
  "A5,5,cells lost,2",
]);

Deno.test("includeExcluded() brings back every well that has a signal, in the order of the file", () => {
  const all = includeExcluded(WELLS);
  assertEquals(all.wells.map(({ row }) => row), [2, 3, 4, 6]);
  assertEquals(all.excluded.map(({ reason }) => reason), ["empty"]);
  assertEquals(all.wells.length + all.excluded.length, all.rowsRead);
});

Deno.test("includeExcluded() brings back the rows asked for", () => {
  const some = includeExcluded(WELLS, { rows: [6] });
  assertEquals(some.wells.map(({ row }) => row), [2, 4, 6]);
  assertEquals(some.excluded.map(({ row }) => row), [3, 5]);
});

Deno.test("before and after normalisation give the same where no control comes back", () => {
  const before = normalizePlates(includeExcluded(WELLS), { to: "vehicle" });
  const after = includeExcluded(normalizePlates(WELLS, { to: "vehicle" }));
  assertEquals(before.wells, after.wells);
  assertEquals(after.wells[1].response, 1.6);
});

Deno.test("rows that are not excluded or have no signal are refused", () => {
  const error = assertThrows(() => includeExcluded(WELLS, { rows: [2, 5] }), UsageError);
  assertEquals(
    error.message,
    "Cannot include 2 rows 2 and 5 of wells.csv: must be excluded rows with a signal (3 and 6)",
  );
});
