/**
 * A published screen as its authors left it: wide, tab-separated, with empty cells; viability as a
 * fraction of DMSO, whose own value is 1 in every row. Lee et al. (2024) Mol Syst Biol,
 * doi:10.1038/s44320-023-00004-7.
 */
import { assert, assertEquals, assertStringIncludes } from "../assert.ts";
import { sharedTest } from "../shared.ts";
import { halfmax, inFolder } from "./halfmax.ts";

const ALK_INHIBITORS = /(Crizotinib|Ceritinib|Alectinib|Brigatinib|Lorlatinib|Entrectinib)/;
const DOSES = [0, 0.17, 0.51, 1.52, 4.57, 13.72, 41.15, 123.5, 370.4, 1111, 3333, 10000];
const [LOWEST, HIGHEST] = [DOSES[1], DOSES[DOSES.length - 1]];

interface Row {
  readonly Name: string;
  readonly [column: string]: string | number | null;
}

sharedTest(
  "halfmax fit calls every curve of six ALK inhibitors in a sarcoma screen what it is",
  "real/sarcoma_screen/ratio_data.txt",
  async (path) => {
    const [header, ...lines] = (await Deno.readTextFile(path)).trimEnd().split("\n");
    const asked = lines.filter((line) => ALK_INHIBITORS.test(line));
    assertEquals(asked.length, 306);
    await inFolder({ "six.txt": [header, ...asked, ""].join("\n") }, async (folder) => {
      const wide = DOSES.map((dose, i) => `Raw ${i}=${dose}`).join(",");
      const options = ["--wide", wide, "--dose-unit", "nM", "--response-scale", "fraction"];
      const { code, stdout, stderr } = await halfmax(
        ["fit", "six.txt", "--by", "Name", ...options, "--format", "json"],
        folder,
      );
      assertEquals(code, 0, stderr);
      assertStringIncludes(stderr, "six.txt: 306 rows, 0 excluded");
      assertStringIncludes(stderr, "vehicle is 1 by construction");
      const rows: Row[] = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
      assertEquals(rows.map(({ Name }) => Name), asked.map((line) => line.split("\t")[0]));
      rows.forEach((row, i) => {
        const cells = asked[i].split("\t").slice(2).filter((cell) => cell.trim() !== "");
        judge(row, cells.map(Number));
      });
    });
  },
);

/** What a reader of the raw values would hold against a row. */
function judge(row: Row, responses: readonly number[]): void {
  const text = `${row.Name}: ${responses.join(" ")}\n${JSON.stringify(row)}`;
  assertEquals(row.n_wells, responses.length, text);
  for (const kind of ["relative", "absolute"]) {
    const [relation, ic50, lower, upper] = ["_relation", "", "_lower", "_upper"]
      .map((end) => row[`ic50_${kind}${end}`]);
    if (relation === "not determined") {
      assertEquals([ic50, lower, upper], [null, null, null], text);
      assert(row[`ic50_${kind}_reason`] !== "", text);
      continue;
    }
    assert(typeof ic50 === "number" && ic50 >= LOWEST && ic50 <= HIGHEST, text);
    if (relation === ">") assertEquals(upper, null, text);
    else if (relation === "<") assertEquals(lower, null, text);
    else assert(relation === "=" && Number(lower) <= ic50 && ic50 <= Number(upper), text);
  }
  if (Math.min(...responses) > 0.75) assert(row.ic50_absolute_relation !== "=", text);
  if (responses[0] > 0.8 && responses[responses.length - 1] < 0.15) {
    assertEquals(row.ic50_absolute_relation, "=", text);
  }
  if (row.status === "flat") {
    assertEquals(row.ic50_relative_relation, "not determined", text);
    assert(Number(row.p_no_effect) >= 0.05, text);
  }
  assertEquals(row.ic50_relative_relation === "=", ["measured", "step"].includes(`${row.status}`));
}
