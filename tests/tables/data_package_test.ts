import { DataError, UsageError } from "../../lib/errors/mod.ts";
import {
  parseDescriptor,
  readDataPackage,
  readDescribedTable,
  validateDataPackage,
} from "../../lib/tables/mod.ts";
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "../assert.ts";

const FIELDS = [
  { name: "drug", type: "string", description: "Inhibitor", constraints: { required: true } },
  {
    name: "ic50_nM",
    type: "number",
    unit: "nM",
    description: "IC50",
    constraints: { minimum: 0, maximum: 1e6 },
  },
  { name: "n", type: "integer", description: "Replicates" },
  { name: "flat", type: "boolean", description: "Whether the curve is flat" },
  { name: "year", type: "year", description: "Year" },
  {
    name: "kind",
    type: "string",
    description: "Kind",
    constraints: { enum: ["relative", "absolute"], pattern: "[a-z]+" },
  },
];

function descriptor(
  { fields = FIELDS, ...schema }: { fields?: unknown; primaryKey?: unknown } = {},
) {
  return {
    name: "ic50-test",
    title: "Test",
    description: "A package for tests",
    licenses: [{ name: "MIT", title: "MIT" }],
    sources: [{ title: "Nobody (2025)", path: "https://example.org" }],
    resources: [{
      name: "ic50",
      path: "ic50.csv",
      description: "IC50s",
      schema: { fields, missingValues: ["", "NA"], ...schema },
    }],
  };
}

const HEADER = "drug,ic50_nM,n,flat,year,kind\n";

async function withPackage(
  json: unknown,
  csv: string,
  test: (folder: string) => Promise<unknown>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const text = typeof json === "string" ? json : JSON.stringify(json);
    await Deno.writeTextFile(`${folder}/datapackage.json`, text);
    await Deno.writeTextFile(`${folder}/ic50.csv`, csv);
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const { name, isDirectory } of Deno.readDirSync("data")) {
  if (!isDirectory) continue;
  Deno.test(`data/${name} is a valid data package`, async () => {
    assertEquals(await validateDataPackage(`data/${name}`), []);
  });
}

Deno.test("readDataPackage() gives typed rows", () =>
  withPackage(
    descriptor(),
    `${HEADER}lorlatinib,0.7,3,false,2021,relative\nceritinib,NA,,,,\n`,
    async (folder) => {
      const { name, tables } = await readDataPackage(folder);
      assertEquals(name, "ic50-test");
      assertEquals(tables[0].rows, [
        {
          row: 2,
          cells: {
            drug: "lorlatinib",
            ic50_nM: 0.7,
            n: 3,
            flat: false,
            year: 2021,
            kind: "relative",
          },
        },
        {
          row: 3,
          cells: { drug: "ceritinib", ic50_nM: null, n: null, flat: null, year: null, kind: null },
        },
      ]);
      assertEquals(tables[0].schema.fields[1].unit, "nM");
    },
  ));

Deno.test("readDataPackage() shows title, sources and tables", async () => {
  const text = Deno.inspect(await readDataPackage("data/crizotinib_guide_2025"));
  assertStringIncludes(text, "as printed in a vendor's guide of 2025. From: BenchChem");
  assertStringIncludes(text, "ic50     35  target, construct, genotype");
});

Deno.test("readDataPackage() names row and column of every bad cell", () =>
  withPackage(
    descriptor(),
    `${HEADER},-1,1.5,yes,21,other\nx,"1,5",3,true,2021,relative\n`,
    async (folder) => {
      const error = await assertRejects(
        () => readDataPackage(folder),
        DataError,
        'row 2, column "ic50_nM" must be a number >= 0 <= 1000000, found "-1"',
      );
      assertEquals(error.problems.map(({ row, column }) => `${row} ${column}`), [
        "2 drug",
        "2 ic50_nM",
        "2 n",
        "2 flat",
        "2 year",
        "2 kind",
        "3 ic50_nM",
      ]);
    },
  ));

Deno.test("readDataPackage() holds the header to the schema", () =>
  withPackage(
    descriptor(),
    "drug,ic50_nm,n,flat,year,kind\nx,1,1,true,2021,relative\n",
    (folder) =>
      assertRejects(
        () => readDataPackage(folder),
        DataError,
        'but the file lacks "ic50_nM" (perhaps "ic50_nm") and has "ic50_nm" besides',
      ),
  ));

Deno.test("readDataPackage() refuses a repeated key, naming the row before", () =>
  withPackage(
    descriptor({ primaryKey: ["drug", "kind"] }),
    `${HEADER}x,1,,,,relative\nx,2,,,,absolute\nx,3,,,,relative\n`,
    (folder) =>
      assertRejects(
        () => readDataPackage(folder),
        DataError,
        'row 4, column "drug, kind" must be different from row 2, found "x, relative"',
      ),
  ));

Deno.test("parseDescriptor() collects every fault of a description", () => {
  const { licenses: _, ...bad } = descriptor({
    fields: [
      { name: "a", type: "datetime", description: "x" },
      { name: "b", type: "string", constraints: { pattern: "(", step: 1 } },
    ],
    primaryKey: ["c"],
  });
  const error = assertThrows(
    () =>
      parseDescriptor(
        JSON.stringify({ ...bad, name: "Bad Name", sources: [{ title: "unknown" }] }),
        "datapackage.json",
      ),
    DataError,
  );
  assertEquals(error.message.split("\n").map((line) => line.trim()), [
    "Cannot read datapackage.json: 8 faults:",
    'name must be text of the allowed form, found "\\"Bad Name\\""',
    "licenses must be a list with at least one entry, found nothing",
    'sources[0].title must be text of the allowed form, found "\\"unknown\\""',
    'resources[0].schema.fields[0].type must be one of string, number, integer, boolean and year, found "\\"datetime\\""',
    "resources[0].schema.fields[1].description must be text, found nothing",
    'resources[0].schema.fields[1].constraints.pattern is not understood, found "\\"(\\""',
    'resources[0].schema.fields[1].constraints.step is not understood, found "1"',
    'resources[0].schema.primaryKey must name fields, found "c"',
  ]);
});

Deno.test("parseDescriptor() refuses paths that leave the package", () => {
  for (const path of ["../secret.csv", "/etc/passwd", "a/../../b.csv", "..", "c:\\x.csv"]) {
    const bad = descriptor();
    const resources = bad.resources.map((resource) => ({ ...resource, path }));
    assertThrows(
      () => parseDescriptor(JSON.stringify({ ...bad, resources }), "datapackage.json"),
      DataError,
      "resources[0].path must be text of the allowed form",
    );
  }
});

Deno.test("readDataPackage() says what is wrong with a file that is no description", async () => {
  await withPackage(
    "{",
    "",
    (folder) =>
      assertRejects(() => readDataPackage(folder), DataError, "must be JSON, found a fault"),
  );
  await withPackage(
    "[]",
    "",
    (folder) =>
      assertRejects(() => readDataPackage(folder), DataError, "the file must be an object"),
  );
  await assertRejects(() => readDataPackage("nowhere"), UsageError, "there is no such file");
});

Deno.test("validateDataPackage() reports instead of throwing", () =>
  withPackage(descriptor(), `${HEADER}x,text,,,,\n`, async (folder) => {
    const [message, ...rest] = await validateDataPackage(folder);
    assert(message.includes('column "ic50_nM" must be a number'));
    assertEquals(rest, []);
  }));

Deno.test("readDescribedTable() checks a file of a package, and only that", async () => {
  await withPackage(descriptor(), `${HEADER}x,text,,,,\n`, async (folder) => {
    await assertRejects(() => readDescribedTable(`${folder}/ic50.csv`), DataError, "ic50_nM");
    await Deno.writeTextFile(`${folder}/other.csv`, "a\ntext\n");
    assertEquals((await readDescribedTable(`${folder}/other.csv`)).rows.length, 1);
    await Deno.remove(`${folder}/datapackage.json`);
    assertEquals((await readDescribedTable(`${folder}/ic50.csv`)).rows.length, 1);
  });
});
