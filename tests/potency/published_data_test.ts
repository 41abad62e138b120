import { ic50Csv as guideCsv } from "../../data/crizotinib_guide_2025/ic50.csv.ts";
import { ic50Csv as resistanceGuideCsv } from "../../data/crizotinib_resistance_guide_2025/ic50.csv.ts";
import { mechanismFrequenciesCsv } from "../../data/crizotinib_resistance_guide_2025/mechanism_frequencies.csv.ts";
import { ic50Csv as publishedCsv } from "../../data/published_ic50/ic50.csv.ts";
import { DataError } from "../../lib/errors/mod.ts";
import { potenciesOfTable, readPotencies } from "../../lib/potency/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../assert.ts";
import { sharedTest } from "../shared.ts";

const MADE: readonly [string, () => string][] = [
  ["data/crizotinib_guide_2025/ic50.csv", guideCsv],
  ["data/crizotinib_resistance_guide_2025/ic50.csv", resistanceGuideCsv],
  ["data/crizotinib_resistance_guide_2025/mechanism_frequencies.csv", mechanismFrequenciesCsv],
  ["data/published_ic50/ic50.csv", publishedCsv],
];

for (const [path, make] of MADE) {
  Deno.test(`${path} is what its script makes`, async () => {
    assertEquals(await Deno.readTextFile(path), make());
  });
}

/** Printed tables beside the documents they were taken from, line by line. */
const TAKEN: readonly [string, string][] = [
  ["data/crizotinib_guide_2025/raw/ic50_table.tsv", "seeds/000_f8e9b2629a52b5f3.txt"],
  ["data/crizotinib_resistance_guide_2025/raw/table_1_ic50.tsv", "seeds/002_ba876036bc1b1ba7.txt"],
  [
    "data/crizotinib_resistance_guide_2025/raw/table_2_alk_mechanisms.tsv",
    "seeds/002_ba876036bc1b1ba7.txt",
  ],
  [
    "data/crizotinib_resistance_guide_2025/raw/table_3_ros1_mechanisms.tsv",
    "seeds/002_ba876036bc1b1ba7.txt",
  ],
];

for (const [copy, document] of TAKEN) {
  sharedTest(`${copy} is the document's table to the letter`, document, async (path) => {
    assertStringIncludes(await Deno.readTextFile(path), await Deno.readTextFile(copy));
  });
}

sharedTest(
  "data/published_ic50/raw/readings.csv is the collection to the letter",
  "domain/ic50_verified.csv",
  async (path) => {
    const copy = await Deno.readTextFile("data/published_ic50/raw/readings.csv");
    assertEquals(copy, await Deno.readTextFile(path));
  },
);

sharedTest(
  "data/published_mechanism_frequencies holds every count of the collection",
  "domain/mechanism_frequency_verified.csv",
  async (path) => {
    const counts = (text: string, names: readonly string[]) => {
      const table = parseTable(text, { source: path });
      const at = names.map((name) => table.columns.indexOf(name));
      return table.rows.map(({ cells }) => at.map((i) => cells[i]));
    };
    const ours = "data/published_mechanism_frequencies/mechanism_frequencies.csv";
    assertEquals(
      counts(await Deno.readTextFile(ours), ["cohort_id", "mechanism", "n", "n_total", "source"]),
      counts(await Deno.readTextFile(path), ["cohort_id", "mechanism", "n", "N", "source"]),
    );
  },
);

Deno.test("readPotencies() reads a guide's table, every cell as printed", async () => {
  const potencies = await readPotencies("data/crizotinib_guide_2025/ic50.csv");
  assertEquals(potencies.length, 35);
  const { labels, potency } = potencies[30];
  assertEquals([labels.genotype, labels.drug, potency.asPrinted], [
    "G1202R",
    "crizotinib",
    ">2000",
  ]);
  assertEquals([potency.relation, potency.readout], [">", "viability"]);
  assertEquals(potency.source, "data/crizotinib_guide_2025/ic50.csv, row 32");
  const text = Deno.inspect(potencies);
  assertStringIncludes(text, "35 potencies as printed: 9 bounds, 26 ranges");
});

Deno.test("readPotencies() keeps second-hand values marked, and readouts apart", async () => {
  const potencies = await readPotencies("data/published_ic50/ic50.csv");
  const secondHand = potencies.filter(({ labels }) => labels.evidence === "database page");
  assertEquals(secondHand.length, 6);
  assert(potencies.every(({ potency }) => potency.readout !== null));
  const parental = potencies.find(({ labels }) => labels.record_id === "YAM14-01");
  assertEquals(parental?.potency.estimate, 210);
});

Deno.test("potenciesOfTable() reports every cell that it cannot read, by row", () => {
  const table = parseTable("drug,value\na,12\nb,5 NM\nc,>3 nM\n", { source: "paper.csv" });
  const error = assertThrows(
    () => potenciesOfTable(table, { value: "value" }),
    DataError,
    "Cannot read the potencies of paper.csv:",
  );
  assertStringIncludes(error.message, 'row 2: Cannot read the potency "12": a number needs a unit');
  assertStringIncludes(error.message, 'row 3: Cannot read the potency "5 NM"');
});

Deno.test("potenciesOfTable() takes unit and decimal mark from its caller", () => {
  const table = parseTable("drug;ic50\nalectinib;1,5\n", { source: "paper.csv" });
  const options = { value: "ic50", unit: "µM", decimal: "," } as const;
  const [{ potency, labels }] = potenciesOfTable(table, options);
  assertEquals([potency.estimate, labels], [1500, { drug: "alectinib" }]);
});
