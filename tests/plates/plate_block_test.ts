import fc from "fast-check";
import { DataError, HalfmaxError, UsageError } from "../../lib/errors/mod.ts";
import {
  parsePlateBlocks,
  PLATE_SHAPES,
  type PlateFormat,
  positionAt,
  readPlateBlocks,
} from "../../lib/plates/mod.ts";
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "../assert.ts";

const LETTERS = Array.from({ length: 32 }, (_, i) => positionAt(i + 1, 1).slice(0, -1));
const parse = (text: string, options = {}) =>
  parsePlateBlocks(text, { source: "plate.csv", ...options });
const refusal = (text: string, options = {}) =>
  assertThrows(() => parse(text, options), HalfmaxError).message;

/** A plate as text: row r, column c holds 100 r + c. */
function block(
  { wells = 96, letters = true, numbers = true, delimiter = "," }: {
    wells?: PlateFormat;
    letters?: boolean;
    numbers?: boolean;
    delimiter?: string;
  } = {},
): string[] {
  const { rows, columns } = PLATE_SHAPES[wells];
  const count = Array.from({ length: columns }, (_, i) => i + 1);
  const lines = LETTERS.slice(0, rows).map((letter, r) =>
    [...(letters ? [letter] : []), ...count.map((c) => 100 * (r + 1) + c)].join(delimiter)
  );
  return [...(numbers ? [[...(letters ? [""] : []), ...count].join(delimiter)] : []), ...lines];
}

Deno.test("parsePlateBlocks() reads 96, 384 and 1536 wells with and without letters and numbers", () => {
  for (const wells of [96, 384, 1536] as const) {
    for (const letters of [true, false]) {
      for (const numbers of [true, false]) {
        for (const delimiter of [",", "\t", ";"]) {
          const [plate] = parse(block({ wells, letters, numbers, delimiter }).join("\n"));
          assertEquals([plate.format, plate.plate, plate.title], [wells, "1", ""]);
          assertEquals(
            plate.signals.map((row) => row.length),
            Array(PLATE_SHAPES[wells].rows).fill(PLATE_SHAPES[wells].columns),
          );
          assertEquals(plate.signals[2][6], 307);
          assertEquals(plate.rows[0], numbers ? 2 : 1);
        }
      }
    }
  }
});

Deno.test("parsePlateBlocks() parts several plates at titles, blank lines and row A", () => {
  const text = [
    "Instrument,X",
    "Plate: P1, 72 h",
    ...block(),
    "",
    "Plate 2",
    "",
    ...block(),
    ...block({ numbers: false }),
  ];
  const plates = parse(text.join("\r\n"));
  assertEquals(plates.map(({ plate, title, rows }) => [plate, title, rows[0]]), [
    ["P1", "Plate: P1, 72 h", 4],
    ["2", "Plate 2", 16],
    ["3", "", 24],
  ]);
});

Deno.test("a title without the word plate names the plate whole, and plates names them in order", () => {
  const text = ["H3122 assay 1", ...block(), "", "H3122 assay 2", ...block()].join("\n");
  assertEquals(parse(text).map(({ plate }) => plate), ["H3122 assay 1", "H3122 assay 2"]);
  assertEquals(parse(text, { plates: ["a", "b"] }).map(({ plate }) => plate), ["a", "b"]);
  const error = assertThrows(() => parse(text, { plates: ["a"] }), UsageError);
  assertEquals(
    error.message,
    "Cannot read plate.csv: plates must name 2 blocks, as many as the file holds, found 1 name",
  );
});

Deno.test("quoted cells may hold the delimiter and quotes", () => {
  const lines = block({ numbers: false }).map((line) => line.replace(/^(.),(\d+)/, '"$1","$2"'));
  const [{ title, signals }] = parse(['"Assay ""x"", 72 h",note', ...lines].join("\n"));
  assertEquals([title, signals[0][0]], ['Assay "x", 72 h, note', 101]);
});

Deno.test("two plates of one name are refused", () => {
  const text = ["Plate: P1", ...block(), "", "Plate: P1", ...block()].join("\n");
  assertEquals(
    refusal(text),
    'Cannot read plate.csv: each plate needs a name of its own, found two called "P1". Name them in order: plates: ["P1", "P2", …]',
  );
});

Deno.test("a plate with a row missing is refused, lettered or not", () => {
  const lettered = block();
  assertEquals(
    refusal(["Plate: P3", ...lettered.filter((line) => !line.startsWith("H"))].join("\n")),
    'Cannot read plate.csv: the block in row 3 ("Plate: P3") must have 8, 16 or 32 rows, found 7 (A, B, C, D, E, F, G). Add the missing rows, or part what does not belong to the plate by a blank line',
  );
  assert(
    refusal(lettered.filter((line) => !line.startsWith("C")).join("\n")).includes(
      "found 7 (A, B, D",
    ),
  );
  assert(
    refusal(block({ letters: false }).slice(0, -1).join("\n")).includes(
      "must have 8, 16 or 32 rows, found 7.",
    ),
  );
});

Deno.test("rows in the wrong order and a plate too wide are refused", () => {
  const lines = block({ numbers: false });
  const swapped = [lines[0], lines[2], lines[1], ...lines.slice(3)];
  assertEquals(
    refusal(swapped.join("\n")),
    'Cannot read plate.csv: row 2 must be row B of the plate, found "C"',
  );
  assertEquals(
    refusal(lines.map((line) => `${line},7`).join("\n")),
    "Cannot read plate.csv: the block in row 1 must have 12 columns beside its 8 rows, found 13 columns",
  );
});

Deno.test("text, NaN and infinity among the numbers are collected, empty cells are not", () => {
  const lines = block({ numbers: false });
  lines[1] = lines[1].replace("203", "2O3").replace("204", "NaN").replace("205", "");
  lines[7] = lines[7].replace("812", "OVRFLW");
  assertEquals(
    refusal(lines.join("\n")),
    `Cannot read plate.csv:
  row 2 must be a finite number in well B3, found "2O3"
  row 2 must be a finite number in well B4, found "NaN"
  row 8 must be a finite number in well H12, found "OVRFLW"`,
  );
});

Deno.test("empty wells are null, also at the ends of lines", () => {
  const lines = block({ numbers: false }).map((line) => line.replace(/,\d+$/, ","));
  lines[7] = "H,,,,,,,,,,,,";
  const [{ signals }] = parse(lines.join("\n"));
  assertEquals(signals[0][11], null);
  assertEquals(signals[7], Array(12).fill(null));
});

Deno.test("decimal commas are found from the numbers", () => {
  const lines = block({ delimiter: ";" }).map((line) => line.replace(/;(\d+)05;/, ";$105,25;"));
  assertEquals(parse(lines.join("\n"))[0].signals[2][4], 305.25);
});

Deno.test("the author's copies and means are passed over, and the result shows which", () => {
  const copy = Array(5).fill(`,${Array(10).fill("0.8").join(",")}`);
  const sums = Array(12).fill("55").join(",");
  const text = [...block(), "", "Treated only", ...copy, "", `Mean,${sums}`].join("\n");
  const plates = parse(text);
  assertEquals(plates.length, 1);
  assertEquals(
    Deno.inspect(plates),
    'plate "1", 96 wells, rows 2 to 9\npassed over: 5 lines of numbers in B12:K16\npassed over: 1 line of numbers in B18:M18',
  );
});

Deno.test("two plates of 96 wells with nothing between them are not taken for one of 384", () => {
  const plain = block({ letters: false, numbers: false });
  assertEquals(
    refusal([...plain, ...plain].join("\n")),
    "Cannot read plate.csv: the block in row 1 must have 24 columns beside its 16 rows, found 12. If it is two plates of 96 wells, part them by a blank line",
  );
});

Deno.test("two plates of 384 wells with nothing between them are not taken for one of 1536", () => {
  const plain = block({ wells: 384, letters: false, numbers: false });
  assertStringIncludes(
    refusal([...plain, ...plain].join("\n")),
    "must have 48 columns beside its 32 rows, found 24. If it is two plates of 384 wells, part them",
  );
  const four = Array(4).fill(block({ letters: false, numbers: false })).flat();
  assertStringIncludes(refusal(four.join("\n")), "If it is 4 plates of 96 wells, part them");
});

Deno.test("plates of 6 to 48 wells are read with letters and numbers, alone in the file", () => {
  for (const wells of [6, 12, 24, 48] as const) {
    const [plate, second, ...more] = parse(
      ["Plate: P1", ...block({ wells }), "", "Plate: P2", ...block({ wells })].join("\n"),
    );
    assertEquals([plate.format, plate.plate, second.plate, more.length], [wells, "P1", "P2", 0]);
    assertEquals(plate.signals.flat().length, wells);
    assertEquals(plate.signals[1][2], 203);
    const marked = { letters: true, numbers: true };
    for (const without of ["letters", "numbers"] as const) {
      refusal(block({ wells, ...marked, [without]: false }).join("\n"));
    }
  }
  // Of a larger plate it is what its author counted, or a plate that lacks rows.
  const beside = (wells: PlateFormat) => [...block(), "", ...block({ wells })].join("\n");
  assertEquals(parse(beside(12)).map(({ format }) => format), [96]);
  assertStringIncludes(refusal(beside(24)), "must have 8, 16 or 32 rows, found 4 (A, B, C, D)");
});

Deno.test("letters beyond P are rows of a plate only after the one before", () => {
  const units = [..."QRSTUVWX"];
  const lines = block({ letters: false, numbers: false }).map((line, i) => `${units[i]},${line}`);
  assertEquals(parse(lines.join("\n")).map(({ format }) => format), [96]);
});

Deno.test("a file without a block is refused", () => {
  assertEquals(
    refusal("well,dose_nM,signal\nA1,0,1\n"),
    "Cannot read plate.csv: needs a plate-shaped block (8 rows of 12, 16 of 24 or 32 of 48 numbers), found none",
  );
});

Deno.test("readPlateBlocks() reads a file, and names a missing one", async () => {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(path, block().join("\n"));
  assertEquals((await readPlateBlocks(path))[0].source, path);
  await assertRejects(() => readPlateBlocks(`${path}x`), UsageError, "no such file");
});

Deno.test("a mutated plate is read whole, or refused by our own error", () => {
  const lines = [...block(), "", "Plate 2", ...block()];
  const stray = fc.constantFrom(
    "",
    "A",
    "NaN",
    "1,5",
    '"',
    "Plate 9",
    ",,,",
    "B,1,2",
    "\t",
    "12.5",
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(lines.length - 1), stray), { maxLength: 4 }),
      (changes) => {
        const text = [...lines];
        for (const [at, line] of changes) text[at] = line;
        try {
          for (const { format, signals } of parse(text.join("\n"))) {
            assertEquals(signals.flat().length, format);
          }
        } catch (error) {
          assert(error instanceof DataError, String(error));
        }
      },
    ),
    { seed: 4, numRuns: 300 },
  );
});
