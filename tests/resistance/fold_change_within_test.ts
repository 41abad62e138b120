import type { Curve } from "../../lib/dose_response/mod.ts";
import { fitDoseResponse, fourParameterLogistic } from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { leastSquares, randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import { foldChangeWithin } from "../../lib/resistance/mod.ts";
import { fQuantile } from "../../lib/statistics/mod.ts";
import { numberColumn, readColumns, readTable, textColumn } from "../../lib/tables/mod.ts";
import { assert, assertAlmostEquals, assertClose, assertEquals, assertThrows } from "../assert.ts";
import { sharedTest } from "../shared.ts";

/** Curves of a drc file; responses are a raw signal with vehicle wells. */
async function drcCurves(
  path: string,
  { dose, response, by }: { dose: string; response: string; by: string },
): Promise<Curve[]> {
  const rows = readColumns(await readTable(path), {
    dose: numberColumn({ from: dose }),
    response: numberColumn({ from: response }),
    name: textColumn({ from: by }),
  });
  return [...Map.groupBy(rows, ({ name }) => name)].map(([name, group]) => ({
    key: { curve: name },
    doses: group.map((row) => row.dose),
    responses: group.map((row) => row.response),
    unit: "g/ha",
    scale: "raw",
    control: { basis: "vehicle wells" },
  }));
}

interface Ratio {
  readonly curve1: string;
  readonly curve2: string;
  readonly level: number;
  readonly ratio: number;
  readonly se: number;
  readonly logSe: number;
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await Deno.readTextFile(path));
}

const SALBA = { dose: "Dose", response: "DryMatter", by: "Herbicide" };

sharedTest(
  "foldChangeWithin() meets the S.alba ratios, standard errors and F tests",
  "reference/drc/S.alba_shared.json",
  async (path) => {
    const curves = await drcCurves(path.replace("_shared.json", ".csv"), SALBA);
    const { exact } = await readJson<
      { exact: Record<string, { rss: number; df: number; ratio_gn: Ratio[]; ratio_hess: Ratio[] }> }
    >(path);
    const cases = [
      ["separate", []],
      ["shared_cd", ["top", "bottom"]],
      ["parallel", ["hillSlope", "top", "bottom"]],
    ] as const;
    for (const [name, share] of cases) {
      const [{ estimate, joint }] = foldChangeWithin(curves, { reference: "Bentazone", share });
      const expected = exact[name].ratio_gn.find(({ level }) => level === 50)!;
      const observed = exact[name].ratio_hess.find(({ level }) => level === 50)!;
      assertClose(estimate!, expected.ratio, 1e-8, name);
      assertClose(joint!.logStandardError!, expected.logSe, 1e-8, name);
      assertClose(joint!.standardError!, expected.se, 1e-8, name);
      assertClose(joint!.observedStandardError!, observed.se, 1e-7, name);
      const fit = joint!.fits.find((one) => one.name === "as asked")!;
      assertClose(fit.rss, exact[name].rss, 1e-10, name);
      assertEquals(fit.degreesOfFreedom, exact[name].df);
    }
    const f = (small: string, large: string) => {
      const [a, b] = [exact[small], exact[large]];
      return (a.rss - b.rss) / (a.df - b.df) / (b.rss / b.df);
    };
    const [plateaus] = foldChangeWithin(curves, {
      reference: "Bentazone",
      share: ["top", "bottom"],
    });
    assertClose(plateaus.joint!.sharing!.f, f("shared_cd", "separate"), 1e-8);
    assertClose(plateaus.joint!.parallelism!.f, f("parallel", "shared_cd"), 1e-8);
    const [parallel] = foldChangeWithin(curves, {
      reference: "Bentazone",
      share: ["hillSlope", "top", "bottom"],
    });
    const sameDose = parallel.joint!.sameDose!;
    // drc printed this one after its looser stop: ours must be as low or lower, and nearly equal.
    assert(sameDose.f <= 69.8089654120838);
    assertClose(sameDose.f, 69.8089654120838, 1e-5);
    assertClose(parallel.pValue!, 8.54927240112602e-12, 2e-4);
    const [pooled] = fitDoseResponse([{
      ...curves[0],
      doses: curves.flatMap(({ doses }) => doses),
      responses: curves.flatMap(({ responses }) => responses),
    }]);
    const { rss, df } = exact.parallel;
    assertClose(sameDose.f, (pooled.rss! - rss) / (rss / df), 1e-8);
    assertEquals(parallel.joint!.parallelism, null);
  },
);

sharedTest(
  "foldChangeWithin() meets the ratios and standard errors of acidiq_pair",
  "reference/drc/acidiq_pair.json",
  async (path) => {
    const curves = await drcCurves(path.replace(".json", ".csv"), {
      dose: "dose",
      response: "rgr",
      by: "pct",
    });
    await compareRatios(curves, path, 1);
  },
);

sharedTest(
  "foldChangeWithin() meets the ratios and standard errors of spinach_curves, five fitted together",
  "reference/drc/spinach_curves.json",
  async (path) => {
    const curves = await drcCurves(path.replace(".json", ".csv"), {
      dose: "DOSE",
      response: "SLOPE",
      by: "CURVE",
    });
    await compareRatios(curves, path, 4);
  },
);

async function compareRatios(curves: Curve[], path: string, least: number): Promise<void> {
  const { fits } = await readJson<
    { fits: { model: string; exact: { ratio_gn: Ratio[] } }[] }
  >(path);
  const expected = fits.find(({ model }) => model === "LL.4")!.exact.ratio_gn
    .filter(({ level }) => level === 50);
  let compared = 0;
  for (const [reference, group] of Map.groupBy(expected, ({ curve2 }) => curve2)) {
    const folds = foldChangeWithin(curves, { reference, together: "all" });
    for (const { curve1, ratio, se, logSe } of group) {
      const { joint } = folds.find(({ test }) => test === curve1)!;
      if (joint === null) continue;
      assertClose(joint.logRatio, Math.log(ratio), 1e-8, `${curve1}/${reference}`);
      assertClose(joint.standardError!, se, 1e-8, `${curve1}/${reference}`);
      assertClose(joint.logStandardError!, logSe, 1e-8, `${curve1}/${reference}`);
      compared++;
    }
  }
  assert(compared >= least, `compared ${compared} of ${expected.length}`);
}

const DOSES = [0, 0, 0, ...[1, 3, 10, 30, 100, 300, 1000, 3000, 10000].flatMap((d) => [d, d])];

/** SIMULATED: a curve with normal errors. */
function curve(
  cell_line: string,
  ic50: number,
  { hill = 1, bottom = 0.1, noise = 0.02 } = {},
): Curve {
  const truth = { log10IC50: Math.log10(ic50), hillSlope: hill, top: 1, bottom };
  const prng = randomSeeded(ic50);
  return {
    key: { cell_line, drug: "crizotinib" },
    doses: DOSES,
    responses: DOSES.map((dose) => fourParameterLogistic(truth, dose) + noise * randomNormal(prng)),
    unit: "nM",
    scale: "fraction",
    control: { basis: "vehicle wells" },
  };
}

Deno.test("foldChangeWithin() gives the profile limits that a brute-force grid gives", () => {
  const curves = [curve("parental", 60), curve("resistant", 300)];
  const [fold] = foldChangeWithin(curves, { reference: "parental", share: ["top", "bottom"] });
  const asked = fold.joint!.fits.find(({ name }) => name === "as asked")!;
  const threshold = asked.rss *
    (1 + fQuantile(0.95, 1, asked.degreesOfFreedom) / asked.degreesOfFreedom);
  const y = curves.flatMap(({ responses }) => responses);
  // The ratio held, everything else fitted anew, written out without the library's joint model.
  const profile = (log10Ratio: number) =>
    leastSquares(
      {
        observations: y.length,
        parameters: ["e", "h1", "h2", "top", "bottom"],
        predict([e, h1, h2, top, bottom], out) {
          DOSES.forEach((dose, i) => {
            const at = (log10IC50: number, hillSlope: number) =>
              fourParameterLogistic({ log10IC50, hillSlope, top, bottom }, dose);
            out[i] = at(e, h1);
            out[DOSES.length + i] = at(e + log10Ratio, h2);
          });
        },
      },
      y,
      [Math.log10(60), 1, 1, 1, 0.1],
    ).rss;
  const step = 1e-4;
  for (const [limit, direction] of [[fold.lower!, -1], [fold.upper!, 1]] as const) {
    let at = Math.log10(fold.estimate!);
    while (profile(at + direction * 0.01) < threshold) at += direction * 0.01;
    while (profile(at + direction * step) < threshold) at += direction * step;
    const found = Math.log10(limit) - at;
    assert(direction * found >= -1e-9 && direction * found <= step + 1e-9, `off by ${found}`);
  }
});

Deno.test("foldChangeWithin() of A over B is 1 over that of B over A", () => {
  const curves = [curve("A", 60), curve("B", 300)];
  for (const kind of ["relative", "absolute"] as const) {
    const [b] = foldChangeWithin(curves, { reference: "A", kind });
    const [a] = foldChangeWithin(curves, { reference: "B", kind });
    assertClose(a.estimate!, 1 / b.estimate!, 1e-9);
    assertClose(a.lower!, 1 / b.upper!, 1e-7);
    assertClose(a.upper!, 1 / b.lower!, 1e-7);
    assertClose(a.pValue!, b.pValue!, 1e-6);
    assertEquals([b.direction, a.direction], ["less sensitive", "hypersensitive"]);
    assertEquals([b.kind, b.scope], [kind, "within experiment"]);
  }
});

Deno.test("foldChangeWithin() takes both absolute where one arm is flat, and says so", () => {
  const flat: Curve = {
    ...curve("resistant", 1e9),
    responses: DOSES.map((_, i) => 1 + 0.02 * Math.sin(12.9898 * i)),
  };
  const [fold] = foldChangeWithin([curve("parental", 60), flat], { reference: "parental" });
  assertEquals([fold.kind, fold.relation, fold.joint], ["absolute", ">", null]);
  assertEquals(fold.note, "absolute over absolute: the test has no relative value");
  const { upper } = fold.potencies.reference;
  assertAlmostEquals(fold.estimate!, 10000 / upper!, 1e-9);
  assertAlmostEquals(fold.byEstimates!, 10000 / fold.potencies.reference.estimate!, 1e-9);
});

Deno.test("foldChangeWithin() divides no rise by a fall, and no fall by a rise", () => {
  const falls = curve("parental", 60);
  const rises = { ...curve("resistant", 300, { hill: -1 }) };
  for (
    const [reference, note] of [
      ["parental", "opposite directions: the test rises with dose, the reference falls"],
      ["resistant", "opposite directions: the reference rises with dose, the test falls"],
    ]
  ) {
    const [fold] = foldChangeWithin([falls, rises], { reference });
    assertEquals(
      [fold.relation, fold.estimate, fold.direction, fold.kind, fold.note, fold.joint],
      ["not determined", null, "not determined", "relative", note, null],
    );
    assertEquals(
      [fold.potencies.test, fold.potencies.reference].map(({ relation }) => relation),
      ["=", "="],
    );
  }
  const [both] = foldChangeWithin([curve("parental", 60, { hill: -1 }), rises], {
    reference: "parental",
  });
  assertAlmostEquals(both.estimate!, 5, 0.5);
});

Deno.test("foldChangeWithin() compares AICc, and finds parallel curves parallel", () => {
  const [same] = foldChangeWithin([curve("A", 60), curve("B", 300)], { reference: "A" });
  assert(same.joint!.parallelism!.p > 0.05);
  const [other] = foldChangeWithin([curve("A", 60), curve("B", 300, { hill: 2.5 })], {
    reference: "A",
  });
  assert(other.joint!.parallelism!.p < 0.001);
  const { rss, parameters, aicc: found } = other.joint!.fits.find(({ name }) =>
    name === "parallel"
  )!;
  const [n, k] = [2 * DOSES.length, parameters + 1];
  assertEquals(parameters, 5);
  assertClose(found!, n * Math.log(rss / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1), 1e-12);
  const aicc = (name: string) => other.joint!.fits.find((fit) => fit.name === name)!.aicc!;
  assert(aicc("separate") < aicc("parallel") && aicc("parallel") < aicc("one curve"));
});

Deno.test("foldChangeWithin() accepts fits and keeps their model", () => {
  const options = { model: "3PL", fixed: { bottom: 0.1 } } as const;
  const fits = fitDoseResponse([curve("A", 60), curve("B", 300)], options);
  const [fold] = foldChangeWithin(fits, { reference: "A", share: ["top"] });
  assertAlmostEquals(fold.estimate!, 5, 0.7);
  assertEquals(fold.joint!.fits.find(({ name }) => name === "as asked")!.parameters, 5);
});

Deno.test("foldChangeWithin() refuses curves on different scales", () => {
  const percent: Curve = { ...curve("B", 300), scale: "percent" };
  assertThrows(
    () => foldChangeWithin([curve("A", 60), percent], { reference: "A" }),
    UsageError,
    'Cannot fit the curves together: they must have one response scale, found "fraction" and "percent"',
  );
});

Deno.test("foldChangeWithin() tests the same dose also where an arm shows only how it begins", () => {
  const [parental, beginning] = [
    curve("P", 250, { bottom: 0 }),
    curve("R", 60_000, { bottom: 0, noise: 0.01 }),
  ];
  const [{ relation, joint, pValue }] = foldChangeWithin([parental, beginning], {
    reference: "P",
    kind: "absolute",
    percent: 10,
  });
  assertEquals(relation, "=");
  const sameDose = joint!.sameDose!;
  const [asked, same, one] = ["as asked", "same dose", "one curve"].map((name) =>
    joint!.fits.find((fit) => fit.name === name)!.rss
  );
  assert(asked < same && same < one);
  const { degreesOfFreedom: df } = joint!.fits.find(({ name }) => name === "as asked")!;
  assertClose(sameDose.f, (same - asked) / (asked / df), 1e-9);
  assertEquals(pValue, sameDose.p);
  assert(pValue! < 1e-6);
});

Deno.test("foldChangeWithin() says its tests in words, with their numbers", () => {
  const [{ joint }] = foldChangeWithin([curve("P", 60), curve("R", 300)], { reference: "P" });
  const { f, df1, df2 } = joint!.parallelism!;
  assertEquals(joint!.sharing, null);
  const [same, parallel] = joint!.words.split("; ");
  assertEquals([same.split(":")[0], same.endsWith(", p < 0.0001")], ["not the same dose", true]);
  assert(
    parallel.startsWith(
      `nothing against parallel curves: F(${df1}, ${df2}) = ${f.toPrecision(3)}, p = 0.`,
    ),
    parallel,
  );
  const steep = foldChangeWithin([curve("P", 60), curve("R", 300, { hill: 3 })], {
    reference: "P",
    share: ["hillSlope"],
  })[0].joint!.words;
  assert(steep.includes("the shared parameters are not the same: F(1, "), steep);
});
