import type { Potency } from "./potency.ts";
import { printPotency } from "./print_potency.ts";

/** A potency as the cells of one row of a flat table. */
export interface PotencyCells {
  /** The source's own text, else every digit. */
  readonly as_printed: string;
  /** The unit that the text itself lacks; empty where it carries its own. */
  readonly column_unit: string;
  /** How it stands to its number, or why it has none. */
  readonly relation: string;
  /** The number, or the limit of a bound. */
  readonly estimate: number | null;
  /** Lower limit. */
  readonly lower: number | null;
  /** Upper limit. */
  readonly upper: number | null;
  /** The unit of the three numbers; empty where there are none. */
  readonly unit: string;
  /** "true" where the source calls the number approximate, else empty. */
  readonly approximate: string;
}

/**
 * A potency as flat cells for a CSV file or a data frame: the printed text beside its reading.
 *
 * @example Usage
 * ```ts
 * import { parsePotency, potencyCells } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { as_printed, relation, estimate, unit } = potencyCells(parsePotency("exceed 7 uM"));
 * assertEquals([as_printed, relation, estimate, unit], ["exceed 7 uM", ">", 7000, "nM"]);
 * ```
 */
export function potencyCells(potency: Potency): PotencyCells {
  const { relation, estimate, lower, upper, unit, columnUnit = "" } = potency;
  const numbers = [estimate, lower, upper].some((value) => value !== null);
  return {
    as_printed: printPotency(potency),
    column_unit: columnUnit,
    relation,
    estimate,
    lower,
    upper,
    unit: numbers ? unit : "",
    approximate: potency.approximate ? "true" : "",
  };
}
