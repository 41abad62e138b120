import { UsageError } from "../../lib/errors/mod.ts";
import { layoutOfText } from "../../lib/plates/layout_of_text.ts";
import { parseLayoutText } from "../../lib/plates/layout_text.ts";
import type { LayoutWell } from "../../lib/plates/mod.ts";
import { assert, assertEquals, assertThrows } from "../assert.ts";

const PLATES = ["C1", "C4"].map((name) => ({ plate: name, sheet: name, format: 96 as const }));

function layoutOf(text: string, doseUnit?: string) {
  const statements = parseLayoutText(text, { source: "the layout", doseUnit });
  return layoutOfText(statements, {
    plates: PLATES,
    sheets: ["C1", "C4", "Notes"],
    source: "the layout",
  });
}

function at(wells: readonly LayoutWell[], plate: string, position: string): LayoutWell | undefined {
  return wells.find((well) => well.plate === plate && well.position === position);
}

/** The doses of row B from its left, where a dose is said. */
function dosesOf(text: string, doseUnit?: string): (number | null)[] {
  return layoutOf(text, doseUnit).wells.filter(({ plate, position }) =>
    plate === "C1" && position.startsWith("B")
  )
    .map(({ dose }) => dose);
}

/** The message with the line that it points at. */
function refusal(text: string): string {
  return assertThrows(() => layoutOf(text), UsageError).message;
}

Deno.test("a layout text says drugs, doses, roles and labels, and a sheet's own rows", () => {
  const { unit, wells } = layoutOf(`# SIMULATED
columns 2-11: crizotinib 0, 5, 10, 50, 100, 250, 500 nM, 1, 5, 10 uM
rows B-F
columns 1, 12: blank
sheet C4: rows B-D
cell line H3122
each sheet is a replicate`);
  assertEquals(unit, "nM");
  assertEquals(wells.filter(({ plate }) => plate === "C1").length, 50 + 16);
  assertEquals(wells.filter(({ plate }) => plate === "C4").length, 30 + 16);
  assertEquals(at(wells, "C4", "D11"), {
    plate: "C4",
    position: "D11",
    role: "sample",
    dose: 10_000,
    labels: { drug: "crizotinib", cell_line: "H3122", replicate: "C4" },
    exclusion: null,
    row: 2,
  });
  assertEquals(at(wells, "C1", "B2")?.role, "vehicle");
  assertEquals(at(wells, "C1", "A12")?.role, "blank");
  assertEquals(at(wells, "C4", "E5"), undefined);
});

Deno.test("the same in one line, with semicolons and without colons", () => {
  const { wells } = layoutOf(
    "columns 2 to 4: crizotinib 0, 5 nM, 10 nM; rows B and C; column 1 and 12 blank",
  );
  assertEquals(
    wells.filter(({ plate }) => plate === "C1").map(({ position }) => position).slice(0, 8),
    [
      "B2",
      "B3",
      "B4",
      "C2",
      "C3",
      "C4",
      "A1",
      "A12",
    ],
  );
});

Deno.test("a dose takes its unit from the next or the one before, never from either", () => {
  assertEquals(dosesOf("columns 1-5: x 0, 5, 10 nM, 1, 2 uM"), [0, 5, 10, 1000, 2000]);
  assertEquals(dosesOf("columns 1-4: x 0, 5 nM, 10, 20"), [0, 5, 10, 20]);
  assertEquals(dosesOf("columns 1-3: x 5nM, 1uM, 0.1µM"), [5, 1000, 100]);
  assertEquals(dosesOf("columns 1-2: x 1, 2", "uM"), [1000, 2000]);
  assertEquals(dosesOf("columns 1-2: x 1 and 2 ng/mL"), [1, 2]);
  assertEquals(
    refusal("columns 1-4: x 5 nM, 10, 20, 1 uM"),
    `Cannot read the layout: line 1, column 22 must be a dose with its unit (nM as before it, or µM as after it), found "10"
  columns 1-4: x 5 nM, 10, 20, 1 uM
                       ^^`,
  );
  assert(
    refusal("columns 1-2: x 1, 2").includes(
      `must be a dose with its unit (5 nM, 0.1 uM), found "1"`,
    ),
  );
  assert(
    refusal("columns 1-2: x 1 nM, 2 ng/mL").includes("must be doses of one unit, or all molar"),
  );
});

Deno.test("a dilution is written by its first dose and its fold", () => {
  assertEquals(dosesOf("columns 1-4: x 8 uM 2-fold"), [8000, 4000, 2000, 1000]);
  assertEquals(dosesOf("columns 1-4: x 8 uM diluted 4-fold, 0"), [8000, 2000, 500, 0]);
  assertEquals(dosesOf("columns 1-4: x 0, 8 uM 4fold"), [0, 8000, 2000, 500]);
  assert(refusal("columns 1-4: x 8 uM, ..., 1 uM").includes("write every dose, or a dilution"));
});

Deno.test("doses run along what the statement names, or are asked about", () => {
  const { wells } = layoutOf("rows A-C: x 0, 5, 10 nM; columns 3-4");
  assertEquals(at(wells, "C1", "C4")?.dose, 10);
  assertEquals(layoutOf("rows A-B, columns 1-2: x 1, 2 nM along rows").wells[1].dose, 1);
  assert(
    refusal("rows A-B, columns 1-2: x 1, 2 nM").includes(
      `must be doses whose direction is clear (2 columns, 2 rows, 2 doses): end the statement with "along columns" or "along rows"`,
    ),
  );
  assert(
    refusal("columns 2-4: x 0, 5 nM").includes(
      "must be 3 doses, one for each of columns 2, 3, 4, but the series has 2",
    ),
  );
});

Deno.test("wells are excluded with the reason, and labelled by rows", () => {
  const { wells } = layoutOf(
    `columns 1-2: x 0, 5 nM; rows B, C; wells B2, C1: exclude "bubble, large"; row B: cell line H3122-CR; cell line H3122`,
  );
  assertEquals(at(wells, "C1", "B2")?.exclusion, "bubble, large");
  assertEquals(at(wells, "C1", "B1")?.exclusion, null);
  assertEquals(at(wells, "C1", "B1")?.labels.cell_line, "H3122-CR");
  assertEquals(at(wells, "C1", "C1")?.labels.cell_line, "H3122");
});

Deno.test("two statements that say different things of a well are refused, equal ones are not", () => {
  assert(
    refusal("columns 2-3: x 0, 5 nM; row A: blank").includes(
      "said of other wells: A2 is blank here, but vehicle of x in line 1 (column 1)",
    ),
  );
  assertEquals(layoutOf("column 1: blank; row A: blank").wells.length, 2 * (8 + 12 - 1));
  // What is said of one sheet replaces what is said of all.
  const { wells } = layoutOf("column 1: blank; sheet C4: well A1: unused");
  assertEquals([at(wells, "C1", "A1")?.role, at(wells, "C4", "A1")], ["blank", undefined]);
});

Deno.test("a word that is not understood is pointed at, with the nearest", () => {
  assertEquals(
    refusal("rows B-F\nrow H: blnak"),
    `Cannot read the layout: line 2, column 8 must be a drug with its doses ("crizotinib 0, 5 nM, 10 nM"), a role (sample, vehicle, blank, positive, time zero), "unused" or "exclude", found "blnak"
  row H: blnak
         ^^^^^`,
  );
  const said = [
    ["sheet C5: rows B-D", `a sheet of the file ("C1", "C4" and "Notes"), found "C5"`],
    ["columns 2-50: blank", `a column (1 to 48) or a range of columns (2-11), found "2-50"`],
    [
      "columns 13: blank",
      "wells of a plate of 96 (rows A to H, columns 1 to 12), but it names A13",
    ],
    ["rows B-AG: blank", "a row (A to AF) or a range of rows (B-F)"],
    ["column 1", "needs to say which wells hold what"],
    ["colunms 2-3: blank", `"columns" or another beginning`],
    ["each plate is a banana", `"replicate", "cell line" or "drug"`],
    ["columns 2: crizotinib 5 nm", "a comma or a unit"],
    ["sheet C4 rows B-D", `":" after the names`],
    ["columns 1: x 5 nM,", "a dose after the comma"],
    ["", "found no statement"],
  ];
  for (const [text, expected] of said) {
    const message = refusal(text);
    assert(message.includes(expected), `${text}: ${message}`);
  }
});
