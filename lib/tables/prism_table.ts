import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { plural } from "../errors/mod.ts";

/** One value of a Prism table. */
export interface PrismCell {
  /** As it stands in the file; "" where nothing was entered. */
  readonly text: string;
  /** The number; null where there is none. */
  readonly value: number | null;
  /** Whether the author excluded it in Prism (shown there in blue italics, with an asterisk). */
  readonly excluded: boolean;
}

/** A column of a Prism table: a title over one or more subcolumns. */
export interface PrismColumn {
  /** Its title, without markup; "" where it has none. */
  readonly title: string;
  /** The cells of each subcolumn, from the first row down, each as long as the table has rows. */
  readonly subcolumns: readonly (readonly PrismCell[])[];
}

/** One data table of a GraphPad Prism file. */
export interface PrismTable {
  /** The file. */
  readonly source: string;
  /** Its title in Prism's navigator. */
  readonly title: string;
  /** "XY" has an X column; "column" compares columns; "grouped" rows and columns; others by their own name. */
  readonly kind: string;
  /** Rows of the sheet. */
  readonly rows: number;
  /** The X column; null in tables without one. */
  readonly x: PrismColumn | null;
  /** Titles of the rows, "" where there is none; as many as rows. */
  readonly rowTitles: readonly string[];
  /** The Y columns, or the columns of a table without X. */
  readonly columns: readonly PrismColumn[];
  /** What the subcolumns of a Y column hold: "replicates", or in order what was entered instead ("mean", "SD", "n"). */
  readonly subcolumns: "replicates" | readonly string[];
}

/** The tables of a Prism file, frozen, showing themselves as a list. */
export function showingPrismTables(tables: readonly PrismTable[]): readonly PrismTable[] {
  return withDisplay([...tables], () => {
    const caption = `${plural(tables.length, "Prism table")} in ${tables[0]?.source ?? ""}`;
    return {
      "text/plain": textTable(tables, COLUMNS, { caption }),
      "text/html": htmlTable(tables, COLUMNS, { caption }),
    };
  });
}

const COLUMNS: readonly TableColumn<PrismTable>[] = [
  { header: "table", cell: ({ title }) => title },
  { header: "kind", cell: ({ kind }) => kind },
  { header: "rows", cell: ({ rows }) => String(rows), align: "right" },
  { header: "X", cell: ({ x }) => x === null ? "" : x.title || "(no title)" },
  {
    header: "columns",
    cell: ({ columns }) => columns.map(({ title }) => title || "(no title)").join(", "),
  },
  {
    header: "entered as",
    cell: ({ subcolumns, columns }) =>
      subcolumns === "replicates"
        ? plural(
          columns.reduce((most, column) => Math.max(most, column.subcolumns.length), 0),
          "replicate",
        )
        : subcolumns.join(", "),
  },
  {
    header: "excluded",
    cell: (table) => String(table.columns.flatMap(allCells).filter(isExcluded).length),
    align: "right",
  },
];

function allCells({ subcolumns }: PrismColumn): readonly PrismCell[] {
  return subcolumns.flat();
}

function isExcluded({ excluded, text }: PrismCell): boolean {
  return excluded && text !== "";
}
