import { fitDoseResponse, fourParameterLogistic } from "../../../lib/dose_response/mod.ts";
import { randomNormal, randomSeeded } from "../../../lib/numerics/mod.ts";
import {
  fitScreen,
  RELATIONS,
  type ScreenColumns,
  simulateScreen,
} from "../../../lib/screen/mod.ts";
import { assertAlmostEquals, assertEquals } from "../../assert.ts";
import { sharedTest } from "../../shared.ts";
import { curveOfScreen, hardMix, screenOf } from "../simulate_screen.ts";

/** SIMULATED curves that a limit is hard to find of: incomplete, a step, all but flat, a plateau far off. */
function hardCurves(count: number, seed: number): ScreenColumns {
  const random = randomSeeded(seed);
  const between = (low: number, high: number) => low + (high - low) * random();
  return screenOf(Array.from({ length: count }, (_, i) => {
    const kind = (["incomplete", "step", "flat", "runaway", "runaway"] as const)[i % 5];
    const tested = 8 + Math.floor(4 * random());
    const wells = kind === "runaway" ? 1 : 1 + Math.floor(3 * random());
    const noise = kind === "runaway" ? 0.03 : [0.03, 0.06, 0.12][Math.floor(3 * random())];
    const top = 1 + 0.05 * randomNormal(random);
    const truth = {
      log10IC50: kind === "incomplete"
        ? between(3, 5)
        : kind === "runaway"
        ? between(4, 6)
        : between(0, 4),
      hillSlope: kind === "step" ? between(4, 20) : between(0.6, 3),
      top,
      bottom: kind === "flat" ? top - between(0, 0.25) : between(0, 0.5),
    };
    const doses = Array.from(
      { length: tested * wells },
      (_, k) => Number((10 ** (4 - Math.floor(k / wells) / 2)).toPrecision(6)),
    );
    return {
      doses,
      responses: doses.map((dose) =>
        fourParameterLogistic(truth, dose) + noise * randomNormal(random)
      ),
    };
  }));
}

/**
 * The shares by which the limits of the kernel lie within those of the general solver, one for each IC50
 * that is not the same within `same`, and how many have another relation.
 */
function narrowLimits(
  columns: ScreenColumns,
  kinds: readonly ("relative" | "absolute")[],
  same: number,
) {
  const { values, codes } = fitScreen(columns, { checkOneIn: 0 });
  const narrow: number[] = [];
  let relations = 0;
  for (let i = 0; i < columns.curves; i++) {
    const [{ ic50 }] = fitDoseResponse([curveOfScreen(columns, i)]);
    for (const kind of kinds) {
      const { relation, lower, upper } = ic50[kind];
      if (RELATIONS[codes[`ic50_${kind}_relation`][i]] !== relation) relations++;
      else {
        const below = lower === null ? 0 : values[`ic50_${kind}_lower`][i] / lower - 1;
        const above = upper === null ? 0 : upper / values[`ic50_${kind}_upper`][i] - 1;
        const most = Math.max(below, above);
        if (most > same) narrow.push(most);
      }
    }
  }
  return { narrow, relations };
}

Deno.test("fitScreen() gives hard curves no bolder limits than fitDoseResponse() does", () => {
  const { narrow, relations } = narrowLimits(hardCurves(300, 3), ["relative", "absolute"], 0.01);
  assertEquals(narrow, []);
  assertEquals(relations, 0);
});

for (const [line, drug] of [[10, 29], [79, 77]]) {
  Deno.test(`fitScreen() finds the limits behind a valley: line ${line}, drug ${drug}, SIMULATED`, () => {
    const { start, dose, response, curves } = simulateScreen({ lines: line, drugs: drug });
    const [from, to] = [start[curves - 1], start[curves]];
    const columns = screenOf([{
      doses: Array.from(dose.subarray(from, to)),
      responses: Array.from(response.subarray(from, to)),
    }]);
    const { values, codes } = fitScreen(columns, { checkOneIn: 0 });
    const [{ ic50 }] = fitDoseResponse([curveOfScreen(columns, 0)]);
    for (const kind of ["relative", "absolute"] as const) {
      const { relation, lower, upper } = ic50[kind];
      assertEquals(RELATIONS[codes[`ic50_${kind}_relation`][0]], relation);
      if (lower !== null) assertAlmostEquals(values[`ic50_${kind}_lower`][0] / lower, 1, 1e-3);
      if (upper !== null) assertAlmostEquals(values[`ic50_${kind}_upper`][0] / upper, 1, 1e-3);
    }
  });
}

Deno.test("fitScreen() says whether an IC50 is a bound without its limits as with them", () => {
  const hard = hardCurves(300, 4);
  const relationsWith = (interval: "profile likelihood" | "relative only" | "none") => {
    const { codes } = fitScreen(hard, { interval, checkOneIn: 0 });
    return [codes.ic50_relative_relation, codes.ic50_absolute_relation, codes.status];
  };
  const limits = relationsWith("profile likelihood");
  assertEquals(relationsWith("none"), limits);
  assertEquals(relationsWith("relative only"), limits);
});

Deno.test("fitScreen() finds a crossing open a decade beyond the doses from a start far above the threshold", () => {
  const mix = hardMix(2154, 41);
  for (const interval of ["profile likelihood", "none"] as const) {
    const { codes } = fitScreen(mix, { interval, checkOneIn: 0 });
    assertEquals(RELATIONS[codes.ic50_absolute_relation[2153]], ">");
  }
});

const DOSES = [0.17, 0.51, 1.52, 4.57, 13.72, 41.15, 123.5, 370.4, 1111, 3333, 10000];

sharedTest(
  "fitScreen() gives the bounds of fitDoseResponse() on 309 curves of a published screen",
  "real/sarcoma_screen/ratio_data.txt",
  async (path) => {
    const rows = (await Deno.readTextFile(path)).trimEnd().split("\n").slice(1);
    const named = /^(G401 Duvelisib 1|G401 Bosutinib 3|A204 Binimetinib [13])\t/;
    const columns = screenOf(
      rows.filter((row, i) => i % 24 === 0 || named.test(row)).map((row) => {
        // The first value is 1 in every row: control by construction, no observation.
        const cells = row.replace(/\r$/, "").split("\t").slice(2);
        const wells = DOSES.flatMap((dose, i) =>
          cells[i]?.trim() ? [{ dose, response: Number(cells[i]) }] : []
        );
        return {
          doses: wells.map(({ dose }) => dose),
          responses: wells.map(({ response }) => response),
        };
      }),
    );
    const { narrow, relations } = narrowLimits(columns, ["relative"], 0.02);
    assertEquals(relations, 0);
    assertEquals(narrow, []);
  },
);
