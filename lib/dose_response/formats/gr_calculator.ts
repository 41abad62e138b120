import { DataError } from "../../errors/mod.ts";
import { isMissing, numberFormat, parseNumber, type Table } from "../../tables/mod.ts";
import { type Curves, curvesOnScale, showingCurves } from "../curves_of_table.ts";
import { hasColumns, type ResponseFormat } from "./response_format.ts";

/**
 * Input of the GR calculator (growth-rate inhibition), its case A or B: one row per treated well or
 * mean, with the count of its control beside it.
 *
 * `concentration` is the dose in µM; the response is `cell_count` over `cell_count__ctrl`, a fraction
 * of control. Growth-rate (GR) values are not computed: they are another scale, with another meaning
 * of half. `cell_count__time0`, `division_time` and `treatment_duration` are therefore not used, and
 * the notes say so. Every other column tells curves apart, so that replicates are not pooled unless
 * `by` says so.
 *
 * @see Hafner et al. (2016) Nat Methods 13:521, doi:10.1038/nmeth.3853; columns as in GRmetrics
 */
export const grCalculator: ResponseFormat = {
  name: "GR calculator",
  recognizes: (table) => hasColumns(table, [DOSE, COUNT, CONTROL]),
  read(table, { by }) {
    const names = by ?? table.columns.filter((name) => !MEASURED.includes(name));
    const read = curvesOnScale(relativeCounts(table), {
      dose: DOSE,
      doseUnit: "µM",
      response: RELATIVE,
      scale: "fraction",
      by: names,
      exclude: REASON,
    });
    return withNote(read, table);
  },
};

const DOSE = "concentration";
const COUNT = "cell_count";
const CONTROL = "cell_count__ctrl";
const RELATIVE = "relative cell count";
const REASON = "exclude (GR calculator)";
const GROWTH = ["cell_count__time0", "division_time", "treatment_duration"];
const MEASURED = [DOSE, COUNT, CONTROL, ...GROWTH, "exclude"];

/** The same table with the relative count of each row, or the reason why it has none. */
function relativeCounts(table: Table): Table {
  const [count, control] = [COUNT, CONTROL].map((name) => table.columns.indexOf(name));
  const own = table.columns.indexOf("exclude");
  const format = numberFormat(table, [count, control, table.columns.indexOf(DOSE)]);
  const problems = table.rows.flatMap(({ row, cells }) =>
    [count, control].flatMap((index) =>
      isMissing(cells[index]) || (parseNumber(cells[index], format) ?? -1) >= 0 ? [] : [{
        row,
        column: table.columns[index],
        needed: "a count >= 0",
        found: cells[index],
      }]
    )
  );
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
  return {
    ...table,
    decimal: format.decimal,
    columns: [...table.columns, RELATIVE, REASON],
    rows: table.rows.map(({ row, cells }) => {
      const [counted, ofControl] = [count, control].map((index) =>
        isMissing(cells[index]) ? null : parseNumber(cells[index], format) ?? null
      );
      const why = own >= 0 && !isMissing(cells[own])
        ? cells[own]
        : ofControl === null
        ? `no ${CONTROL}`
        : ofControl === 0
        ? `${CONTROL} is 0`
        : counted === null
        ? `no ${COUNT}`
        : "";
      const relative = counted === null || !ofControl ? null : counted / ofControl;
      const text = relative === null
        ? ""
        : format.decimal === ","
        ? String(relative).replace(".", ",")
        : String(relative);
      return { row, cells: [...cells, text, why] };
    }),
  };
}

function withNote(read: Curves, { columns }: Table): Curves {
  const unused = GROWTH.filter((name) => columns.includes(name));
  return showingCurves({
    ...read,
    notes: [
      ...read.notes,
      `Responses are ${COUNT} / ${CONTROL}; growth-rate (GR) values are not computed${
        unused.length === 0 ? "" : ` and ${unused.join(", ")} not used`
      }`,
    ],
  });
}
