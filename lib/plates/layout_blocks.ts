import { isMissing, tableFromRecords, type TableRow } from "../tables/mod.ts";
import { knownUnit } from "./dose_column.ts";
import type { FoundBlock } from "./find_blocks.ts";
import { layoutOfTable, type LayoutReading } from "./layout_of_table.ts";
import { positionAt } from "./position.ts";
import { parseRole } from "./role.ts";
import type { WellColumnsOptions } from "./well_columns.ts";

/** What a plate-shaped layout block says of each well, by the word at its corner or above it. */
type Attribute =
  | "drug"
  | "dose"
  | "role"
  | "cell_line"
  | "replicate"
  | "repeat"
  | "exclude"
  | "treatment";

const ATTRIBUTES: readonly (readonly [RegExp, Attribute])[] = [
  [/^(dose|conc)/i, "dose"],
  [/^(drug|compound|inhibitor|substance)/i, "drug"],
  [/^(role|well[ _]?type|type)\b/i, "role"],
  [/^(cell[ _]?line|cells|line)\b/i, "cell_line"],
  [/^(replicate|experiment)\b/i, "replicate"],
  [/^repeat\b/i, "repeat"],
  [/^exclu/i, "exclude"],
  [/^(layout|treatment|plate[ _]?map|map|contents?)\b/i, "treatment"],
];

/** The attribute that a block's corner or title names; null where it names none. */
export function attributeOf(
  { corner, title }: FoundBlock,
): { attribute: Attribute; name: string } | null {
  for (const name of [corner, title.split(/[,;:]/)[0]]) {
    const found = ATTRIBUTES.find(([pattern]) => pattern.test(name.trim()));
    if (found !== undefined) return { attribute: found[1], name: name.trim() };
  }
  return null;
}

/** Whether a block says what stands in the wells, rather than what was read from them. */
export function isLayoutBlock(block: FoundBlock): boolean {
  return !block.isNumeric || (block.isMarked && attributeOf(block) !== null);
}

/**
 * A layout from plate-shaped blocks: one for each of drug, dose, role, cell line, …, named at the
 * corner or in the title above, or one whose cells say it together ("crizotinib 5 nM", "vehicle",
 * "blank"). Empty cells are not in the layout.
 *
 * @param blocks The blocks of one sheet
 * @throws {DataError} As `readLayout`: no dose, no unit, a cell that is no role
 */
export function layoutOfBlocks(
  blocks: readonly FoundBlock[],
  { source, ...options }: WellColumnsOptions & { readonly source: string },
): LayoutReading {
  const said = blocks.map((block) => ({
    block,
    ...(attributeOf(block) ?? { attribute: "treatment" as const, name: "" }),
  }));
  const columns = new Set<string>(["well"]);
  const wells = new Map<string, Map<string, string>>();
  const rowOf = new Map<string, number>();
  const put = (position: string, row: number, cells: readonly (readonly [string, string])[]) => {
    const well = wells.get(position) ?? new Map([["well", position]]);
    for (const [column, cell] of cells) {
      columns.add(column);
      well.set(column, cell);
    }
    wells.set(position, well);
    if (!rowOf.has(position)) rowOf.set(position, row);
  };
  for (const { block, attribute, name } of said) {
    const unit = attribute === "dose" ? unitIn(name) : null;
    block.lines.forEach(({ row, cells }, i) =>
      cells.forEach((cell, j) => {
        if (isMissing(cell)) return;
        const position = positionAt(i + 1, j + 1);
        if (attribute === "treatment") put(position, row, treatmentOf(cell, options.roles));
        else if (attribute !== "dose") put(position, row, [[attribute, cell]]);
        else {put(
            position,
            row,
            unit === null ? doseOf(cell) : [["dose", cell], ["dose_unit", unit]],
          );}
      })
    );
  }
  // A role block may name the controls alone: the doses say what the others are.
  for (const well of columns.has("role") ? wells.values() : []) {
    if (well.has("role") || !well.has("dose")) continue;
    well.set("role", /^0*[.,]?0*$/.test(well.get("dose") ?? "") ? "vehicle" : "sample");
  }
  if (columns.has("dose") && !columns.has("dose_unit")) columns.add("dose_unit");
  if (!columns.has("dose")) columns.add("dose");
  const header = [...columns];
  const records: TableRow[] = [...wells].map(([position, well]) => ({
    row: rowOf.get(position) ?? 0,
    cells: header.map((column) => well.get(column) ?? ""),
  }));
  const hasUnit = [...wells.values()].some((well) => (well.get("dose_unit") ?? "") !== "");
  const used = hasUnit || options.doseUnit !== undefined
    ? header
    : header.filter((column) => column !== "dose_unit");
  const table = tableFromRecords([
    { row: 0, cells: used },
    ...records.map(({ row, cells }) => ({
      row,
      cells: cells.filter((_, i) => used.includes(header[i])),
    })),
  ], { source });
  return layoutOfTable(table, options);
}

function unitIn(name: string): string | null {
  const text = /[([_\s]([^()[\]_\s]+)[)\]]?\s*$/.exec(name)?.[1];
  return text === undefined ? null : knownUnit(text) ?? null;
}

/** "5 nM" as dose and unit; any other text as it is. */
function doseOf(cell: string): [string, string][] {
  const [, dose, unit] = /^([\d.,]+(?:e[+-]?\d+)?)\s*(\S+)$/i.exec(cell.trim()) ?? [];
  return unit !== undefined && knownUnit(unit) !== undefined
    ? [["dose", dose], ["dose_unit", unit]]
    : [["dose", cell]];
}

/** A cell that says it all: "crizotinib 5 nM", "5 nM", "vehicle", "blank", "crizotinib 0". */
function treatmentOf(
  cell: string,
  roles: WellColumnsOptions["roles"],
): (readonly [string, string])[] {
  const role = parseRole(cell, roles);
  if (role !== undefined) return [["role", role]];
  const [, drug, dose, unit] =
    /^(?:(.+?)[\s,:@]+)?((?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?)\s*([^\s\d]\S*)?$/i.exec(
      cell.trim(),
    ) ??
      [];
  const isUnit = unit !== undefined && knownUnit(unit) !== undefined;
  if (dose === undefined || (unit !== undefined && !isUnit)) return [["role", cell]];
  const isZero = Number(dose.replace(",", ".")) === 0;
  return [
    ["role", isZero ? "vehicle" : "sample"],
    ...(drug === undefined ? [] : [["drug", drug] as const]),
    ["dose", dose],
    ...(unit === undefined ? [] : [["dose_unit", unit] as const]),
  ];
}
