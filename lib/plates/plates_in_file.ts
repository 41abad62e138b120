import { escapeHtml, htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { plural, quote } from "../errors/mod.ts";
import type { Layout } from "./layout.ts";
import { countRoles, describeWells } from "./make_wells.ts";
import type { Wells } from "./well.ts";

/** One thing that was found in a file, and what is made of it. */
export interface FoundRange {
  /** The sheet's name; "" in a text file. */
  readonly sheet: string;
  /** "A8:L15"; "" for a whole sheet. */
  readonly range: string;
  /** What it is taken for. */
  readonly role: "plate" | "list" | "layout" | "ignored";
  /** The plates that it holds, by name. */
  readonly plates: readonly string[];
  /** The title of a plate, or why a range is ignored. */
  readonly note: string;
}

/** What a file holds, before anything is computed from it. */
export interface PlatesInFile {
  /** The file, as error messages name it. */
  readonly source: string;
  /** Everything that was found, in the order of the file. */
  readonly found: readonly FoundRange[];
  /** What stands in the wells; null where nothing says it. */
  readonly layout: Layout | null;
  /** The wells that `readPlates` would give; null where a question is open. */
  readonly wells: Wells | null;
  /** What must be decided first, in words with the choices; null where all is clear. */
  readonly question: string | null;
}

/** The record that shows itself: a row for everything found, then the wells or the open question. */
export function makePlatesInFile(record: PlatesInFile): PlatesInFile {
  return withDisplay({ ...record }, () => ({
    "text/plain": describePlatesInFile(record),
    "text/html": `${htmlTable(record.found, columnsFor(record), { mostRows: 100 })}<p>${
      summaryLines(record).map(escapeHtml).join("<br>")
    }</p>`,
  }));
}

function describePlatesInFile(record: PlatesInFile): string {
  const table = record.found.length === 0
    ? []
    : [textTable(record.found, columnsFor(record), { mostRows: 100 })];
  return [record.source, ...table, "", ...summaryLines(record)].join("\n");
}

function columnsFor({ found }: PlatesInFile): TableColumn<FoundRange>[] {
  const columns: TableColumn<FoundRange>[] = [
    { header: "cells", cell: ({ range }) => range || "all" },
    { header: "read as", cell: ({ role }) => role },
    {
      header: "plate",
      cell: ({ plates }) => plates.length > 3 ? plural(plates.length, "plate") : plates.join(", "),
    },
    { header: "note", cell: ({ note }) => note },
  ];
  return found.some(({ sheet }) => sheet !== "")
    ? [{ header: "sheet", cell: ({ sheet }) => sheet }, ...columns]
    : columns;
}

function summaryLines({ wells, layout, question }: PlatesInFile): string[] {
  const from = layout === null ? [] : [`Layout: ${layout.source}`];
  if (wells === null) return [...from, `Not read: ${question}`];
  const reasons = [...Map.groupBy(wells.excluded, ({ reason }) => reason)]
    .map(([reason, rows]) => `  ${quote(reason)}: ${rows.length.toLocaleString("en-US")}`);
  return [
    ...from,
    describeWells({ ...wells, excluded: [], rowsRead: wells.rowsRead }),
    `${plural(wells.rowsRead, "reading")} = ${wells.wells.length.toLocaleString("en-US")} used (${
      countRoles(wells.wells)
    }) + ${wells.excluded.length.toLocaleString("en-US")} excluded${reasons.length > 0 ? ":" : ""}`,
    ...reasons,
  ];
}
