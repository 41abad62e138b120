/** Called while it works: how many steps are done, of how many, and what is being done. */
export type OnProgress = (done: number, total: number, doing: string) => void;

/** Counts the steps of the parts of a work. */
export interface WorkSteps {
  /** There are so many more steps to do than was known. */
  expects(steps: number): void;
  /** The next part begins. */
  starts(doing: string): void;
  /** So many more steps are done. */
  did(steps: number): void;
}

/**
 * Counts the steps of a work.
 *
 * @param total How many are known of
 */
export function workSteps(total: number, onProgress: OnProgress = () => {}): WorkSteps {
  let [expected, done, now] = [total, 0, ""];
  const report = () => onProgress(done, expected, now);
  return {
    expects(steps) {
      expected += steps;
    },
    starts(doing) {
      now = doing;
      report();
    },
    did(steps) {
      done += steps;
      report();
    },
  };
}

/** For a work that tells how many of its own steps are done: these as further steps. */
export function counted(steps: WorkSteps): (done: number) => void {
  let before = 0;
  return (done) => {
    steps.did(done - before);
    before = done;
  };
}
