import { list, nearest, plural, quote } from "../../lib/errors/mod.ts";
import { assertEquals } from "../assert.ts";

Deno.test("nearest() finds a name that differs in case, spaces or one letter", () => {
  const columns = ["cell_line", "dose_nM", "replicate"];
  assertEquals(nearest("Cell Line", columns), "cell_line");
  assertEquals(nearest("dose_nm", columns), "dose_nM");
  assertEquals(nearest("replicte", columns), "replicate");
  assertEquals(nearest("modle", ["model", "dose"]), "model");
});

Deno.test("nearest() offers nothing rather than something far", () => {
  assertEquals(nearest("temperature", ["cell_line", "dose_nM"]), undefined);
  assertEquals(nearest("x", []), undefined);
});

Deno.test("plural() counts one, none, many and thousands", () => {
  assertEquals(plural(1, "well"), "1 well");
  assertEquals(plural(0, "well"), "0 wells");
  assertEquals(plural(1234, "well"), "1,234 wells");
  assertEquals(plural(2, "assay", "assays"), "2 assays");
});

Deno.test("list() reads as a sentence and cuts a long one with its count", () => {
  assertEquals(list([]), "");
  assertEquals(list(["a"]), "a");
  assertEquals(list(["a", "b", "c"]), "a, b and c");
  assertEquals(list(["a", "b", "c", "d"], 2), "a, b and 2 more");
});

Deno.test("quote() keeps both ends of a long text and escapes what would break a line", () => {
  assertEquals(quote("a\nb"), '"a\\nb"');
  assertEquals(quote("x".repeat(100)).length, 40 + 1 + 15 + 2);
});
