/** The readers that are fuzzed: the good files that get damaged, and what must hold of all that is read. */
import type fc from "fast-check";
import { type Curves, curvesOfPrism, readCurves } from "../../lib/dose_response/mod.ts";
import { readWells, type Wells } from "../../lib/plates/mod.ts";
import {
  type PrismTable,
  readParquet,
  readPrism,
  readTable,
  type Table,
} from "../../lib/tables/mod.ts";
import { assert, assertEquals } from "../assert.ts";
import { sharedPath } from "../shared.ts";
import * as good from "./good_files.ts";
import { damagedBinaryFile, damagedTextFile, readsOrRefuses } from "./mutate.ts";

/** One reader under test. */
export interface FuzzedReader {
  readonly name: string;
  /** The good files. */
  readonly files: readonly Uint8Array[];
  /** The same, damaged. */
  readonly damaged: fc.Arbitrary<Uint8Array>;
  /** Reads a damaged file and holds the result to what is promised. */
  attempt(path: string, bytes: Uint8Array): Promise<"read" | "refused">;
}

/** A laboratory's files beside the simulated ones, where they are there. */
const REAL = sharedPath("real/h3122_crizotinib_srb");
const PRISM_FILES = [
  good.PRISM_XY,
  good.PRISM_SUMMARY,
  ...REAL === null
    ? []
    : ["Clonal_H3122_crizotinib.pzfx", "Crizotinib_assay_1.pzfx"].map((name) =>
      Deno.readTextFileSync(`${REAL}/${name}`)
    ),
];

const SCREEN = sharedPath("real/sarcoma_screen/ratio_data.txt");
const SCREEN_LINES = SCREEN === null
  ? []
  : [Deno.readTextFileSync(SCREEN).split("\n").slice(0, 30).join("\n")];

export const READERS: readonly FuzzedReader[] = [
  fuzzed(
    "readTable",
    [good.WELLS_CSV, good.CURVE_COMMAS, good.DEPMAP_CSV, ...SCREEN_LINES],
    readTable,
    holdsTable,
  ),
  fuzzed(
    "readWells",
    [good.WELLS_CSV],
    (path) => readWells(path, { response: "counts", scale: "raw" }),
    holdsWells,
  ),
  fuzzed(
    "readCurves, long",
    [good.CURVE_TSV, good.CURVE_COMMAS],
    (path) => readCurves(path, { scale: "fraction" }),
    (curves) => holdsCurves(curves, { everyRow: true }),
  ),
  fuzzed(
    "readCurves, wide",
    [good.WIDE_CSV],
    (path) =>
      readCurves(path, {
        scale: "fraction",
        wide: { c0: 0, c1: 1, c10: 10, c100: 100, c1000: 1000 },
        doseUnit: "nM",
        by: ["line"],
      }),
    (curves) => holdsCurves(curves),
  ),
  published("GDSC raw", good.GDSC_CSV),
  published("DepMap PRISM", good.DEPMAP_CSV, { several: true }),
  published("CTRP", good.CTRP_TSV),
  published("GR calculator", good.GR_TSV),
  fuzzed("readPrism", PRISM_FILES, readPrism, holdsPrism),
  fuzzed(
    "curvesOfPrism",
    PRISM_FILES,
    async (path) => {
      const options = { scale: "percent", by: [], doseUnit: "M", logDose: false } as const;
      const tables = await readPrism(path);
      // Logarithms are known by their sign, doses titled as logarithms must be told.
      const logs = tables.some(({ x }) => x?.subcolumns[0].some(({ value }) => (value ?? 0) < 0));
      return curvesOfPrism(tables, logs ? { scale: "percent", by: [] } : options);
    },
    (curves) => holdsCurves(curves, { everyRow: true }),
  ),
  {
    name: "readParquet",
    files: [good.TABLE_PARQUET],
    damaged: damagedBinaryFile([good.TABLE_PARQUET]),
    attempt: (path, bytes) => readsOrRefuses(path, bytes, readParquet, holdsTable),
  },
];

function fuzzed<T>(
  name: string,
  texts: readonly string[],
  read: (path: string) => Promise<T>,
  holds: (result: T) => void,
): FuzzedReader {
  return {
    name,
    files: texts.map((text) => new TextEncoder().encode(text)),
    damaged: damagedTextFile(texts),
    attempt: (path, bytes) => readsOrRefuses(path, bytes, read, holds),
  };
}

/** A published format: every row of its table is read, and none is lost between curves and exclusions. */
function published(name: string, text: string, { several = false } = {}): FuzzedReader {
  return fuzzed(
    `readCurves, ${name}`,
    [text],
    async (path) => ({ curves: await readCurves(path), table: await readTable(path) }),
    ({ curves, table }) => {
      holdsCurves(curves);
      assertEquals(curves.rowsRead, table.rows.length);
      const rows = new Set(table.rows.map(({ row }) => row));
      assert(curves.excluded.every(({ row }) => rows.has(row)));
      const used = curves.rowsRead - curves.excluded.length;
      const wells = curves.curves.flatMap(({ doses }) => doses);
      // A row of a matrix holds several wells; blanks are used without being wells of a curve.
      if (several) assert(new Set(curves.curves.map(({ key }) => key.cell_line)).size <= used);
      else assert(wells.filter((dose) => dose > 0).length <= used);
      assert(used === 0 || wells.length > 0);
    },
  );
}

function holdsTable({ columns, rows }: Table): void {
  assertEquals(new Set(columns).size, columns.length);
  assert(rows.length > 0);
  rows.forEach(({ row, cells }, i) => {
    assertEquals(cells.length, columns.length);
    assert(i === 0 || row > rows[i - 1].row);
  });
}

function holdsWells({ wells, excluded, rowsRead }: Wells): void {
  assertEquals(wells.length + excluded.length, rowsRead);
  const rows = [...wells, ...excluded].map(({ row }) => row);
  assertEquals(new Set(rows).size, rowsRead);
  for (const { signal, response, dose } of wells) {
    assert(Number.isFinite(signal) && Number.isFinite(response));
    assert(dose === null || dose >= 0 && Number.isFinite(dose));
  }
}

/** @param everyRow Whether each row used is one well of one curve: none is shared, none holds several */
function holdsCurves(
  { curves, excluded, rowsRead }: Curves,
  { everyRow = false }: { everyRow?: boolean } = {},
): void {
  const wells = curves.flatMap(({ doses }) => doses.length).reduce((a, b) => a + b, 0);
  if (everyRow) assertEquals(wells + excluded.length, rowsRead);
  assert(excluded.length <= rowsRead);
  const places = excluded.map(({ row, column }) => JSON.stringify([row, column]));
  assertEquals(new Set(places).size, places.length);
  for (const { doses, responses, unit } of curves) {
    assertEquals(doses.length, responses.length);
    assert(doses.every((dose) => dose >= 0 && Number.isFinite(dose)), `doses ${doses} ${unit}`);
    assert(responses.every(Number.isFinite));
  }
}

function holdsPrism(tables: readonly PrismTable[]): void {
  assert(tables.length > 0);
  for (const { rows, columns, x, rowTitles } of tables) {
    assertEquals(rowTitles.length, rows);
    for (const { subcolumns } of [...columns, ...(x === null ? [] : [x])]) {
      for (const cells of subcolumns) assertEquals(cells.length, rows);
    }
  }
}
