import type { EventColumn } from "./event_column.ts";

/**
 * Samples by groups of equal pattern (the same events assessable, equally many present) against
 * events. A cell's probability is free, or forced to 0 or 1 by the margins.
 */
export interface BurdenCells {
  /** By group: how many samples. */
  readonly samples: readonly number[];
  /** By group and event: could it be seen? */
  readonly assessable: readonly (readonly boolean[])[];
  /** By group: events that stand in the free cells of each of its samples. */
  readonly rowCounts: readonly number[];
  /** By event: samples that have it in a free cell. */
  readonly columnCounts: readonly number[];
  /** By group and event: is the probability free? */
  readonly free: readonly (readonly boolean[])[];
  /** By group and event: 0 or 1 where forced, 0 where free or not assessable. */
  readonly forced: readonly (readonly number[])[];
}

interface OpenCells extends BurdenCells {
  readonly rowCounts: number[];
  readonly columnCounts: number[];
  readonly free: boolean[][];
  readonly forced: number[][];
}

/**
 * Groups the samples and forces what the margins force: a sample with none or all of its events, an
 * event in none or all of its samples, and again in what is left.
 */
export function burdenCells(events: readonly EventColumn[]): BurdenCells {
  const { samples, assessable, rowCounts } = groupSamples(events);
  const cells: OpenCells = {
    samples,
    assessable,
    rowCounts,
    columnCounts: events.map(({ present }) => present.filter((value) => value === true).length),
    free: assessable.map((row) => [...row]),
    forced: assessable.map((row) => row.map(() => 0)),
  };
  while (forceRows(cells) || forceColumns(cells));
  return cells;
}

function groupSamples(events: readonly EventColumn[]): {
  readonly samples: number[];
  readonly assessable: boolean[][];
  readonly rowCounts: number[];
} {
  const places = new Map<string, number>();
  const samples: number[] = [];
  const assessable: boolean[][] = [];
  const rowCounts: number[] = [];
  for (let i = 0; i < (events[0]?.present.length ?? 0); i++) {
    const seen = events.map(({ present }) => present[i] !== null);
    const count = events.filter(({ present }) => present[i] === true).length;
    const key = `${count}|${seen.map(Number).join("")}`;
    const place = places.get(key);
    if (place === undefined) {
      places.set(key, samples.length);
      samples.push(1);
      assessable.push(seen);
      rowCounts.push(count);
    } else samples[place]++;
  }
  return { samples, assessable, rowCounts };
}

/** Sets the free cells of groups whose samples have none or all of them; true if any. */
function forceRows({ samples, rowCounts, columnCounts, free, forced }: OpenCells): boolean {
  let changed = false;
  free.forEach((row, g) => {
    const cells = row.filter(Boolean).length;
    if (cells === 0 || (rowCounts[g] > 0 && rowCounts[g] < cells)) return;
    const value = rowCounts[g] === 0 ? 0 : 1;
    row.forEach((isFree, j) => {
      if (!isFree) return;
      row[j] = false;
      forced[g][j] = value;
      columnCounts[j] -= value * samples[g];
    });
    rowCounts[g] = 0;
    changed = true;
  });
  return changed;
}

/** Sets the free cells of events that are in none or all of their samples; true if any. */
function forceColumns({ samples, rowCounts, columnCounts, free, forced }: OpenCells): boolean {
  let changed = false;
  columnCounts.forEach((count, j) => {
    const open = samples.reduce((sum, n, g) => sum + (free[g][j] ? n : 0), 0);
    if (open === 0 || (count > 0 && count < open)) return;
    const value = count === 0 ? 0 : 1;
    free.forEach((row, g) => {
      if (!row[j]) return;
      row[j] = false;
      forced[g][j] = value;
      rowCounts[g] -= value;
    });
    columnCounts[j] = 0;
    changed = true;
  });
  return changed;
}
