import { portableExp, portableLog, randomSeeded } from "../../lib/numerics/mod.ts";
import { assert, assertEquals } from "../assert.ts";
import { unitsApart } from "./units_apart.ts";

Deno.test("portableExp() is within one unit in the last place of Math.exp() over a dense grid", () => {
  const prng = randomSeeded(1);
  for (let i = 0; i <= 100_000; i++) {
    const x = -745 + 1454.7 * i / 100_000 + prng() * 1e-3;
    if (x > 709.78) continue;
    assert(unitsApart(portableExp(x), Math.exp(x)) <= 1, `exp(${x})`);
    const small = (prng() - 0.5) * 4;
    assert(unitsApart(portableExp(small), Math.exp(small)) <= 1, `exp(${small})`);
  }
});

Deno.test("portableLog() is within one unit in the last place of Math.log() over a dense grid", () => {
  const prng = randomSeeded(2);
  for (let i = 0; i < 100_000; i++) {
    const wide = Math.exp((prng() - 0.5) * 1400);
    const near = 1 + (prng() - 0.5) * 0.2;
    const close = 1 + (prng() - 0.5) * 1e-8;
    const tiny = prng() * 1e-310;
    for (const x of [wide, near, close, tiny]) {
      assert(unitsApart(portableLog(x), Math.log(x)) <= 1, `log(${x})`);
    }
  }
});

Deno.test("portableExp() and portableLog() are right at the edges", () => {
  assertEquals(portableExp(0), 1);
  assertEquals(portableExp(-0), 1);
  assertEquals(portableExp(Infinity), Infinity);
  assertEquals(portableExp(-Infinity), 0);
  assertEquals(portableExp(709.8), Infinity);
  assertEquals(portableExp(-746), 0);
  assertEquals(portableExp(-745.1), 5e-324);
  assert(Number.isNaN(portableExp(NaN)));
  assertEquals(portableLog(1), 0);
  assertEquals(portableLog(0), -Infinity);
  assertEquals(portableLog(Infinity), Infinity);
  assertEquals(portableLog(5e-324), -744.4400719213812);
  assert(Number.isNaN(portableLog(-1)));
  assert(Number.isNaN(portableLog(NaN)));
});

Deno.test("portableLog() undoes portableExp()", () => {
  for (let x = -700; x < 700; x += 0.37) {
    assert(Math.abs(portableLog(portableExp(x)) - x) <= 4e-16 * Math.max(1, Math.abs(x)));
  }
});

Deno.test("portableExp() and portableLog() give the bits recorded for every machine", () => {
  let hash = 2166136261;
  const bits = new DataView(new ArrayBuffer(8));
  const add = (value: number) => {
    bits.setFloat64(0, value);
    for (const at of [0, 4]) hash = Math.imul(hash ^ bits.getUint32(at), 16777619);
  };
  const prng = randomSeeded(3);
  for (let i = 0; i < 20_000; i++) {
    add(portableExp((prng() - 0.5) * 1400));
    add(portableLog(prng() * 10));
  }
  assertEquals(hash >>> 0, 2566252562);
});
