import type { DoseResponseFit } from "../dose_response/mod.ts";
import { list, quote, UsageError } from "../errors/mod.ts";
import { dividePotencies } from "../potency/mod.ts";
import { compareFits, type CompareOptions } from "./compare_fits.ts";
import { makeFoldChange } from "./fold_change_record.ts";
import type { FoldChangeWithin } from "./fold_change_within.ts";
import type { ReferenceGroup } from "./pair_with_reference.ts";

/** Pairs to divide, and how: plain data. */
export interface FoldOrder extends CompareOptions {
  /** The name of the reference. */
  readonly name: string;
  readonly groups: readonly ReferenceGroup<DoseResponseFit>[];
  readonly together: "pair" | "all";
}

/**
 * The fold change of each test line in the order of the groups.
 *
 * @throws {UsageError} If curves that are fitted together have different units, scales or models
 */
export function* foldEach(
  { name, groups, together, ...options }: FoldOrder,
): Generator<FoldChangeWithin> {
  for (const { key, reference: own, tests } of groups) {
    for (const { name: test, row } of tests) {
      const frame = { test, reference: name, key, scope: "within experiment" as const };
      if (own === null) {
        const missing = withoutReference(row, options.kind, name);
        yield makeFoldChange({ ...frame, ...missing, joint: null });
        continue;
      }
      const others = together === "all" ? tests.map((one) => one.row) : [row];
      const all = [own, ...others];
      requireComparable(all);
      yield makeFoldChange({ ...frame, ...compareFits(all, all.indexOf(row), options) });
    }
  }
}

function withoutReference(fit: DoseResponseFit, kind: "relative" | "absolute", name: string) {
  const test = fit.ic50[kind];
  const missing = {
    ...test,
    relation: "not done",
    estimate: null,
    lower: null,
    upper: null,
  } as const;
  return {
    ...dividePotencies(test, missing),
    endpoint: test.endpoint,
    note: `no ${name} here`,
    potencies: { test, reference: missing },
    pValue: null,
  };
}

function requireComparable(fits: readonly DoseResponseFit[]): void {
  const differ = (what: string, values: readonly string[]) => {
    const different = [...new Set(values)];
    if (different.length === 1) return;
    throw new UsageError(
      `Cannot fit the curves together: they must have one ${what}, found ${
        list(different.map(quote))
      }`,
    );
  };
  differ("unit", fits.map(({ curve }) => curve.unit));
  differ("response scale", fits.map(({ curve }) => curve.scale));
  differ("model", fits.map(({ model, fixed }) => `${model} ${JSON.stringify(fixed)}`));
}
