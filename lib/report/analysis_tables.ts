import type { Concentration, DoseResponseFit, Estimate } from "../dose_response/mod.ts";
import type { PlateQuality } from "../plates/mod.ts";
import type { Potency, Ratio } from "../potency/mod.ts";
import type { FoldChange } from "../resistance/mod.ts";
import type { Analysis, LeftOut } from "./analysis.ts";
import { type Variant, variantsOf } from "./ic50_variants.ts";
import { observations } from "./observations.ts";
import { column, type ColumnOf, naming, type ReportTable, tableOf } from "./report_table.ts";

/** The names of the tables that an analysis makes, each a CSV file and a sheet. */
export const TABLE_NAMES = [
  "ic50",
  "ic50_variants",
  "folds",
  "curves",
  "quality",
  "excluded",
  "wells",
] as const;

/**
 * The tables of an analysis: IC50s, what they would be with other wells, fold changes, curves, plate
 * quality, excluded rows, wells. Every column carries its unit and its meaning.
 */
export function analysisTables(analysis: Analysis): readonly ReportTable[] {
  const { absolute, relative, folds, fits, quality, rows, by, over } = analysis;
  const { unit } = rows;
  const scale = SCALE_UNITS[rows.scale];
  const named = by.filter((name) => name !== over);
  const ic50s = absolute.map((one, i) => ({ absolute: one, relative: relative[i] }));
  const shared = [...new Set((folds ?? []).flatMap(({ key }) => Object.keys(key)))];
  const tables = {
    ic50: tableOf({ name: "ic50", title: "IC50s" }, ic50s, [
      ...named.map((name) => naming(name, ({ absolute }: IC50s) => absolute.key)),
      ...potencyColumns("ic50_absolute", ABSOLUTE, unit, ({ absolute }: IC50s) => absolute.potency),
      ...potencyColumns("ic50_relative", RELATIVE, unit, ({ relative }: IC50s) => relative.potency),
      column("scope", "what the limits speak of", ({ absolute }) => absolute.scope),
    ]),
    ic50_variants: tableOf(
      { name: "ic50_variants", title: "IC50s with other wells" },
      variantsOf(analysis),
      [
        ...named.map((name) => naming(name, ({ ic50 }: Variant) => ic50.key)),
        column(
          "ic50_variant",
          "without poor plates: what the other curves say; with every well: the wells left out put " +
            "back. The analysis itself is table ic50",
          ({ variant }) => variant,
        ),
        column("without_plates", "the poor plates left aside", ({ plates }) => plates || null),
        ...potencyColumns("ic50_absolute", ABSOLUTE, unit, ({ ic50 }: Variant) => ic50.potency),
        column("scope", "what the limits speak of", ({ ic50 }) => ic50.scope),
      ],
    ),
    folds: tableOf({ name: "folds", title: "Fold changes" }, folds ?? [], [
      ...shared.map((name) => naming(name, ({ key }: FoldChange) => key)),
      ...foldColumns(unit),
    ]),
    curves: tableOf({ name: "curves", title: "Fitted curves" }, fits, [
      ...by.map((name) => naming(name, ({ curve }: DoseResponseFit) => curve.key)),
      ...curveColumns(unit, scale),
    ]),
    quality: tableOf({ name: "quality", title: "Plate quality" }, quality, QUALITY),
    excluded: tableOf({ name: "excluded", title: "Rows left out" }, rows.excluded, EXCLUDED),
    wells: observations(analysis, scale),
  };
  return TABLE_NAMES.map((name) => tables[name]);
}

interface IC50s {
  readonly absolute: Concentration;
  readonly relative: Concentration;
}

const ABSOLUTE = "IC50 where the curve crosses half of control";
const RELATIVE = "IC50 halfway between the curve's own plateaus";

const SCALE_UNITS = { raw: "as read", fraction: "fraction of control", percent: "% of control" };

function potencyColumns<Row>(
  name: string,
  what: string,
  unit: string,
  of: (row: Row) => Potency,
): ColumnOf<Row>[] {
  return [
    ...boundedColumns(name, what, unit, of),
    column(`${name}_replicates`, "biological replicates behind it", (row) => of(row).replicates),
    column(
      `${name}_reason`,
      "why it is a bound or not determined",
      (row) => of(row).reason || null,
    ),
  ];
}

/** Estimate, relation and limits, of a potency or of a ratio. */
function boundedColumns<Row>(
  name: string,
  what: string,
  unit: string,
  of: (row: Row) => Potency | Ratio,
): ColumnOf<Row>[] {
  return [
    column(name, `${what}; after > or < the bound`, (row) => of(row).estimate, unit),
    column(
      `${name}_relation`,
      "= measured, > or < a bound, or not determined",
      (row) => of(row).relation,
    ),
    column(`${name}_lower`, "lower limit", (row) => of(row).lower, unit),
    column(`${name}_upper`, "upper limit", (row) => of(row).upper, unit),
    column(`${name}_interval`, "what the limits are", (row) => intervalWords(of(row))),
  ];
}

function intervalWords({ interval }: Pick<Potency, "interval">): string | null {
  if (interval === null) return null;
  return interval.meaning === "confidence"
    ? `${100 * interval.level} % confidence, ${interval.sides}-sided, ${interval.method}`
    : interval.meaning;
}

function foldColumns(unit: string): ColumnOf<FoldChange>[] {
  return [
    column("test", "the line above", ({ test }) => test),
    column("reference", "the line below", ({ reference }) => reference),
    column("kind", "which IC50s were divided", ({ kind }) => kind),
    ...boundedColumns("fold", "test over reference", "fold", (fold: FoldChange) => fold),
    column(
      "estimates_divided",
      "the bound over the reference's estimate, as papers print it",
      ({ byEstimates }) => byEstimates,
      "fold",
    ),
    column("p", "two-sided p of no change", ({ pValue }) => pValue),
    column("direction", "where the fold change stands to 1", ({ direction }) => direction),
    column("scope", "what the limits speak of", ({ scope }) => scope),
    ...(["test", "reference"] as const).map((arm) =>
      column(
        `${arm}_ic50`,
        `IC50 of the ${arm}; the column after it says whether it is a bound`,
        ({ potencies }: FoldChange) => potencies[arm].estimate,
        unit,
      )
    ).flatMap((ic50, i) => [
      ic50,
      column(
        `${ic50.name}_relation`,
        "= measured, > or < a bound",
        ({ potencies }: FoldChange) => potencies[i === 0 ? "test" : "reference"].relation,
      ),
    ]),
    column("note", "what must be known of it", ({ note }) => note || null),
  ];
}

function curveColumns(unit: string, scale: string): ColumnOf<DoseResponseFit>[] {
  const parameter = (
    name: string,
    meaning: string,
    of: (parameters: NonNullable<DoseResponseFit["parameters"]>) => Estimate,
    unit = "",
  ): ColumnOf<DoseResponseFit>[] => {
    const estimate = ({ parameters }: DoseResponseFit) => parameters && of(parameters);
    const known = (fit: DoseResponseFit) => estimate(fit)?.determined ? estimate(fit) : null;
    return [
      column(name, meaning, (fit) => known(fit)?.estimate ?? null, unit),
      column(`${name}_se`, "its standard error", (fit) => known(fit)?.standardError ?? null, unit),
    ];
  };
  return [
    column("n_wells", "wells fitted", ({ wells }) => wells),
    column("n_doses", "distinct doses without the vehicle", (fit) => fit.distinctDoses),
    column("model", "the model", ({ model }) => model),
    column("status", "what became of the fit", ({ status }) => status),
    column("reason", "why", ({ reason }) => reason || null),
    ...potencyColumns("ic50_relative", RELATIVE, unit, (fit: DoseResponseFit) => fit.ic50.relative),
    ...potencyColumns("ic50_absolute", ABSOLUTE, unit, (fit: DoseResponseFit) => fit.ic50.absolute),
    ...parameter("hill_slope", "slope; above 0 the curve falls", ({ hillSlope }) => hillSlope),
    ...parameter("top", "upper plateau", ({ top }) => top, scale),
    ...parameter("bottom", "lower plateau", ({ bottom }) => bottom, scale),
    column("rss", "residual sum of squares", ({ rss }) => rss),
    column("p_no_effect", "F test against a flat line", ({ noEffect }) => noEffect?.p ?? null),
    column(
      "q_no_effect",
      "the same over all curves, Benjamini-Hochberg",
      ({ noEffect }) => noEffect?.q ?? null,
    ),
  ];
}

const QUALITY: readonly ColumnOf<PlateQuality>[] = [
  column("plate", "the plate", ({ plate }) => plate),
  column("cell_line", "where a plate holds several", ({ labels }) => labels.cell_line ?? null),
  column("z_prime", "separation of the controls, at most 1", ({ zPrime }) => zPrime),
  column("z_prime_robust", "the same from medians", ({ robustZPrime }) => robustZPrime),
  column("ssmd", "strictly standardised mean difference of the controls", ({ ssmd }) => ssmd),
  column(
    "signal_to_background",
    "mean vehicle over mean low control",
    (plate) => plate.signalToBackground,
  ),
  column("vehicle_cv", "variation of the vehicle wells, a fraction", ({ vehicleCV }) => vehicleCV),
  column("vehicle_wells", "vehicle wells analysed", ({ vehicleWells }) => vehicleWells),
  column("low_wells", "wells of the low control", ({ lowWells }) => lowWells),
  column("low_control", "what the low control is", ({ against }) => against),
  column("excluded_wells", "wells left out", ({ excludedWells }) => excludedWells),
  column("verdict", "what to make of the plate", ({ verdict }) => verdict),
  column("reasons", "why", ({ reasons }) => reasons.join("; ") || null),
];

const EXCLUDED: readonly ColumnOf<LeftOut>[] = [
  column("row", "row of the input, as a spreadsheet counts", ({ row }) => row),
  column("plate", "the plate", ({ plate }) => plate ?? null),
  column("well", "position on the plate", ({ well }) => well ?? null),
  column(
    "column",
    "column of the value, where a row holds several",
    ({ column }) => column ?? null,
  ),
  column("reason", "why it was left out", ({ reason }) => reason),
];
