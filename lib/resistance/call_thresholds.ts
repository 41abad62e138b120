import { UsageError } from "../errors/mod.ts";
import type { Readout } from "../potency/mod.ts";

/** A named, versioned set of limits by which a call is made, with where they come from. */
export interface CallThresholds {
  /** What to call it in a methods section. */
  readonly name: string;
  /** Changes when a limit does. */
  readonly version: string;
  /** Where each limit comes from. */
  readonly source: string;
  /** Below this fold change a line is sensitive. */
  readonly resistantFold: number;
  /** A fold change below this is hypersensitivity. */
  readonly hypersensitiveFold: number;
  /** At or below this absolute IC50 (nM) a line is sensitive, whatever its fold change. */
  readonly sensitiveNM: number;
  /** At or above this absolute IC50 (nM) a fold change of `resistantFold` or more is resistance. */
  readonly resistantNM: number;
  /** The readout that the concentrations are meant for. */
  readonly readout: Readout;
}

/**
 * The default limits. They are one reading of two publications and not a standard: none exists. Give
 * your own for another assay.
 *
 * The fold: resistant lines of clinical relevance are 2- to 8-fold. The concentrations: what the
 * authors of one ROS1 panel (Ba/F3, viability, 48 h) call their values. Called potent or not
 * resistant: 2.4 to 23.1 nM, rounded up to 25. Called not potent or clearly less potent: 159.3 nM
 * and more, rounded down to 150. Between the two (37.1 "relatively decreased", 53.3 "moderate") it
 * cannot be told.
 */
export const DEFAULT_THRESHOLDS: CallThresholds = Object.freeze({
  name: "fold 2, 25 and 150 nM",
  version: "1",
  source: "fold: McDermott M et al. (2014) Front Oncol 4:40, doi:10.3389/fonc.2014.00040; " +
    "concentrations: the authors' own calls in Lin JJ et al. (2021) Clin Cancer Res 27:2899, " +
    "doi:10.1158/1078-0432.CCR-21-0032",
  resistantFold: 2,
  hypersensitiveFold: 1,
  sensitiveNM: 25,
  resistantNM: 150,
  readout: "viability",
});

/** Refuses limits that contradict each other or have no name or source. */
export function checkThresholds(thresholds: CallThresholds): void {
  const { name, version, source, resistantFold, hypersensitiveFold, sensitiveNM, resistantNM } =
    thresholds;
  const refuse = (needed: string, found: string) => {
    throw new UsageError(`Cannot call resistance: thresholds must ${needed}, found ${found}`);
  };
  if (![name, version, source].every(Boolean)) {
    refuse("have a name, a version and a source", JSON.stringify({ name, version, source }));
  }
  if (!(resistantFold >= hypersensitiveFold && hypersensitiveFold > 0)) {
    refuse(
      "have 0 < hypersensitiveFold <= resistantFold",
      `${hypersensitiveFold} and ${resistantFold}`,
    );
  }
  if (!(resistantNM >= sensitiveNM && sensitiveNM >= 0)) {
    refuse("have 0 <= sensitiveNM <= resistantNM", `${sensitiveNM} and ${resistantNM}`);
  }
}
