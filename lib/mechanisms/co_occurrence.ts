import {
  formatNumber,
  formatPValue,
  htmlTable,
  type TableColumn,
  textTable,
  withDisplay,
} from "../display/mod.ts";
import { list, plural, quote, UsageError } from "../errors/mod.ts";
import {
  type BurdenPair,
  coOccurrence as testPairs,
  coOccurrenceWithBurden,
  type EventPair,
} from "../statistics/mod.ts";
import {
  type ClassifiedFindings,
  classifyFindings,
  type ClassifyOptions,
} from "./classify_findings.ts";
import type { Findings } from "./findings.ts";
import { type CountUnit, groupBiopsies } from "./group_biopsies.ts";
import { mechanismEntries, type MechanismLevel } from "./mechanism_entries.ts";
import { type AssessedRule, unitStates } from "./tabulate.ts";

/** How co-occurrence is tested. */
export interface CoOccurrenceOptions extends ClassifyOptions {
  /** What is counted; default "patient". */
  readonly unit?: CountUnit;
  /** How finely mechanisms are told apart; default "gene". */
  readonly mechanisms?: MechanismLevel;
  /** The labels to test; default the most frequent, up to `most`. */
  readonly among?: readonly string[];
  /** How many of the most frequent; default 20. */
  readonly most?: number;
  /** "Fisher" (default), or "burden", which allows for samples with many events. */
  readonly test?: "Fisher" | "burden" | "both";
  /** See `mechanismFrequency`; default "partly": a gene counts as assessed if any change of it was. */
  readonly assessed?: AssessedRule;
}

/** Which mechanisms come together, or apart, more often than by chance. */
export interface MechanismCoOccurrence {
  /** What is counted. */
  readonly unit: CountUnit;
  /** The mechanisms tested, most frequent first, with the units that have each. */
  readonly mechanisms: readonly { readonly name: string; readonly events: number }[];
  /** Pairs by Fisher's test; empty where only the burden test was asked for. */
  readonly pairs: readonly EventPair[];
  /** Pairs by the test that allows for burden; empty where not asked for. */
  readonly burdenPairs: readonly BurdenPair[];
  /** What limits the tests. */
  readonly remarks: readonly string[];
}

/**
 * Tests every pair of mechanisms for coming together, or apart, more often than by chance.
 *
 * Each pair is counted over the units in which both could have been seen. Fisher's test is two-sided
 * with Benjamini-Hochberg over the testable pairs; pairs that cannot be tested say why. The driver
 * itself takes no part. `test: "burden"` allows for samples with many events.
 *
 * Cost: linear in findings and biopsies, plus pairs times units / 32.
 *
 * @throws {UsageError} If `among` names what was not found, or several biopsies of a patient would be
 * taken as independent (unit "biopsy" or "time point" with several per patient)
 *
 * @example Usage
 * ```ts
 * import { coOccurrence, readStudy } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { mechanisms, pairs } = coOccurrence(await readStudy("data/simulated_alk_cohort"));
 * assertEquals(pairs.length, mechanisms.length * (mechanisms.length - 1) / 2);
 * ```
 */
export function coOccurrence(
  findings: Findings | ClassifiedFindings,
  options: CoOccurrenceOptions = {},
): MechanismCoOccurrence {
  const {
    unit = "patient",
    mechanisms = "gene",
    among,
    most = 20,
    test = "Fisher",
    assessed = "partly",
  } = options;
  const classified = "rule" in findings ? findings : classifyFindings(findings, options);
  const grouped = groupBiopsies(classified.biopsies, [], unit);
  refuseSeveral(grouped.groupOfUnit.length, new Set(grouped.patientOfUnit).size, unit);
  const { entries, role } = mechanismEntries(classified.findings, mechanisms, classified.rule);
  const statesOf = unitStates(classified, grouped, entries, role, assessed);
  const candidates = among === undefined
    ? [...entries].filter(({ inverse }) => !inverse)
      .sort((a, b) => b.findings.length - a.findings.length).slice(0, most)
    : among.map((name) => {
      const entry = entries.find(({ label }) => label === name);
      if (entry !== undefined) return entry;
      throw new UsageError(
        `Cannot test co-occurrence: among must name mechanisms that were found (${
          list(entries.map(({ label }) => quote(label)), 12)
        }), found ${quote(name)}`,
      );
    });
  const columns = candidates.map((entry) => {
    const { assessed: seen, event } = statesOf(entry);
    const present = Array.from(seen, (is, u) => is === 0 ? null : event[u] === 1);
    return { name: entry.label, present, events: event.reduce((sum, is) => sum + is, 0) };
  }).sort((a, b) => b.events - a.events);
  const result: MechanismCoOccurrence = {
    unit,
    mechanisms: columns.map(({ name, events }) => ({ name, events })),
    pairs: test === "burden" || columns.length < 2 ? [] : testPairs(columns),
    burdenPairs: test === "Fisher" || columns.length < 2 ? [] : coOccurrenceWithBurden(columns),
    remarks: columns.length < 2 ? ["fewer than two mechanisms were found"] : [],
  };
  return withDisplay(result, () => show(result));
}

function refuseSeveral(units: number, patients: number, unit: CountUnit): void {
  if (units === patients) return;
  throw new UsageError(
    `Cannot test co-occurrence: needs one observation per patient, found ${units} of ${patients} patients (unit: ${
      quote(unit)
    }). Count patients, unit: "patient"`,
  );
}

function show({ pairs, burdenPairs, mechanisms, unit, remarks }: MechanismCoOccurrence) {
  const tested = pairs.filter(({ testable }) => testable)
    .sort((a, b) => a.pValue! - b.pValue!).slice(0, 20);
  const columns: TableColumn<EventPair>[] = [
    { header: "pair", cell: ({ first, second }) => `${first}, ${second}` },
    { header: "both", cell: ({ both }) => String(both), align: "right" },
    { header: "only first", cell: ({ firstOnly }) => String(firstOnly), align: "right" },
    { header: "only second", cell: ({ secondOnly }) => String(secondOnly), align: "right" },
    { header: "neither", cell: ({ neither }) => String(neither), align: "right" },
    {
      header: "log2 odds ratio",
      cell: ({ log2OddsRatio }) => formatNumber(log2OddsRatio),
      align: "right",
    },
    { header: "p", cell: ({ pValue }) => formatPValue(pValue), align: "right" },
    { header: "q", cell: ({ adjustedPValue }) => formatPValue(adjustedPValue), align: "right" },
  ];
  const untested = pairs.length - pairs.filter(({ testable }) => testable).length;
  const caption = [
    `${plural(mechanisms.length, "mechanism")}, counted per ${unit}; ${
      plural(pairs.length, "pair")
    } by Fisher's test, two-sided, Benjamini-Hochberg`,
    untested > 0 ? `${untested} not testable` : "",
    burdenPairs.length > 0 ? `${plural(burdenPairs.length, "pair")} allowing for burden` : "",
    ...remarks,
  ].filter(Boolean).join("; ");
  return {
    "text/plain": textTable(tested, columns, { caption }),
    "text/html": htmlTable(tested, columns, { caption }),
  };
}
