import { join } from "node:path";
import { read, utils } from "@e965/xlsx";
import { UsageError } from "../../lib/errors/mod.ts";
import { foldChangeChart } from "../../lib/figures/mod.ts";
import type { Wells } from "../../lib/plates/mod.ts";
import {
  type Analysis,
  ANALYSIS_FILES,
  type AnalysisCall,
  analysisFiles,
  saveAnalysis,
} from "../../lib/report/mod.ts";
import { ANALYZE_FILES } from "../../lib/cli/analyze_command.ts";
import { assert, assertEquals, assertRejects } from "../assert.ts";
import { smallPlates, withoutFigures } from "./plates.ts";

const analysis = await withOneFigure(
  smallPlates({ replicates: ["1", "2"], excluded: { 7: "-bubble" } }),
  { reference: "A" },
);

/** One figure tells of all of them: each is written in the same way. */
async function withOneFigure(wells: Wells, call: AnalysisCall): Promise<Analysis> {
  const computed = await withoutFigures(wells, call);
  const figure = foldChangeChart(computed.folds ?? []);
  return { ...computed, figures: [{ name: "fold-change", figure, screenSvg: figure.svg }] };
}

async function inTempFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "halfmax é " });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function contents(folder: string, below = ""): Promise<Record<string, Uint8Array>> {
  const all = await Array.fromAsync(Deno.readDir(join(folder, below)));
  const inside = await Promise.all(all.map(async ({ name, isDirectory }) => {
    const path = below === "" ? name : `${below}/${name}`;
    return isDirectory
      ? await contents(folder, path)
      : { [path]: await Deno.readFile(join(folder, path)) };
  }));
  return Object.assign({}, ...inside);
}

Deno.test("saveAnalysis() writes the same bytes twice, and nothing besides", async () => {
  await inTempFolder(async (folder) => {
    const names = await saveAnalysis(analysis, folder);
    const [one, two] = [await contents(folder), await analysisFiles(analysis)];
    assertEquals(Object.keys(one).sort(), [...names].sort());
    assertEquals(Object.keys(one).sort(), Object.keys(two).sort());
    for (const name of names) assertEquals(two[name], one[name], name);
    for (const name of ANALYSIS_FILES) assert(names.includes(name), name);
    await recordHolds(one);
    const [, row] = new TextDecoder().decode(one["tables/excluded.csv"]).split("\n");
    assert(row.endsWith(",'-bubble"), `a spreadsheet would run ${row}`);
    const variants = new TextDecoder().decode(one["tables/ic50_variants.csv"]).split("\n");
    assert(variants[1].startsWith("A,drug,with every well,"), variants[1]);
    const { Sheets } = read(one["tables.xlsx"]);
    const notes = utils.sheet_to_csv(Sheets.notes);
    assert(
      notes.includes("ic50_variants") && notes.includes("With those that have a signal put back"),
    );
    const wells = new TextDecoder().decode(one["tables/wells.csv"]);
    assert(!wells.includes("'"), "numbers below zero stay numbers");
  });
});

/** The record has the SHA-256 of every other file, and every row left out. */
async function recordHolds(files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const record = JSON.parse(new TextDecoder().decode(files["provenance.json"]));
  const others = Object.keys(files).filter((name) => name !== "provenance.json");
  assertEquals(Object.keys(record.outputs).sort(), others.sort());
  for (const [name, hash] of Object.entries(record.outputs)) {
    const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(files[name]));
    assertEquals(new Uint8Array(digest).toHex(), hash, name);
  }
  assertEquals(record.rows.excluded.map(({ reason }: { reason: string }) => reason), ["-bubble"]);
  assertEquals(record.rows.read, record.rows.used + record.rows.excluded.length);
}

Deno.test("saveAnalysis() leaves nothing where it cannot finish", async () => {
  await inTempFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "file"), "mine");
    await assertRejects(() => saveAnalysis(analysis, join(folder, "file")), UsageError);
    const unknown = { ...analysis, call: { ...analysis.call, journal: "nowhere" } };
    await assertRejects(() => saveAnalysis(unknown, join(folder, "new")), UsageError, "nowhere");
    assertEquals(await contents(folder), { file: new TextEncoder().encode("mine") });
  });
});

Deno.test("the command knows the files of every analysis", () => {
  assertEquals(ANALYZE_FILES, ANALYSIS_FILES);
});
