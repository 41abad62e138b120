import type { Concentration } from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { makePotency, type Potency } from "../../lib/potency/mod.ts";
import { summaryReference } from "../../lib/resistance/mod.ts";
import { assertClose, assertEquals, assertThrows } from "../assert.ts";

type Value = number | `>${number}` | `<${number}` | null;

function row(value: Value, i: number): Concentration {
  const potency: Partial<Potency> = value === null
    ? { relation: "not determined" }
    : typeof value === "number"
    ? { estimate: value }
    : { relation: value.startsWith(">") ? ">" : "<", estimate: Number(value.slice(1)) };
  return {
    key: { cell_line: `line ${i + 1}`, drug: "lorlatinib" },
    potency: makePotency({ kind: "absolute", ...potency }),
    scope: "within experiment",
    replicates: [],
  };
}

function summary(statistic: "median" | "most resistant", values: readonly Value[]) {
  const [{ potency: { relation, estimate, reason } }] = summaryReference(values.map(row), {
    by: "cell_line",
    statistic,
  });
  return { relation, estimate, reason };
}

Deno.test("summaryReference() takes the median of values and bounds for what they are", () => {
  const found = (values: readonly Value[]) => {
    const { relation, estimate } = summary("median", values);
    return [relation, estimate];
  };
  assertEquals(found([10, 40, 90]), ["=", 40]);
  assertEquals(found([10, 40, ">100"]), ["=", 40]);
  assertEquals(found([10, ">80", ">100"]), [">", 80]);
  assertEquals(found(["<1", "<2", 40]), ["<", 2]);
  assertEquals(found(["<1", ">100"]), ["not determined", null]);
  assertEquals(found([null, null]), ["not determined", null]);
  assertClose(summary("median", [10, 40]).estimate!, 20, 1e-12);
  assertEquals(summary("median", [10, 40, 90, null]).reason, "1 line without a value");
});

Deno.test("summaryReference() takes the most resistant line, or what it surely reaches", () => {
  assertEquals(summary("most resistant", [10, 40, 90]), {
    relation: "=",
    estimate: 90,
    reason: "line 3",
  });
  // A line above 30 may be the most resistant: the reference is above 90.
  assertEquals(summary("most resistant", [10, ">30", 90]).relation, ">");
  assertEquals(summary("most resistant", [10, ">30", 90]).estimate, 90);
  assertEquals(summary("most resistant", [10, ">100", 90]).estimate, 100);
});

Deno.test("summaryReference() makes one reference a drug, and refuses an unknown column", () => {
  const rows = [1, 2].flatMap((value) =>
    ["a", "b"].map((drug) => ({ ...row(value, value), key: { cell_line: `${value}`, drug } }))
  );
  assertEquals(summaryReference(rows, { by: "cell_line" }).map(({ key }) => key), [
    { drug: "a", cell_line: "median of 2" },
    { drug: "b", cell_line: "median of 2" },
  ]);
  assertThrows(
    () => summaryReference(rows, { by: "line" }),
    UsageError,
    'Cannot summarise lines: no concentration has the column "line"',
  );
});
