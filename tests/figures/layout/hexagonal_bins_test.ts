import fc from "fast-check";
import { hexagonalBins } from "../../../lib/figures/layout/hexagonal_bins.ts";
import { assert, assertEquals } from "../../assert.ts";

const place = fc.double({ min: -500, max: 500, noNaN: true });

Deno.test("hexagonalBins() loses no point and puts none far from its centre", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(place, place), { maxLength: 50 }), (points) => {
      const bins = hexagonalBins(points, 8);
      assertEquals(bins.reduce((sum, { count }) => sum + count, 0), points.length);
      for (const [x, y] of points) {
        const away = Math.min(...bins.map((bin) => Math.hypot(bin.x - x, bin.y - y)));
        // A corner of a hexagon is its height over the square root of 3 from the centre.
        assert(away <= 8 / Math.sqrt(3) + 1e-6, String(away));
      }
    }),
    { seed: 7 },
  );
});

Deno.test("hexagonalBins() counts points that lie together", () => {
  assertEquals(
    hexagonalBins([[0.1, 0], [-0.1, 0.2], [8, 0], [4, 7]], 8).map(({ count }) => count),
    [
      2,
      1,
      1,
    ],
  );
});
