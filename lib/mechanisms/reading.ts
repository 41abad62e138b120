import { quote } from "../errors/mod.ts";
import { alterationMaker, type AlterationParts } from "./alteration.ts";
import type {
  Alteration,
  Biopsy,
  ExcludedFinding,
  Finding,
  FindingState,
  Measurement,
} from "./finding.ts";
import { findingRegister } from "./finding_register.ts";

/** What a reader of several files gathers while it goes. */
export interface Reading {
  /** Findings so far. */
  readonly findings: Finding[];
  /** Rows not used so far. */
  readonly excluded: ExcludedFinding[];
  /** Remarks so far. */
  readonly remarks: Set<string>;
  /** Counts the rows of a file that was read. */
  count(rows: number): void;
  /** Rows read so far. */
  rowsRead(): number;
  /** The alteration of these parts; gene names mapped as the caller said. */
  alteration(parts: AlterationParts): Alteration;
  /** Leaves a row out, with the reason. */
  exclude(file: string, row: number, reason: string): void;
  /** Adds a finding, or leaves its row out where the same was found before. */
  add(file: string, finding: NewFinding): void;
}

/** A finding as a row of a file gives it. */
export interface NewFinding {
  readonly biopsy: Biopsy;
  readonly alteration: Alteration;
  readonly assay: string;
  readonly row: number;
  readonly state?: FindingState;
  readonly reason?: string;
  readonly measurement?: Measurement;
}

/** A new, empty reading. */
export function startReading(genes: Readonly<Record<string, string>>): Reading {
  const make = alterationMaker();
  const register = findingRegister();
  const findings: Finding[] = [];
  const excluded: ExcludedFinding[] = [];
  let rowsRead = 0;
  const exclude = (file: string, row: number, reason: string) => {
    excluded.push({ file, row, reason });
  };
  return {
    findings,
    excluded,
    remarks: new Set(),
    count: (rows) => void (rowsRead += rows),
    rowsRead: () => rowsRead,
    alteration: ({ kind, gene, change = "", significance = "not stated" }) =>
      make({ kind, gene: genes[gene] ?? gene, change, significance }),
    exclude,
    add(file, { state = "present", reason = "", ...parts }) {
      const finding: Finding = { ...parts, state, reason };
      const twin = register(finding);
      if (twin === undefined) findings.push(finding);
      else {
        exclude(
          file,
          finding.row,
          `${quote(finding.alteration.label)} of ${finding.biopsy.id} again (row ${twin.row})`,
        );
      }
    },
  };
}
