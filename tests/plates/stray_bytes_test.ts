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

Deno.test("stray bytes are refused where a well would be missed for them", async () => {
  const plate = good.simulatedPlate().map((row) => row.map(String));
  const numbers = plate[0].map((_, j) => String(j + 1));
  const lettered = good.asText([["", ...numbers], ...good.lettered(plate)]);
  const list = [
    "Well,Signal",
    ...plate.flatMap((row, i) => row.map((cell, j) => `${"ABCDEFGH"[i]}${j + 1},${cell}`)),
  ].join("\n");
  const dosed =
    "well,dose_nM,drug,counts\nA1,0,x,9\nA2,1,x,8\nA3,2,x,7\nA4,3,x,6\nA5,4,x,5\nA6,5,x,4\nA7,6,x,3\n";
  const kinetic = `Time,${
    plate.flatMap((row, i) => row.map((_, j) => `${"ABCDEFGH"[i]}${j + 1}`))
  }\n${["24 h", "48 h"].map((time) => `${time},${plate.flat()}`).join("\n")}\n`;
  const own = { layout: undefined };
  const cases: [text: string, from: string, to: string, options?: ReadPlatesOptions][] = [
    [dosed, "A7", "A7\xA0", own],
    [dosed, "A7", "\xA0A7", own],
    [list, "B9,", "B9\xA0,"],
    [list, "Well", "Well\xA0"],
    [lettered, "C,", "C\xA0,"],
    [lettered, ",7,", ",7\xA0,"],
    [kinetic, "B10", "B10\xA0", { responseName: "24 h" }],
    [kinetic, "48 h", "48\xA0h", { responseName: "24 h" }],
    [kinetic, "Time", "Time\xA0", { responseName: "24 h" }],
  ];
  for (const [text, from, to, options] of cases) {
    assertStringIncludes(text, from);
    assertStringIncludes(await refused(text.replace(from, to), options), "needs text in UTF-8", to);
    const { wells } = await inspect(latin(text.replace(from, to)), {
      ...options,
      encoding: "windows-1252",
    });
    assertEquals(wells?.wells, (await inspect(latin(text), options)).wells?.wells, to);
  }
  const degrees = "Target temperature,37\xB0\nActual temperature,36.9,\xB0C\nAmbient,22,\xB0C\n\n";
  assertEquals((await inspect(latin(degrees + lettered))).wells?.wells.length, 76);
  const warm = list.replaceAll("\n", ",37.5\xB0\n").replace(",37.5\xB0", ",Temp \xB0C");
  assertEquals((await inspect(latin(`${warm}\n`))).wells?.wells.length, 76);
});
