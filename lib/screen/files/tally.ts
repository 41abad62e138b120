import type { RowCounts } from "./fits_info.ts";

/** Rows read, and those left out by reason: what was read is what was used and what was left out. */
export class Tally {
  /** Rows (cells of a matrix) read. */
  read = 0;
  readonly #excluded = new Map<string, { count: number; firstRow: number }>();

  /** Counts a row that takes no part. */
  exclude(reason: string, row: number, count = 1): void {
    const known = this.#excluded.get(reason);
    if (known === undefined) this.#excluded.set(reason, { count, firstRow: row });
    else known.count += count;
  }

  /** Rows left out. */
  get excluded(): number {
    return this.reasons.reduce((sum, { count }) => sum + count, 0);
  }

  /** Rows used. */
  get used(): number {
    return this.read - this.excluded;
  }

  /** Why rows were left out: the reason, how many, and the first of them; by reason. */
  get reasons(): { readonly reason: string; readonly count: number; readonly firstRow: number }[] {
    return [...this.#excluded].map(([reason, counted]) => ({ reason, ...counted }))
      .sort((a, b) => a.reason < b.reason ? -1 : 1);
  }

  /** The counts as plain data. */
  get counts(): RowCounts {
    const { read, used, reasons } = this;
    const excluded = Object.fromEntries(reasons.map(({ reason, count }) => [reason, count]));
    return { read, used, excluded };
  }

  /** Back to nothing, to read a file again from its beginning. */
  clear(): void {
    this.read = 0;
    this.#excluded.clear();
  }
}
