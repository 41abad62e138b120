import { fitDoseResponse } from "../../../lib/dose_response/mod.ts";
import { normalizePlates } from "../../../lib/plates/mod.ts";
import { analyzePlates } from "../../../lib/report/mod.ts";
import { assertEquals } from "../../assert.ts";
import { smallPlates } from "../plates.ts";

Deno.test("analyzePlates() fits more curves than it reports at once, with q over all of them", async () => {
  const lines = Array.from({ length: 23 }, (_, i) => `line ${i + 1}`);
  const seen: string[] = [];
  const wells = smallPlates({ lines });
  const { fits, figures } = await analyzePlates(wells, {
    onProgress: (done, total, doing) => seen.push(`${done}/${total} ${doing}`),
  });
  const together = fitDoseResponse(normalizePlates(wells, { to: "vehicle" }), {
    by: ["cell_line", "drug"],
  });
  assertEquals(JSON.stringify(fits), JSON.stringify(together));
  const total = 23 + figures.length;
  assertEquals(seen, [
    "0/24 fitting curves",
    "20/24 fitting curves",
    "23/24 fitting curves",
    "23/24 drawing figures",
    ...Array.from({ length: figures.length }, (_, i) => `${24 + i}/${total} drawing figures`),
  ]);
});
