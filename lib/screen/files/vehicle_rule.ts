import type { ResponseScale } from "../../plates/mod.ts";
import type { Tally } from "./tally.ts";

/** Wells of a block, of which one curve is looked at. */
export interface Wells {
  /** Dose of each well. */
  readonly dose: Float64Array;
  /** Response of each well. */
  readonly response: Float64Array;
  /** Row of each well in its file. */
  readonly row: Float64Array;
}

/** What becomes of the vehicle wells of a curve. */
export class VehicleRule {
  readonly #tally: Tally;
  readonly #control: number;
  readonly #reason: string;

  /**
   * @param scale What the responses are
   * @param tally Where wells that are left out are counted
   */
  constructor(scale: ResponseScale, tally: Tally) {
    this.#tally = tally;
    // A raw signal knows no control, and NaN equals nothing.
    this.#control = scale === "raw" ? NaN : scale === "percent" ? 100 : 1;
    this.#reason = `vehicle is ${this.#control} by construction: the normalisation, no observation`;
  }

  /**
   * Leaves out the vehicle wells of a curve that say nothing: all exactly control, because they were
   * divided by themselves; or without any dosed well beside them.
   *
   * @param from First well of the curve
   * @param to After its last
   * @param wells The wells; those that stay move together
   * @returns After its last well that stays
   */
  apply(from: number, to: number, wells: Wells): number {
    const { dose, response, row } = wells;
    let [vehicles, exact] = [0, true];
    for (let i = from; i < to; i++) {
      if (dose[i] !== 0) continue;
      vehicles++;
      exact &&= response[i] === this.#control;
    }
    const alone = vehicles === to - from;
    if (vehicles === 0 || !(exact || alone)) return to;
    const reason = alone ? "vehicle row with the names of no dosed well" : this.#reason;
    let kept = from;
    for (let i = from; i < to; i++) {
      if (dose[i] === 0) this.#tally.exclude(reason, row[i]);
      else {
        dose[kept] = dose[i];
        response[kept++] = response[i];
      }
    }
    return kept;
  }
}
