import { UsageError } from "../../lib/errors/mod.ts";
import { meanInterval } from "../../lib/statistics/mod.ts";
import { assert, assertClose, assertEquals, assertThrows } from "../assert.ts";

Deno.test("meanInterval() gives Student's interval for his own sleep data", () => {
  // Student (1908): extra hours of sleep by the second drug less the first, ten patients.
  const { mean, lower, upper, standardDeviation, n } = meanInterval(
    [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4],
  );
  assertClose(mean, 1.58, 1e-14);
  assertClose(standardDeviation!, 1.2299955, 1e-7);
  // 1.58 -+ 2.262157163 x 1.229995483 / sqrt(10)
  assertClose(lower!, 0.7001142, 1e-6);
  assertClose(upper!, 2.4598858, 1e-6);
  assertEquals(n, 10);
});

Deno.test("meanInterval() of one value has no spread and no limits", () => {
  assertEquals(meanInterval([4]), {
    mean: 4,
    lower: null,
    upper: null,
    standardDeviation: null,
    n: 1,
    level: 0.95,
  });
});

Deno.test("meanInterval() is wider at a higher level", () => {
  const [narrow, wide] = [0.9, 0.99].map((level) => meanInterval([1, 2, 4], { level }));
  assert(wide.lower! < narrow.lower! && wide.upper! > narrow.upper!);
});

Deno.test("meanInterval() refuses an impossible level", () => {
  assertThrows(
    () => meanInterval([1, 2], { level: 95 }),
    UsageError,
    "level must be between 0 and 1, such as 0.95, found 95",
  );
});
