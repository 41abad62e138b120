import { portableExp, portableLog } from "../numerics/mod.ts";
import { UsageError } from "../errors/mod.ts";
import { type Extent, extentOf } from "./extent.ts";
import type { IntervalMeaning, Potency } from "./potency.ts";
import { makeRatio, type Ratio } from "./ratio.ts";

/**
 * The ratio of two potencies, test over reference, with what each one's limits are deciding how they
 * are combined.
 *
 * | test / reference | ratio |
 * | --- | --- |
 * | number / number | the quotient, no interval |
 * | confidence / confidence | the quotient, interval by MOVER on logs (independent estimates) |
 * | confidence / number | the quotient, no interval: the number's uncertainty is unknown |
 * | printed range / printed range, number or confidence | the extremes, a range |
 * | `>1000` / `50-100` or a 95 % CI 50 to 100 | `>10`: over the reference's upper limit |
 * | `>1000` / `<10` | `>100` |
 * | `100` / `>1000` | `<0.1` |
 * | `>1000` / bare number | `>` the quotient, and the note says what it ignores |
 * | `>` / `>`, or a word or nothing on either side | not determined |
 *
 * MOVER: with x the log of the test's estimate, (l, u) its log limits, and y, (m, v) those of the
 * reference, the limits are exp(x - y -/+ d), d = sqrt((x - l)² + (v - y)²) below and
 * sqrt((u - x)² + (y - m)²) above. Both intervals must have the same level.
 *
 * @param test The potency above
 * @param reference The potency below
 * @param options.acrossReadouts Whether viability, phosphorylation and enzyme values may be divided by
 * one another
 * @throws {UsageError} If one is relative and the other absolute; units or endpoints differ; or
 * readouts differ and `acrossReadouts` is not set
 * @see Donner & Zou (2012) Stat Methods Med Res 21:347, doi:10.1177/0962280210383082
 *
 * @example Usage
 * ```ts
 * import { dividePotencies, formatRatio, parsePotency } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const [test, reference] = [">1000", "~50-100"].map((text) => parsePotency(text, { unit: "nM" }));
 * assertEquals(formatRatio(dividePotencies(test, reference)), "> ~ 10-fold");
 * ```
 */
export function dividePotencies(
  test: Potency,
  reference: Potency,
  { acrossReadouts = false }: { acrossReadouts?: boolean } = {},
): Ratio {
  checkComparable(test, reference, acrossReadouts);
  const [above, below] = [extentOf(test), extentOf(reference)];
  const { notes, ...ratio } = typeof above === "string" || typeof below === "string"
    ? notDetermined(unusable(above, below))
    : divide(above, below);
  return makeRatio({
    ...ratio,
    kind: test.kind ?? reference.kind,
    approximate: ratio.relation !== "not determined" &&
      (test.approximate === true || reference.approximate === true),
    note: [...notes, ...unstated(test, reference)].join("; "),
  });
}

function checkComparable(test: Potency, reference: Potency, acrossReadouts: boolean): void {
  const differ = <T>(a: T | null, b: T | null) => a !== null && b !== null && a !== b;
  if (differ(test.kind, reference.kind)) {
    throw new UsageError(
      `Cannot divide the ${test.kind} ${test.endpoint} of the test by the ${reference.kind} one of ` +
        `the reference: they answer different questions (halfway between the curve's own plateaus, ` +
        `half of control). Take both relative or both absolute`,
    );
  }
  if (test.unit !== reference.unit) {
    throw new UsageError(
      `Cannot divide ${test.unit} by ${reference.unit}: both must be in the same unit, and neither ` +
        `converts to the other without a molecular weight`,
    );
  }
  if (test.endpoint !== reference.endpoint) {
    throw new UsageError(
      `Cannot divide an ${test.endpoint} by an ${reference.endpoint}: both must be the same endpoint`,
    );
  }
  if (differ(test.readout, reference.readout) && !acrossReadouts) {
    throw new UsageError(
      `Cannot divide ${test.readout} by ${reference.readout} values: the same drug on the same ` +
        `target differs between readouts by orders of magnitude, so their ratio is no fold change. ` +
        `Set acrossReadouts to divide them all the same`,
    );
  }
}

/** What is not known of either side, or was overridden, in words. */
function unstated(test: Potency, reference: Potency): string[] {
  if (test.readout === reference.readout) return [];
  if (test.readout !== null && reference.readout !== null) {
    return [`readouts differ: ${test.readout} (test), ${reference.readout} (reference)`];
  }
  return [`readout of the ${test.readout === null ? "test" : "reference"} not stated`];
}

type Quotient = Omit<Ratio, "kind" | "approximate" | "note"> & { readonly notes: string[] };

const NOTHING = {
  estimate: null,
  lower: null,
  upper: null,
  interval: null,
  byEstimates: null,
} as const;

function notDetermined(notes: string[]): Quotient {
  return { relation: "not determined", ...NOTHING, notes };
}

function unusable(above: Extent | string, below: Extent | string): string[] {
  return [
    ...(typeof above === "string" ? [`the test ${above}`] : []),
    ...(typeof below === "string" ? [`the reference ${below}`] : []),
  ];
}

function divide(above: Extent, below: Extent): Quotient {
  if (above.meaning === "bound" || below.meaning === "bound") return divideBounds(above, below);
  const estimate = above.estimate === null || below.estimate === null
    ? null
    : above.estimate / below.estimate;
  if (above.meaning === "range" || below.meaning === "range") {
    return divideExtremes(above, below, estimate);
  }
  const plain = { ...NOTHING, relation: "=", estimate } as const;
  if (above.meaning === "none" || below.meaning === "none") {
    return { ...plain, notes: [noInterval(above, below)] };
  }
  return mover(above, below) ?? {
    ...plain,
    notes: ["no interval: the two confidence intervals have different levels"],
  };
}

function noInterval(above: Extent, below: Extent): string {
  const without = [
    above.meaning === "none" ? "the test" : "",
    below.meaning === "none" ? "the reference" : "",
  ].filter(Boolean);
  return without.length === 2
    ? "no interval: neither source gives one"
    : `no interval: ${without[0]} has none`;
}

/** A bound on either side: the quotient of the limits that face each other. */
function divideBounds(above: Extent, below: Extent): Quotient {
  const [lower, upper] = [above.lower / below.upper, above.upper / below.lower];
  const upward = lower > 0;
  if (!upward && !Number.isFinite(upper)) {
    return notDetermined([
      above.meaning === below.meaning
        ? "both are bounds in the same direction"
        : `the ${
          above.meaning === "bound" ? "reference" : "test"
        } is open on the side that faces the bound`,
    ]);
  }
  const strict = above.strict || below.strict;
  const relation = upward ? strict ? ">" : ">=" : strict ? "<" : "<=";
  const point = above.meaning === "none" ? "test" : below.meaning === "none" ? "reference" : null;
  return {
    ...NOTHING,
    relation,
    estimate: upward ? lower : upper,
    interval: jointInterval(above, below),
    byEstimates: quotientOfEstimates(above, below),
    notes: [
      ...(point === null
        ? []
        : [`ignores the uncertainty of the ${point}, a number without interval`]),
    ],
  };
}

/** The level that two confidence limits reach together at least (Bonferroni). */
function jointInterval(above: Extent, below: Extent): IntervalMeaning | null {
  const errors = [above, below].map(({ interval, meaning }) =>
    interval?.meaning !== "confidence"
      ? NaN
      : meaning === "bound" && interval.sides === 1
      ? 1 - interval.level
      : (1 - interval.level) / 2
  );
  const level = 1 - errors[0] - errors[1];
  return Number.isNaN(level) ? null : {
    meaning: "confidence",
    level: Number(level.toFixed(6)),
    sides: 1,
    method: "the facing limits of both, joint level at least",
  };
}

/** What papers print: the bound over the other's estimate, where that is not the same. */
function quotientOfEstimates(above: Extent, below: Extent): number | null {
  const other = above.meaning === "bound" ? below : above;
  if (other.meaning !== "confidence" || above.estimate === null || below.estimate === null) {
    return null;
  }
  return above.estimate / below.estimate;
}

function divideExtremes(above: Extent, below: Extent, estimate: number | null): Quotient {
  const [lower, upper] = [closed(above.lower / below.upper), closed(above.upper / below.lower)];
  if (lower === null && upper === null) {
    return notDetermined(["the limits of both together are open on either side"]);
  }
  const exact = above.meaning === "none" ? "test" : below.meaning === "none" ? "reference" : null;
  const mixed = above.meaning === "confidence" || below.meaning === "confidence";
  return {
    relation: estimate === null ? "range" : "=",
    estimate,
    lower,
    upper,
    interval: { meaning: "printed range" },
    byEstimates: null,
    notes: [
      ...(exact === null
        ? []
        : [`ignores the uncertainty of the ${exact}, a number without interval`]),
      ...(mixed
        ? ["the extremes of a confidence interval and a printed range, no confidence interval"]
        : []),
    ],
  };
}

function mover(above: Extent, below: Extent): Quotient | null {
  const [a, b] = [above.interval, below.interval];
  if (a?.meaning !== "confidence" || b?.meaning !== "confidence" || a.level !== b.level) {
    return null;
  }
  const [x, y] = [portableLog(above.estimate ?? NaN), portableLog(below.estimate ?? NaN)];
  const down = length(x - portableLog(above.lower), portableLog(below.upper) - y);
  const up = length(portableLog(above.upper) - x, y - portableLog(below.lower));
  return {
    relation: "=",
    estimate: (above.estimate ?? NaN) / (below.estimate ?? NaN),
    lower: closed(portableExp(x - y - down)),
    upper: closed(portableExp(x - y + up)),
    interval: { meaning: "confidence", level: a.level, sides: 2, method: "MOVER on logs" },
    byEstimates: null,
    notes: [],
  };
}

/** Length of a right triangle's long side; unlike Math.hypot the same bits on every machine. */
function length(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}

/** A limit, or null where it is open. */
function closed(limit: number): number | null {
  return limit > 0 && Number.isFinite(limit) ? limit : null;
}
