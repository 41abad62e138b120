import fc from "fast-check";
import {
  type Curve,
  fitDoseResponse,
  type FitOptions,
  fourParameterLogistic,
  type LogisticParameters,
} from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { assert, assertAlmostEquals, assertClose, assertEquals, assertThrows } from "../assert.ts";
import { curveOf, serialDoses, simulateCurve, TRUTH } from "./simulate.ts";

const DOSES = serialDoses(1, Math.sqrt(10), 9);

function fitOne(curve: Curve, options: FitOptions = {}) {
  return fitDoseResponse([curve], options)[0];
}

function noiseless(truth: LogisticParameters, doses: readonly number[] = DOSES): Curve {
  return curveOf(doses, doses.map((dose) => fourParameterLogistic(truth, dose)));
}

Deno.test("fitDoseResponse() recovers parameters from noiseless data", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 3.5, noNaN: true }),
      fc.double({ min: 0.5, max: 4, noNaN: true }),
      fc.double({ min: 0.6, max: 1.4, noNaN: true }),
      fc.double({ min: -0.2, max: 0.4, noNaN: true }),
      fc.boolean(),
      (log10IC50, slope, top, bottom, rising) => {
        const truth = { log10IC50, hillSlope: rising ? -slope : slope, top, bottom };
        const { parameters, certificate, covariance } = fitOne(noiseless(truth));
        assertClose(parameters!.ic50.estimate, 10 ** log10IC50, 1e-6, "IC50");
        assertClose(parameters!.hillSlope.estimate, truth.hillSlope, 1e-6, "slope");
        assertAlmostEquals(parameters!.top.estimate, top, 1e-6);
        assertAlmostEquals(parameters!.bottom.estimate, bottom, 1e-6);
        assert(certificate!.exact || covariance !== null);
      },
    ),
    { seed: 20261121, numRuns: 200 },
  );
});

Deno.test("fitDoseResponse() gives perfect data an estimate and no interval", () => {
  const { status, ic50, noEffect } = fitOne(noiseless(TRUTH));
  assertEquals(status, "measured");
  assertEquals([ic50.relative.relation, ic50.relative.lower, ic50.relative.upper], [
    "=",
    null,
    null,
  ]);
  assertClose(ic50.relative.estimate!, 100, 1e-9);
  assert(ic50.relative.reason.includes("every well lies exactly on the curve"));
  assert(noEffect!.p < 1e-10);
});

Deno.test("fitDoseResponse() finds the lowest minimum without help, steep and shallow", () => {
  // A second opinion: leastSquares from many random-free starts around each dose and slope.
  for (const hillSlope of [0.4, 1, 3, 9]) {
    for (const seed of [1, 2, 3]) {
      const curve = simulateCurve({ ...TRUTH, hillSlope }, {
        doses: DOSES,
        wells: 1,
        noise: 0.12,
      }, seed);
      const best = denseMinimum(curve);
      const { rss } = fitOne(curve);
      assert(rss! <= best * (1 + 1e-6), `slope ${hillSlope} seed ${seed}: ${rss} above ${best}`);
    }
  }
});

/** Lowest sum of squares over a dense grid of IC50 and slope, plateaus by linear regression. */
function denseMinimum({ doses, responses }: Curve): number {
  let lowest = Infinity;
  for (let e = -2; e <= 6; e += 0.01) {
    for (let q = Math.log(0.05); q <= Math.log(60); q += 0.05) {
      const shares = doses.map((dose) => 1 / (1 + (dose / 10 ** e) ** Math.exp(q)));
      const n = shares.length;
      const [ms, my] = [shares, responses].map((v) => v.reduce((a, b) => a + b, 0) / n);
      let [ss, sy, yy] = [0, 0, 0];
      shares.forEach((s, i) => {
        ss += (s - ms) ** 2;
        sy += (s - ms) * (responses[i] - my);
        yy += (responses[i] - my) ** 2;
      });
      if (ss > 1e-12) lowest = Math.min(lowest, yy - sy * sy / ss);
    }
  }
  return lowest;
}

Deno.test("fitDoseResponse() gives doses times k an IC50 times k", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 1e-4, max: 1e4, noNaN: true }), (
      seed,
      k,
    ) => {
      const curve = simulateCurve(TRUTH, { doses: DOSES, wells: 2, noise: 0.08 }, seed);
      const [one, other] = [curve, { ...curve, doses: curve.doses.map((dose) => dose * k) }]
        .map((c) => fitOne(c));
      assertClose(other.parameters!.ic50.estimate, k * one.parameters!.ic50.estimate, 1e-7);
      for (const kind of ["relative", "absolute"] as const) {
        assertEquals(other.ic50[kind].relation, one.ic50[kind].relation);
        if (one.ic50[kind].lower !== null) {
          assertClose(other.ic50[kind].lower!, k * one.ic50[kind].lower!, 1e-6);
        }
      }
    }),
    { seed: 1, numRuns: 40 },
  );
});

Deno.test("fitDoseResponse() leaves the IC50 alone when responses are scaled and shifted", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0.01, max: 1e5, noNaN: true }),
      fc.double({ min: -5, max: 5, noNaN: true }),
      (seed, scale, shift) => {
        const curve = simulateCurve(TRUTH, { doses: DOSES, wells: 2, noise: 0.08 }, seed);
        const moved = curve.responses.map((y) => scale * (y + shift));
        const one = fitOne(curve);
        const other = fitOne({ ...curve, responses: moved });
        assertClose(other.parameters!.ic50.estimate, one.parameters!.ic50.estimate, 1e-6);
        assertClose(other.parameters!.hillSlope.estimate, one.parameters!.hillSlope.estimate, 1e-6);
        assertClose(
          other.parameters!.top.estimate,
          scale * (one.parameters!.top.estimate + shift),
          1e-6,
        );
        assertClose(other.noEffect!.f, one.noEffect!.f, 1e-6);
        assertEquals(other.ic50.relative.relation, one.ic50.relative.relation);
      },
    ),
    { seed: 1, numRuns: 40 },
  );
});

Deno.test("fitDoseResponse() does not depend on the order of the wells", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 1000 }),
      (seed, turn) => {
        const curve = simulateCurve(TRUTH, { doses: DOSES, wells: 3, noise: 0.1 }, seed);
        const n = curve.doses.length;
        const order = curve.doses.map((_, i) => (i * 7 + turn) % n);
        const turned = {
          ...curve,
          doses: order.map((i) => curve.doses[i]),
          responses: order.map((i) => curve.responses[i]),
        };
        const [one, other] = [fitOne(curve), fitOne(turned)];
        assertClose(other.parameters!.ic50.estimate, one.parameters!.ic50.estimate, 1e-10);
        assertClose(other.ic50.relative.upper!, one.ic50.relative.upper!, 1e-8);
        assertEquals(other.status, one.status);
      },
    ),
    { seed: 1, numRuns: 30 },
  );
});

Deno.test("fitDoseResponse() nests intervals by level", () => {
  const curve = simulateCurve(TRUTH, { doses: DOSES, wells: 2, noise: 0.08 }, 5);
  const fits = [0.5, 0.8, 0.95, 0.99].map((level) => fitOne(curve, { level }).ic50.absolute);
  for (let i = 1; i < fits.length; i++) {
    assert(fits[i].lower! < fits[i - 1].lower! && fits[i].upper! > fits[i - 1].upper!);
  }
});

Deno.test("fitDoseResponse() calls a rising curve's slope negative and its top the higher plateau", () => {
  const rising = { ...TRUTH, hillSlope: -1.5 };
  const curve = simulateCurve(rising, { doses: DOSES, wells: 3, noise: 0.03 }, 3);
  const { parameters, ic50, status } = fitOne(curve);
  assert(parameters!.hillSlope.estimate < -1);
  assert(parameters!.top.estimate > parameters!.bottom.estimate);
  assertEquals(status, "measured");
  assertEquals(ic50.absolute.relation, "not determined");
  assertEquals(ic50.absolute.reason, "the response rises with dose");
});

Deno.test("fitDoseResponse() holds the plateaus of 3PL and 2PL", () => {
  const curve = simulateCurve({ ...TRUTH, bottom: 0 }, { doses: DOSES, wells: 3, noise: 0.05 }, 9);
  const three = fitOne(curve, { model: "3PL" });
  assertEquals(three.parameters!.bottom, {
    estimate: 0,
    standardError: 0,
    observedStandardError: 0,
    fixed: true,
    determined: true,
  });
  assertEquals(three.degreesOfFreedom, 24);
  assertEquals(fitOne(curve, { model: "3PL", fixed: { top: 1 } }).parameters!.top.estimate, 1);
  const two = fitOne(curve, { model: "2PL" });
  assertEquals([two.parameters!.top.estimate, two.parameters!.bottom.estimate], [1, 0]);
  assertEquals(two.degreesOfFreedom, 25);
  // With plateaus at control and 0 the absolute IC50 is the relative one.
  assertClose(two.ic50.absolute.lower!, two.ic50.relative.lower!, 1e-9);
  assertClose(two.ic50.absolute.upper!, two.ic50.relative.upper!, 1e-9);
  const percent = { ...curve, scale: "percent", responses: curve.responses.map((y) => 100 * y) };
  const same = fitOne(percent as Curve, { model: "2PL" });
  assertClose(same.parameters!.ic50.estimate, two.parameters!.ic50.estimate, 1e-8);
});

Deno.test("fitDoseResponse() fits rising curves with a plateau held", () => {
  const curve = simulateCurve(
    { log10IC50: 2, hillSlope: -1.3, top: 2, bottom: 0 },
    { doses: DOSES, wells: 3, noise: 0.05 },
    4,
  );
  const fit = fitOne({ ...curve, scale: "raw" }, { model: "3PL" });
  assert(fit.parameters!.hillSlope.estimate < -1);
  assertAlmostEquals(fit.parameters!.top.estimate, 2, 0.1);
  assertEquals(fit.parameters!.bottom.estimate, 0);
});

Deno.test("fitDoseResponse() tells a flat line from a curve", () => {
  const flat = simulateCurve({ ...TRUTH, bottom: 1 }, { doses: DOSES, wells: 3, noise: 0.05 }, 2);
  const { status, noEffect, ic50, reason } = fitOne(flat);
  assertEquals(status, "flat");
  assert(noEffect!.p > 0.05 && noEffect!.df1 === 3 && noEffect!.df2 === 23);
  assert(reason.startsWith("no effect that the wells can show"));
  assertEquals(ic50.relative.relation, "not determined");
  assertEquals([ic50.absolute.relation, ic50.absolute.estimate], [">", 10000]);
});

Deno.test("fitDoseResponse() adjusts p over the curves of one call", () => {
  const curves = [1, 1, 0.9, 0.2].map((bottom, i) =>
    simulateCurve({ ...TRUTH, bottom }, { doses: DOSES, wells: 2, noise: 0.1 }, i + 1)
  );
  const fits = fitDoseResponse(curves);
  const p = fits.map(({ noEffect }) => noEffect!.p).sort((a, b) => a - b);
  const q = fits.map(({ noEffect }) => noEffect!.q).sort((a, b) => a - b);
  assertAlmostEquals(q[0], Math.min(4 * p[0], 2 * p[1], 4 / 3 * p[2], p[3]), 1e-15);
  assertEquals(q[3], p[3]);
});

Deno.test("fitDoseResponse() says when all of the effect is between two doses", () => {
  const responses = [1.01, 0.99, 1.02, 0.98, 1, 0.1, 0.12, 0.09, 0.11];
  const { status, parameters, ic50, covariance } = fitOne(curveOf(DOSES, responses));
  assertEquals(status, "step");
  assertEquals(parameters!.hillSlope.determined, false);
  assertEquals(covariance, null);
  // Between the fifth and the sixth dose, and midway as long as nothing says more.
  assertClose(parameters!.ic50.estimate, Math.sqrt(DOSES[4] * DOSES[5]), 1e-6);
  assertEquals(ic50.relative.relation, "=");
  assert(ic50.relative.lower! > DOSES[3] && ic50.relative.upper! < DOSES[6]);
});

Deno.test("fitDoseResponse() gives statuses, not errors, to what data do", () => {
  const status = (doses: number[], responses: number[], options: FitOptions = {}) => {
    const { status, reason } = fitOne(curveOf(doses, responses), options);
    return `${status}: ${reason}`;
  };
  assertEquals(status([1, 10, 100], [1, 1, 1]), "constant: every response is 1");
  assertEquals(
    status([1, 10, 100, 100], [1, 0.9, 0.2, 0.1]),
    "too few doses: 3 distinct doses cannot determine 4 parameters",
  );
  assertEquals(
    status([0, 0, 10, 100], [1, 0.9, 0.2, 0.1]),
    "too few doses: 2 distinct doses and vehicle cannot determine 4 parameters",
  );
  assertEquals(
    status([1, 10, 100, 1000], [1, 0.9, 0.2, 0.1]),
    "too few doses: 4 wells leave no degrees of freedom for 4 parameters",
  );
  assertEquals(
    status([5, 5, 5, 5, 5, 5], [1, 0.9, 1.1, 1, 0.8, 1]),
    "too few doses: 1 distinct dose cannot determine 4 parameters",
  );
  assertEquals(
    status([0, 0, 5, 5, 5], [1, 0.9, 0.1, 0.2, 0.1], { model: "2PL" }),
    "too few doses: 1 distinct dose and vehicle cannot determine 2 parameters",
  );
});

Deno.test("fitDoseResponse() takes 10,000 wells on one dose", () => {
  const many = simulateCurve(TRUTH, { doses: [100], wells: 10_000, noise: 0.1 }, 1);
  assertEquals(fitOne(many).status, "too few doses");
  const rest = simulateCurve(TRUTH, { doses: DOSES, wells: 1, noise: 0.1 }, 2);
  const fit = fitOne({
    ...rest,
    doses: [...rest.doses, ...many.doses],
    responses: [...rest.responses, ...many.responses],
  });
  assertEquals(fit.wells, 10_009);
  assertClose(fit.certificate!.gradientCosine + 1, 1, 1e-9);
});

Deno.test("fitDoseResponse() withstands wild wells", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom(0, 0.1, 1, 10, 100, 1000, 1e4),
          fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        ),
        { minLength: 1, maxLength: 25 },
      ),
      fc.constantFrom("4PL" as const, "3PL" as const, "2PL" as const),
      (wells, model) => {
        if (!wells.some(([dose]) => dose > 0)) return;
        const curve = curveOf(wells.map(([dose]) => dose), wells.map(([, y]) => y));
        const { status, ic50, parameters } = fitOne(curve, { model });
        assert(status.length > 0);
        for (const { relation, estimate } of [ic50.relative, ic50.absolute]) {
          assertEquals(estimate === null, relation === "not determined");
          if (relation === "=") {
            assert(estimate! >= 0.1 * (1 - 1e-9) && estimate! <= 1e4 * (1 + 1e-9));
          }
        }
        if (parameters !== null) assert(Number.isFinite(parameters.ic50.estimate));
      },
    ),
    { seed: 3, numRuns: 400 },
  );
});

Deno.test("fitDoseResponse() freezes its fits, and they survive JSON", () => {
  const fits = fitDoseResponse([
    simulateCurve(TRUTH, { doses: DOSES, wells: 2, noise: 0.05 }, 1),
  ]);
  assert(Object.isFrozen(fits) && Object.isFrozen(fits[0]));
  assertEquals(JSON.parse(JSON.stringify(fits))[0].status, "measured");
  assert(Deno.inspect(fits).startsWith("1 curve: 1 measured"));
});

Deno.test("fitDoseResponse() gives the same bits again", () => {
  const curves = [1, 2, 3].map((seed) =>
    simulateCurve(TRUTH, { doses: DOSES, wells: 2, noise: 0.2 }, seed)
  );
  assertEquals(JSON.stringify(fitDoseResponse(curves)), JSON.stringify(fitDoseResponse(curves)));
});

Deno.test("fitDoseResponse() refuses wrong calls in words", () => {
  const curve = noiseless(TRUTH);
  const refusal = (curve: Curve, options: FitOptions = {}) =>
    assertThrows(() => fitOne(curve, options), UsageError).message;
  assertEquals(
    refusal({ ...curve, doses: [-1, ...DOSES.slice(1)] }),
    'Cannot fit "H3122": doses must be finite and >= 0, found -1 in well 1',
  );
  assertEquals(
    refusal({ ...curve, responses: [NaN, ...curve.responses.slice(1)] }),
    'Cannot fit "H3122": responses must be finite numbers, found NaN in well 1',
  );
  assertEquals(
    refusal({ ...curve, responses: curve.responses.slice(1) }),
    'Cannot fit "H3122": needs one response per dose, found 9 doses, 8 responses',
  );
  assertEquals(
    refusal(curveOf([0, 0], [1, 0.9])),
    'Cannot fit "H3122": needs wells with a dose above 0, found none',
  );
  assertEquals(
    refusal(curve, { level: 95 }),
    "Cannot fit: level must be between 0 and 1, as 0.95 for 95 %; found 95",
  );
  assertEquals(
    refusal(curve, { fixed: { bottom: 0 } }),
    'Cannot fit a 4PL with a fixed plateau: 4PL fits both. Use "3PL" or "2PL"',
  );
  assertEquals(
    refusal(curve, { model: "3PL", fixed: { top: 1, bottom: 0 } }),
    'Cannot fit a 3PL with both plateaus fixed. Use "2PL"',
  );
  assertEquals(
    refusal({ ...curve, scale: "raw" }, { model: "2PL" }),
    "Cannot fit a 2PL to a raw signal: its top must be given, as in " +
      "{ fixed: { top: 51000, bottom: 0 } }",
  );
});

Deno.test("a response straight in the log dose determines no plateau: the least slope made them", () => {
  const doses = [1, 10, 100, 1000, 10_000];
  const [{ parameters }] = fitDoseResponse([curveOf(doses, [1.3, 1.61, 1.9, 2.2, 2.51])]);
  assertEquals(
    [parameters?.top, parameters?.bottom].map((one) => [one?.determined, one?.standardError]),
    [[false, null], [false, null]],
  );
});
