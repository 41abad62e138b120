import type { Concentration } from "../dose_response/mod.ts";
import { plural, UsageError } from "../errors/mod.ts";
import { makePotency, type Potency } from "../potency/mod.ts";

/**
 * A reference for a panel of lines that has no parental one: for each drug the median of the lines, or
 * the most resistant of them, as rows to add to the concentrations before `foldChange`.
 *
 * A bound counts as what it is: where the median falls among lines beyond the top dose it is itself a
 * bound, and a line without a value is left out and counted in the reason. The median is a point
 * without interval, so fold changes over it say nothing of its uncertainty. The most resistant line
 * keeps its interval, but it was chosen for its value and stands among the lines that are divided by
 * it. Over either, fold changes are a description and not a test.
 *
 * @param concentrations From `inhibitoryConcentration`, one row per line and drug
 * @param options.by The key column of the lines
 * @returns One row per combination of the other columns; its name in `by` is "median of 17" or "most
 * resistant of 17"
 * @throws {UsageError} If no row has the column
 *
 * @example Usage
 * ```ts
 * import { makePotency } from "halfmax/potency/mod.ts";
 * import { foldChange, summaryReference } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const row = (cell_line: string, potency = {}) => ({
 *   key: { cell_line, drug: "lorlatinib" },
 *   potency: makePotency({ kind: "absolute", ...potency }),
 *   scope: "within experiment" as const,
 *   replicates: [],
 * });
 * const lines = [
 *   row("A", { estimate: 10 }),
 *   row("B", { estimate: 40 }),
 *   row("C", { relation: ">", estimate: 10_000 }),
 * ];
 * const [reference] = summaryReference(lines, { by: "cell_line", statistic: "median" });
 * assertEquals([reference.key.cell_line, reference.potency.estimate], ["median of 3", 40]);
 * const folds = foldChange([...lines, reference], { reference: "median of 3" });
 * assertEquals(folds.map(({ relation, estimate }) => [relation, estimate]), [
 *   ["=", 0.25],
 *   ["=", 1],
 *   [">", 250],
 * ]);
 * ```
 */
export function summaryReference(
  concentrations: readonly Concentration[],
  { by, statistic = "median" }: { by: string; statistic?: "median" | "most resistant" },
): readonly Concentration[] {
  if (!concentrations.some(({ key }) => key[by] !== undefined)) {
    throw new UsageError(`Cannot summarise lines: no concentration has the column "${by}"`);
  }
  const most = new Set(concentrations.map(({ key }) => key[by])).size;
  const others = ({ key }: Concentration) =>
    Object.fromEntries(Object.entries(key).filter(([column]) => column !== by));
  const groups = Map.groupBy(concentrations, (row) => JSON.stringify(others(row)));
  return [...groups.values()].map((group): Concentration => ({
    key: { ...others(group[0]), [by]: `${statistic} of ${most}` },
    potency: statistic === "median" ? medianOf(group, by) : mostResistantOf(group, by),
    scope: group[0].scope,
    replicates: [],
  }));
}

interface Line {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
  readonly potency: Potency;
}

/** Lines with a value, as the concentrations that each may have. */
function linesOf(group: readonly Concentration[], by: string): Line[] {
  return group.flatMap(({ key, potency }): Line[] => {
    const { relation, estimate } = potency;
    if (estimate === null) return [];
    const upward = relation === ">" || relation === ">=";
    const downward = relation === "<" || relation === "<=";
    return [{
      name: key[by],
      potency,
      lower: downward ? 0 : estimate,
      upper: upward ? Infinity : estimate,
    }];
  });
}

function frameOf(group: readonly Concentration[], lines: readonly Line[]): Partial<Potency> {
  const [{ potency: { unit, endpoint, kind } }] = group;
  const lost = group.length - lines.length;
  return {
    unit,
    endpoint,
    kind,
    reason: lost === 0 ? "" : `${plural(lost, "line")} without a value`,
  };
}

function medianOf(group: readonly Concentration[], by: string): Potency {
  const lines = linesOf(group, by);
  const frame = frameOf(group, lines);
  if (lines.length === 0) return makePotency({ ...frame, relation: "not determined" });
  const [lower, upper] = [
    middle(lines.map((line) => line.lower)),
    middle(lines.map((line) => line.upper)),
  ];
  if (lower === upper) return makePotency({ ...frame, estimate: lower });
  if (lower > 0) return makePotency({ ...frame, relation: ">", estimate: lower, lower });
  return Number.isFinite(upper)
    ? makePotency({ ...frame, relation: "<", estimate: upper, upper })
    : makePotency({ ...frame, relation: "not determined" });
}

/** The middle value; of an even number the geometric mean of the two in the middle. */
function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[half]
    : Math.sqrt(sorted[half - 1]) * Math.sqrt(sorted[half]);
}

function mostResistantOf(group: readonly Concentration[], by: string): Potency {
  const lines = linesOf(group, by);
  const frame = frameOf(group, lines);
  if (lines.length === 0) return makePotency({ ...frame, relation: "not determined" });
  // The largest lower end is a concentration that the most resistant line surely reaches.
  const top = lines.reduce((a, b) =>
    b.lower > a.lower || (b.lower === a.lower && b.upper > a.upper) ? b : a
  );
  const open = lines.some(({ upper }) => upper > top.upper);
  const reason = [frame.reason, top.name].filter(Boolean).join("; ");
  return open || top.upper === Infinity
    ? makePotency({ ...frame, relation: ">", estimate: top.lower, lower: top.lower, reason })
    : makePotency({ ...top.potency, reason, replicates: null });
}
