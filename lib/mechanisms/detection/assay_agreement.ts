import { withDisplay } from "../../display/mod.ts";
import { type ProportionInterval, proportionInterval } from "../../statistics/mod.ts";
import { covers } from "../assay.ts";
import type { Alteration, Biopsy, Finding, FindingState } from "../finding.ts";
import type { Findings } from "../findings.ts";
import { percent } from "../frequency.ts";

/** One alteration looked for twice: by the reference and by the test. */
export interface AssayPair {
  /** What the reference says. */
  readonly reference: FindingState;
  /** What the test says. */
  readonly test: FindingState;
}

/** How far a test agrees with a reference. */
export interface AssayAgreement {
  /** Of what the reference has, the share that the test has too. */
  readonly positive: ProportionInterval;
  /** Of what the reference has not, the share that the test has not either. */
  readonly negative: ProportionInterval;
  /** Share of pairs that agree. */
  readonly overall: ProportionInterval;
  /** Pairs in which one of the two could not be assessed; in none of the shares. */
  readonly notAssessable: number;
  /** What limits the shares. */
  readonly remark: string;
}

/**
 * Positive, negative and overall agreement of a test with a reference, each with Wilson's interval.
 * Pairs with one side not assessable are counted apart.
 *
 * The intervals take the pairs as independent; several alterations of one patient are not.
 *
 * @example Usage
 * ```ts
 * import { assayAgreement } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { positive, notAssessable } = assayAgreement([
 *   { reference: "present", test: "present" },
 *   { reference: "present", test: "absent" },
 *   { reference: "absent", test: "not assessable" },
 * ]);
 * assertEquals([positive.events, positive.total, notAssessable], [1, 2, 1]);
 * ```
 */
export function assayAgreement(
  pairs: readonly AssayPair[],
  { level = 0.95 }: { level?: number } = {},
): AssayAgreement {
  const seen = pairs.filter(({ reference, test }) =>
    reference !== "not assessable" && test !== "not assessable"
  );
  const count = (reference: FindingState, test: FindingState) =>
    seen.filter((pair) => pair.reference === reference && pair.test === test).length;
  const [both, neither] = [count("present", "present"), count("absent", "absent")];
  const [missed, extra] = [count("present", "absent"), count("absent", "present")];
  const share = (events: number, total: number) => proportionInterval(events, total, { level });
  const result: AssayAgreement = {
    positive: share(both, both + missed),
    negative: share(neither, neither + extra),
    overall: share(both + neither, seen.length),
    notAssessable: pairs.length - seen.length,
    remark: "pairs are taken as independent",
  };
  return withDisplay(result, () => ({ "text/plain": describe(result) }));
}

/**
 * Pairs of tissue (reference) and plasma (test) of one patient and time point, one per alteration that
 * either of them has or says it has not.
 *
 * A side without a finding is absent if an assay of an adequate sample covers the alteration, else not
 * assessable: absence of a call is not absence of the change.
 *
 * @param findings From a reader
 * @param options.labels Alterations to pair, by label; default all that either side of any pair has
 */
export function tissuePlasmaPairs(
  { biopsies, findings }: Findings,
  { labels }: { labels?: readonly string[] } = {},
): readonly (AssayPair & { readonly patient: string; readonly alteration: string })[] {
  const ofBiopsy = Map.groupBy(findings, ({ biopsy }) => biopsy);
  const visits = Map.groupBy(
    biopsies.filter(({ specimen }) => specimen !== "not stated"),
    ({ patient, timePoint }) => JSON.stringify([patient, timePoint]),
  );
  return [...visits.values()].flatMap((visit) => {
    const tissue = visit.find(({ specimen }) => specimen === "tissue");
    const plasma = visit.find(({ specimen }) => specimen === "plasma");
    if (tissue === undefined || plasma === undefined) return [];
    const own = [...ofBiopsy.get(tissue) ?? [], ...ofBiopsy.get(plasma) ?? []];
    const alterations = [...new Set(own.map(({ alteration }) => alteration))].filter((it) =>
      it.change !== "" && (labels === undefined || labels.includes(it.label))
    );
    return alterations.map((alteration) => ({
      patient: tissue.patient,
      alteration: alteration.label,
      reference: stateOf(tissue, alteration, ofBiopsy.get(tissue) ?? []),
      test: stateOf(plasma, alteration, ofBiopsy.get(plasma) ?? []),
    }));
  });
}

function stateOf(biopsy: Biopsy, alteration: Alteration, own: readonly Finding[]): FindingState {
  const said = own.filter((finding) => finding.alteration === alteration);
  for (const state of ["present", "absent"] as const) {
    if (said.some((finding) => finding.state === state)) return state;
  }
  if (said.length > 0 || biopsy.inadequate !== "") return "not assessable";
  const { kind, gene, residues } = alteration;
  return biopsy.assays.some((assay) => covers(assay, kind, gene, residues))
    ? "absent"
    : "not assessable";
}

function describe({ positive, negative, overall, notAssessable, remark }: AssayAgreement): string {
  const line = (name: string, { events, total, estimate, lower, upper }: ProportionInterval) =>
    `${name} agreement ${events} of ${total}${
      estimate === null ? "" : `, ${percent(estimate)} % (${percent(lower)} to ${percent(upper)})`
    }`;
  return [
    line("positive", positive),
    line("negative", negative),
    line("overall", overall),
    `${notAssessable} pairs not assessable; ${remark}`,
  ].join("\n");
}
