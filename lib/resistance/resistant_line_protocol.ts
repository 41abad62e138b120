import { portableLog } from "../numerics/mod.ts";
import { formatNumber, htmlTable, textTable, withDisplay } from "../display/mod.ts";
import type { TableColumn } from "../display/mod.ts";
import { type Fits, inhibitoryConcentration } from "../dose_response/mod.ts";
import { plural, UsageError } from "../errors/mod.ts";
import { formatPotency, type Potency } from "../potency/mod.ts";

/** Options of {@linkcode resistantLineProtocol}. */
export interface ResistantLineOptions {
  /** The parental line's fits, or its IC10 and IC20. */
  readonly parental: Fits | { readonly ic10: Potency; readonly ic20: Potency };
  /** Replicate column of the fits, as in `inhibitoryConcentration`. */
  readonly over?: string;
  /** Dose to reach, in the unit of the parental concentrations (nM where they are molar). */
  readonly target: number;
  /** Factor from one dose to the next; default 2. */
  readonly step?: number;
  /** Where to start; default the IC10. */
  readonly start?: "IC10" | "IC20";
  /** Weeks at each dose, where you want a calendar; there is no default. */
  readonly weeksPerStep?: number;
  /** Fold change that the finished line must show; default 2. */
  readonly minimumFold?: number;
}

/** One dose of the escalation. */
export interface EscalationStep {
  /** 0 is the start. */
  readonly step: number;
  /** In the unit of the protocol. */
  readonly dose: number;
  /** Over the dose before; null at the start. */
  readonly factor: number | null;
  /** Weeks from the start until this dose is given; null where no pace was asked for. */
  readonly fromWeek: number | null;
}

/** How a resistant line is to be grown from a parental one. */
export interface ResistantLineProtocol {
  /** Whether there is a dose to start from. */
  readonly status: "planned" | "no start dose";
  /** Why there is no start dose; empty when planned. */
  readonly reason: string;
  /** Parental IC10, with its interval. */
  readonly ic10: Potency;
  /** Parental IC20, with its interval. */
  readonly ic20: Potency;
  /** Which of the two is the start dose. */
  readonly start: "IC10" | "IC20";
  /** Dose to reach. */
  readonly target: number;
  /** Unit of every dose. */
  readonly unit: string;
  /** Factor from one dose to the next. */
  readonly step: number;
  /** Increases from the start dose to the target; null without a start dose. */
  readonly numberOfSteps: number | null;
  /** The same if the true start were at the limits of its interval; null where it has none. */
  readonly numberOfStepsRange: readonly [number, number] | null;
  /** The doses, the start first; empty without a start dose. */
  readonly escalation: readonly EscalationStep[];
  /** Weeks in all; null where no pace was asked for. */
  readonly weeks: number | null;
  /** Where the scheme comes from and what it is worth. */
  readonly scheme: string;
  /** What makes a resistant line of it. */
  readonly confirmation: { readonly minimumFold: number; readonly words: string };
}

const SCHEME =
  "start at the parental IC10 to IC20 and 1.5- to 2-fold steps as in a vendor's guide " +
  "(BenchChem 2025, data/crizotinib_resistance_guide_2025); no other source for it was found";

/** The guide's steps. */
const [LEAST_STEP, MOST_STEP] = [1.5, 2];

/**
 * The doses by which a resistant line is raised from a parental one: from the parental IC10 (or IC20),
 * each with its interval, in constant steps to a target, the last step cut to meet it.
 *
 * IC10 and IC20 are absolute, 10 and 20 % below control. The time at each dose is yours: cells decide
 * it. A resistant line is confirmed by its fold change over the parental line, see
 * `confirmResistantLine`.
 *
 * Published protocols differ: the H3122 lines of Yamaguchi et al. (2014, doi:10.1016/j.lungcan.2013.09.019)
 * went from 10 nM to 1 µM in five-fold steps every three weeks.
 *
 * @throws {UsageError} If the target is not above the start dose, the step is not above 1, or the fits
 * are of more than one line
 *
 * @example Usage
 * ```ts
 * import { makePotency } from "halfmax/potency/mod.ts";
 * import { resistantLineProtocol } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const ic10 = makePotency({ endpoint: "IC10", estimate: 30, kind: "absolute" });
 * const ic20 = makePotency({ endpoint: "IC20", estimate: 60, kind: "absolute" });
 * const { escalation, numberOfSteps } = resistantLineProtocol({
 *   parental: { ic10, ic20 },
 *   target: 1000,
 *   step: 2,
 * });
 * assertEquals(numberOfSteps, 6);
 * assertEquals(escalation.map(({ dose }) => dose), [30, 60, 120, 240, 480, 960, 1000]);
 * ```
 */
export function resistantLineProtocol(options: ResistantLineOptions): ResistantLineProtocol {
  const { target, step = 2, start = "IC10", weeksPerStep, minimumFold = 2 } = options;
  requireAbove("step", step, 1);
  requireAbove("target", target, 0);
  requireAbove("minimumFold", minimumFold, 1);
  if (weeksPerStep !== undefined) requireAbove("weeksPerStep", weeksPerStep, 0);
  const { ic10, ic20 } = parentalOf(options);
  const from = start === "IC10" ? ic10 : ic20;
  const frame = {
    ic10,
    ic20,
    start,
    target,
    unit: from.unit,
    step,
    scheme: schemeOf(step),
    confirmation: {
      minimumFold,
      words: `fold change over the parental line with its 95 % interval over at least three ` +
        `biological replicates: lower limit above 1 (p < 0.05) and estimate at least ${
          formatNumber(minimumFold)
        }-fold`,
    },
  };
  if (from.relation !== "=" || from.estimate === null) {
    return display({
      ...frame,
      status: "no start dose",
      reason: `the parental ${start} is ${formatPotency(from)}`,
      numberOfSteps: null,
      numberOfStepsRange: null,
      escalation: [],
      weeks: null,
    });
  }
  if (!(target > from.estimate)) {
    throw new UsageError(
      `Cannot plan a resistant line: the target must be above the start dose of ${
        formatNumber(from.estimate)
      } ${from.unit}, found ${formatNumber(target)}`,
    );
  }
  const count = (dose: number) =>
    Math.max(0, Math.ceil(portableLog(target / dose) / portableLog(step) - 1e-9));
  const numberOfSteps = count(from.estimate);
  return display({
    ...frame,
    status: "planned",
    reason: "",
    numberOfSteps,
    numberOfStepsRange: from.lower === null || from.upper === null
      ? null
      : [count(from.upper), count(from.lower)],
    escalation: escalate(from.estimate, target, step, numberOfSteps, weeksPerStep),
    weeks: weeksPerStep === undefined ? null : weeksPerStep * (numberOfSteps + 1),
  });
}

function requireAbove(name: string, value: number, limit: number): void {
  if (value > limit && Number.isFinite(value)) return;
  throw new UsageError(
    `Cannot plan a resistant line: ${name} must be above ${limit}, found ${value}`,
  );
}

function parentalOf({ parental, over }: ResistantLineOptions): { ic10: Potency; ic20: Potency } {
  if ("ic10" in parental) {
    requireEndpoint(parental.ic10, "IC10");
    requireEndpoint(parental.ic20, "IC20");
    return parental;
  }
  const at = (percent: number) => {
    const rows = inhibitoryConcentration(parental, { percent, kind: "absolute", over });
    if (rows.length === 1) return rows[0].potency;
    throw new UsageError(
      `Cannot plan a resistant line: needs the parental line alone, found ${
        plural(rows.length, "curve")
      }. Name the replicate column in over, and leave other lines and drugs out`,
    );
  };
  return { ic10: at(10), ic20: at(20) };
}

function requireEndpoint(potency: Potency, endpoint: string): void {
  if (potency.endpoint === endpoint && potency.kind !== "relative") return;
  throw new UsageError(
    `Cannot plan a resistant line: needs an absolute ${endpoint}, found ${
      potency.kind === "relative" ? "a relative " : ""
    }${potency.endpoint}`,
  );
}

function schemeOf(step: number): string {
  return step >= LEAST_STEP && step <= MOST_STEP
    ? SCHEME
    : `${SCHEME}. Steps of ${formatNumber(step)} are outside it`;
}

function escalate(
  first: number,
  target: number,
  step: number,
  count: number,
  weeksPerStep: number | undefined,
): EscalationStep[] {
  const doses = [first];
  for (let k = 1; k <= count; k++) doses.push(k === count ? target : doses[k - 1] * step);
  return doses.map((dose, k) => ({
    step: k,
    dose,
    factor: k === 0 ? null : dose / doses[k - 1],
    fromWeek: weeksPerStep === undefined ? null : weeksPerStep * k,
  }));
}

function display(protocol: ResistantLineProtocol): ResistantLineProtocol {
  return withDisplay(protocol, () => {
    const { ic10, ic20, start, unit, escalation, scheme, confirmation, numberOfStepsRange } =
      protocol;
    const columns: TableColumn<EscalationStep>[] = [
      { header: "step", cell: ({ step }) => String(step), align: "right" },
      { header: `dose (${unit})`, cell: ({ dose }) => formatNumber(dose), align: "right" },
      { header: "times", cell: ({ factor }) => formatNumber(factor), align: "right" },
      ...(protocol.weeks === null ? [] : [{
        header: "from week",
        cell: ({ fromWeek }: EscalationStep) => formatNumber(fromWeek),
        align: "right" as const,
      }]),
    ];
    const caption = protocol.status === "planned"
      ? `${plural(protocol.numberOfSteps ?? 0, "step")} from the parental ${start}` +
        (numberOfStepsRange === null
          ? ""
          : ` (${numberOfStepsRange.join(" to ")} over its interval)`)
      : `no start dose: ${protocol.reason}`;
    const notes = [
      `Parental IC10 ${formatPotency(ic10)}; IC20 ${formatPotency(ic20)}`,
      `Scheme: ${scheme}`,
      `Confirm by: ${confirmation.words}`,
    ];
    return {
      "text/plain": [textTable(escalation, columns, { caption }), ...notes].join("\n"),
      "text/html": htmlTable(escalation, columns, {
        caption: [caption, ...notes].join(". "),
      }),
    };
  });
}
