import fc from "fast-check";
import { openDelimited } from "../../../lib/screen/files/open_delimited.ts";
import type { RowFile, Selection } from "../../../lib/screen/files/row_file.ts";
import { isMissing, parseNumber, parseTable } from "../../../lib/tables/mod.ts";
import { assertEquals, assertRejects } from "../../assert.ts";
import { DataError } from "../../../lib/errors/mod.ts";
import { inScreenFolder, put } from "./screen_fixture.ts";

type Row = readonly [row: number, texts: readonly string[], numbers: readonly (number | null)[]];

async function rowsOf(file: RowFile, selection: Selection): Promise<Row[]> {
  const scan = file.scan(selection);
  const rows: Row[] = [];
  for await (const { count, row, numbers, codes } of scan.batches) {
    for (let i = 0; i < count; i++) {
      rows.push([
        row[i],
        codes.map((code, t) => scan.words[t][code[i]]),
        numbers.map((values) => Number.isNaN(values[i]) ? null : values[i]),
      ]);
    }
  }
  return rows;
}

const SELECTION = { numbers: ["dose", "value"], texts: ["name"] };

/** What the exact reader makes of the same text. */
function exactly(text: string): Row[] {
  return parseTable(text, { source: "x.csv", delimiter: "," }).rows.map(({ row, cells }) => [
    row,
    [cells[0]],
    [cells[1], cells[3]].map((cell) => isMissing(cell) ? null : parseNumber(cell) ?? NaN),
  ]);
}

Deno.test("openDelimited() reads plain numbers as Number does", async () => {
  await inScreenFolder(async (folder) => {
    const numbers = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.integer().map(String),
      fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.nat({ max: 99999999 }))
        .map(([whole, decimals]) => `${whole}.${decimals}`),
      fc.constantFrom("0", "-0", "1.", ".5", "+3", "1e-7", "0.1234567890123456789", "00012.50"),
    );
    const rows = fc.sample(fc.tuple(numbers, numbers), { numRuns: 1000, seed: 9 });
    const text = ["name,dose,note,value", ...rows.map(([a, b]) => `x,${a},,${b}`)].join("\n");
    const read = await rowsOf(await openDelimited(put(folder, "x.csv", text)), SELECTION);
    assertEquals(read.map(([, , values]) => values), rows.map((row) => row.map(Number)));
  });
});

Deno.test("openDelimited() understands any table as parseTable does, quoted or not", async () => {
  const cell = fc.constantFrom(
    "A",
    "B 1",
    '"q"',
    '"a,b"',
    '"two\nlines"',
    '"5"" pipe"',
    '"a "", b ""\n, c"',
    " padded ",
    "é",
  );
  const number = fc.constantFrom("1", "0.25", "1e3", "", "NA", "-2.5", '"7"', " 8 ");
  const line = fc.tuple(cell, number, cell, number).map((cells) => cells.join(","));
  const lines = fc.array(
    fc.oneof({ weight: 9, arbitrary: line }, fc.constantFrom("", ",,,", "A", "A,1")),
    {
      minLength: 1,
      maxLength: 30,
    },
  );
  const end = fc.constantFrom("\n", "\r\n");
  await inScreenFolder(async (folder) => {
    for (
      const [body, eol, last] of fc.sample(fc.tuple(lines, end, fc.boolean()), {
        numRuns: 100,
        seed: 3,
      })
    ) {
      if (body.every((line) => line.replaceAll(",", "") === "")) continue;
      const text = ["name,dose,note,value", ...body].join(eol) + (last ? eol : "");
      const read = await rowsOf(await openDelimited(put(folder, "x.csv", text)), SELECTION);
      assertEquals(read, exactly(text), JSON.stringify(text));
    }
  });
});

Deno.test("openDelimited() reads the same from gzip of many members, and across its pieces", async () => {
  await inScreenFolder(async (folder) => {
    const lines = Array.from(
      { length: 6000 },
      (_, i) =>
        i % 100 === 7
          ? `"line\n${i}, odd",${i},"a ""b""",0.5`
          : `line ${i % 9},${i},${"note".repeat(50)},${i / 8}`,
    );
    const text = `name,dose,note,value\n${lines.join("\n")}\n`;
    const plain = await rowsOf(await openDelimited(put(folder, "x.csv", text)), SELECTION);
    assertEquals(JSON.stringify(plain), JSON.stringify(exactly(text)));
    const middle = text.indexOf("\n", 700_000) - 20;
    for (const [i, part] of [text.slice(0, middle), text.slice(middle)].entries()) {
      put(folder, `part${i}.gz`, part);
    }
    const members = [0, 1].map((i) => Deno.readFileSync(`${folder}/part${i}.gz`));
    Deno.writeFileSync(`${folder}/x.csv.gz`, new Uint8Array([...members[0], ...members[1]]));
    const packed = await rowsOf(await openDelimited(`${folder}/x.csv.gz`), SELECTION);
    assertEquals(JSON.stringify(packed), JSON.stringify(plain));
  });
});

Deno.test("openDelimited() reads lines that end in CR alone", async () => {
  await inScreenFolder(async (folder) => {
    const text = "name,dose,note,value\rA,1,,2\rB,3,,4";
    assertEquals(await rowsOf(await openDelimited(put(folder, "x.csv", text)), SELECTION), [
      [2, ["A"], [1, 2]],
      [3, ["B"], [3, 4]],
    ]);
  });
});

Deno.test("openDelimited() understands semicolons and decimal commas", async () => {
  await inScreenFolder(async (folder) => {
    const text = "name;dose;note;value\nA;1,5;;0,98\nB;1.234,5;;1\n";
    assertEquals(await rowsOf(await openDelimited(put(folder, "x.csv", text)), SELECTION), [
      [2, ["A"], [1.5, 0.98]],
      [3, ["B"], [1234.5, 1]],
    ]);
  });
});

const REFUSED: readonly (readonly [what: string, text: string, message: string])[] = [
  [
    "a cell that is no number",
    "name,dose,note,value\nA,1,,2\nA,1O0,,2\n",
    'row 3, column "dose" must be a number, found "1O0"',
  ],
  [
    "NaN",
    "name,dose,note,value\nA,1,,NaN\n",
    'row 2, column "value" must be a number, found "NaN"',
  ],
  [
    "a row that is too wide",
    "name,dose,note,value\nA,1,,2\nA,1,,2,5\n",
    "row 3 must be at most 4 cells",
  ],
  ["an open quote", 'name,dose,note,value\nA,1,,2\n"A,1,,2\nB,1,,3\n', "row 3 opens a quoted cell"],
  ["no rows", "name,dose,note,value\n", "needs rows below the header"],
  ["an empty file", "", "needs text, found an empty file"],
  ["a workbook", "PK\x03\x04xxxxxxxxxxxxxxx", "found a ZIP archive"],
];

for (const [what, text, message] of REFUSED) {
  Deno.test(`openDelimited() refuses ${what} with its place`, async () => {
    await inScreenFolder(async (folder) => {
      const path = put(folder, "x.csv", text);
      await assertRejects(
        async () => await rowsOf(await openDelimited(path), SELECTION),
        DataError,
        message,
      );
    });
  });
}

Deno.test("openDelimited() refuses a gzip archive that is cut off", async () => {
  await inScreenFolder(async (folder) => {
    const path = put(folder, "x.csv.gz", `name,dose,note,value\n${"A,1,,2\n".repeat(90_000)}`);
    Deno.truncateSync(path, Deno.statSync(path).size - 200);
    await assertRejects(
      async () => await rowsOf(await openDelimited(path), SELECTION),
      DataError,
      "needs a whole gzip archive",
    );
  });
});
