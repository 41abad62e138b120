import { detectionRules, readStudy } from "../../lib/mechanisms/mod.ts";
import { readColumns, readTable, textColumn, validateDataPackage } from "../../lib/tables/mod.ts";
import { countsCsv } from "../../data/simulated_alk_studies/counts.csv.ts";
import { assert, assertEquals } from "../assert.ts";
import { sharedTest } from "../shared.ts";

for (
  const name of [
    "mechanism_taxonomy",
    "detection_rules",
    "simulated_alk_cohort",
    "simulated_alk_studies",
    "published_mechanism_frequencies",
  ]
) {
  Deno.test(`data/${name} is a valid data package`, async () => {
    assertEquals(await validateDataPackage(`data/${name}`), []);
  });
}

Deno.test("the simulated cohort says SIMULATED in its name and description", async () => {
  const meta = await Deno.readTextFile("data/simulated_alk_cohort/meta_study.txt");
  for (const key of ["name", "description"]) {
    assert(new RegExp(`^${key}: .*SIMULATED`, "m").test(meta), key);
  }
  assert((await readStudy("data/simulated_alk_cohort")).source.includes("SIMULATED"));
});

Deno.test("the simulated studies are what their script makes, and say SIMULATED", async () => {
  const text = await Deno.readTextFile("data/simulated_alk_studies/counts.csv");
  assertEquals(text, countsCsv());
  assert(text.trimEnd().split("\n").slice(1).every((line) => line.startsWith("SIMULATED ")));
});

sharedTest(
  "the detection rules are those that were verified",
  "domain/detection_rules_verified.csv",
  async (path) => {
    const verified = readColumns(await readTable(path), {
      assay: textColumn(),
      value: textColumn({ missing: "null" }),
      source: textColumn(),
    });
    assertEquals(
      detectionRules().map(({ assay, value, source }) => [assay, value, source]),
      verified.map(({ assay, value, source }) => [assay, value ?? "", source]),
    );
  },
);
