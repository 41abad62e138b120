import type { Curve } from "../dose_response/mod.ts";
import { plural } from "../errors/mod.ts";
import type { Wells } from "../plates/mod.ts";

/** What is said of plates on standard error: how they were normalised, what that leaves of control. */
export function notesOfPlates({ normalization }: Wells, curves: readonly Curve[]): string[] {
  const remarks = Map.groupBy(
    curves.flatMap(({ remark }) => remark === undefined ? [] : [remark]),
    (remark) => remark,
  );
  return [
    normalization || "Signal as read: no vehicle wells to normalise to",
    ...[...remarks].map(([remark, same]) =>
      `${same.length.toLocaleString("en-US")} of ${plural(curves.length, "curve")}: ${remark}`
    ),
  ];
}
