import { randomSeeded } from "../../../lib/numerics/mod.ts";
import { fitScreen, SCREEN_COLUMNS, type ScreenFits } from "../../../lib/screen/mod.ts";
import { assert, assertAlmostEquals, assertEquals } from "../../assert.ts";
import { curveOfScreen, hardMix, screenOf } from "../simulate_screen.ts";
import { aimKernel, shapesFields, sumsFields } from "./kernel_curve.ts";

const UNCHECKED = { checkOneIn: 0 };

/** All columns of one curve but its q value, which needs the others. */
function row(fits: ScreenFits, curve: number): readonly number[] {
  return SCREEN_COLUMNS.filter(({ name }) => name !== "q_no_effect").map((column) =>
    column.kind === "number" ? fits.values[column.name][curve] : fits.codes[column.name][curve]
  );
}

const DOSES = [0, 1, 3, 10, 30, 100, 300, 1000, 3000];
const WEIGHTS = {
  "all the same": DOSES.map(() => 3),
  "the same but for two": DOSES.map((_, j) => j === 2 || j === 7 ? 2 : 3),
  "all different": DOSES.map((_, j) => 0.7 + 0.31 * j),
  "of very different size": DOSES.map((_, j) => 10 ** (j % 5 - 2)),
};

for (const [what, weights] of Object.entries(WEIGHTS)) {
  Deno.test(`sumShapes() sums every shape with its weights: ${what}`, () => {
    const columns = screenOf([{ doses: DOSES, responses: DOSES.map((_, j) => 1 - j / 9) }]);
    const { code, design, levels: { kernel, count, total } } = aimKernel(
      { ...columns, weight: Float64Array.from(weights) },
      0,
    );
    for (const at of [design.coarseAt, design.fineAt]) {
      code.scanShapes(at);
      const { get } = shapesFields(kernel, at);
      const numbers = (at: number, length: number) => new Float64Array(kernel.buffer, at, length);
      const [shapes, stride] = [get("count"), get("stride")];
      const share = numbers(get("shareAt"), stride * count);
      const ofSums = sumsFields(kernel, at);
      const column = (name: "sumAt" | "squareAt" | "inverseAt") =>
        numbers(ofSums.get(name), shapes);
      const [sums, squares, inverses] = [column("sumAt"), column("squareAt"), column("inverseAt")];
      for (let k = 0; k < shapes; k++) {
        const shares = weights.map((_, j) => share[j * stride + k]);
        const sum = shares.reduce((all, s, j) => all + weights[j] * s, 0);
        const square = shares.reduce((all, s, j) => all + weights[j] * s * s, 0);
        const mean = sum / total;
        const spread = shares.reduce((all, s, j) => all + weights[j] * (s - mean) ** 2, 0);
        // Σ w s is taken from the largest weight times Σ s.
        assertAlmostEquals(sums[k], sum, 1e-14 * total);
        assertAlmostEquals(squares[k], square, 1e-14 * total);
        // Of shapes with all doses on one plateau digits are lost, and at last all of them.
        const lost = 1e-14 * total / spread;
        if (lost < 1e-4) assertAlmostEquals(inverses[k] * spread, 1, 1e-12 + 10 * lost);
        if (spread < 1e-13 * total) assertEquals(inverses[k], 0);
      }
    }
  });
}

Deno.test("fitScreen() takes weights that are all different as wells so often repeated", () => {
  const mix = hardMix(60, 51);
  const random = randomSeeded(52);
  const curves = Array.from({ length: mix.curves }, (_, i) => curveOfScreen(mix, i));
  const weights = curves.map(({ doses }) => doses.map(() => 1 + Math.floor(40 * random())));
  const weighted = fitScreen({
    ...screenOf(curves),
    weight: Float64Array.from(weights.flat()),
  }, UNCHECKED);
  const repeated = fitScreen(
    screenOf(curves.map(({ doses, responses }, i) => ({
      doses: doses.flatMap((dose, k) => Array<number>(weights[i][k]).fill(dose)),
      responses: responses.flatMap((y, k) => Array<number>(weights[i][k]).fill(y)),
    }))),
    UNCHECKED,
  );
  let compared = 0;
  for (let i = 0; i < mix.curves; i++) {
    assertAlmostEquals(weighted.values.rss[i] / repeated.values.rss[i], 1, 1e-9, `curve ${i}`);
    for (const name of ["ic50_relative", "hill_slope", "top", "bottom"] as const) {
      const [one, other] = [weighted.values[name][i], repeated.values[name][i]];
      if (Number.isNaN(one) || Number.isNaN(other) || weighted.codes.status[i] > 0) continue;
      assertAlmostEquals(one / other, 1, 1e-5, `${name} of curve ${i}`);
      compared++;
    }
  }
  assert(compared > 60, `${compared} compared`);
});

Deno.test("fitScreen() gives the same bytes whichever wells the curve before had lost", () => {
  const mix = hardMix(60, 53);
  const random = randomSeeded(54);
  // The same doses and other weights: a third of the wells are missing, in no two curves the same.
  const curves = Array.from({ length: mix.curves }, (_, i) => {
    const { doses, responses } = curveOfScreen(mix, i);
    return { doses, responses: responses.map((y) => random() < 1 / 3 ? NaN : y) };
  });
  for (const options of [UNCHECKED, { ...UNCHECKED, bounds: { top: [0.5, 2] } } as const]) {
    const straight = fitScreen(screenOf(curves), options);
    const backwards = fitScreen(screenOf(curves.toReversed()), options);
    const doubled = fitScreen(screenOf(curves.flatMap((curve) => [curve, curve])), options);
    for (let i = 0; i < mix.curves; i++) {
      const expected = row(straight, i);
      assertEquals(row(backwards, mix.curves - 1 - i), expected, `curve ${i} backwards`);
      assertEquals(row(doubled, 2 * i), expected, `curve ${i} after another`);
      assertEquals(row(doubled, 2 * i + 1), expected, `curve ${i} after itself`);
    }
  }
});
