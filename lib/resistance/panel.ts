import { DataError, list, quote } from "../errors/mod.ts";
import {
  makePotency,
  type Potency,
  type PotencyRecord,
  printPotency,
  resolveRow,
} from "../potency/mod.ts";
import { type Genotype, parseGenotype } from "./genotype.ts";

/** Values that may be compared with one another: one source, one assay, one model. */
export interface Panel {
  /** Short, unlike any other of the same matrix: "Lin JJ et al. … (viability, Ba/F3)". */
  readonly name: string;
  /** The citation or the file. */
  readonly source: string;
  /** What was measured; null where the source does not say. */
  readonly readout: Potency["readout"];
  /** "IC50", "Ki", … */
  readonly endpoint: string;
  /** Relative or absolute; null where the source does not say. */
  readonly kind: Potency["kind"];
  /** The filled columns that describe the assay: target, construct, model, method, exposure_h. */
  readonly labels: Readonly<Record<string, string>>;
}

/** One value in its panel. */
export interface PanelValue {
  readonly panel: Panel;
  /** The protein that the genotype is of, "ALK"; null where no column says. */
  readonly target: string | null;
  readonly genotype: Genotype;
  readonly inhibitor: string;
  /** As the source has it. */
  readonly printed: Potency;
  /** With a relative statement resolved within the source. */
  readonly potency: Potency;
  readonly record: PotencyRecord;
}

/** How the columns of the records are named. */
export interface PanelColumns {
  /** The column of the rows; default "genotype". */
  readonly by?: string;
  /** The column of the inhibitors; default "drug". */
  readonly inhibitor?: string;
  /** The column of the protein that the genotypes are of; default "target". */
  readonly target?: string;
  /** The columns that describe the assay; default target, construct, model, method, exposure_h. */
  readonly assay?: readonly string[];
}

const ASSAY = ["target", "construct", "model", "method", "exposure_h"] as const;

/**
 * Each record in its panel, every relative statement resolved within its own row, a value that a
 * source gives twice kept once.
 *
 * @throws {DataError} If a source gives one cell two different values, a record lacks its genotype or
 * inhibitor, or a relative statement cannot be resolved
 */
export function panelValues(
  records: readonly PotencyRecord[],
  { by = "genotype", inhibitor = "drug", target = "target", assay = ASSAY }: PanelColumns,
): readonly PanelValue[] {
  const panels = new Map<string, Panel>();
  const values = records.map((record): PanelValue => {
    const own = panelOf(record, assay);
    const id = JSON.stringify(own);
    const panel = panels.get(id) ?? { name: "", ...own };
    panels.set(id, panel);
    return {
      panel,
      target: record.labels[target] ?? null,
      genotype: parseGenotype(required(record, by)),
      inhibitor: required(record, inhibitor),
      printed: record.potency,
      potency: record.potency,
      record,
    };
  });
  const named = nameApart([...panels.values()]);
  const placed = values.map((value) => ({
    ...value,
    panel: named.get(value.panel) ?? value.panel,
  }));
  return resolved(onceEach(placed));
}

/** The source of a potency without the row that `readPotencies` adds to a file's name. */
export function sourceName({ source }: Potency): string {
  return (source ?? "measured here").replace(/, row \d+$/, "");
}

function panelOf(
  { labels, potency }: PotencyRecord,
  assay: readonly string[],
): Omit<Panel, "name"> {
  return {
    source: sourceName(potency),
    readout: potency.readout,
    endpoint: potency.endpoint,
    kind: potency.kind,
    labels: Object.fromEntries(
      assay.filter((name) => labels[name] !== undefined).map((name) => [name, labels[name]]),
    ),
  };
}

function required({ row, labels }: PotencyRecord, column: string): string {
  const text = labels[column];
  if (text !== undefined) return text;
  throw DataError.ofCells("compare potencies", [
    { row, column, needed: "filled", found: "" },
  ], `The columns are ${list(Object.keys(labels).map(quote))}`);
}

/** Names that are as short as telling the panels apart allows. */
function nameApart(panels: readonly Panel[]): Map<Panel, Panel> {
  const columns = [...new Set(panels.flatMap(({ labels }) => Object.keys(labels)))];
  const details = (panel: Panel): string[] => [
    panel.endpoint,
    panel.readout ?? "readout not stated",
    ...["model", ...columns.filter((column) => column !== "model")].flatMap((column) =>
      panel.labels[column] ?? []
    ),
  ];
  const write = (panel: Panel, count: number, source = shortSource(panel.source)) =>
    `${source} (${details(panel).slice(0, count).join(", ")})`;
  return new Map(panels.map((panel) => {
    let count = 3;
    const alike = (other: Panel) => other !== panel && write(other, count) === write(panel, count);
    while (count < 8 && panels.some(alike)) count++;
    // Two files of one folder, or two citations alike but for their identifiers.
    const name = panels.some(alike) ? write(panel, 3, panel.source) : write(panel, count);
    return [panel, { ...panel, name }];
  }));
}

/** A citation up to its identifiers; of a file, the folder that holds it. */
function shortSource(source: string): string {
  const [citation] = source.split(" | ");
  const folder = /([^/]+)\/[^/]+\.\w+$/.exec(citation);
  return folder === null ? citation : folder[1];
}

function cellKey({ panel, target, genotype, inhibitor }: PanelValue): string {
  return JSON.stringify([panel.name, target, genotype.name, inhibitor]);
}

/** One value per cell of a panel: equal repeats are one, different ones a fault of the data. */
function onceEach(values: readonly PanelValue[]): PanelValue[] {
  const cells = Map.groupBy(values, cellKey);
  const faults = [...cells.values()].flatMap((cell) => {
    const different = [...new Set(cell.map(({ printed }) => printPotency(printed)))];
    if (different.length === 1) return [];
    const [{ genotype, inhibitor, panel }] = cell;
    const rows = cell.map(({ record }) => record.row).join(" and ");
    return [
      `${genotype.name}, ${inhibitor} (rows ${rows}, ${panel.name}) must have one value, found ${
        list(different.map(quote))
      }`,
    ];
  });
  if (faults.length > 0) {
    throw new DataError(
      `Cannot compare potencies:${faults.map((fault) => `\n  ${fault}`).join("")}`,
    );
  }
  return [...cells.values()].map(([first]) => first);
}

/** Relative statements ("6-36 fold lower than X") resolved among the drugs of one row of a panel. */
function resolved(values: readonly PanelValue[]): PanelValue[] {
  const rowKey = (value: PanelValue) => cellKey({ ...value, inhibitor: "" });
  const rows = Map.groupBy(values, rowKey);
  return values.map((value) => {
    if (value.potency.relation !== "relative") return value;
    const row = rows.get(rowKey(value)) ?? [];
    const all = Object.fromEntries(row.map(({ inhibitor, potency }) => [inhibitor, potency]));
    return { ...value, potency: makePotency(resolveRow(all)[value.inhibitor]) };
  });
}
