import { formatRatio } from "../potency/mod.ts";
import { type FoldChange, foldExtent } from "./fold_change_record.ts";
import type { ResistantLineProtocol } from "./resistant_line_protocol.ts";

/** Whether a line is resistant by the protocol's criterion. */
export interface Confirmation {
  /** The verdict. */
  readonly confirmed: "confirmed" | "not confirmed" | "cannot tell";
  /** Why, in words. */
  readonly reason: string;
  /** What was judged. */
  readonly fold: FoldChange;
}

/**
 * Judges a raised line by its fold change over the parental one: confirmed when the whole interval
 * (or a bound) is above 1 and the estimate (or the bound) reaches the asked fold change; not confirmed
 * when the whole interval lies below that fold change, or the estimate does; else it cannot be told.
 *
 * A fold change within one experiment cannot confirm: its interval speaks of wells.
 */
export function confirmResistantLine(
  fold: FoldChange,
  { confirmation: { minimumFold } }: Pick<ResistantLineProtocol, "confirmation">,
): Confirmation {
  const extent = foldExtent(fold);
  const shown = formatRatio(fold, { note: false });
  const answer = (confirmed: Confirmation["confirmed"], reason: string) => ({
    confirmed,
    reason,
    fold,
  });
  if (extent === null) return answer("cannot tell", fold.note || "no fold change");
  const { lower, upper } = extent;
  if (upper < minimumFold) return answer("not confirmed", `${shown}, below ${minimumFold}-fold`);
  if (fold.scope !== "over replicates") {
    return answer("cannot tell", `${fold.scope}: needs biological replicates`);
  }
  const bound = fold.relation === ">" || fold.relation === ">=";
  if (!bound && (fold.lower === null || fold.estimate === null)) {
    return answer("cannot tell", `${shown}, without an interval`);
  }
  if (!(lower > 1)) return answer("cannot tell", `${shown}, which includes 1`);
  if (bound ? lower >= minimumFold : (fold.estimate ?? 0) >= minimumFold) {
    return answer("confirmed", `${shown}`);
  }
  return bound
    ? answer("cannot tell", `${shown}, not surely ${minimumFold}-fold`)
    : answer("not confirmed", `${shown}, estimate below ${minimumFold}-fold`);
}
