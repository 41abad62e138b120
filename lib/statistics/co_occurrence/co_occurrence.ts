import { adjustPValues, type PValueAdjustment } from "../adjust_p_values.ts";
import { type Alternative, fisherExact } from "../contingency/fisher_exact.ts";
import {
  bitCount,
  type EventBits,
  eventBits,
  type EventColumn,
  requireColumns,
} from "./event_column.ts";

/** How often two events stand in the same sample, and whether that is chance. */
export interface EventPair {
  /** Name of the first event. */
  readonly first: string;
  /** Name of the second event. */
  readonly second: string;
  /** Samples with both, of those in which both could be seen. */
  readonly both: number;
  /** Samples with the first only. */
  readonly firstOnly: number;
  /** Samples with the second only. */
  readonly secondOnly: number;
  /** Samples with neither. */
  readonly neither: number;
  /** False where one of the events is in none or in all samples, so that nothing can be learnt. */
  readonly testable: boolean;
  /** Why it is not testable; else empty. */
  readonly reason: string;
  /** Fisher's exact p-value; null where not testable. */
  readonly pValue: number | null;
  /** Adjusted over the testable pairs; null where not testable. */
  readonly adjustedPValue: number | null;
  /**
   * log2 of both · neither / (firstOnly · secondOnly), positive together and negative apart; infinite
   * where one product is 0, null where not testable.
   */
  readonly log2OddsRatio: number | null;
  /** The same with 1/2 added to each count: always finite, for drawing; null where not testable. */
  readonly log2OddsRatioHaldane: number | null;
  /** Correlation of the two events, from -1 to 1; null where not testable. */
  readonly phi: number | null;
  /** both / (samples with at least one); null where no sample has either. */
  readonly jaccard: number | null;
}

/**
 * Tests every pair of events for standing together, or apart, more often than by chance.
 *
 * Fisher's exact test of the 2 x 2 table of samples in which both could be seen, adjusted over the
 * testable pairs. Pairs with an event in none or in all of those samples are reported as not testable
 * and do not count in the adjustment. The direction of a pair is worth a word only where its adjusted
 * p-value is small. Samples with many events make every pair look joined:
 * {@linkcode coOccurrenceWithBurden} allows for that.
 *
 * Cost: pairs times samples / 32, plus a Fisher test per pair.
 *
 * @param events Columns of equal length, one entry per sample
 * @param options.alternative Default "two-sided"; "greater" tests together only, "less" apart only
 * @param options.adjustment Default "Benjamini-Hochberg"
 * @returns The pairs in the order of the columns: 1-2, 1-3, …, 2-3, …
 * @throws {UsageError} If columns differ in length, names repeat, or an option is unknown
 * @example Usage
 * ```ts
 * import { coOccurrence } from "halfmax/statistics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const [pair] = coOccurrence([
 *   { name: "A", present: [true, true, true, false, false, false, null] },
 *   { name: "B", present: [true, true, true, false, false, false, true] },
 * ]);
 * assertEquals([pair.both, pair.neither, pair.pValue!.toFixed(6)], [3, 3, "0.100000"]);
 * ```
 */
export function coOccurrence(
  events: readonly EventColumn[],
  { alternative = "two-sided", adjustment = "Benjamini-Hochberg" }: {
    alternative?: Alternative;
    adjustment?: PValueAdjustment;
  } = {},
): readonly EventPair[] {
  requireColumns("test co-occurrence", events);
  const bits = events.map(eventBits);
  const pairs = events.flatMap((first, i) =>
    events.slice(i + 1).map((second, j) =>
      describePair(first.name, second.name, bits[i], bits[i + 1 + j], alternative)
    )
  );
  const adjusted = adjustPValues(pairs.map(({ pValue }) => pValue), adjustment);
  return pairs.map((pair, i) => ({ ...pair, adjustedPValue: adjusted[i] }));
}

function describePair(
  first: string,
  second: string,
  one: EventBits,
  other: EventBits,
  alternative: Alternative,
): Omit<EventPair, "adjustedPValue"> {
  const [both, firstOnly, secondOnly, neither] = countPair(one, other);
  const reason = whyUntestable(first, second, both, firstOnly, secondOnly, neither);
  const either = both + firstOnly + secondOnly;
  const names = { first, second, both, firstOnly, secondOnly, neither };
  const jaccard = either === 0 ? null : both / either;
  if (reason !== "") {
    return {
      ...names,
      testable: false,
      reason,
      pValue: null,
      log2OddsRatio: null,
      log2OddsRatioHaldane: null,
      phi: null,
      jaccard,
    };
  }
  const margins = (both + firstOnly) * (secondOnly + neither) * (both + secondOnly) *
    (firstOnly + neither);
  return {
    ...names,
    testable: true,
    reason,
    pValue: fisherExact([[both, firstOnly], [secondOnly, neither]], { alternative }).pValue,
    log2OddsRatio: Math.log2(both * neither / (firstOnly * secondOnly)),
    log2OddsRatioHaldane: Math.log2(
      (both + 0.5) * (neither + 0.5) / ((firstOnly + 0.5) * (secondOnly + 0.5)),
    ),
    phi: (both * neither - firstOnly * secondOnly) / Math.sqrt(margins),
    jaccard,
  };
}

function countPair(one: EventBits, other: EventBits): readonly [number, number, number, number] {
  let [both, firstOnly, secondOnly, neither] = [0, 0, 0, 0];
  for (let i = 0; i < one.present.length; i++) {
    const seen = one.assessable[i] & other.assessable[i];
    both += bitCount(one.present[i] & other.present[i] & seen);
    firstOnly += bitCount(one.present[i] & ~other.present[i] & seen);
    secondOnly += bitCount(~one.present[i] & other.present[i] & seen);
    neither += bitCount(~one.present[i] & ~other.present[i] & seen);
  }
  return [both, firstOnly, secondOnly, neither];
}

function whyUntestable(
  first: string,
  second: string,
  both: number,
  firstOnly: number,
  secondOnly: number,
  neither: number,
): string {
  const seen = both + firstOnly + secondOnly + neither;
  if (seen === 0) return "no sample in which both could be seen";
  const extreme = (name: string, count: number) =>
    count === 0 ? `${name} in none of ${seen}` : count === seen ? `${name} in all ${seen}` : "";
  return [extreme(first, both + firstOnly), extreme(second, both + secondOnly)].filter(Boolean)
    .join(", ");
}
