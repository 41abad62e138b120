import type { Analysis, LeftOut } from "./analysis.ts";

/** What came in, what was asked, what did the work: enough to do it again. */
export interface Provenance {
  /** What this record is for. */
  readonly use: "Research use only";
  /** Whether the data call themselves simulated. */
  readonly simulated: boolean;
  /** Where the wells came from. */
  readonly source: string;
  /** The files read, with size and SHA-256. */
  readonly inputs: Analysis["inputs"];
  /** The call, as given. */
  readonly call: Analysis["call"];
  /** What followed from it. */
  readonly decisions: {
    readonly by: readonly string[];
    readonly over: string | null;
    readonly kind: "relative" | "absolute";
    readonly normalization: string;
    readonly notes: readonly string[];
  };
  /** Rows read, used, and left out with the reason: read = used + left out. */
  readonly rows: {
    readonly read: number;
    readonly used: number;
    readonly excluded: readonly LeftOut[];
  };
  /** Program and packages. */
  readonly versions: Analysis["versions"];
  /** SHA-256 of the files written beside this one. */
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * The record of an analysis, without a clock: the same run leaves the same record.
 *
 * @param outputs SHA-256 of the files written, by name
 */
export function provenance(
  { source, inputs, call, simulated, by, over, kind, rows, versions }: Analysis,
  outputs: Readonly<Record<string, string>> = {},
): Provenance {
  return {
    use: "Research use only",
    simulated,
    source,
    inputs,
    call,
    decisions: { by, over, kind, normalization: rows.normalization, notes: rows.notes },
    rows: { read: rows.read, used: rows.used, excluded: rows.excluded },
    versions,
    outputs,
  };
}
