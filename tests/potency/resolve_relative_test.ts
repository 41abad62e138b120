import { DataError } from "../../lib/errors/mod.ts";
import { parsePotency, resolveRelative, resolveRow } from "../../lib/potency/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";

const parse = (text: string) => parsePotency(text, { unit: "nM" });
const lower = parse("6-36 fold lower than Crizotinib");

function resolved(statement: string, referent: string) {
  const { relation, estimate, lower, upper } = resolveRelative(parse(statement), parse(referent));
  return [relation, estimate, lower, upper];
}

Deno.test("resolveRelative() divides or multiplies by the factor, ranges by their extremes", () => {
  assertEquals(resolved("6-36 fold lower than X", "72"), ["range", null, 2, 12]);
  assertEquals(resolved("6-36 fold lower than X", "72-144"), ["range", null, 2, 24]);
  assertEquals(resolved("10-fold higher than X", "5"), ["=", 50, null, null]);
  assertEquals(resolved("10-fold lower than X", "50-100"), ["range", null, 5, 10]);
  assertEquals(resolved("10-fold lower than X", "50 nM (95 % CI 40 to 60)"), ["range", null, 4, 6]);
});

Deno.test("resolveRelative() keeps a bound on the side that the factor allows", () => {
  assertEquals(resolved("6-36 fold lower than X", ">720"), [">", 20, null, null]);
  assertEquals(resolved("6-36 fold lower than X", "<720"), ["<", 120, null, null]);
  assertEquals(resolved("6-36 fold higher than X", ">10"), [">", 60, null, null]);
  assertEquals(resolved("6-36 fold higher than X", "<=10"), ["<=", 360, null, null]);
});

Deno.test("resolveRelative() leaves a statement about a word not determined, and says so", () => {
  const { relation, reason } = resolveRelative(lower, parse("Intermediate Resistance"));
  assertEquals(relation, "not determined");
  assertEquals(reason, '6-36 fold lower than Crizotinib, which is "Intermediate Resistance"');
});

Deno.test("resolveRow() resolves within a row, without regard to case, chains included", () => {
  const row = resolveRow({
    crizotinib: parse("72"),
    ceritinib: lower,
    alectinib: parse("2-fold higher than ceritinib"),
  });
  assertEquals([row.ceritinib.lower, row.ceritinib.upper], [2, 12]);
  assertEquals([row.alectinib.lower, row.alectinib.upper], [4, 24]);
  assertEquals(row.crizotinib.estimate, 72);
});

Deno.test("resolveRow() refuses a missing referent and a circle", () => {
  assertThrows(
    () => resolveRow({ crizotonib: parse("72"), ceritinib: lower }),
    DataError,
    'Cannot resolve "ceritinib": needs the value of "Crizotinib", found "crizotonib" and "ceritinib". Did they mean "crizotonib"?',
  );
  assertThrows(
    () => resolveRow({ a: parse("2-fold lower than b"), b: parse("2-fold lower than a") }),
    DataError,
    'Cannot resolve "a": it refers to itself (a, relative to b, relative to a)',
  );
  assertThrows(
    () => resolveRow({ a: parse("2-fold lower than a") }),
    DataError,
    "refers to itself",
  );
});

Deno.test("resolveRelative() refuses what is not relative, and a relative referent", () => {
  assertThrows(() => resolveRelative(parse("5"), parse("5")), DataError, 'found "="');
  assertThrows(() => resolveRelative(lower, lower), DataError, "it is itself relative to");
});
