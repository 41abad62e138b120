import { type Concentration, type Fits, inhibitoryConcentration } from "../dose_response/mod.ts";
import { list, quote, UsageError } from "../errors/mod.ts";
import { foldChangeOfConcentrations } from "./fold_change_of_concentrations.ts";
import type { FoldChange } from "./fold_change_record.ts";
import { foldChangeWithin } from "./fold_change_within.ts";
import type { Reference } from "./pair_with_reference.ts";

/** Options of {@linkcode foldChange}. */
export interface FoldChangeOptions {
  /** What everything is divided by: the parental line, wild type. */
  readonly reference: Reference;
  /**
   * Whether replicates of the same name were run side by side, so that their ratios are averaged.
   * Default false: the arms are independent.
   */
  readonly paired?: boolean;
  /**
   * Of fits: the key column that tells biological replicates apart. Default "replicate" where the fits
   * have it, else null: each curve within its own experiment.
   */
  readonly over?: string | null;
  /** Of fits: which concentration; default "relative", with absolute where an arm has no relative one. */
  readonly kind?: "relative" | "absolute";
  /** Of fits: percent of inhibition, default 50. */
  readonly percent?: number;
  /**
   * Of relative concentrations: absolute ones to fall to for pairs of which an arm, or one of its
   * replicates, has no relative one because it is flat.
   */
  readonly otherwise?: readonly Concentration[];
  /** Confidence level, default 0.95. */
  readonly level?: number;
}

/**
 * Fold change of each line over a reference: the ratio of their IC50s, relative over relative or
 * absolute over absolute, never mixed. From fits, or from what `inhibitoryConcentration` says of both.
 *
 * Over biological replicates, which is the default for fits that have a column "replicate" (and what
 * concentrations summarised with `over` give): the ratio of geometric means.
 * Unpaired, Welch's t interval on logs; `paired`, the t interval of the log ratios. Replicates that
 * are only bounds enter by a censored likelihood. Where an arm is only a bound, so is the fold change,
 * taken over the upper limit of the reference; what papers print, the bound over the estimate, stands
 * beside it as `byEstimates`.
 *
 * A relative concentration of responses that rise with dose is never divided by one of responses that
 * fall, and the other way round.
 *
 * Within one experiment, fits without such a column or with `over: null`: the joint fit of
 * `foldChangeWithin`, which also has its tests and shared parameters.
 *
 * Within one experiment, concentrations that were not summarised: the two intervals combined by MOVER
 * on logs; they speak of the wells only. Simulated (2,000 pairs of curves in each situation;
 * tests/resistance/mover_coverage.csv), intervals and bounds together are right in 95.3 to 98.2 %. The
 * intervals alone hold the truth in 95.3 to 96.6 % where the test lies within the doses. With a test
 * IC50 just below the highest dose they undercover: there few pairs are called measured, the lucky
 * ones, and of those intervals 89 to 97 % hold for absolute IC50s and only 51 to 82 % for relative ones
 * (4 to 13 % of pairs).
 *
 * Simulated (three replicates, between-replicate SD 0 and 0.1 decades, 2,000 pairs in each situation;
 * tests/resistance/fold_change_coverage.csv), the nominal 95 % intervals hold the truth in 96.2 to
 * 97.5 % unpaired and in 94.5 to 95.9 % paired, also where a test line near the highest dose has bounds
 * among its replicates; bounds were right every time.
 *
 * @param data Fits, or concentrations of one endpoint and kind
 * @returns One row per line that is not the reference; shows itself as a table
 * @throws {UsageError} If no reference is named or found, a group has two, replicates cannot be
 * paired, the concentrations are of different endpoints or kinds, or the fits have no column `over`
 * @see Donner & Zou (2012) Stat Methods Med Res 21:347, doi:10.1177/0962280210383082 (MOVER)
 *
 * @example From fits, over the column "replicate"
 * ```ts
 * import { fitDoseResponse, fourParameterLogistic } from "halfmax/dose_response/mod.ts";
 * import { foldChange } from "halfmax/resistance/mod.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const doses = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000];
 * const curve = (cell_line: string, replicate: string, ic50: number) => ({
 *   key: { cell_line, replicate },
 *   doses,
 *   responses: doses.map((dose, i) =>
 *     fourParameterLogistic({ log10IC50: Math.log10(ic50), hillSlope: 1, top: 1, bottom: 0 }, dose) +
 *     0.01 * (-1) ** i
 *   ),
 *   unit: "nM",
 *   scale: "fraction" as const,
 *   control: { basis: "declared" as const, value: 1 },
 * });
 * const fits = fitDoseResponse([
 *   curve("parental", "1", 30),
 *   curve("parental", "2", 36),
 *   curve("resistant", "1", 290),
 *   curve("resistant", "2", 350),
 * ]);
 * const [fold, ...others] = foldChange(fits, { reference: "parental" });
 * assertEquals([fold.scope, fold.kind, others.length], ["over replicates", "relative", 0]);
 * assert(fold.lower! < 10 && 10 < fold.upper!);
 * ```
 *
 * @example From concentrations, one of them a bound
 * ```ts
 * import { foldChange } from "halfmax/resistance/mod.ts";
 * import { makePotency } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const interval = { meaning: "confidence", level: 0.95, sides: 2, method: "profile likelihood" } as const;
 * const [fold] = foldChange([
 *   {
 *     key: { cell_line: "H3122" },
 *     potency: makePotency({ estimate: 210, lower: 175, upper: 250, interval, kind: "absolute" }),
 *     scope: "within experiment",
 *     replicates: [],
 *   },
 *   {
 *     key: { cell_line: "H3122-CR" },
 *     potency: makePotency({ relation: ">", estimate: 7000, kind: "absolute" }),
 *     scope: "within experiment",
 *     replicates: [],
 *   },
 * ], { reference: "H3122" });
 * assertEquals([fold.test, fold.relation, fold.estimate], ["H3122-CR", ">", 28]);
 * assertEquals(fold.byEstimates, 7000 / 210);
 * ```
 */
export function foldChange(
  data: Fits | readonly Concentration[],
  { reference, paired = false, level = 0.95, otherwise, ...ofFits }: FoldChangeOptions,
): readonly FoldChange[] {
  if (!(level > 0 && level < 1)) {
    throw new UsageError(
      `Cannot compute a fold change: level must be between 0 and 1, found ${level}`,
    );
  }
  if (!areFits(data)) {
    refuse(ofFits, "concentrations are already taken. Give the fits instead");
    return foldChangeOfConcentrations(data, { reference, paired, otherwise, level });
  }
  refuse({ otherwise }, "fits have both kinds and need no others. Leave it out");
  const { over = replicateColumn(data), kind = "relative", percent = 50 } = ofFits;
  if (over === null) {
    if (paired) throw unpairable();
    return foldChangeWithin(data, { reference, kind, percent, level });
  }
  const taken = (of: typeof kind) =>
    inhibitoryConcentration(data, { over, kind: of, percent, level });
  return foldChangeOfConcentrations(taken(kind), {
    reference,
    paired,
    otherwise: kind === "relative" ? taken("absolute") : undefined,
    level,
  });
}

function areFits(data: Fits | readonly Concentration[]): data is Fits {
  return data.length > 0 && "curve" in data[0];
}

/** Options that this kind of data has no use for. */
function refuse(options: Readonly<Record<string, unknown>>, why: string): void {
  const given = Object.keys(options).filter((name) => options[name] !== undefined);
  if (given.length === 0) return;
  throw new UsageError(`Cannot compute a fold change with ${list(given.map(quote))}: ${why}`);
}

/** "replicate", where that column tells curves apart. */
function replicateColumn(fits: Fits): string | null {
  return fits.some(({ curve: { key } }) => key.replicate !== undefined) ? "replicate" : null;
}

function unpairable(): UsageError {
  return new UsageError(
    "Cannot pair replicates: needs the column that tells them apart, as in " +
      '{ over: "replicate" }, found none',
  );
}
