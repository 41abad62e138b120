import { DataError, HalfmaxError } from "../../lib/errors/mod.ts";
import { joinLayout, type Layout, parsePlateBlocks, readLayout } from "../../lib/plates/mod.ts";
import { assertEquals, assertRejects } from "../assert.ts";

const PLATE = Array.from(
  { length: 8 },
  (_, r) => Array.from({ length: 12 }, (_, c) => 100 * (r + 1) + c + 1).join(","),
);
const blocks = (...names: string[]) =>
  parsePlateBlocks(names.flatMap((name) => [`Plate: ${name}`, ...PLATE, ""]).join("\n"), {
    source: "plates.csv",
  });

async function layoutOf(...lines: string[]): Promise<Layout> {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(path, lines.join("\n"));
  return { ...await readLayout(path), source: "layout.csv" };
}

async function refusal(names: string[], ...lines: string[]): Promise<string> {
  const layout = await layoutOf(...lines);
  const join = () =>
    Promise.resolve().then(() => joinLayout(blocks(...names), layout, { scale: "raw" }));
  return (await assertRejects(join, HalfmaxError)).message;
}

Deno.test("joinLayout() joins by position and accounts for every reading", async () => {
  const layout = await layoutOf(
    "well,role,drug,dose_nM",
    "A01,vehicle,,",
    "c7,sample,crizotinib,10",
  );
  const wells = joinLayout(blocks("P1", "P2"), layout, {
    scale: "raw",
    labels: { P2: { cell_line: "H3122-CR" } },
  });
  assertEquals(
    wells.wells.map((
      { plate, position, signal, dose, row },
    ) => [plate, position, signal, dose, row]),
    [
      ["P1", "A1", 101, 0, 2],
      ["P1", "C7", 307, 10, 4],
      ["P2", "A1", 101, 0, 12],
      ["P2", "C7", 307, 10, 14],
    ],
  );
  assertEquals(wells.wells[3].labels, { drug: "crizotinib", cell_line: "H3122-CR" });
  assertEquals([wells.rowsRead, wells.excluded.length], [192, 188]);
  assertEquals(wells.excluded[0], {
    row: 2,
    plate: "P1",
    position: "A2",
    reason: "not in the layout",
    well: null,
  });
});

Deno.test("joinLayout() takes each plate's own layout where it names plates", async () => {
  const layout = await layoutOf("plate,well,dose_nM", "P1,A1,0", "P2,A1,50");
  const { wells } = joinLayout(blocks("P1", "P2"), layout, { scale: "raw" });
  assertEquals(wells.map(({ plate, dose }) => [plate, dose]), [["P1", 0], ["P2", 50]]);
});

Deno.test("plates that layout and blocks do not share are refused", async () => {
  assertEquals(
    await refusal(["P1"], "plate,well,dose_nM", "P1,A1,0", "P2,A1,50"),
    'Cannot join layout layout.csv: it must name the plates of the blocks ("P1"), found the layout\'s "P2" without a block. Name the plates alike, or leave the layout\'s plate column out',
  );
  assertEquals(
    await refusal(["P1", "P2"], "plate,well,dose_nM", "P1,A1,0"),
    'Cannot join layout layout.csv: it must name the plates of the blocks ("P1" and "P2"), found no wells for "P2". Name the plates alike, or leave the layout\'s plate column out',
  );
});

Deno.test("a layout well without a reading, or beyond the plate, is refused unless it says why", async () => {
  const empty = [...PLATE];
  empty[1] = empty[1].replace("202", "");
  const block = parsePlateBlocks(empty.join("\n"), { source: "plates.csv" });
  const wrong = await layoutOf("well,dose_nM,exclude", "A1,0,", "B2,5,", "A13,5,");
  const join = (layout: Layout) =>
    Promise.resolve().then(() => joinLayout(block, layout, { scale: "raw" }));
  const error = await assertRejects(() => join(wrong), DataError);
  assertEquals(
    error.message,
    `Cannot join layout layout.csv to plates.csv:
  row 3, column "well" must be a well with a reading on plate "1", found "B2"
  row 4, column "well" must be a well of plate "1" (A1 to H12), found "A13". Give the reason in the layout's exclude column, or take the row out`,
  );
  const { excluded } = await join(await layoutOf("well,dose_nM,exclude", "A1,0,", "B2,5,empty"));
  assertEquals(excluded.find(({ position }) => position === "B2")?.reason, "empty");
});

Deno.test("joinLayout() checks the declared scale", async () => {
  const layout = await layoutOf("well,dose_nM", "A1,0");
  const join = (options: object) =>
    Promise.resolve().then(() =>
      (joinLayout as (...all: unknown[]) => unknown)(blocks("P1"), layout, options)
    );
  await assertRejects(() => join({}), HalfmaxError, "is not declared");
  await assertRejects(() => join({ scale: "fraction" }), DataError, 'Say scale: "percent"');
});
