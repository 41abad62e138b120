import { assertEquals } from "../assert.ts";
import { hashOfFits } from "./fit_hash.ts";

/** Functions of the engine whose last bit the language leaves open. */
const OPEN = [
  "acos",
  "acosh",
  "asin",
  "asinh",
  "atan",
  "atan2",
  "atanh",
  "cbrt",
  "cos",
  "cosh",
  "exp",
  "expm1",
  "hypot",
  "log",
  "log10",
  "log1p",
  "log2",
  "pow",
  "sin",
  "sinh",
  "tan",
  "tanh",
] as const;

Deno.test("200 fits have the bits recorded for every machine, without a function that may differ", async () => {
  const engine = Object.fromEntries(OPEN.map((name) => [name, Math[name]]));
  for (const name of OPEN) {
    Math[name] = () => {
      throw new Error(`Math.${name} may differ in its last bit from machine to machine`);
    };
  }
  try {
    assertEquals(
      await hashOfFits(200),
      "90fbfc575433f3aabba1562985f26ae32d1730168e32c941915062e8b772d749",
    );
  } finally {
    Object.assign(Math, engine);
  }
});

Deno.test("no power operator stands on the way of a fit", async () => {
  // x ** y may differ as Math.pow does, and cannot be replaced from outside.
  const found: string[] = [];
  for (const room of ["numerics", "statistics", "dose_response", "potency", "resistance"]) {
    const folder = new URL(`../../lib/${room}/`, import.meta.url);
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (!isFile) continue;
      const text = await Deno.readTextFile(new URL(name, folder));
      const code = text.replaceAll(/\/\*[^]*?\*\/|\/\/.*|"[^"\n]*"|`[^`]*`/g, "");
      if (code.includes("**")) found.push(`${room}/${name}`);
    }
  }
  assertEquals(found, []);
});
