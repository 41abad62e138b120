/** Responses that come without their plates: GraphPad Prism, wide and long tables, known formats. */
import { utils, write } from "@e965/xlsx";
import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { readCurves } from "../../lib/dose_response/mod.ts";
import {
  type Analysis,
  analysisReport,
  analysisTables,
  methodsParagraph,
  provenance,
} from "../../lib/report/mod.ts";
import {
  assert,
  assertClose,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "../assert.ts";
import { sharedTest } from "../shared.ts";
import { CALCULATOR, LONG, PRISM, WIDE, WIDE_CALL } from "./curves.ts";
import { withoutFigures } from "./plates.ts";

async function inFile<T>(
  name: string,
  text: string,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/${name}`, text);
    return await use(`${folder}/${name}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Nothing is lost on the way: rows read are rows used and rows left out, each with its reason. */
function accounted(analysis: Analysis): readonly number[] {
  const { read, used, excluded } = provenance(analysis).rows;
  assertEquals(read, used + excluded.length);
  assert(excluded.every(({ row, reason }) => row > 0 && reason !== ""));
  return [read, used];
}

Deno.test("analyzeDoseResponse() takes a GraphPad Prism file, and says that there are no plates", async () => {
  await inFile("small.pzfx", PRISM, async (path) => {
    const analysis = await withoutFigures(path, {
      scale: "percent",
      by: ["column"],
      reference: "H3122",
    });
    assertEquals(accounted(analysis), [28, 27]);
    assertEquals([analysis.wells, analysis.quality, analysis.simulated], [null, [], true]);
    assertEquals(analysis.rows.excluded, [
      { row: 2, column: "H3122, replicate 2", reason: "excluded in Prism" },
    ]);
    const [sensitive, resistant] = analysis.absolute.map(({ potency }) => potency.estimate ?? NaN);
    assertClose(sensitive, 100, 0.02);
    assertClose(resistant, 1000, 0.02);
    assertEquals(analysis.folds?.map(({ test }) => test), ["H3122-CR"]);
    const page = analysisReport(analysis);
    assertStringIncludes(page, "nothing can be said of plate quality. Control (100) was taken as");
    assertStringIncludes(page, "not known: the input has no plates");
    const text = methodsParagraph(analysis);
    assertStringIncludes(text, "Of 28 rows, 27 were analysed; 1 was left out");
    assertStringIncludes(text, "came without their plates, so that plate quality could not be");
    assertStringIncludes(text, "control (100) was taken as exact");
  });
});

Deno.test("analyzeDoseResponse() asks what side-by-side values of Prism are, and what they hold", async () => {
  await inFile("small.pzfx", PRISM, async (path) => {
    await assertRejects(() => withoutFigures(path), UsageError, "is not declared");
    await assertRejects(
      () => withoutFigures(path, { scale: "percent" }),
      UsageError,
      "Say which with by: column,replicate (or fewer of them)",
    );
    const { over, fits } = await withoutFigures(path, {
      scale: "percent",
      by: ["column", "replicate"],
    });
    assertEquals([over, fits.length], ["replicate", 4]);
  });
});

Deno.test("analyzeDoseResponse() takes a wide table, each row a curve", async () => {
  await inFile("wide.csv", WIDE, async (path) => {
    const analysis = await withoutFigures(path, WIDE_CALL);
    assertEquals(accounted(analysis), [3, 2]);
    assertEquals(analysis.by, ["line"]);
    assertEquals(analysis.rows.excluded, [{ row: 4, reason: "no response at any dose" }]);
    const wells = analysisTables(analysis).find(({ name }) => name === "wells");
    assertEquals(wells?.columns.map(({ name }) => name), ["line", "dose", "response"]);
    assertEquals(wells?.rows.length, 14);
    const [first, , third] = WIDE.split("\n");
    const twice = [first, third, third].join("\n");
    await Deno.writeTextFile(path, twice);
    await assertRejects(() => withoutFigures(path, WIDE_CALL), UsageError, "rows 2 and 3 have");
  });
});

Deno.test("analyzeDoseResponse() shows the empty name of a row as what it is", async () => {
  const unnamed = WIDE.replace(/\nB,/, "\n,");
  await inFile("wide.csv", unnamed, async (path) => {
    const analysis = await withoutFigures(path, { ...WIDE_CALL, reference: "A" });
    const page = analysisReport(analysis).replace(/<[^>]*>/g, "|");
    assertStringIncludes(page, "|(no name)||absolute IC50");
    assertStringIncludes(page, "|(no name) over A|");
    assert(!page.includes("All wells"), "one curve of several is not all wells");
  });
});

Deno.test("analyzeDoseResponse() refuses rows of a wide table that would be pooled for want of names", async () => {
  const [header, ...rows] = WIDE.trim().split("\n");
  const unnamed = rows.map((row) => row.replace(/^[^,]*/, ""));
  await inFile("wide.csv", [header, ...rows, ...unnamed, ""].join("\n"), async (path) => {
    await assertRejects(
      () => withoutFigures(path, { ...WIDE_CALL, by: ["line"] }),
      DataError,
      '"line" must name every treated row or none',
    );
  });
});

Deno.test("analyzeDoseResponse() refuses rows of a long table that lost their names", async () => {
  await inFile("long.tsv", LONG.replaceAll(/^(crizotinib)\t/gm, "\t"), async (path) => {
    await assertRejects(() => withoutFigures(path), DataError, '"drug" must name every treated');
  });
});

Deno.test("analyzeDoseResponse() refuses a long table whose vehicle rows alone have names", async () => {
  const doses = [0, 1, 10, 100, 1000];
  const rows = ["A", "B"].flatMap((line, i) =>
    doses.map((dose) => `${dose === 0 ? line : ""},${dose},${1 / (1 + dose / 20 / 10 ** i)}`)
  );
  await inFile(
    "merged.csv",
    `cell_line,dose_nM,viability_fraction\n${rows.join("\n")}\n`,
    async (path) => {
      for (const call of [{}, { by: ["cell_line"] }]) {
        await assertRejects(
          () => withoutFigures(path, call),
          DataError,
          '"cell_line" must name every treated row or none, found names on 2 rows without a treatment',
        );
      }
    },
  );
});

Deno.test("analyzeDoseResponse() hears a header that says SIMULATED, in UTF-16 too", async () => {
  const rows = [0, 1, 10, 100, 1000].map((dose) => `${dose},${1 / (1 + dose / 20)}\n`).join("");
  const call = { response: "SIMULATED_viability_fraction" };
  const table = `dose_nM,${call.response}\n${rows}`;
  await inFile("curve.csv", table, async (path) => {
    assertEquals((await withoutFigures(path, call)).simulated, true);
    const units = Uint16Array.from(`\uFEFF${table}`, (letter) => letter.charCodeAt(0));
    await Deno.writeFile(path, new Uint8Array(units.buffer));
    assertEquals((await withoutFigures(path, call)).simulated, true);
    await Deno.writeTextFile(path, table.replace("SIMULATED_", ""));
    assertEquals((await withoutFigures(path, {})).simulated, false);
  });
});

Deno.test("analyzeDoseResponse() takes the same table from a workbook", async () => {
  await inFile("wide.csv", WIDE, async (path) => {
    const fromText = await withoutFigures(path, WIDE_CALL);
    const book = utils.book_new();
    const cells = WIDE.trim().split("\n").map((line) =>
      line.split(",").map((cell) => cell === "" || isNaN(Number(cell)) ? cell : Number(cell))
    );
    utils.book_append_sheet(book, utils.aoa_to_sheet(cells), "curves");
    const workbook = path.replace(".csv", ".xlsx");
    await Deno.writeFile(workbook, new Uint8Array(write(book, { type: "array" })));
    const fromWorkbook = await withoutFigures(workbook, WIDE_CALL);
    assertEquals(JSON.stringify(fromWorkbook.fits), JSON.stringify(fromText.fits));
  });
});

Deno.test("analyzeDoseResponse() takes a long table, and asks what could tell its curves apart", async () => {
  await inFile("long.tsv", LONG, async (path) => {
    const analysis = await withoutFigures(path);
    assertEquals(accounted(analysis), [16, 14]);
    assertEquals([analysis.by, analysis.over], [["drug"], null]);
    await Deno.writeTextFile(path, LONG.replace("drug\t", "compound\t"));
    await assertRejects(() => withoutFigures(path), UsageError, "Say which with by: compound");
    await Deno.writeTextFile(path, LONG.replace("0.51", "x"));
    await assertRejects(() => withoutFigures(path), DataError, "row 5");
  });
});

Deno.test("analyzeDoseResponse() knows a published format by its columns", async () => {
  await inFile("counts.csv", CALCULATOR, async (path) => {
    const analysis = await withoutFigures(path);
    assertEquals(accounted(analysis), [7, 7]);
    assertEquals(analysis.by, ["cell_line"]);
    assertClose(analysis.absolute[0].potency.estimate ?? NaN, 100, 0.02);
    assert(analysis.rows.notes.length > 0);
    assertStringIncludes(analysisReport(analysis), analysis.rows.notes[0]);
  });
});

Deno.test("analyzeDoseResponse() takes curves that are read already, and keeps how they are told apart", async () => {
  await inFile("wide.csv", WIDE, async (path) => {
    const curves = await readCurves(path, { ...WIDE_CALL, by: ["line"] });
    const analysis = await withoutFigures(curves, { reference: "A" });
    assertEquals([analysis.by, analysis.inputs, accounted(analysis)], [["line"], [], [3, 2]]);
    await assertRejects(
      () => withoutFigures(curves, { by: ["drug"] }),
      UsageError,
      'told apart already, by "line", found by: "drug"',
    );
  });
});

sharedTest(
  "a Prism file of the H3122 laboratory is analysed, and its X is asked about",
  "real/h3122_crizotinib_srb/Clonal_H3122_crizotinib.pzfx",
  async (path) => {
    const call = { scale: "percent", doseUnit: "M" } as const;
    await assertRejects(() => withoutFigures(path, call), UsageError, "Say logDose: false");
    const analysis = await withoutFigures(path, { ...call, logDose: false });
    const [read, used] = accounted(analysis);
    assert(read > 0 && used > 0);
    const ic50s = analysis.absolute.map(({ potency }) => potency.estimate?.toPrecision(3));
    assertEquals(ic50s, ["91.8", "80.9", "96.1"]);
  },
);

sharedTest(
  "the first assay of the H3122 laboratory is analysed from its Prism file",
  "real/h3122_crizotinib_srb/Crizotinib_assay_1.pzfx",
  async (path) => {
    const call = { scale: "percent", doseUnit: "M", logDose: false } as const;
    await assertRejects(() => withoutFigures(path, call), UsageError, "by: column,replicate");
    const analysis = await withoutFigures(path, { ...call, by: ["column"] });
    const [read, used] = accounted(analysis);
    assert(read > 0 && used > 0);
    assertEquals(analysis.absolute[0].potency.estimate?.toPrecision(3), "117");
  },
);
