/** SIMULATED curves of very many doses or wells. */
import { fitDoseResponse, fourParameterLogistic } from "../../lib/dose_response/mod.ts";
import { randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import { type ScreenColumns, type ScreenFits, STATUSES } from "../../lib/screen/mod.ts";
import { assertAlmostEquals, assertEquals } from "../assert.ts";
import { curveOfScreen } from "./simulate_screen.ts";

/** A curve over so many doses between 1 and 10,000 nM, the wells dealt out among them. */
export function manyDoses(doses: number, wells: number, seed: number) {
  const random = randomSeeded(seed);
  const truth = { log10IC50: 1.5 + random(), hillSlope: 0.8 + random(), top: 1, bottom: 0.1 };
  const tested = Array.from({ length: wells }, (_, i) => {
    const k = Math.floor(i * doses / wells);
    return Number((10 ** (4 * k / (doses - 1))).toPrecision(6));
  });
  return {
    doses: tested,
    responses: tested.map((dose) =>
      fourParameterLogistic(truth, dose) + 0.05 * randomNormal(random)
    ),
  };
}

/** Asserts that a curve was fitted as the general solver fits it, limits included. */
export function assertAsGeneral(fits: ScreenFits, columns: ScreenColumns, curve: number): void {
  const [{ ic50, rss, status }] = fitDoseResponse([curveOfScreen(columns, curve)]);
  assertEquals(STATUSES[fits.codes.status[curve]], status);
  assertAlmostEquals(fits.values.rss[curve] / rss!, 1, 1e-9);
  for (const kind of ["relative", "absolute"] as const) {
    const { estimate, lower, upper } = ic50[kind];
    const close = (actual: number, expected: number | null, share: number) =>
      assertAlmostEquals(actual / expected!, 1, share, `curve ${curve}, ${kind}`);
    close(fits.values[`ic50_${kind}`][curve], estimate, 1e-6);
    close(fits.values[`ic50_${kind}_lower`][curve], lower, 1e-5);
    close(fits.values[`ic50_${kind}_upper`][curve], upper, 1e-5);
  }
}
