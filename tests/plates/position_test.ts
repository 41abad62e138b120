import fc from "fast-check";
import { rowNumber, strayPositions } from "../../lib/plates/position.ts";
import {
  isOuterWell,
  parsePosition,
  plateFormatOf,
  positionAt,
  rowAndColumn,
} from "../../lib/plates/mod.ts";
import { assertEquals } from "../assert.ts";

Deno.test("parsePosition() spells A1, A01, a1 and A001 alike", () => {
  for (const text of ["A1", "A01", "a1", "A001", " a01 "]) assertEquals(parsePosition(text), "A1");
  assertEquals(parsePosition("p24"), "P24");
});

Deno.test("parsePosition() refuses what is no well of a 1536-well plate", () => {
  const texts = [
    "",
    "A",
    "1",
    "A0",
    "A00",
    "AG1",
    "A49",
    "ZA1",
    "1A",
    "A1.0",
    "A-1",
    "A1 B2",
    "A100",
  ];
  for (const text of texts) assertEquals(parsePosition(text), undefined, text);
});

Deno.test("positionAt() and rowAndColumn() undo each other on all 1536 wells", () => {
  const place = fc.record({
    row: fc.integer({ min: 1, max: 32 }),
    column: fc.integer({ min: 1, max: 48 }),
  });
  fc.assert(
    fc.property(place, ({ row, column }) => {
      const position = positionAt(row, column);
      assertEquals(rowAndColumn(position), { row, column });
      assertEquals(parsePosition(position), position);
    }),
    { seed: 1 },
  );
});

Deno.test("plateFormatOf() takes the smallest of 96, 384 and 1536 wells that holds all", () => {
  assertEquals(plateFormatOf(["A1", "H12"]), 96);
  assertEquals(plateFormatOf(["A1", "A13"]), 384);
  assertEquals(plateFormatOf(["I1"]), 384);
  assertEquals(plateFormatOf(["A1", "Q1"]), 1536);
  assertEquals(plateFormatOf(["AF48"]), 1536);
  assertEquals(plateFormatOf(["A25"]), 1536);
});

Deno.test("rowNumber() counts on from Z to AA and AF", () => {
  assertEquals(["A", "p", "Z", "AA", "af", "AG", "", "1"].map(rowNumber), [
    1,
    16,
    26,
    27,
    32,
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("strayPositions() believes in 1536 wells only with six on either side of P24", () => {
  const row = (letter: string) => [1, 2, 3, 4, 5, 6].map((column) => `${letter}${column}`);
  assertEquals([...strayPositions([...row("A"), "Q7"])], ["Q7"]);
  assertEquals(strayPositions(row("S")).size, 6);
  assertEquals(strayPositions([...row("A"), ...row("AA")]).size, 0);
});

Deno.test("isOuterWell() depends on the plate's format", () => {
  assertEquals(isOuterWell("H12", 96), true);
  assertEquals(isOuterWell("H12", 384), false);
  assertEquals(isOuterWell("P24", 384), true);
  assertEquals(isOuterWell("AF9", 1536), true);
  assertEquals(isOuterWell("P24", 1536), false);
  for (const edge of ["A5", "H5", "C1", "C12"]) assertEquals(isOuterWell(edge, 96), true, edge);
  assertEquals(isOuterWell("B2", 96), false);
});
