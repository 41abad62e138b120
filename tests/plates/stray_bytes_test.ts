import { DataError } from "../../lib/errors/mod.ts";
import { inspectPlates, type ReadPlatesOptions } from "../../lib/plates/mod.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import * as good from "./good_plates.ts";

/** A text in the encoding of older programs. */
const latin = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 255);
const inspect = (content: Uint8Array, options: ReadPlatesOptions = {}) =>
  good.withFile(
    "plate.txt",
    content,
    (path) => inspectPlates(path, { layout: good.LAYOUT_TEXT, ...options }),
  );
const refused = async (text: string, options?: ReadPlatesOptions) =>
  (await assertRejects(() => inspect(latin(text), options), DataError)).message;

Deno.test("a degree sign that is not UTF-8 keeps no plate from being read", async () => {
  // As SoftMax Pro writes it: the sign of an old Macintosh.
  const softmax = good.SOFTMAX_ENDPOINT_TXT.replace("°", "¡");
  const { found, wells } = await inspect(latin(softmax));
  assertEquals(wells?.wells.length, 76);
  assertEquals(found.at(-1)?.note, "letters that are not UTF-8, shown as \uFFFD");
  assertEquals((await inspect(latin(good.TECAN_CSV))).wells?.wells.length, 76);
});

Deno.test("names, doses and readings that are not UTF-8 are refused until their encoding is declared", async () => {
  const plate = good.simulatedPlate().map((row) => row.map(String));
  const cases: [string, ReadPlatesOptions?][] = [
    [good.asText([["Plate: Süd"], ...good.lettered(plate)])],
    [good.asText(plate.with(1, plate[1].with(2, "4,0±1")), ";")],
    [`${good.TECAN_CSV}\n${good.LAYOUT_BLOCKS_CSV.replace("(nM)", "(µM)")}`, {
      layout: undefined,
    }],
    [
      `well,dose_µM,counts\n${[1, 2, 3, 4, 5, 6].map((i) => `A${i},${i},${9 - i}`).join("\n")}\n`,
      { layout: undefined },
    ],
  ];
  for (const [text, options] of cases) {
    assertStringIncludes(await refused(text, options), "needs text in UTF-8", text.slice(0, 40));
  }
  const [table, options] = cases[3];
  const read = await inspect(latin(table), { ...options, encoding: "windows-1252" });
  assertEquals(read.wells?.wells[0].dose, 1000);
});
