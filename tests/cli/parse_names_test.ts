import { UsageError } from "../../lib/errors/mod.ts";
import { parseDoseColumns, parseNames } from "../../lib/cli/parse_names.ts";
import { assertEquals, assertThrows } from "../assert.ts";

Deno.test("parseNames() divides at commas, drops blanks around names and honours quotes", () => {
  assertEquals(parseNames("cell line , replicate", "--by"), ["cell line", "replicate"]);
  assertEquals(parseNames('"line, clone","a ""b""",c', "--by"), ["line, clone", 'a "b"', "c"]);
  assertEquals(parseNames(" ", "--by"), []);
});

Deno.test("parseNames() refuses an empty name, a name twice and an open quote", () => {
  for (const text of ["a,,b", ",a", "a,", 'a,"b', 'a "b"', '""']) {
    assertThrows(
      () => parseNames(text, "--by"),
      UsageError,
      "Cannot read --by: must be column names",
    );
  }
  assertThrows(() => parseNames("a,b, a", "--by"), UsageError, 'found "a twice"');
});

Deno.test("parseDoseColumns() reads a dose for each column", () => {
  assertEquals(parseDoseColumns("Raw 0=0, Raw 1 = 0.17,Raw 2=1e4", "--wide"), {
    "Raw 0": 0,
    "Raw 1": 0.17,
    "Raw 2": 10000,
  });
});

Deno.test("parseDoseColumns() takes names with commas and equals signs", () => {
  assertEquals(parseDoseColumns("a, b=1,x=2 nM=2", "--wide"), { "a, b": 1, "x=2 nM": 2 });
});

Deno.test("parseDoseColumns() refuses what is no dose", () => {
  const refused = (text: string, message: string) =>
    assertThrows(() => parseDoseColumns(text, "--wide"), UsageError, message);
  refused("", 'must be COLUMN=DOSE,COLUMN=DOSE,…, found ""');
  refused("a,b", 'must be COLUMN=DOSE,COLUMN=DOSE,…, found "a,b"');
  refused("a=10 nM", 'must be a number >= 0 without a unit after "a", found "10 nM"');
  refused("a=-1", 'found "-1"');
  refused("a=", 'found ""');
  refused("a=0x10", 'found "0x10"');
  refused("a=Infinity", 'found "Infinity"');
  refused("a=1,a=2", 'found "a twice"');
});
