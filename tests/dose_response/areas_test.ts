import {
  areaAboveCurve,
  areaUnderCurve,
  fitDoseResponse,
  fourParameterLogistic,
} from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { assert, assertClose, assertEquals, assertThrows } from "../assert.ts";
import { curveOf, serialDoses, simulateCurve, TRUTH } from "./simulate.ts";

const DOSES = serialDoses(1, Math.sqrt(10), 9);
const WELLS = { doses: DOSES, wells: 3, noise: 0.06 };

Deno.test("areaUnderCurve() is the mean response, areaAboveCurve() the mean inhibition", () => {
  const fits = fitDoseResponse([simulateCurve(TRUTH, { ...WELLS, noise: 1e-6 }, 1)]);
  const steps = 20_000;
  let mean = 0;
  for (let i = 0; i < steps; i++) {
    mean += fourParameterLogistic(TRUTH, 10 ** (4 * (i + 0.5) / steps)) / steps;
  }
  const [under] = areaUnderCurve(fits);
  const [above] = areaAboveCurve(fits);
  assertEquals([under.quantity, above.quantity], ["AUC", "AAC"]);
  assertClose(under.estimate!, mean, 1e-5);
  assertClose(above.estimate!, 1 - under.estimate!, 1e-14);
  assertClose(above.lower!, 1 - under.upper!, 1e-14);
  assertClose(above.upper!, 1 - under.lower!, 1e-14);
});

Deno.test("areaUnderCurve() is a fraction of control on every scale", () => {
  const curve = simulateCurve(TRUTH, WELLS, 2);
  const percent = {
    ...curve,
    scale: "percent" as const,
    responses: curve.responses.map((y) => 100 * y),
    control: { basis: "declared" as const, value: 100 },
  };
  const [one, other] = areaUnderCurve(fitDoseResponse([curve, percent]));
  assertClose(other.estimate!, one.estimate!, 1e-9);
  assertClose(other.lower!, one.lower!, 1e-6);
  // A raw signal is divided by its own fitted control, so its size is no matter.
  const raw = simulateCurve(TRUTH, { ...WELLS, vehicle: 6 }, 3);
  const louder = { ...raw, responses: raw.responses.map((y) => 51_000 * y) };
  const [quiet, loud] = areaUnderCurve(fitDoseResponse([raw, louder]));
  assertClose(loud.estimate!, quiet.estimate!, 1e-9);
  assertClose(loud.upper!, quiet.upper!, 1e-6);
});

Deno.test("areaUnderCurve() has profile limits where a curve with that area fits nearly as well", () => {
  // Near the middle the profile is nearly a parabola, so the delta method must be close to it.
  const fits = [false, true].map((vehicle) =>
    fitDoseResponse([
      simulateCurve(TRUTH, { ...WELLS, noise: 0.02, ...(vehicle && { vehicle: 6 }) }, 5),
    ])
  );
  for (const fit of fits) {
    const [profile] = areaUnderCurve(fit);
    const [delta] = areaUnderCurve(fit, { method: "delta" });
    assertEquals([profile.method, delta.method], ["profile likelihood", "delta"]);
    const width = delta.upper! - delta.lower!;
    assert(Math.abs(profile.lower! - delta.lower!) < 0.03 * width);
    assert(Math.abs(profile.upper! - delta.upper!) < 0.03 * width);
  }
});

Deno.test("areaUnderCurve() covers the true area (SIMULATED, thin slice)", () => {
  const truth = 1 - 0.9 * meanTopShare();
  let covered = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const [area] = areaUnderCurve(fitDoseResponse([simulateCurve(TRUTH, WELLS, seed)]));
    if (area.lower! <= truth && truth <= area.upper!) covered++;
  }
  assert(covered >= 182 && covered <= 198, `covered ${covered} of 200`);
});

/** Share of the way gone, averaged over the doses, by small steps. */
function meanTopShare(): number {
  const steps = 10_000;
  let gone = 0;
  for (let i = 0; i < steps; i++) {
    const response = fourParameterLogistic(TRUTH, 10 ** (4 * (i + 0.5) / steps));
    gone += (1 - response) / 0.9 / steps;
  }
  return gone;
}

Deno.test("areaUnderCurve() compares only over one range, and does not extrapolate", () => {
  const short = simulateCurve(TRUTH, { ...WELLS, doses: DOSES.slice(0, 7) }, 1);
  const fits = fitDoseResponse([simulateCurve(TRUTH, WELLS, 1), short]);
  const own = areaUnderCurve(fits);
  assertEquals(own.map(({ sharedRange }) => sharedRange), [false, false]);
  assertEquals(own.map(({ range }) => range), [[1, 10_000], [1, 1000]]);
  const shared = areaUnderCurve(fits, { range: [1, 10_000] });
  assert(shared[0].estimate !== null && shared[0].sharedRange);
  assertEquals(
    [shared[1].estimate, shared[1].reason],
    [null, "the range reaches beyond the tested doses"],
  );
  assert(Deno.inspect(own).includes("comparable only where the doses are the same"));
  assert(Deno.inspect(areaAboveCurve(fits)).startsWith("AAC, mean inhibition"));
});

Deno.test("areaUnderCurve() says why it has no value or no interval", () => {
  const first = (curve: Parameters<typeof fitDoseResponse>[0]) =>
    areaUnderCurve(fitDoseResponse(curve))[0];
  const constant = first([curveOf([1, 10, 100], [0.8, 0.8, 0.8])]);
  assertEquals([constant.estimate, constant.lower], [0.8, null]);
  const none = simulateCurve(TRUTH, WELLS, 1);
  assertEquals(
    first([{ ...none, scale: "raw", control: { basis: "none" } }]).reason,
    "no vehicle wells: control is not known",
  );
  const exact = first([
    curveOf(DOSES, DOSES.map((dose) => fourParameterLogistic(TRUTH, dose))),
  ]);
  assert(exact.estimate !== null && exact.reason.startsWith("no interval"));
  const [two] = areaUnderCurve(fitDoseResponse([none], { model: "2PL" }));
  assertEquals(two.method, "delta");
});

Deno.test("areaUnderCurve() refuses a range that is none", () => {
  const fits = fitDoseResponse([simulateCurve(TRUTH, WELLS, 1)]);
  for (const range of [[100, 10], [0, 10], [5, 5]] as const) {
    assertThrows(() => areaUnderCurve(fits, { range }), UsageError, "the lower first");
  }
});
