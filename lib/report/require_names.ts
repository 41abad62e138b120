import type { Curve } from "../dose_response/mod.ts";
import { DataError, plural, quote } from "../errors/mod.ts";

/**
 * Refuses curves without a name where others have one: most often the rows lost their names, as those
 * of merged cells do, and rows of several lines would be pooled into one curve.
 *
 * @param source The file, as the message names it
 * @param curves Each made of all rows that have its names
 * @throws {DataError} If a column names some of them only
 */
export function requireNames(source: string, curves: readonly Curve[]): void {
  for (const name of Object.keys(curves[0]?.key ?? {})) {
    const unnamed = curves.filter(({ key }) => key[name] === "");
    if (unnamed.length === 0 || unnamed.length === curves.length) continue;
    const rows = unnamed.reduce(
      (sum, { doses }) => sum + doses.filter((dose) => dose > 0).length,
      0,
    );
    throw new DataError(
      `Cannot analyse ${source}: ${quote(name)} must name every treated row or none, found ${
        plural(rows, "row")
      } without a name. Fill them in (of merged cells only the first row has the name)`,
    );
  }
}
