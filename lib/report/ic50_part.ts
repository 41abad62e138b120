import type { Concentration } from "../dose_response/mod.ts";
import { list, plural } from "../errors/mod.ts";
import { formatPotency } from "../potency/mod.ts";
import type { Analysis } from "./analysis.ts";
import { items, naming, paragraph } from "./report_parts.ts";
import { nameOf } from "./show_analysis.ts";
import { type SortableColumn, sortableTable } from "./sortable_table.ts";

/** IC50s of both kinds, with what each replicate says. */
export function ic50Part(
  { absolute, relative, everyWell, withoutPoor, by, over, rows }: Analysis,
): string {
  const named = by.filter((name) => name !== over);
  const lines = absolute.map((one, i) => ({ one, other: relative[i], every: everyWell?.[i] }));
  type Row = typeof lines[number];
  const value = (
    header: string,
    of: (row: Row) => Concentration | undefined,
  ): SortableColumn<Row> => ({
    header,
    cell: (row) => {
      const found = of(row);
      return found === undefined ? "–" : formatPotency(found.potency);
    },
    sort: (row) => of(row)?.potency.estimate ?? null,
  });
  const columns: SortableColumn<Row>[] = [
    ...naming<Row>(named, ({ one }) => one.key),
    ...(rows.control.basis === "none" ? [] : [value("absolute IC50", ({ one }) => one)]),
    ...(withoutPoor === null ? [] : [
      value(
        `absolute IC50 without ${
          withoutPoor.plates.length === 1 ? `plate ${withoutPoor.plates[0]}` : "poor plates"
        }`,
        ({ one }) => withoutPoor.absolute.find(({ key }) => nameOf(key) === nameOf(one.key)),
      ),
    ]),
    value("relative IC50", ({ other }) => other),
    ...(everyWell === null ? [] : [
      value(
        "absolute IC50 with every well",
        ({ one, every }) => everyWell.find(({ key }) => nameOf(key) === nameOf(one.key)) ?? every,
      ),
    ]),
    {
      header: "each replicate",
      cell: ({ one }) => eachReplicate(one) || "–",
    },
  ];
  return [
    paragraph(
      (withoutPoor === null
        ? ""
        : `Poor: ${
          list(withoutPoor.plates)
        }. Nothing is left out for it, but what the rest says stands beside. `) +
        "Absolute: where a curve crosses half of control. Relative: halfway between its own plateaus. " +
        (over === null
          ? "The limits speak of the wells of one experiment, and other experiments scatter more."
          : `Over replicates (${over.replaceAll("_", " ")}): geometric mean.`) +
        " A number after > or < is a bound.",
    ),
    sortableTable(lines, columns, plural(lines.length, "IC50")),
    items([...absolute, ...relative].flatMap(remarkOn)),
  ].join("\n");
}

/** What each replicate says: "1: 120 nM, 2: 134 nM"; "" where there are none. */
export function eachReplicate({ replicates }: Concentration): string {
  return replicates.map(({ name, potency }) => {
    const alone = { ...potency, lower: null, upper: null, interval: null };
    return `${name}: ${formatPotency(alone, { reason: false })}`;
  }).join(", ");
}

/** Why an estimate rests on less than it could; a bound says it in its own cell. */
function remarkOn({ key, potency }: Concentration): string[] {
  const { relation, reason, kind } = potency;
  return relation === "=" && reason !== "" ? [`${nameOf(key)}, ${kind} IC50: ${reason}`] : [];
}
