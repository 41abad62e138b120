import { validateDataPackage } from "../../lib/tables/mod.ts";
import { readExposures } from "../../lib/resistance/mod.ts";
import { assert, assertEquals } from "../assert.ts";
import { readTable } from "../../lib/tables/mod.ts";
import { sharedTest } from "../shared.ts";

for (const name of ["identifiers", "exposure"]) {
  Deno.test(`data/${name} keeps to its schema`, async () => {
    assertEquals(await validateDataPackage(`data/${name}`), []);
  });
}

Deno.test("readExposures() reads the concentrations that say what they count", async () => {
  const exposures = await readExposures("data/exposure/exposure.csv");
  assertEquals(
    exposures.map(({ drug, basis, concentration: { relation, estimate } }) =>
      [drug, basis, relation, estimate].join(" ")
    ),
    [
      "lorlatinib total = 570",
      "lorlatinib free = 194",
      "alectinib total = 1265",
      "alectinib free < 12.7",
      "crizotinib total = 570",
    ],
  );
});

sharedTest(
  "data/exposure holds every quantity of the collection with its status",
  "domain/exposure_verified.csv",
  async (path) => {
    const pick = async (file: string) => {
      const { columns, rows } = await readTable(file);
      const at = ["drug", "quantity", "value", "unit", "detail", "status", "source"].map((name) =>
        columns.indexOf(name)
      );
      return rows.map(({ cells }) => at.map((i) => cells[i]));
    };
    assertEquals(await pick("data/exposure/exposure.csv"), await pick(path));
  },
);

sharedTest(
  "data/identifiers holds only ids of the collection, none inferred",
  "domain/identifiers_seen.csv",
  async (path) => {
    const ours = (await readTable("data/identifiers/identifiers.csv")).rows;
    const seen = (await readTable(path)).rows;
    for (const { cells } of ours) {
      const found = seen.find((row) => cells.slice(0, 4).every((text, i) => text === row.cells[i]));
      assert(found !== undefined && !found.cells[4].includes("inferred"), cells.join(" "));
    }
    assertEquals(ours.length, 27);
  },
);
