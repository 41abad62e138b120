/** How many points fell into a hexagon. */
export interface HexagonalBin {
  /** Its centre. */
  readonly x: number;
  readonly y: number;
  readonly count: number;
}

/**
 * Counts points in hexagons of a given distance of their centres, in rows that are shifted by half.
 *
 * Each point goes to the nearer of the two closest centres, one of the even rows and one of the odd.
 *
 * @param points Places in points
 * @param apart Distance of neighbouring centres
 * @see Carr et al. (1987) J Am Stat Assoc 82:424, doi:10.1080/01621459.1987.10478445
 */
export function hexagonalBins(
  points: readonly (readonly [number, number])[],
  apart: number,
): HexagonalBin[] {
  const rowApart = (apart * Math.sqrt(3)) / 2;
  const bins = new Map<string, { row: number; half: number; count: number }>();
  for (const [x, y] of points) {
    const near = ([0, 1] as const).map((odd) => {
      const row = 2 * Math.round((y / rowApart - odd) / 2) + odd;
      // In halves of the distance, so that both kinds of rows have whole numbers.
      const half = 2 * Math.round(x / apart - odd / 2) + odd;
      const [dx, dy] = [x - (half * apart) / 2, y - row * rowApart];
      return { row, half, away: dx * dx + dy * dy };
    });
    const { row, half } = near[0].away <= near[1].away ? near[0] : near[1];
    const key = `${row},${half}`;
    const bin = bins.get(key);
    if (bin === undefined) bins.set(key, { row, half, count: 1 });
    else bin.count++;
  }
  return [...bins.values()].sort((a, b) => a.row - b.row || a.half - b.half)
    .map(({ row, half, count }) => ({ x: (half * apart) / 2, y: row * rowApart, count }));
}
