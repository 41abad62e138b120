import { type CellProblem, DataError, list, plural } from "../../errors/mod.ts";
import { type ExcludedWell, normalizePlates, type Well, type Wells } from "../../plates/mod.ts";
import { toNanomolar } from "../../potency/mod.ts";
import {
  isMissing,
  type NumberFormat,
  numberFormat,
  parseNumber,
  type Table,
} from "../../tables/mod.ts";
import { curvesFromWells } from "../curves_from_wells.ts";
import { type Curves, showingCurves } from "../curves_of_table.ts";
import { wellRoleOfTag } from "./gdsc_tags.ts";
import { hasColumns, type ResponseFormat } from "./response_format.ts";

/**
 * Raw data of GDSC (Genomics of Drug Sensitivity in Cancer): one row per well and tag.
 *
 * `CONC` is in µM, `INTENSITY` a raw signal, `BARCODE` the plate. The response is the fraction of
 * control on its own plate, (signal - blank) / (vehicle - blank), with the wells tagged `B` as blanks
 * and those tagged `NC-1` (DMSO) as vehicle; on plates without them `NC-0` (untreated). Library and
 * reference drugs given alone are samples. Everything else is excluded with its tag: combinations,
 * anchors, positive controls, unused wells, wells that failed, and the second rows of wells with more
 * than one tag. Values are not cut to 0 to 1. One curve per cell line, drug and plate.
 *
 * @see CancerRxGene/gdscIC50, vignette "GDSC raw data": meaning of columns and tags
 */
export const gdscRaw: ResponseFormat = {
  name: "GDSC raw",
  recognizes: (table) => hasColumns(table, NEEDED),
  read(table, { by = ["cell_line", "drug", "plate"] }) {
    const { wells, negative } = wellsOfGdsc(table);
    const roles = new Set(wells.wells.map(({ role }) => role));
    const normalized = normalizePlates(wells, {
      to: "vehicle",
      minus: roles.has("blank") ? "blank" : undefined,
    });
    return curvesOf(normalized, by, negative);
  },
};

const NEEDED = [
  "BARCODE",
  "CELL_LINE_NAME",
  "POSITION",
  "TAG",
  "DRUG_ID",
  "CONC",
  "INTENSITY",
];

/** Columns that are kept as labels, by the names that the rest of the library uses. */
const LABELS: Readonly<Record<string, string>> = {
  CELL_LINE_NAME: "cell_line",
  DRUG_ID: "drug",
  COSMIC_ID: "cosmic_id",
  DRUGSET_ID: "drugset",
  ASSAY: "assay",
  DURATION: "duration_days",
  SEEDING_DENSITY: "seeding_density",
};

interface TaggedRow {
  readonly row: number;
  readonly plate: string;
  readonly position: string;
  readonly tag: string;
  readonly dose: number | null;
  readonly signal: number | null;
  readonly labels: Readonly<Record<string, string>>;
}

/** The wells of a GDSC table, and which negative controls serve as vehicle. */
function wellsOfGdsc(table: Table): { wells: Wells; negative: string } {
  const rows = readRows(table);
  const failed = new Set(rows.filter(({ tag }) => tag === "FAIL").map(placeOf));
  const [withVehicle, untreated, withBlank] = ["NC-1", "NC-0", "B"].map((tag) =>
    platesWith(rows, tag)
  );
  const wells: Well[] = [];
  const excluded: ExcludedWell[] = [];
  const served = new Map([...new Set(rows.map(({ plate }) => plate))].map((plate) => [
    plate,
    (withVehicle.has(plate) || untreated.has(plate)) &&
    (withBlank.size === 0 || withBlank.has(plate)),
  ]));
  for (const { row, plate, position, tag, dose, signal, labels } of rows) {
    const { role, reason } = wellRoleOfTag(tag, withVehicle.has(plate) ? "NC-1" : "NC-0");
    const why = failed.has(placeOf({ plate, position })) ? "TAG FAIL" : reason ??
      (signal === null
        ? "no INTENSITY"
        : role === "sample" && dose === null
        ? "no CONC"
        : !served.get(plate)
        ? "plate without negative controls or blanks"
        : null);
    if (why !== null || role === null || signal === null) {
      excluded.push({ row, plate, position, reason: why ?? "no INTENSITY", well: null });
      continue;
    }
    const given = role === "vehicle" ? 0 : role === "sample" ? dose : null;
    wells.push({ plate, position, role, dose: given, signal, response: signal, labels, row });
  }
  requireWells(table, wells, excluded);
  const names = [withVehicle.size > 0 ? "NC-1" : "", withVehicle.size < served.size ? "NC-0" : ""];
  return {
    negative: list(names.filter(Boolean)),
    wells: {
      source: table.source,
      unit: "nM",
      scale: "raw",
      control: { basis: "vehicle wells" },
      wells,
      excluded,
      rowsRead: table.rows.length,
      normalization: "",
    },
  };
}

function placeOf({ plate, position }: { plate: string; position: string }): string {
  return JSON.stringify([plate, position]);
}

function platesWith(rows: readonly TaggedRow[], tag: string): Set<string> {
  return new Set(
    rows.flatMap((row) => row.tag === tag && row.signal !== null ? [row.plate] : []),
  );
}

function requireWells(
  { source, rows }: Table,
  wells: readonly Well[],
  excluded: readonly ExcludedWell[],
): void {
  if (wells.some(({ role }) => role === "sample")) return;
  const reasons = [...new Set(excluded.map(({ reason }) => reason))];
  throw new DataError(
    `Cannot read ${source}: needs wells of single drugs with their plate's controls, found none in ${
      plural(rows.length, "row")
    } (${list(reasons) || "controls only"})`,
  );
}

function readRows(table: Table): TaggedRow[] {
  const at = Object.fromEntries(NEEDED.map((name) => [name, table.columns.indexOf(name)]));
  const labels = Object.entries(LABELS).flatMap(([name, label]) =>
    table.columns.includes(name) ? [{ label, index: table.columns.indexOf(name) }] : []
  );
  const format = numberFormat(table, [at.CONC, at.INTENSITY]);
  const problems: CellProblem[] = [];
  const rows = table.rows.map(({ row, cells }): TaggedRow => {
    const number = (name: "CONC" | "INTENSITY", least: number) =>
      readNumber(
        cells[at[name]],
        format,
        least,
        (needed) => problems.push({ row, column: name, needed, found: cells[at[name]] }),
      );
    const dose = number("CONC", Number.MIN_VALUE);
    return {
      row,
      plate: cells[at.BARCODE],
      position: cells[at.POSITION],
      tag: cells[at.TAG],
      dose: dose === null ? null : toNanomolar(dose, "µM"),
      signal: number("INTENSITY", -Infinity),
      labels: Object.fromEntries(
        labels.flatMap(({ label, index }) =>
          isMissing(cells[index]) ? [] : [[label, cells[index]]]
        ),
      ),
    };
  });
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
  return rows;
}

function readNumber(
  cell: string,
  format: NumberFormat,
  least: number,
  refuse: (needed: string) => void,
): number | null {
  if (isMissing(cell)) return null;
  const value = parseNumber(cell, format);
  if (value !== undefined && value >= least) return value;
  refuse(least > 0 ? "a number > 0, or NA" : "a number, or NA");
  return null;
}

function curvesOf(wells: Wells, by: readonly string[], negative: string): Curves {
  return showingCurves({
    source: wells.source,
    unit: wells.unit,
    scale: wells.scale,
    curves: curvesFromWells(wells, { by }),
    excluded: wells.excluded.map(({ row, reason }) => ({ row, reason })),
    rowsRead: wells.rowsRead,
    notes: [`${wells.normalization}; vehicle is ${negative}`],
  });
}
