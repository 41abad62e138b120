import { simulatedFiles } from "../../data/h3122_crizotinib_simulated/wells.csv.ts";
import {
  joinLayout,
  normalizePlates,
  plateQuality,
  readLayout,
  readPlateBlocks,
  readWells,
} from "../../lib/plates/mod.ts";
import { validateDataPackage } from "../../lib/tables/mod.ts";
import { assert, assertEquals } from "../assert.ts";

const FOLDER = decodeURIComponent(
  new URL("../../data/h3122_crizotinib_simulated", import.meta.url).pathname,
);
const wells = await readWells(`${FOLDER}/wells.csv`, { response: "luminescence", scale: "raw" });

Deno.test("the script makes the simulated files again, byte for byte", async () => {
  for (const [name, text] of Object.entries(simulatedFiles())) {
    assertEquals(await Deno.readTextFile(`${FOLDER}/${name}`), text, name);
  }
});

Deno.test("the simulated package is valid and says SIMULATED in title, description and every row", async () => {
  assertEquals(await validateDataPackage(FOLDER), []);
  const { title, description } = JSON.parse(await Deno.readTextFile(`${FOLDER}/datapackage.json`));
  assert(title.startsWith("SIMULATED") && description.startsWith("SIMULATED"));
  assert(wells.wells.every(({ labels }) => labels.simulated === "SIMULATED"));
});

Deno.test("the simulated wells read as the first notebook tells", () => {
  assertEquals(
    Deno.inspect(wells),
    '576 wells on 6 plates: 2 cell lines, crizotinib 1 nM to 10 µM, 3 replicates; 2 excluded: "bubble" P2 C7, "empty" P5 F3',
  );
});

Deno.test("the plate-shaped copy with its layout gives the same wells", async () => {
  const blocks = await readPlateBlocks(`${FOLDER}/plate_block.csv`);
  const joined = joinLayout(blocks, await readLayout(`${FOLDER}/layout.csv`), { scale: "raw" });
  const plain = (
    { labels: { simulated: _, ...labels }, row: __, ...well }: typeof wells.wells[0],
  ) => ({
    ...well,
    labels,
  });
  assertEquals(joined.wells.map(plain), wells.wells.map(plain));
  assertEquals(
    joined.excluded.map(({ plate, position, reason }) => [plate, position, reason]),
    wells.excluded.map(({ plate, position, reason }) => [plate, position, reason]),
  );
  assertEquals(joined.rowsRead, 576);
});

Deno.test("plate quality finds the dried-out row of P4 and nothing else", () => {
  const quality = plateQuality(wells);
  assertEquals(quality.map(({ plate, verdict }) => [plate, verdict]), [
    ["P1", "good"],
    ["P2", "good"],
    ["P3", "good"],
    ["P4", "doubtful"],
    ["P5", "good"],
    ["P6", "good"],
  ]);
  assertEquals(quality[3].reasons, ["edge effect in row A, 14 % low"]);
  assert(quality.every(({ zPrime }) => zPrime !== null && zPrime > 0.7));
});

Deno.test("the resistant line stays above half of control at the top dose, the parental does not", () => {
  const { wells: all } = normalizePlates(wells, { to: "vehicle", minus: "blank" });
  for (const plate of ["P1", "P2", "P3", "P4", "P5", "P6"]) {
    const top = all.filter((well) => well.plate === plate && well.dose === 10_000);
    const mean = top.reduce((sum, { response }) => sum + response, 0) / top.length;
    const resistant = top[0].labels.cell_line === "H3122-CR";
    assert(resistant ? mean > 0.55 : mean < 0.15, `${plate} ${mean}`);
  }
});
