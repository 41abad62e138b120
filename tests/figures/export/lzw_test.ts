import fc from "fast-check";
import { lzwCompress } from "../../../lib/figures/export/lzw.ts";
import { assert, assertEquals } from "../../assert.ts";
import { lzwDecode } from "./decode_tiff.ts";

Deno.test("lzwCompress() of the specification's example", () => {
  // TIFF 6.0, section 13: 7 7 7 8 8 7 7 6 6 gives the codes 256 7 258 8 8 258 6 6 257.
  const codes = [256, 7, 258, 8, 8, 258, 6, 6, 257];
  const bits = codes.map((code) => code.toString(2).padStart(9, "0")).join("");
  const bytes = bits.padEnd(Math.ceil(bits.length / 8) * 8, "0").match(/.{8}/g)!.map((b) =>
    parseInt(b, 2)
  );
  assertEquals([...lzwCompress(Uint8Array.of(7, 7, 7, 8, 8, 7, 7, 6, 6))], bytes);
});

Deno.test("lzwCompress() can be read back, whatever the bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
      assertEquals(lzwDecode(lzwCompress(bytes)), [...bytes]);
    }),
    { seed: 11, numRuns: 30 },
  );
});

Deno.test("lzwCompress() fills its table and starts anew", () => {
  let state = 1;
  const bytes = Uint8Array.from({ length: 60000 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 26;
  });
  assertEquals(lzwDecode(lzwCompress(bytes)), [...bytes]);
});

Deno.test("lzwCompress() makes a white picture small", () => {
  assert(lzwCompress(new Uint8Array(100_000).fill(255)).length < 1000);
});
