import { assertEquals } from "../../assert.ts";
import { hashOfFits } from "../fit_hash.ts";

Deno.test("2,000 fits have the bits recorded for every machine", async () => {
  assertEquals(
    await hashOfFits(2000),
    "211819d3f67b66ad31419fc311b1e9ff385bb1862933569cd20fd0b75e7af958",
  );
});
