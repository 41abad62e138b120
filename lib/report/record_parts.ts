import { escapeHtml, formatNumber } from "../display/mod.ts";
import { list, plural } from "../errors/mod.ts";
import type { Analysis, LeftOut } from "./analysis.ts";
import { methodsParagraph } from "./methods_paragraph.ts";
import { items, measure, paragraph } from "./report_parts.ts";
import { type SortableColumn, sortableTable } from "./sortable_table.ts";

/** More rows than this are counted by their reason; all of them stand in the tables. */
const MOST_EXCLUDED = 40;

/** How many rows were read, used and left out, and each that was left out with the reason. */
export function excludedPart({ rows: { excluded, read, used, notes } }: Analysis): string {
  const number = (count: number) => count.toLocaleString("en-US");
  const count = paragraph(
    `${plural(read, "row")} read, ${number(used)} analysed, ${
      number(excluded.length)
    } left out before any curve was fitted.`,
  ) + items(notes);
  if (excluded.length === 0) return count;
  if (excluded.length > MOST_EXCLUDED) return count + excludedByReason(excluded);
  return count + sortableTable(excluded, [
    { header: "row", cell: ({ row }) => String(row), sort: ({ row }) => row, align: "right" },
    ...placesOf(excluded),
    { header: "why", cell: ({ reason }) => reason },
  ], "Rows left out");
}

/** Where the rows stand, in those columns alone that any of them has. */
function placesOf(excluded: readonly LeftOut[]): SortableColumn<LeftOut>[] {
  return (["plate", "well", "column"] as const)
    .filter((name) => excluded.some((row) => row[name] !== undefined))
    .map((name) => ({ header: name, cell: (row) => row[name] ?? "" }));
}

function excludedByReason(excluded: readonly LeftOut[]): string {
  const groups = [...Map.groupBy(excluded, ({ reason }) => reason)]
    .map(([reason, rows]) => ({ reason, rows }));
  const places = excluded.some(({ plate }) => plate !== undefined)
    ? [
      {
        header: "plates",
        cell: ({ rows }: typeof groups[number]) =>
          list([...new Set(rows.map(({ plate }) => plate ?? ""))]),
      },
    ]
    : [];
  return sortableTable(groups, [
    { header: "why", cell: ({ reason }) => reason },
    measure("rows", ({ rows }) => rows.length, formatNumber),
    ...places,
    {
      header: "for example",
      cell: ({ rows }) => list(rows.map(({ row, well }) => well ?? `row ${row}`), 5),
    },
  ], "Rows left out, by reason; each of them stands in tables/excluded.csv");
}

/** The Methods paragraph and the works it cites. */
export function methodsPart(analysis: Analysis): string {
  const lines = methodsParagraph(analysis).split("\n").filter(Boolean).map(paragraph);
  return `<div class="methods">${lines.join("\n")}</div>`;
}

/** The files with their hashes, the call, the versions. */
export function provenancePart({ inputs, call, source, versions }: Analysis): string {
  const files = inputs.map(({ name, bytes, sha256 }) =>
    `${name}\n  ${bytes.toLocaleString("en-US")} bytes, SHA-256 ${sha256}`
  );
  const told = Object.entries(call).filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const programs = Object.entries(versions).map(([name, version]) =>
    `${name.replace(/\/$/, "")} ${version}`
  );
  const text = [
    ...(files.length === 0 ? [source] : files),
    ...(told.length === 0 ? [] : ["", ...told]),
    "",
    list(programs, programs.length),
  ].join("\n");
  return `<pre tabindex="0" aria-label="Inputs, call and versions">${escapeHtml(text)}</pre>`;
}
