import { readPlates, type Wells } from "../../lib/plates/mod.ts";
import { assert, assertEquals } from "../assert.ts";
import * as good from "./good_plates.ts";

const read = (content: string | Uint8Array, layout?: string) =>
  good.withFile("plate.xlsx", content, (path) => readPlates(path, { layout }));
const words = ({ wells, excluded }: Wells): (string | undefined)[] => [
  ...new Set([...wells, ...excluded.flatMap(({ well }) => well ?? [])]
    .map(({ labels }) => labels.simulated)),
];

Deno.test("wells of a file that calls itself SIMULATED carry the word", async () => {
  const untitled = good.authorsSheet().slice(1);
  const books = {
    "a title above the plate": { A: good.authorsSheet() },
    "a sheet of notes": { A: untitled, Notes: [["These data are SIMULATED."]] },
    "a sheet's name": { "SIMULATED A": untitled },
  };
  const layout = `${good.LAYOUT_TEXT}; well B2: exclude spilt`;
  for (const [where, sheets] of Object.entries(books)) {
    for (const type of ["xlsx", "xls", "ods"] as const) {
      const wells = await read(good.workbookOf(sheets, type), layout);
      assertEquals(words(wells), ["SIMULATED"], `${where}, ${type}`);
      assert(Deno.inspect(wells).startsWith("96 wells on 1 plate: H3122, crizotinib"));
    }
  }
  assertEquals(words(await read(good.workbookOf({ A: untitled }), layout)), [undefined]);
});

Deno.test("a table of wells in a workbook is heard too, its own column keeps its words", async () => {
  const rows = (word: string[]) =>
    [0, 1, 10, 100, 1000, 10000].map((dose, i) => [`A${i + 1}`, dose, 900 - i, ...word]);
  const header = ["well", "dose_nM", "counts"];
  const notes = [["SIMULATED"]];
  assertEquals(words(await read(good.workbookOf({ Wells: [header, ...rows([])], N: notes }))), [
    "SIMULATED",
  ]);
  assertEquals(
    words(
      await read(
        good.workbookOf({ Wells: [[...header, "simulated"], ...rows(["yes"])], N: notes }),
      ),
    ),
    ["yes"],
  );
});
