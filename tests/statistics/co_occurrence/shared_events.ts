import type { EventColumn } from "../../../lib/statistics/mod.ts";
import type { ReferenceNumber } from "../reference.ts";

/** ../shared/reference/frequency/co-occurrence.json. */
export interface SharedEvents {
  readonly genes: readonly string[];
  /** Samples by genes, 0 or 1. */
  readonly matrix: readonly (readonly number[])[];
  readonly pairs: readonly {
    readonly a: string;
    readonly b: string;
    readonly both: number;
    readonly a_only: number;
    readonly b_only: number;
    readonly neither: number;
    readonly p_two_sided: number;
    readonly p_cooccur_greater: number;
    readonly p_exclusive_less: number;
    readonly log2_or_sample: ReferenceNumber;
    readonly log2_or_haldane: number;
    readonly phi: number;
    readonly jaccard: number;
    readonly q_bh: number;
  }[];
  readonly poisson_binomial: readonly {
    readonly a: string;
    readonly b: string;
    readonly observed_both: number;
    readonly expected_both: number;
    readonly p_cooccur: number;
    readonly p_exclusive: number;
  }[];
}

/** The matrix as one column per gene. */
export function eventColumns({ genes, matrix }: SharedEvents): EventColumn[] {
  return genes.map((name, j) => ({ name, present: matrix.map((row) => row[j] === 1) }));
}
