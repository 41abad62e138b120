import fc from "fast-check";
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

Deno.test("parsePosition() refuses what is no well of a 384-well plate", () => {
  const texts = [
    "",
    "A",
    "1",
    "A0",
    "A00",
    "Q1",
    "A25",
    "AA1",
    "1A",
    "A1.0",
    "A-1",
    "A1 B2",
    "A100",
  ];
  for (const text of texts) assertEquals(parsePosition(text), undefined, text);
});

Deno.test("positionAt() and rowAndColumn() undo each other on all 384 wells", () => {
  const place = fc.record({
    row: fc.integer({ min: 1, max: 16 }),
    column: fc.integer({ min: 1, max: 24 }),
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

Deno.test("plateFormatOf() takes 96 wells unless a position lies beyond H12", () => {
  assertEquals(plateFormatOf(["A1", "H12"]), 96);
  assertEquals(plateFormatOf(["A1", "A13"]), 384);
  assertEquals(plateFormatOf(["I1"]), 384);
});

Deno.test("isOuterWell() depends on the plate's format", () => {
  assertEquals(isOuterWell("H12", 96), true);
  assertEquals(isOuterWell("H12", 384), false);
  assertEquals(isOuterWell("P24", 384), true);
  for (const edge of ["A5", "H5", "C1", "C12"]) assertEquals(isOuterWell(edge, 96), true, edge);
  assertEquals(isOuterWell("B2", 96), false);
});
