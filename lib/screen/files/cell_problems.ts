import { type CellProblem, DataError } from "../../errors/mod.ts";

/** So many bad cells are enough to see what is wrong with a file; reading on would only cost time. */
const MOST = 1000;

/** Bad cells met while a file streams by. */
export class CellProblems {
  readonly #source: string;
  readonly #problems: CellProblem[] = [];

  /** @param source The file, as messages name it */
  constructor(source: string) {
    this.#source = source;
  }

  /**
   * Takes down a bad cell.
   *
   * @throws {DataError} If it is the thousandth
   */
  add(problem: CellProblem): void {
    this.#problems.push(problem);
    if (this.#problems.length >= MOST) this.throwIfAny();
  }

  /**
   * To be called when the file is at its end.
   *
   * @throws {DataError} If any cell was bad
   */
  throwIfAny(): void {
    if (this.#problems.length > 0) {
      throw DataError.ofCells(`read ${this.#source}`, this.#problems);
    }
  }
}
