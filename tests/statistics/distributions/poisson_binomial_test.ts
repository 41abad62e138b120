import { poissonBinomialTails } from "../../../lib/statistics/distributions/poisson_binomial.ts";
import { assert, assertClose, assertEquals } from "../../assert.ts";
import { referenceRows } from "../reference.ts";

interface Row {
  readonly probabilities: readonly number[];
  readonly observed: number;
  readonly atLeast: number;
  readonly atMost: number;
}

Deno.test("poissonBinomialTails() agrees with exact convolution, small tails relatively", () => {
  for (
    const { probabilities, observed, atLeast, atMost } of referenceRows<Row>("poisson_binomial")
  ) {
    const groups = probabilities.map((probability) => ({ probability, trials: 1 }));
    const tails = poissonBinomialTails(groups, observed);
    assertClose(tails.atLeast, atLeast, 1e-11, `at least ${observed}`);
    assertClose(tails.atMost, atMost, 1e-11, `at most ${observed}`);
  }
});

Deno.test("poissonBinomialTails() takes equal trials as one group", () => {
  const one = poissonBinomialTails([{ probability: 0.2, trials: 30 }], 11);
  const many = poissonBinomialTails(
    Array.from({ length: 30 }, () => ({ probability: 0.2, trials: 1 })),
    11,
  );
  assertClose(one.atLeast, many.atLeast, 1e-12);
  // binomial(30, 1/2): symmetric, so both tails at 15 are 1/2 + half the middle.
  const half = poissonBinomialTails([{ probability: 0.5, trials: 30 }], 15);
  assertClose(half.atLeast, 0.5 + 155117520 / 2 ** 31, 1e-13);
  assertClose(half.atMost, half.atLeast, 1e-13);
});

Deno.test("poissonBinomialTails() counts certain trials and drops impossible ones", () => {
  const groups = [
    { probability: 1, trials: 3 },
    { probability: 0, trials: 5 },
    { probability: 0.25, trials: 1 },
  ];
  assertEquals(poissonBinomialTails(groups, 3), { atLeast: 1, atMost: 0.75 });
  assertEquals(poissonBinomialTails(groups, 4), { atLeast: 0.25, atMost: 1 });
  assertEquals(poissonBinomialTails([], 0), { atLeast: 1, atMost: 1 });
});

Deno.test("poissonBinomialTails() is quick with a hundred thousand samples", () => {
  const groups = Array.from(
    { length: 50 },
    (_, i) => ({ probability: (i + 1) / 200, trials: 2000 }),
  );
  const { atLeast, atMost } = poissonBinomialTails(groups, 13_000);
  assert(atLeast > 0 && atLeast < 0.01 && atMost > 0.99);
});
