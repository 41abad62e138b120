import { assertEquals } from "../../assert.ts";
import { hashOfFits } from "../fit_hash.ts";

Deno.test("2,000 fits have the bits recorded for every machine", async () => {
  assertEquals(
    await hashOfFits(2000),
    "20f4d96cc86dd1e916885c3aff4673ad630a5fe60635d05697c3ffd0fb66b2e1",
  );
});
