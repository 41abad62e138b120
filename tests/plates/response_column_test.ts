import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { findResponseColumn } from "../../lib/plates/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";

const header = (...columns: string[]) =>
  parseTable(`${columns.join(",")}\n${columns.map(() => "1").join(",")}\n`, { source: "x.csv" });

Deno.test("findResponseColumn() takes a response, and the scale that its name ends in", () => {
  const cases: [string, string][] = [
    ["viability_fraction", "fraction"],
    ["response percent", "percent"],
    ["Viability (%)", "percent"],
    ["growth_percent", "percent"],
    ["response_raw", "raw"],
  ];
  for (const [response, scale] of cases) {
    assertEquals<unknown>(findResponseColumn(header("dose_nM", response)), { response, scale });
  }
});

Deno.test("findResponseColumn() takes a signal as an instrument read it", () => {
  for (const response of ["luminescence", "Absorbance", "counts", "RLU", "OD600", "signal"]) {
    assertEquals(findResponseColumn(header("dose_nM", response)), { response, scale: "raw" });
  }
});

Deno.test("findResponseColumn() takes what it is told", () => {
  const asked = { response: "cells", scale: "raw" as const };
  assertEquals(findResponseColumn(header("dose_nM", "cells"), asked), asked);
  const fraction = findResponseColumn(header("viability_percent"), { scale: "fraction" });
  assertEquals(fraction.scale, "fraction");
  assertEquals(
    findResponseColumn(header("viability_percent", "counts"), { response: "counts", scale: null }),
    { response: "counts", scale: "raw" },
  );
});

Deno.test("findResponseColumn() never guesses the column or the scale", () => {
  const refused = (columns: string[], text: string) =>
    assertThrows(() => findResponseColumn(header(...columns)), UsageError, text);
  refused(
    ["dose_nM", "respons", "line"],
    'Cannot read x.csv: needs one column of the signal or response (luminescence, viability, …), found "dose_nM", "respons" and "line". Say what it is called: response: "respons"',
  );
  refused(["dose_nM", "cells"], 'Say what it is called: response: "cells"');
  refused(
    ["response", "viability_percent"],
    'needs one column of the signal or response, found "response" and "viability_percent". Name the one to read: response: "response"',
  );
  refused(["luminescence", "viability_fraction"], 'found "luminescence" and "viability_fraction"');
  refused(["response"], 'needs to know what column "response" holds. Say scale: "raw"');
});

Deno.test("findResponseColumn() asks where another column of numbers speaks of a response", () => {
  for (
    const rival of [
      "inhibition_percent",
      "% Inhibition",
      "drug_effect",
      "survival",
      "cytotoxicity (%)",
    ]
  ) {
    const { message } = assertThrows(
      () => findResponseColumn(header("dose_nM", rival, "count")),
      UsageError,
    );
    assertEquals(
      message,
      `Cannot read x.csv: needs one column of the signal or response, found "${rival}" and "count". Name the one to read: response: "${rival}"`,
    );
  }
  const read = findResponseColumn(header("dose_nM", "inhibition_percent", "count"), {
    response: "inhibition_percent",
  });
  assertEquals(read, { response: "inhibition_percent", scale: "percent" });
  const words = parseTable("inhibitor,effect,dose_nM,count\nx,low,1,3\n", { source: "x.csv" });
  assertEquals(findResponseColumn(words).response, "count");
});

Deno.test("findResponseColumn() offers the nearest column", () => {
  assertThrows(
    () => findResponseColumn(header("dose_nM", "cells"), { response: "cell", scale: "raw" }),
    DataError,
    'needs a column "cell", found "dose_nM" and "cells". Did you mean "cells"?',
  );
});
