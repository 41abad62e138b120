import {
  arrivedError,
  carryError,
  DataError,
  HalfmaxError,
  UsageError,
} from "../../lib/errors/mod.ts";
import { assert, assertEquals } from "../assert.ts";

const carried = (error: unknown) => arrivedError(structuredClone(carryError(error)));

Deno.test("carryError() brings our errors over with class, message and bad cells", () => {
  const problems = [{ row: 3, column: "dose_nM", needed: "a number", found: "1O0" }];
  for (
    const error of [
      new UsageError("Cannot fit: …"),
      DataError.ofCells("read wells.csv", problems),
      new HalfmaxError("Cannot go on"),
    ]
  ) {
    const there = carried(error);
    assertEquals(there.constructor, error.constructor);
    assertEquals([there.name, there.message], [error.name, error.message]);
    assertEquals("problems" in there && there.problems, "problems" in error && error.problems);
  }
});

Deno.test("carryError() brings a bug over with its name and where it was", () => {
  const bug = carried(new RangeError("Invalid array length"));
  assert(!(bug instanceof HalfmaxError));
  assertEquals([bug.name, bug.message], ["RangeError", "Invalid array length"]);
  assert(bug.stack?.includes("carried_error_test.ts"));
  assertEquals(carried("a text that was thrown").message, "a text that was thrown");
});
