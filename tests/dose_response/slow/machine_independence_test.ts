import { assertEquals } from "../../assert.ts";
import { hashOfFits } from "../fit_hash.ts";

Deno.test("2,000 fits have the bits recorded for every machine", async () => {
  assertEquals(
    await hashOfFits(2000),
    "eec41192cb1789ec676ee8abb7276803ee457e817d4afc95418a15881d3a9a72",
  );
});
