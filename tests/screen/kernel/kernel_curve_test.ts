import { assertEquals } from "../../assert.ts";
import { CURVE, FIT, SHAPES, SUMS } from "./kernel_curve.ts";

const LAYOUTS = [
  ["Curve", "curve", CURVE],
  ["Fit", "fit", FIT],
  ["Shapes", "shapes", SHAPES],
  ["WeightedSums", "weighted_sums", SUMS],
] as const;

for (const [name, file, layout] of LAYOUTS) {
  Deno.test(`The tests read the fields of ${name} in the order in which the kernel has them`, () => {
    const source = Deno.readTextFileSync(
      new URL(`../../../lib/screen/kernel/${file}.ts`, import.meta.url),
    );
    const body = source.split(`export class ${name} {`)[1].split("\n}")[0];
    const fields = [...body.matchAll(/^ {2}(\w+): (\w+);$/gm)].map(([, field, type]) => ({
      field,
      number: type === "f64",
    }));
    assertEquals(fields.filter(({ number }) => !number).map(({ field }) => field), [
      ...layout.integers,
    ]);
    assertEquals(fields.filter(({ number }) => number).map(({ field }) => field), [
      ...layout.numbers,
    ]);
    // No integer stands after a number.
    assertEquals(fields.slice(0, layout.integers.length).some(({ number }) => number), false);
  });
}
