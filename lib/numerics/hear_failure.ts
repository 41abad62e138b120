/** Tells of whatever ends a worker that it does not say itself: an error thrown, a message that cannot be read. */
export function hearFailure(worker: Worker, fail: (error: Error) => void): void {
  worker.onerror = (event) => {
    event.preventDefault();
    fail(new Error(`A worker failed: ${event.message}`));
  };
  worker.onmessageerror = () => fail(new Error("A worker failed: its message cannot be read"));
}
