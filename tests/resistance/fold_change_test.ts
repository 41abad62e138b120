import fc from "fast-check";
import {
  type Concentration,
  type Curve,
  fitDoseResponse,
  inhibitoryConcentration,
} from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { makePotency, type Potency } from "../../lib/potency/mod.ts";
import { foldChange, foldChangeWithin } from "../../lib/resistance/mod.ts";
import { censoredNormalMean, tQuantile } from "../../lib/statistics/mod.ts";
import {
  assert,
  assertClose,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "../assert.ts";
import { serialDoses, simulateCurve, TRUTH } from "../dose_response/simulate.ts";
import { MOVER_CELLS, simulateMover } from "./simulate_mover.ts";
import { CELLS, simulateCoverage } from "./simulate_pairs.ts";

type Value = number | `>${number}` | `<${number}` | null;

/** A potency of one replicate: 12, ">10", or null for none. */
function potency(value: Value, kind: "relative" | "absolute" = "absolute"): Potency {
  if (value === null) return makePotency({ relation: "not determined", kind });
  if (typeof value === "number") return makePotency({ estimate: value, kind });
  const relation = value.startsWith(">") ? ">" : "<";
  return makePotency({ relation, estimate: Number(value.slice(1)), kind });
}

/** A line as `inhibitoryConcentration` summarises it. */
function line(
  cell_line: string,
  values: readonly Value[],
  { kind = "absolute", ...key }: { kind?: "relative" | "absolute" } & Record<string, string> = {},
): Concentration {
  const replicates = values.map((value, i) => ({
    name: `${i + 1}`,
    potency: potency(value, kind),
  }));
  const usable = replicates.filter((one) => one.potency.estimate !== null);
  const frame = { kind, replicates: usable.length } as const;
  const mean = usable.length === 0 ? null : censoredNormalMean(
    usable.map(({ potency: { relation, estimate } }) => ({
      relation: relation as "=",
      value: Math.log10(estimate!),
    })),
  );
  const summary = mean === null
    ? makePotency({ ...frame, relation: "not determined" })
    : mean.status === "all above" || mean.status === "all below"
    ? makePotency({
      ...frame,
      relation: mean.status === "all above" ? ">" : "<",
      estimate: 10 ** (mean.lower ?? mean.upper)!,
      interval: { meaning: "tested dose" },
    })
    : makePotency({
      ...frame,
      estimate: 10 ** mean.mean!,
      lower: mean.lower === null ? null : 10 ** mean.lower,
      upper: mean.upper === null ? null : 10 ** mean.upper,
      interval: { meaning: "confidence", level: 0.95, sides: 2, method: "t over replicates" },
    });
  return { key: { cell_line, ...key }, potency: summary, scope: "over replicates", replicates };
}

Deno.test("foldChange() is the ratio of geometric means with Welch's interval", () => {
  const [fold] = foldChange([line("P", [90, 100, 115]), line("R", [800, 1100, 1500])], {
    reference: "P",
  });
  // By hand, from Welch's formulas.
  const logs = (values: number[]) => values.map(Math.log);
  const mean = (v: number[]) => v.reduce((a, b) => a + b) / v.length;
  const variance = (v: number[]) => v.reduce((a, x) => a + (x - mean(v)) ** 2, 0) / (v.length - 1);
  const [p, r] = [logs([90, 100, 115]), logs([800, 1100, 1500])];
  const [vp, vr] = [variance(p) / 3, variance(r) / 3];
  const df = (vp + vr) ** 2 / (vp ** 2 / 2 + vr ** 2 / 2);
  const half = tQuantile(0.975, df) * Math.sqrt(vp + vr);
  assertClose(fold.estimate!, Math.exp(mean(r) - mean(p)), 1e-12);
  assertClose(fold.lower!, Math.exp(mean(r) - mean(p) - half), 1e-12);
  assertClose(fold.upper!, Math.exp(mean(r) - mean(p) + half), 1e-12);
  assertEquals(fold.interval, {
    meaning: "confidence",
    level: 0.95,
    sides: 2,
    method: "unpaired t on logs (Welch)",
  });
  assertEquals([fold.test, fold.reference, fold.kind, fold.scope, fold.direction], [
    "R",
    "P",
    "absolute",
    "over replicates",
    "less sensitive",
  ]);
  assert(fold.pValue! > 0 && fold.pValue! < 0.05);
});

Deno.test("foldChange() has p = 0.05 where a limit of the 95 % interval is 1", () => {
  const rows = [line("P", [90, 100, 115]), line("R", [800, 1100, 1500])];
  for (const paired of [false, true]) {
    const [{ pValue }] = foldChange(rows, { reference: "P", paired });
    const [{ lower }] = foldChange(rows, { reference: "P", paired, level: 1 - pValue! });
    assertClose(lower!, 1, 1e-6, `paired ${paired}`);
  }
});

Deno.test("foldChange() pairs replicates of the same name, in any order", () => {
  const reference = line("P", [50, 100, 200]);
  const test = line("R", [510, 980, 2050]);
  const shuffled = { ...test, replicates: [...test.replicates].reverse() };
  const [paired] = foldChange([reference, shuffled], { reference: "P", paired: true });
  const [unpaired] = foldChange([reference, shuffled], { reference: "P" });
  assertClose(paired.estimate!, unpaired.estimate!, 1e-12);
  assert(paired.lower! > 9 && unpaired.lower! < 3);
  assertEquals(
    paired.interval?.meaning === "confidence" && paired.interval.method,
    "paired t on logs",
  );
});

Deno.test("foldChange() takes a pair with one bound as a bound on its ratio", () => {
  const reference = line("P", [50, 100, 200]);
  const fold = (values: Value[]) =>
    foldChange([reference, line("R", values)], { reference: "P", paired: true })[0];
  const [all, some] = [fold([510, 980, 2050]), fold([510, 980, ">2050"])];
  assert(some.upper! > all.upper! && some.estimate! > all.estimate!);
  assertStringIncludes(some.note, "2 measured and 1 above");
  const bound = fold([">500", ">1000", ">1500"]);
  assertEquals([bound.relation, bound.note], [">", "all 3 pairs above"]);
  assertClose(bound.estimate!, 1500 / 200, 1e-12);
  const dropped = fold([510, 980, null]);
  assertStringIncludes(dropped.note, "1 of 3 pairs without a ratio");
});

Deno.test("foldChange() takes a bound as a value beyond what its replicate could be measured to", () => {
  const reference = line("P", [50, 100, 200]);
  const cautious = line("R", [510, 980, ">1200"]);
  const upTo = (measurableTo: number, row = cautious) => ({
    ...row,
    replicates: row.replicates.map((one) =>
      one.potency.relation === "=" ? one : { ...one, measurableTo }
    ),
  });
  const fold = (test: Concentration, paired: boolean) =>
    foldChange([reference, test], { reference: "P", paired })[0];
  const atTop = line("R", [510, 980, ">4000"]);
  for (const paired of [false, true]) {
    const [told, untold, top] = [upTo(4000), cautious, atTop].map((test) => fold(test, paired));
    // As if the bound had been the highest dose, and not the confidence limit below it.
    for (const name of ["estimate", "lower", "upper"] as const) {
      const [found, expected] = [told[name], top[name]];
      if (expected === null) assertEquals(found, null);
      else assertClose(found!, expected, 1e-12);
    }
    assert(told.estimate! > untold.estimate! * 1.05, `paired ${paired}`);
  }
  // A bound of the reference turns round: below its lowest dose the ratio can only be larger.
  const low = line("P", [50, 100, "<80"]);
  const over = (parental: Concentration) =>
    foldChange([parental, line("R", [510, 980, 2050])], { reference: "P", paired: true })[0];
  assertClose(over(upTo(20, low)).estimate!, over(line("P", [50, 100, "<20"])).estimate!, 1e-12);
  assert(over(upTo(20, low)).estimate! > over(low).estimate!);
});

Deno.test("foldChange() does not tell apart what its interval does not", () => {
  const [fold] = foldChange([line("P", [90, 100, 115]), line("R", [80, 105, 120])], {
    reference: "P",
  });
  assertEquals(fold.direction, "not told apart");
  assert(fold.lower! < 1 && fold.upper! > 1 && fold.pValue! > 0.05);
});

Deno.test("foldChange() refuses to pair different replicates", () => {
  const test = line("R", [510, 980, 2050, 3000]);
  assertThrows(
    () => foldChange([line("P", [50, 100, 200]), test], { reference: "P", paired: true }),
    UsageError,
    'Cannot pair replicates: both arms must have the same ones, found "4" in one only',
  );
});

Deno.test("foldChange() divides a bound by the reference's upper limit, the paper's arithmetic beside it", () => {
  const [fold] = foldChange([
    line("H3122", [200, 210, 221]),
    line("H3122-CR", [">7000", ">7000", ">7000"]),
  ], { reference: "H3122" });
  const { upper, estimate } = fold.potencies.reference;
  assertEquals(fold.relation, ">");
  assertClose(fold.estimate!, 7000 / upper!, 1e-12);
  assertClose(fold.byEstimates!, 7000 / estimate!, 1e-12);
  assertEquals([fold.pValue, fold.lower, fold.upper], [null, null, null]);
});

Deno.test("foldChange() of two bounds the same way is not determined", () => {
  const [fold] = foldChange([line("P", [">100", ">100"]), line("R", [">100", ">100"])], {
    reference: "P",
  });
  assertEquals([fold.relation, fold.direction], ["not determined", "not determined"]);
});

Deno.test("foldChange() lets a censored replicate widen, never narrow", () => {
  const reference = line("P", [90, 100, 115]);
  const [all] = foldChange([reference, line("R", [800, 1100, 1500])], { reference: "P" });
  const [some] = foldChange([reference, line("R", [800, 1100, ">1200"])], { reference: "P" });
  const [one] = foldChange([reference, line("R", [800, ">1000", ">1000"])], { reference: "P" });
  assert(some.upper! > all.upper!);
  assertStringIncludes(some.note, "of 3 replicates, 2 measured and 1 above");
  assertEquals(
    some.interval?.meaning === "confidence" && some.interval.method,
    "unpaired t on logs, censored likelihood",
  );
  assertEquals(one.upper, null);
  assert(one.lower !== null);
});

Deno.test("foldChange() falls to absolute where a replicate has no relative value", () => {
  const relative = [
    line("P", [80, 90, 100], { kind: "relative" }),
    line("R", [null, null, null], { kind: "relative" }),
    line("S", [800, null, 900], { kind: "relative" }),
  ];
  const absolute = [
    line("P", [85, 95, 105]),
    line("R", [">5000", ">5000", ">5000"]),
    line("S", [810, ">5000", 910]),
  ];
  const [r, s] = foldChange(relative, { reference: "P", otherwise: absolute });
  assertEquals([r.kind, r.relation, r.potencies.reference.kind], ["absolute", ">", "absolute"]);
  assertStringIncludes(r.note, "absolute over absolute: the test has no relative value");
  assertEquals(s.kind, "absolute");
  assertStringIncludes(s.note, "1 of 3 replicates of the test without a relative value");
  const [none] = foldChange(relative, { reference: "P" });
  assertEquals(none.relation, "not determined");
});

/** SIMULATED replicates of two lines and a flat one. */
function simulatedFits({ column = "replicate" }: { column?: string } = {}) {
  const design = { doses: [1, 3, 10, 30, 100, 300, 1000, 3000], wells: 3, noise: 0.03, vehicle: 0 };
  const curve = (cell_line: string, truth: object, seed: number): Curve =>
    simulateCurve(
      { log10IC50: 1.5, hillSlope: 1.1, top: 1, bottom: 0.1, ...truth },
      design,
      seed,
      { cell_line, [column]: `${seed % 3}` },
    );
  return fitDoseResponse([
    ...[0, 1, 2].map((seed) => curve("P", { log10IC50: 1.5 + 0.05 * seed }, seed)),
    ...[3, 4, 5].map((seed) => curve("R", { log10IC50: 2.3 }, seed)),
    ...[6, 7, 8].map((seed) => curve("flat", { bottom: 1 }, seed)),
  ]);
}

Deno.test("foldChange() of fits goes over the column replicate by itself, relative over relative", () => {
  const fits = simulatedFits();
  const taken = (kind: "relative" | "absolute") =>
    inhibitoryConcentration(fits, { kind, over: "replicate" });
  const folds = foldChange(fits, { reference: "P" });
  assertEquals(
    folds,
    foldChange(taken("relative"), { reference: "P", otherwise: taken("absolute") }),
  );
  assertEquals(folds.map(({ test, kind, scope }) => [test, kind, scope]), [
    ["R", "relative", "over replicates"],
    // A flat arm has no relative IC50.
    ["flat", "absolute", "over replicates"],
  ]);
  assertStringIncludes(folds[1].note, "absolute over absolute: the test has no relative value");
  assertEquals(
    foldChange(fits, { reference: "P", kind: "absolute", paired: true, level: 0.9 }),
    foldChange(inhibitoryConcentration(fits, { over: "replicate", level: 0.9 }), {
      reference: "P",
      paired: true,
      level: 0.9,
    }),
  );
  const [ic20] = foldChange(fits, { reference: "P", percent: 20 });
  assertEquals([ic20.endpoint, ic20.scope], ["EC20", "over replicates"]);
});

Deno.test("foldChange() of fits stays within each experiment where asked, or without replicates", () => {
  const fits = simulatedFits();
  const within = foldChange(fits, { reference: "P", over: null, kind: "absolute", percent: 20 });
  assertEquals(
    within,
    foldChangeWithin(fits, { reference: "P", kind: "absolute", percent: 20 }),
  );
  assertEquals(within.length, 6);
  assert(within.every(({ scope }) => scope === "within experiment"));
  const plates = simulatedFits({ column: "plate" });
  assertEquals(
    foldChange(plates, { reference: "P" }).map(({ scope }) => scope),
    Array(6).fill("within experiment"),
  );
  assertEquals(
    foldChange(plates, { reference: "P", over: "plate" }).map(({ scope }) => scope),
    Array(2).fill("over replicates"),
  );
});

Deno.test("foldChange() refuses options that the data have no use for", () => {
  const fits = simulatedFits();
  const refuse = (work: () => unknown, message: string) => assertThrows(work, UsageError, message);
  refuse(
    () => foldChange([line("P", [1]), line("R", [2])], { reference: "P", over: null, percent: 20 }),
    'with "over" and "percent": concentrations are already taken',
  );
  refuse(
    () => foldChange(fits, { reference: "P", otherwise: inhibitoryConcentration(fits) }),
    'with "otherwise": fits have both kinds',
  );
  refuse(() => foldChange(fits, { reference: "P", over: null, paired: true }), "Cannot pair");
  refuse(() => foldChange(fits, { reference: "P", over: "batch" }), 'over "batch"');
});

Deno.test("foldChange() gives no interval to one replicate", () => {
  const [fold] = foldChange([line("P", [100]), line("R", [1000, 1100])], { reference: "P" });
  assertEquals([fold.lower, fold.upper, fold.pValue], [null, null, null]);
  assertEquals(fold.note, "no interval: one replicate of the reference");
});

Deno.test("foldChange() needs one reference, and says what it found", () => {
  const rows = [line("P", [100, 110]), line("R", [1000, 1100])];
  const refuse = (reference: string | Record<string, string>, message: string, data = rows) =>
    assertThrows(() => foldChange(data, { reference }), UsageError, message);
  refuse("", "needs a reference");
  // As a notebook, which does not check types, may call it.
  const two: Record<string, string> = JSON.parse('["P", "R"]');
  refuse(two, 'needs one reference, found 2 ("P" and "R")');
  refuse("p", 'must be among "P" and "R", found "p". Did you mean "P"?');
  refuse({ line: "P" }, 'must name one of "cell_line", found "line"');
  refuse("P", 'needs one reference "P", found 2 rows', [...rows, rows[0]]);
  refuse("P", 'must stand in one column, found it in "cell_line" and "drug"', [
    line("P", [1, 2], { drug: "P" }),
  ]);
  refuse("P", "all concentrations must be of one endpoint and kind", [
    rows[0],
    line("R", [1, 2], { kind: "relative" }),
  ]);
});

Deno.test("foldChange() compares within each drug, and keeps a drug without the reference", () => {
  const folds = foldChange([
    line("P", [100, 110], { drug: "crizotinib" }),
    line("R", [1000, 1100], { drug: "crizotinib" }),
    line("R", [10, 11], { drug: "lorlatinib" }),
  ], { reference: { cell_line: "P" } });
  assertEquals(folds.map(({ key, relation }) => [key.drug, relation]), [
    ["crizotinib", "="],
    ["lorlatinib", "not determined"],
  ]);
});

Deno.test("foldChange() shows itself as a table", () => {
  const folds = foldChange([line("P", [90, 100]), line("R", [">7000", ">7000"])], {
    reference: "P",
  });
  const text = Deno.inspect(folds);
  assertStringIncludes(text, "estimates divided, as papers do");
  assertStringIncludes(text, "> 73.8-fold");
  assert(!text.includes("undefined"));
});

const arm = fc.array(
  fc.tuple(fc.double({ min: 1, max: 1e4, noNaN: true }), fc.constantFrom("=", "=", "=", ">", "<")),
  { minLength: 2, maxLength: 5 },
).map((values) =>
  values.map(([value, relation]): Value => relation === "=" ? value : `${relation as ">"}${value}`)
);

Deno.test("foldChange() of A over B is 1 over that of B over A", () => {
  fc.assert(
    fc.property(arm, arm, (a, b) => {
      const rows = [line("A", a), line("B", b)];
      const [over] = foldChange(rows, { reference: "B" });
      const [under] = foldChange(rows, { reference: "A" });
      const turned = { ">": "<", "<": ">" } as Record<string, string>;
      assertEquals(
        under.relation,
        (turned[over.relation] ?? over.relation) as typeof over.relation,
      );
      const same = (x: number | null, y: number | null) => {
        assertEquals(x === null, y === null);
        if (x !== null && y !== null && x > 1e-200 && x < 1e200) assertClose(x * y, 1, 1e-6);
      };
      same(over.estimate, under.estimate);
      same(over.lower, under.upper);
      same(over.upper, under.lower);
    }),
    { seed: 5, numRuns: 150 },
  );
});

Deno.test("foldChange() of (A over B) times (B over C) holds A over C", () => {
  const measured = fc.array(fc.double({ min: 1, max: 1e4, noNaN: true }), {
    minLength: 3,
    maxLength: 3,
  });
  fc.assert(
    fc.property(measured, measured, measured, (a, b, c) => {
      const rows = [line("A", a), line("B", b), line("C", c)];
      const fold = (test: string, reference: string) =>
        foldChange(rows, { reference }).find((one) => one.test === test)!;
      const [ab, bc, ac] = [fold("A", "B"), fold("B", "C"), fold("A", "C")];
      assert(ac.estimate! >= ab.lower! * bc.lower! * (1 - 1e-9));
      assert(ac.estimate! <= ab.upper! * bc.upper! * (1 + 1e-9));
      assertClose(ab.estimate! * bc.estimate!, ac.estimate!, 1e-9);
    }),
    { seed: 5, numRuns: 100 },
  );
});

Deno.test("foldChange() within one experiment is wider than either interval", () => {
  const interval = {
    meaning: "confidence",
    level: 0.95,
    sides: 2,
    method: "profile likelihood",
  } as const;
  const value = fc.tuple(
    fc.double({ min: 1, max: 1e4, noNaN: true }),
    fc.double({ min: 1.01, max: 10, noNaN: true }),
    fc.double({ min: 1.01, max: 10, noNaN: true }),
  ).map(([estimate, down, up]) =>
    makePotency({
      estimate,
      lower: estimate / down,
      upper: estimate * up,
      interval,
      kind: "absolute",
    })
  );
  const row = (cell_line: string, potency: Potency): Concentration => ({
    key: { cell_line },
    potency,
    scope: "within experiment",
    replicates: [],
  });
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [fold] = foldChange([row("A", a), row("B", b)], { reference: "B" });
      const width = Math.log(fold.upper! / fold.lower!);
      assert(
        width >= Math.max(...[a, b].map(({ lower, upper }) => Math.log(upper! / lower!))) - 1e-9,
      );
      assertEquals([fold.scope, fold.pValue], ["within experiment", null]);
    }),
    { seed: 5, numRuns: 100 },
  );
});

Deno.test("foldChange() covers the truth in a thin slice of the simulation (SIMULATED)", () => {
  for (const [i, cell] of CELLS.entries()) {
    if (cell.testIC50 === 8000) continue;
    const { intervals, intervalsRight, bounds, boundsRight } = simulateCoverage(cell, 25, 40 + i);
    assert(intervalsRight >= 0.8 * intervals, `${JSON.stringify(cell)}: ${intervalsRight}`);
    assert(boundsRight >= 0.85 * bounds, `${JSON.stringify(cell)}: ${boundsRight} of ${bounds}`);
  }
});

Deno.test("foldChange() within one experiment covers the truth in a thin slice (SIMULATED)", () => {
  const cell = MOVER_CELLS.find(({ kind, testIC50, wells, noise }) =>
    kind === "absolute" && testIC50 === 1000 && wells === 1 && noise === 0.05
  )!;
  const { pairs, intervals, intervalsRight, bounds, boundsRight } = simulateMover(cell, 150, 7);
  assert(intervals + bounds === pairs);
  assert((intervalsRight + boundsRight) / pairs > 0.9, `${intervalsRight} of ${intervals}`);
});

Deno.test("foldChange() divides no rise by a fall, over replicates and within an experiment", () => {
  const design = { doses: serialDoses(1, 4, 7), wells: 2, noise: 0.02 };
  const fits = fitDoseResponse(
    ["1", "2", "3"].flatMap((replicate, i) =>
      [1, -1].map((hillSlope) =>
        simulateCurve({ ...TRUTH, hillSlope }, design, i, {
          cell_line: hillSlope > 0 ? "falls" : "rises",
          replicate,
        })
      )
    ),
  );
  const note = "opposite directions: the test rises with dose, the reference falls";
  const over = foldChange(fits, { reference: "falls", kind: "relative" });
  assertEquals(over.map((fold) => [fold.relation, fold.note, fold.pValue]), [
    ["not determined", note, null],
  ]);
  const alone = inhibitoryConcentration(fits, { kind: "relative" });
  assertEquals(
    alone.map(({ rises }) => rises ?? false),
    fits.map(({ curve }) => curve.key.cell_line === "rises"),
  );
  const folds = foldChange(alone, { reference: "falls" });
  assertEquals(
    folds.map((fold) => [fold.relation, fold.note]),
    [1, 2, 3].map(() => [
      "not determined",
      note,
    ]),
  );
});
