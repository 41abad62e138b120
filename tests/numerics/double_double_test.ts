import { add, divide, exactProduct, exactSum, multiply } from "../../lib/numerics/double_double.ts";
import { assert, assertEquals } from "../assert.ts";

Deno.test("exactSum() and exactProduct() lose nothing", () => {
  assertEquals(exactSum(1e16, 1), [1e16, 1]);
  assertEquals(exactSum(1, 1e-20), [1, 1e-20]);
  const [high, low] = exactProduct(1 + 2 ** -30, 1 - 2 ** -30);
  assertEquals(high, 1);
  assertEquals(low, -(2 ** -60));
});

Deno.test("add(), multiply() and divide() keep about 32 digits", () => {
  const third = divide([1, 0], [3, 0]);
  const one = add(add(third, third), third);
  assert(Math.abs(one[0] - 1 + one[1]) < 1e-31);
  const back = multiply(third, [3, 0]);
  assert(Math.abs(back[0] - 1 + back[1]) < 1e-31);
  // 10^-1 to 32 digits: the low part is what 0.1 as a double lacks.
  assertEquals(divide([1, 0], [10, 0]), [0.1, -5.551115123125783e-18]);
});
