/** Files that say what they hold: GraphPad Prism, published formats, Parquet. */
import { parseTable } from "../../lib/tables/mod.ts";
import { assert, assertEquals, assertStringIncludes } from "../assert.ts";
import {
  CTRP_TSV,
  prismFile,
  prismTable,
  prismX,
  prismY,
  TABLE_PARQUET,
} from "../fuzz/good_files.ts";
import { halfmax, inFolder } from "./halfmax.ts";

const MOLAR = [0, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5];
const PRISM = prismFile(prismTable('YFormat="replicates" Replicates="2" TableType="XY"', "T", [
  prismX("Log conc (M)", MOLAR),
  prismY("=HYPERLINK(1)", [[99, 92, 75, 40, 15, 8], [101, 95, 70, "4*", 17, 9]]),
]));

Deno.test("halfmax fit asks about a Prism file with doses under a title of log, then fits it", async () => {
  await inFolder({ "a.pzfx": PRISM }, async (folder) => {
    const scale = ["--response-scale", "percent"];
    const asked = await halfmax(["fit", "a.pzfx", ...scale], folder);
    assertEquals(asked.code, 2);
    assertStringIncludes(
      asked.stderr,
      "Say --log-dose no to read doses of 0 to 1e−5 M, 0 being the vehicle",
    );

    const told = [...scale, "--log-dose", "no", "--by", "column,replicate", "--out", "out"];
    const { code, stderr } = await halfmax(["fit", "a.pzfx", ...told], folder);
    assertEquals(code, 0, stderr);
    assertStringIncludes(stderr, "excluded in Prism: row 9");
    const text = await Deno.readTextFile(`${folder}/out/fits.csv`);
    const fits = parseTable(text, { source: "fits.csv" });
    assertEquals(fits.rows.map(({ cells }) => cells.slice(0, 2)), [
      ["=HYPERLINK(1)", "1"],
      ["=HYPERLINK(1)", "2"],
    ]);
    // No spreadsheet may run the title as a formula.
    assert(!/(^|,)"?=[^,\n]/m.test(text));
  });
});

Deno.test("halfmax fit knows a published format by its columns, and Parquet by its content", async () => {
  await inFolder({ "ctrp.txt": CTRP_TSV }, async (folder) => {
    const known = await halfmax(["fit", "ctrp.txt"], folder);
    assertEquals(known.code, 0, known.stderr);
    assert(known.stdout.startsWith("experiment_id,master_cpd_id,n_wells,"));
    assertStringIncludes(known.stderr, "no cpd_avg_pv: row 11");

    await Deno.writeFile(`${folder}/tidy.parquet`, TABLE_PARQUET);
    const options = ["--response-scale", "fraction", "--by", "drug"];
    const parquet = await halfmax(["fit", "tidy.parquet", ...options], folder);
    assertEquals(parquet.code, 0, parquet.stderr);
    assertStringIncludes(parquet.stdout, "crizotinib,4,4,4PL");
  });
});
