/** What the kernel offers for showing things while a cell still runs. */
export interface Kernel {
  /** Shows a value, or with `raw` a bundle by MIME type; with `update` in place of an earlier one. */
  display(
    value: unknown,
    options?: { raw?: boolean; display_id?: string; update?: boolean },
  ): Promise<void>;
}

/** The Jupyter kernel that runs this code; nothing in a script, a test or a worker. */
export function runningKernel(): Kernel | undefined {
  try {
    return Reflect.get(Deno, "jupyter");
  } catch {
    // Outside a kernel the mere look at the property throws.
    return undefined;
  }
}
