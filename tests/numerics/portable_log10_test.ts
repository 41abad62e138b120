import {
  portableExp10,
  portableLog10,
  portableLog1p,
  randomSeeded,
} from "../../lib/numerics/mod.ts";
import { assert, assertEquals } from "../assert.ts";
import { unitsApart } from "./units_apart.ts";

Deno.test("portableLog10() and portableExp10() are exact at powers of ten", () => {
  for (let k = -323; k <= 308; k++) {
    const power = Number(`1e${k}`);
    assertEquals(portableLog10(power), k);
    assertEquals(portableExp10(k), power);
  }
});

Deno.test("portable decimal powers and logarithms are within two units of the engine's", () => {
  const prng = randomSeeded(1);
  for (let i = 0; i < 50_000; i++) {
    const x = (prng() - 0.5) * 610;
    assert(unitsApart(portableExp10(x), 10 ** x) <= 2, `10^${x}`);
    const dose = 10 ** ((prng() - 0.5) * 20);
    assert(unitsApart(portableLog10(dose), Math.log10(dose)) <= 2, `log10(${dose})`);
  }
});

Deno.test("portableLog1p() is within three units of the engine's, however small its argument", () => {
  const prng = randomSeeded(2);
  for (let i = 0; i < 50_000; i++) {
    for (const x of [prng(), -prng(), 1e5 * prng(), (prng() - 0.5) * 10 ** (-20 * prng())]) {
      assert(unitsApart(portableLog1p(x), Math.log1p(x)) <= 3, `log1p(${x})`);
    }
  }
});

Deno.test("portable decimal powers and logarithms are right at the edges", () => {
  assertEquals([portableLog10(0), portableLog10(Infinity)], [-Infinity, Infinity]);
  assertEquals([portableExp10(Infinity), portableExp10(-Infinity)], [Infinity, 0]);
  assertEquals([portableExp10(309), portableExp10(-330), portableExp10(308.5)], [
    Infinity,
    0,
    Infinity,
  ]);
  assertEquals([portableLog1p(-1), portableLog1p(Infinity), portableLog1p(0)], [
    -Infinity,
    Infinity,
    0,
  ]);
  assertEquals(Object.is(portableLog1p(-0), -0), true);
  for (const f of [portableLog10, portableExp10, portableLog1p]) assert(Number.isNaN(f(NaN)));
  assert(Number.isNaN(portableLog10(-1)) && Number.isNaN(portableLog1p(-2)));
});
