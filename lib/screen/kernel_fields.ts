/** What the wells come to in a kernel's memory, which `kernel/curve.ts` and `kernel/collapse_wells.ts` describe. */
export class LevelFields {
  readonly #integers: Int32Array;
  readonly #numbers: Float64Array;
  readonly #range: Float64Array;

  constructor(buffer: ArrayBuffer, curveAt: number, wellsAt: number) {
    this.#integers = new Int32Array(buffer, curveAt, 1);
    this.#numbers = new Float64Array(buffer, curveAt + 48, 5);
    this.#range = new Float64Array(buffer, wellsAt + 24, 2);
  }

  get count(): number {
    return this.#integers[0];
  }
  get center(): number {
    return this.#numbers[0];
  }
  get scale(): number {
    return this.#numbers[1];
  }
  get total(): number {
    return this.#numbers[2];
  }
  get between(): number {
    return this.#numbers[3];
  }
  get within(): number {
    return this.#numbers[4];
  }
  get least(): number {
    return this.#range[0];
  }
  get most(): number {
    return this.#range[1];
  }
}

/** The fit in a kernel's memory, which `kernel/fit.ts` describes. */
export class FitFields {
  readonly #integers: Int32Array;
  readonly #numbers: Float64Array;

  constructor(buffer: ArrayBuffer, at: number) {
    this.#integers = new Int32Array(buffer, at, 5);
    this.#numbers = new Float64Array(buffer, at + 24, 14);
  }

  get ofPosition(): boolean {
    return this.#integers[0] === 1;
  }
  get converged(): boolean {
    return this.#integers[3] === 1;
  }
  get direction(): number {
    return this.#integers[4];
  }
  get value(): number {
    return this.#numbers[0];
  }
  get position(): number {
    return this.#numbers[3];
  }
  get steepness(): number {
    return this.#numbers[4];
  }
  get rss(): number {
    return this.#numbers[5];
  }
  get start(): number {
    return this.#numbers[6];
  }
  get end(): number {
    return this.#numbers[7];
  }
  get betterPosition(): number {
    return this.#numbers[11];
  }
}

/** The standard errors in a kernel's memory, which `kernel/standard_errors.ts` describes. */
export class ErrorFields {
  readonly #numbers: Float64Array;

  constructor(buffer: ArrayBuffer, at: number) {
    this.#numbers = new Float64Array(buffer, at, 3);
  }

  get steepness(): number {
    return this.#numbers[0];
  }
  get start(): number {
    return this.#numbers[1];
  }
  get end(): number {
    return this.#numbers[2];
  }
}
