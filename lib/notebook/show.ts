import { runningKernel } from "./kernel.ts";

/**
 * Shows values in the middle of a cell, one below the other; a cell's last value shows by itself.
 * A string shows without quotes.
 *
 * Outside a notebook each is printed as text.
 *
 * @example Usage
 * ```ts
 * import { show } from "halfmax/notebook/mod.ts";
 *
 * await show("parental line", { ic50: 212 });
 * ```
 */
export async function show(...values: readonly unknown[]): Promise<void> {
  const kernel = runningKernel();
  for (const value of values) {
    if (kernel === undefined) console.log(value);
    else if (typeof value === "string") {
      await kernel.display({ "text/plain": value }, { raw: true });
    } else await kernel.display(value);
  }
}
