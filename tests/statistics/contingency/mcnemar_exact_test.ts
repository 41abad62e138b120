import fc from "fast-check";
import { UsageError } from "../../../lib/errors/mod.ts";
import { mcNemarExact } from "../../../lib/statistics/mod.ts";
import {
  assert,
  assertAlmostEquals,
  assertClose,
  assertEquals,
  assertThrows,
} from "../../assert.ts";

Deno.test("mcNemarExact() is twice a binomial tail of one half", () => {
  // 2 (1 + 8) / 2^8; mid-P takes 8 / 2^8 off.
  assertClose(mcNemarExact(1, 7).pValue, 18 / 256, 1e-14);
  assertClose(mcNemarExact(1, 7).midPValue, 10 / 256, 1e-14);
  assertClose(mcNemarExact(0, 5).pValue, 2 / 32, 1e-14);
  assertEquals([mcNemarExact(2, 0).pValue, mcNemarExact(0, 60).pValue], [0.5, 2 ** -59]);
  // On either side of where the way of adding up changes: P(X <= 480) of 1,000 and of 1,001.
  const [one, other] = [mcNemarExact(480, 520).pValue, mcNemarExact(480, 521).pValue];
  assertAlmostEquals(one, 0.2174, 0.0005);
  assertAlmostEquals(other, 0.2062, 0.0005);
});

Deno.test("mcNemarExact() gives 1 where the counts are equal or no pair differs", () => {
  assertEquals(mcNemarExact(4, 4).pValue, 1);
  assertEquals(mcNemarExact(0, 0), { pValue: 1, midPValue: 1, discordant: 0 });
});

Deno.test("mcNemarExact() does not mind which condition is first", () => {
  const count = fc.integer({ min: 0, max: 200 });
  fc.assert(
    fc.property(count, count, (a, b) => {
      assertEquals(mcNemarExact(a, b), mcNemarExact(b, a));
      const { pValue, midPValue } = mcNemarExact(a, b);
      assert(midPValue <= pValue + 1e-12 && pValue <= 1);
      if (a !== b) assertAlmostEquals(mcNemarExact(a, b).discordant, a + b, 0);
    }),
    { seed: 1 },
  );
});

Deno.test("mcNemarExact() refuses what is no count", () => {
  assertThrows(
    () => mcNemarExact(-1, 2),
    UsageError,
    "onlyFirst must be a whole number, 0 or more",
  );
});
