import { CurveNames } from "../../../lib/screen/files/curve_names.ts";
import { assertEquals } from "../../assert.ts";

Deno.test("CurveNames knows every curve of 20,000 again", () => {
  const names = new CurveNames(2);
  // Neighbouring codes, as the lines and drugs of a screen have.
  const columns = [
    Int32Array.from({ length: 20_000 }, (_, i) => Math.floor(i / 100)),
    Int32Array.from({ length: 20_000 }, (_, i) => i % 100),
  ];
  const curves = () => Array.from(columns[0], (_, at) => names.curveOf(columns, at));
  const expected = Array.from({ length: 20_000 }, (_, i) => i);
  assertEquals(curves().join(), expected.join());
  assertEquals(curves().join(), expected.join());
  assertEquals([names.count, names.code(12_345, 0), names.code(12_345, 1)], [20_000, 123, 45]);
  const words = Array.from({ length: 200 }, (_, i) => `L${i}`);
  assertEquals(names.texts(words, 0, 99, 101), ["L0", "L1"]);
});
