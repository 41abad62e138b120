/** How many workers were started, and how many of them were ended. */
export interface CountedWorkers {
  started: number;
  ended: number;
}

/** What a piece of work gives, and its workers. */
export async function countWorkers<T>(
  work: () => Promise<T>,
): Promise<{ readonly made: T; readonly workers: CountedWorkers }> {
  const workers: CountedWorkers = { started: 0, ended: 0 };
  const Original = globalThis.Worker;
  globalThis.Worker = class extends Original {
    constructor(...how: ConstructorParameters<typeof Original>) {
      super(...how);
      workers.started++;
    }
    override terminate(): void {
      workers.ended++;
      super.terminate();
    }
  };
  try {
    return { made: await work(), workers };
  } finally {
    globalThis.Worker = Original;
  }
}
