import { type CellProblem, DataError, HalfmaxError, UsageError } from "./halfmax_error.ts";

/** An error as plain data, which may go from one thread to another: errors lose their class there. */
export interface CarriedError {
  /** The name of its class. */
  readonly name: string;
  /** The message. */
  readonly message: string;
  /** Where it came from; absent where the engine does not say. */
  readonly stack?: string;
  /** The bad cells of a `DataError`. */
  readonly problems: readonly CellProblem[];
}

/** What was thrown, as data. */
export function carryError(error: unknown): CarriedError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), problems: [] };
  const { name, message, stack } = error;
  return { name, message, stack, problems: error instanceof DataError ? error.problems : [] };
}

/** The error again: of our classes as it was, of any other an `Error` with its name and its stack. */
export function arrivedError({ name, message, stack, problems }: CarriedError): Error {
  switch (name) {
    case "UsageError":
      return new UsageError(message);
    case "DataError":
      return new DataError(message, problems);
    case "HalfmaxError":
      return new HalfmaxError(message);
    default:
      return Object.assign(new Error(message), { name, stack });
  }
}
