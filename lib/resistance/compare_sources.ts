import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { list, plural, quote, UsageError } from "../errors/mod.ts";
import {
  dividePotencies,
  formatPotency,
  formatRatio,
  invertRatio,
  makePotency,
  type Potency,
  type Ratio,
} from "../potency/mod.ts";
import { type CrossResistance, findGenotype, type MatrixEntry } from "./cross_resistance.ts";
import { foldExtent } from "./fold_change_record.ts";
import { undeterminedRatio } from "./undetermined_ratio.ts";

/** Two sources of one cell, the higher value over the lower. */
export interface SourceDisagreement {
  /** The protein that the genotype is of; null where no column says. */
  readonly target: string | null;
  /** The genotype. */
  readonly genotype: string;
  /** The inhibitor. */
  readonly inhibitor: string;
  /** The source with the higher value. */
  readonly higher: MatrixEntry;
  /** The source with the lower value. */
  readonly lower: MatrixEntry;
  /** How many times higher; not determined for words and for what cannot be divided. */
  readonly ratio: Ratio;
}

/**
 * Every cell of which two sources speak, with the ratio of what they say, largest first.
 *
 * Cells that a source leaves out ("not done") are no disagreement. A large ratio most often means different assays (an enzyme beside cells), not an error: the note
 * names readouts that differ or are not stated. Different endpoints are not divided.
 */
export function compareSources(matrix: CrossResistance): readonly SourceDisagreement[] {
  const rows = matrix.cells.flatMap(({ target, genotype, inhibitor, entries }) => {
    const done = entries.filter(({ printed }) => printed.relation !== "not done");
    return done.flatMap((first, i) =>
      done.slice(i + 1).map((second): SourceDisagreement => {
        const cell = { target, genotype, inhibitor };
        const ratio = divide(first.potency, second.potency);
        return center(ratio) < 1
          ? { ...cell, higher: second, lower: first, ratio: invertRatio(ratio) }
          : { ...cell, higher: first, lower: second, ratio };
      })
    );
  }).sort((a, b) => center(b.ratio) - center(a.ratio));
  return withDisplay(rows, () => {
    const value = ({ printed, panel }: MatrixEntry) =>
      `${formatPotency(printed, { reason: false })}, ${panel}`;
    const columns: TableColumn<SourceDisagreement>[] = [
      {
        header: "genotype",
        cell: ({ target, genotype }) => `${target ?? ""} ${genotype}`.trim(),
      },
      { header: "inhibitor", cell: ({ inhibitor }) => inhibitor },
      { header: "higher", cell: ({ higher }) => value(higher) },
      { header: "lower", cell: ({ lower }) => value(lower) },
      { header: "times", cell: ({ ratio }) => formatRatio(ratio, { note: false }) },
      { header: "note", cell: ({ ratio }) => ratio.note },
    ];
    const caption = `${plural(rows.length, "pair")} of sources of one cell`;
    return {
      "text/plain": textTable(rows, columns, { caption }),
      "text/html": htmlTable(rows, columns, { caption }),
    };
  });
}

function divide(a: Potency, b: Potency): Ratio {
  const differ = (x: string | null, y: string | null) => x !== null && y !== null && x !== y;
  const faults = [
    a.endpoint === b.endpoint ? "" : `different endpoints: ${a.endpoint} and ${b.endpoint}`,
    a.unit === b.unit ? "" : `different units: ${a.unit} and ${b.unit}`,
    differ(a.kind, b.kind) ? "one is relative, the other absolute" : "",
  ].filter(Boolean);
  if (faults.length === 0) return dividePotencies(a, b, { acrossReadouts: true });
  return undeterminedRatio(null, faults.join("; "));
}

/** A ratio as one number, for the order; what has none counts as 1, the least. */
function center(ratio: Ratio): number {
  const extent = foldExtent(ratio);
  if (extent === null) return 1;
  const { lower, upper } = extent;
  if (lower === 0) return upper;
  return Number.isFinite(upper) ? Math.sqrt(lower * upper) : lower;
}

/**
 * The range over all sources of one cell, only when asked for: the lowest and highest number or limit
 * of those that have both sides. Bounds and words are named in the reason, not counted.
 *
 * @throws {UsageError} If the cell is empty, its units or endpoints differ, or readouts differ and
 * `acrossReadouts` is not set
 */
export function summarizeCell(
  matrix: CrossResistance,
  genotype: string,
  inhibitor: string,
  { acrossReadouts = false }: { acrossReadouts?: boolean } = {},
): Potency {
  const { name, target } = findGenotype(matrix, genotype);
  const cell = matrix.cells.find((one) =>
    one.genotype === name && one.target === target && one.inhibitor === inhibitor
  );
  if (cell === undefined) {
    throw new UsageError(
      `Cannot summarise ${quote(genotype)} under ${quote(inhibitor)}: needs a source, found none`,
    );
  }
  const { entries } = cell;
  requireOne("unit", entries.map(({ potency }) => potency.unit));
  requireOne("endpoint", entries.map(({ potency }) => potency.endpoint));
  if (!acrossReadouts) {
    requireOne("readout", entries.map(({ potency }) => potency.readout ?? "not stated"));
  }
  const usable = entries.filter(({ potency: { relation } }) =>
    relation === "=" || relation === "range"
  );
  const rest = entries.filter((entry) => !usable.includes(entry));
  const reason = [
    `range over ${plural(usable.length, "source")}: ${usable.map(({ panel }) => panel).join("; ")}`,
    ...(rest.length === 0
      ? []
      : [`not counted: ${
        rest.map(({ printed }) => formatPotency(printed, { reason: false })).join(", ")
      }`]),
  ].join(". ");
  const [{ potency: first }] = entries;
  const frame = { unit: first.unit, endpoint: first.endpoint, kind: first.kind, reason };
  if (usable.length === 0) return makePotency({ ...frame, relation: "not determined" });
  const numbers = usable.flatMap(({ potency: { estimate, lower, upper } }) =>
    [estimate, lower, upper].filter((value) => value !== null)
  );
  return makePotency({
    ...frame,
    relation: "range",
    lower: Math.min(...numbers),
    upper: Math.max(...numbers),
    interval: { meaning: "printed range" },
    readout: acrossReadouts ? null : first.readout,
    approximate: usable.some(({ potency }) => potency.approximate === true),
  });
}

function requireOne(what: string, values: readonly string[]): void {
  const different = [...new Set(values)];
  if (different.length === 1) return;
  const mend = what === "readout" ? ". Set acrossReadouts to take the range all the same" : "";
  throw new UsageError(
    `Cannot summarise a cell: its values must have one ${what}, found ${
      list(different.map(quote))
    }${mend}`,
  );
}
