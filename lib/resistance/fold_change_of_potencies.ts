import { UsageError } from "../errors/mod.ts";
import { dividePotencies, type Potency, type PotencyRecord } from "../potency/mod.ts";
import { type FoldChange, makeFoldChange, showFoldChanges } from "./fold_change_record.ts";
import { parseGenotype } from "./genotype.ts";
import { pairWithReference } from "./pair_with_reference.ts";
import { type PanelColumns, type PanelValue, panelValues } from "./panel.ts";

/** Options of {@linkcode foldChangeOfPotencies}. */
export interface FoldChangeOfPotenciesOptions extends PanelColumns {
  /** The genotype that everything is divided by: "WT", "parental". */
  readonly reference: string;
}

/**
 * Fold changes from printed values: each over the reference of the same drug, source, assay and
 * model, what each interval is deciding the arithmetic (see `dividePotencies`).
 *
 * Viability, phosphorylation and enzyme values, and different endpoints, are never divided by one
 * another. A point over a point has no interval; a bound over a bare point says what it ignores.
 *
 * @param records From `readPotencies`, one or several files together
 * @returns One row per value that is not the reference; shows itself as a table
 * @throws {UsageError} If the reference is not there
 * @throws {DataError} If a source gives one cell two different values
 *
 * @example Usage
 * ```ts
 * import { readPotencies } from "halfmax/potency/mod.ts";
 * import { foldChangeOfPotencies } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const printed = await readPotencies("data/crizotinib_guide_2025/ic50.csv");
 * const folds = foldChangeOfPotencies(printed, { reference: "WT" });
 * const gatekeeper = folds.find(({ test, key }) => test === "L1196M" && key.drug === "crizotinib")!;
 * assertEquals([gatekeeper.relation, gatekeeper.estimate], [">", 10]);
 * ```
 */
export function foldChangeOfPotencies(
  records: readonly PotencyRecord[],
  { reference, ...columns }: FoldChangeOfPotenciesOptions,
): readonly FoldChange[] {
  if (!reference) {
    throw new UsageError('Cannot compute a fold change: needs a reference, as in "WT", found none');
  }
  const { by = "genotype", inhibitor = "drug" } = columns;
  const values = panelValues(records, columns);
  const keyOf = (value: PanelValue) => ({
    [inhibitor]: value.inhibitor,
    [by]: value.genotype.name,
    panel: value.panel.name,
  });
  const wanted = { [by]: parseGenotype(reference).name };
  const { name, groups } = pairWithReference(values, keyOf, wanted);
  return showFoldChanges(
    groups.flatMap(({ key, reference: own, tests }) =>
      tests.map(({ name: test, row }) =>
        printedFold(row.potency, own?.potency ?? null, { test, reference: name, key })
      )
    ),
  );
}

/** The fold change of one printed value over another, or why there is none. */
export function printedFold(
  test: Potency,
  reference: Potency | null,
  names: Pick<FoldChange, "test" | "reference" | "key">,
): FoldChange {
  const missing: Potency = {
    ...test,
    relation: "not done",
    estimate: null,
    lower: null,
    upper: null,
    interval: null,
  };
  const ratio = dividePotencies(test, reference ?? missing);
  return makeFoldChange({
    ...ratio,
    ...names,
    note: reference === null ? `no ${names.reference} from this source and assay` : ratio.note,
    endpoint: test.endpoint,
    scope: "printed values",
    pValue: null,
    potencies: { test, reference: reference ?? missing },
  });
}
