import { DataError, list, nearest, plural, quote, UsageError } from "../errors/mod.ts";
import { formatNumber } from "../display/mod.ts";
import type { ResponseScale } from "./well.ts";

const SCALES: readonly ResponseScale[] = ["raw", "fraction", "percent"];

/**
 * Refuses to read a response whose scale is not declared, or declared as something unknown.
 *
 * @throws {UsageError} The message lists the choices
 */
export function checkDeclaredScale(
  scale: string | undefined,
  { source, column }: { source: string; column: string },
): void {
  if (scale === undefined) {
    throw new UsageError(
      `Cannot read ${source}: what column ${
        quote(column)
      } holds is not declared. Say scale: "raw" (a signal), "fraction" (1 is control) or "percent" (100 is control)`,
    );
  }
  if (SCALES.some((known) => known === scale)) return;
  const near = nearest(scale, SCALES);
  throw new UsageError(
    `Cannot read ${source}: scale must be one of ${list(SCALES.map(quote))}, found ${
      quote(scale)
    }.${near === undefined ? "" : ` Did you mean ${quote(near)}?`}`,
  );
}

/** Below this every percentage of a file is really a fraction; above {@linkcode MOST_FRACTION} a fraction a percentage. */
const LEAST_PERCENT = 2;
const MOST_FRACTION = 5;

/**
 * Refuses fractions that are declared as percent (every value below 2) and percentages that are
 * declared as fraction (any value above 5), and says what to write instead. Raw signals can be
 * anything.
 *
 * @param responses The values, none missing
 * @throws {DataError} If the declared scale cannot be true
 */
export function checkScale(
  responses: readonly number[],
  { scale, column, source }: { scale: ResponseScale; column: string; source: string },
): void {
  if (responses.length === 0) return;
  const largest = responses.reduce((a, b) => Math.max(a, b));
  if (scale === "percent" && largest < LEAST_PERCENT) {
    throw new DataError(
      `Cannot read ${source}: column ${
        quote(column)
      } must be in percent, as declared, found no value above ${
        formatNumber(largest)
      }. Say scale: "fraction"`,
    );
  }
  const above = responses.filter((response) => response > MOST_FRACTION).length;
  if (scale === "fraction" && above > 0) {
    throw new DataError(
      `Cannot read ${source}: column ${
        quote(column)
      } must be a fraction of control, as declared, found ${
        plural(above, "value")
      } above ${MOST_FRACTION} (up to ${
        formatNumber(largest)
      }). Say scale: "percent", or "raw" for a signal`,
    );
  }
}
