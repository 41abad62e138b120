import { DataError } from "../errors/mod.ts";
import { parseNumber } from "./parse_number.ts";
import {
  type PrismCell,
  type PrismColumn,
  type PrismTable,
  showingPrismTables,
} from "./prism_table.ts";
import { readBytes } from "./read_table.ts";
import { parseXml } from "./xml_events.ts";

/** Values of one file: more than any bench experiment, few enough to hold. */
const MOST_CELLS = 2_000_000;

/**
 * The data tables of a GraphPad Prism file (`.pzfx`, Prism 5 and later), as they stand in it.
 *
 * XY tables, column tables and grouped tables are read, with replicates side by side or with mean, SD
 * or SEM or %CV, and n; titles lose their markup. A value that the author excluded is kept and marked.
 * Results, graphs and layouts, which Prism packs in binary, are passed over. The XML is read as data:
 * no document type, no entity, no style sheet.
 *
 * @param path The file, relative to the working directory
 * @returns The tables in the order of the file, frozen
 * @throws {UsageError} If there is no such file, it is a folder, or it may not be read
 * @throws {DataError} If it is no Prism file, is not well-formed, or holds no data table
 *
 * @example Usage
 * ```ts
 * import { readPrism } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".pzfx" });
 * await Deno.writeTextFile(
 *   path,
 *   `<GraphPadPrismFile><Table TableType="XY" XFormat="numbers" YFormat="replicates">
 *     <Title>SIMULATED</Title>
 *     <XColumn><Title>Dose (nM)</Title><Subcolumn><d>0</d><d>10</d></Subcolumn></XColumn>
 *     <YColumn><Title>H3122</Title><Subcolumn><d>100</d><d Excluded="1">4</d></Subcolumn></YColumn>
 *   </Table></GraphPadPrismFile>`,
 * );
 * const [table] = await readPrism(path);
 * assertEquals(table.x?.title, "Dose (nM)");
 * assertEquals(table.columns[0].subcolumns[0][1], { text: "4", value: 4, excluded: true });
 * ```
 */
export async function readPrism(path: string): Promise<readonly PrismTable[]> {
  return prismTablesOf(await readBytes(path), path);
}

/**
 * As {@linkcode readPrism}, from the bytes of a file.
 *
 * @throws {DataError} As {@linkcode readPrism}
 */
export function prismTablesOf(bytes: Uint8Array, source: string): readonly PrismTable[] {
  requireXml(bytes, source);
  const builder = new TableBuilder(source);
  parseXml(bytes, source, builder);
  if (!builder.isPrism) {
    throw new DataError(`Cannot read ${source}: needs a GraphPad Prism file, found other XML`);
  }
  if (builder.tables.length === 0) {
    throw new DataError(
      `Cannot read ${source}: needs a data table, found a Prism file without one`,
    );
  }
  return showingPrismTables(builder.tables);
}

/** Whether the first bytes of a file are those of a Prism file in XML. */
export function looksLikePrism(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, 2048)).replaceAll("\0", "");
  return /^[^<]{0,4}\s*</.test(text) && /GraphPadPrismFile|graphpad\.com\/prism/.test(text);
}

function requireXml(bytes: Uint8Array, source: string): void {
  const head = String.fromCharCode(...bytes.subarray(0, 4));
  if (head.startsWith("PK")) {
    throw new DataError(
      `Cannot read ${source}: needs Prism's XML format, found a ZIP archive, as Prism 10's .prism files are. ` +
        `In Prism, save it as "Prism file for older versions" (.pzfx)`,
    );
  }
  if (head.startsWith("PCFF")) {
    throw new DataError(
      `Cannot read ${source}: needs Prism's XML format, found the binary .pzf. In Prism, save it as .pzfx`,
    );
  }
}

/** What the subcolumns hold, by Prism's name for the way of entering them. */
const ENTERED: Readonly<Record<string, readonly string[]>> = {
  SDN: ["mean", "SD", "n"],
  SEN: ["mean", "SEM", "n"],
  SEMN: ["mean", "SEM", "n"],
  CVN: ["mean", "%CV", "n"],
  SD: ["mean", "SD"],
  SE: ["mean", "SEM"],
  SEM: ["mean", "SEM"],
  CV: ["mean", "%CV"],
  "low-high": ["mean", "error above", "error below"],
  "upper-lower-limits": ["mean", "upper limit", "lower limit"],
};

const KINDS: Readonly<Record<string, string>> = { XY: "XY", OneWay: "column", TwoWay: "grouped" };

interface ColumnDraft {
  title: string;
  readonly subcolumns: PrismCell[][];
}

interface TableDraft {
  title: string;
  readonly attributes: Readonly<Record<string, string>>;
  x: ColumnDraft | null;
  rowTitles: ColumnDraft | null;
  readonly columns: ColumnDraft[];
}

/** Collects tables while the file runs by; what is neither table, column, title nor value is passed over. */
class TableBuilder {
  isPrism = false;
  readonly tables: PrismTable[] = [];
  readonly #source: string;
  #table: TableDraft | null = null;
  #column: ColumnDraft | null = null;
  /** Elements inside a part of a table that is passed over, such as a second copy of X. */
  #passing = 0;
  #text: string | null = null;
  #excluded = false;
  #cells = 0;

  constructor(source: string) {
    this.#source = source;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#passing > 0) this.#passing++;
    else if (name === "GraphPadPrismFile") this.isPrism = true;
    else if (!this.isPrism) return;
    else if (this.#table === null) this.#openTable(name, attributes);
    else if (this.#column === null) this.#openColumn(name, this.#table);
    else this.#openCell(name, attributes, this.#column);
  }

  text(text: string): void {
    if (this.#text !== null && this.#passing === 0) this.#text += text;
  }

  close(name: string): void {
    if (this.#passing > 0) this.#passing--;
    else if (name === "d" && this.#column !== null) this.#closeCell(this.#column);
    else if (name === "Title" && this.#text !== null) this.#closeTitle();
    else if (COLUMNS.has(name)) this.#column = null;
    else if (isTable(name) && this.#table !== null) {
      this.tables.push(tableOf(this.#table, this.#source));
      this.#table = null;
    }
  }

  #openTable(name: string, attributes: Readonly<Record<string, string>>): void {
    if (!isTable(name)) return;
    this.#table = { title: "", attributes, x: null, rowTitles: null, columns: [] };
  }

  #openColumn(name: string, table: TableDraft): void {
    if (this.#text !== null) return;
    const column: ColumnDraft = { title: "", subcolumns: [] };
    if (name === "Title") this.#text = "";
    else if (name === "XColumn") this.#column = table.x = column;
    else if (name === "RowTitlesColumn") this.#column = table.rowTitles = column;
    else if (name === "YColumn") {
      this.#column = column;
      table.columns.push(column);
    } else this.#passing = 1;
  }

  #openCell(name: string, attributes: Readonly<Record<string, string>>, column: ColumnDraft): void {
    if (name === "Subcolumn") column.subcolumns.push([]);
    else if (name === "Title") this.#text = "";
    else if (name === "d") {
      this.#text = "";
      this.#excluded = attributes.Excluded === "1";
    }
  }

  #closeCell(column: ColumnDraft): void {
    if (++this.#cells > MOST_CELLS) {
      throw new DataError(
        `Cannot read ${this.#source}: needs at most ${
          MOST_CELLS.toLocaleString("en-US")
        } values, found more`,
      );
    }
    // A value outside every subcolumn has no place in the table.
    column.subcolumns.at(-1)?.push(cellOf(this.#text ?? "", this.#excluded));
    this.#text = null;
  }

  #closeTitle(): void {
    const title = (this.#text ?? "").replace(/\s+/g, " ").trim();
    if (this.#column !== null) this.#column.title ||= title;
    else if (this.#table !== null) this.#table.title ||= title;
    this.#text = null;
  }
}

const COLUMNS: ReadonlySet<string> = new Set(["XColumn", "YColumn", "RowTitlesColumn"]);

function isTable(name: string): boolean {
  return name === "Table" || name === "HugeTable";
}

/** An excluded value is marked by an attribute, in some files by an asterisk after the number. */
function cellOf(raw: string, marked: boolean): PrismCell {
  const text = raw.trim();
  const plain = text.replace(/\*$/, "").trim();
  const starred = plain !== text && parseNumber(plain) !== undefined;
  return {
    text,
    value: parseNumber(starred ? plain : text) ?? null,
    excluded: marked || starred,
  };
}

const EMPTY: PrismCell = { text: "", value: null, excluded: false };

function tableOf(draft: TableDraft, source: string): PrismTable {
  const { title, attributes, x, rowTitles, columns } = draft;
  const lengths = [...(x === null ? [] : [x]), ...columns].flatMap(({ subcolumns }) =>
    subcolumns.map((cells) => cells.length)
  );
  const rows = lengths.reduce((most, length) => Math.max(most, length), 0);
  const filled = (column: ColumnDraft): PrismColumn => ({
    title: column.title,
    subcolumns: column.subcolumns.map((cells) =>
      Array.from({ length: rows }, (_, row) => cells[row] ?? EMPTY)
    ),
  });
  const names = rowTitles?.subcolumns[0] ?? [];
  const type = attributes.TableType ?? "";
  const format = attributes.YFormat ?? "replicates";
  return {
    source,
    title,
    kind: Object.hasOwn(KINDS, type) ? KINDS[type] : type || (x === null ? "column" : "XY"),
    rows,
    x: x === null || x.subcolumns.length === 0 ? null : filled(x),
    rowTitles: Array.from({ length: rows }, (_, row) => names[row]?.text ?? ""),
    columns: columns.map(filled),
    subcolumns: format === "replicates"
      ? "replicates"
      : Object.hasOwn(ENTERED, format)
      ? ENTERED[format]
      : [format],
  };
}
