/**
 * The names of the curves of a screen: for each curve one code per naming column, and the curve that
 * has given codes.
 *
 * Some 16 bytes per curve and naming column, so that a million curves fit easily.
 */
export class CurveNames {
  /** How many curves. */
  count = 0;
  readonly #width: number;
  #codes: Int32Array;
  /** Open addressing: curve + 1 at the place of its hash or after it, 0 where there is none. */
  #table = new Int32Array(1 << 12);

  /** @param width How many columns name a curve */
  constructor(width: number) {
    this.#width = width;
    this.#codes = new Int32Array(width << 11);
  }

  /** The code of one naming column of a curve. */
  code(curve: number, column: number): number {
    return this.#codes[curve * this.#width + column];
  }

  /**
   * The curve with these codes, which becomes known if it is new.
   *
   * @param names The naming columns
   * @param at The position in them
   */
  curveOf(names: readonly Int32Array[], at: number): number {
    const mask = this.#table.length - 1;
    let place = hashOf(names, at) & mask;
    for (; this.#table[place] !== 0; place = (place + 1) & mask) {
      if (this.#equals(this.#table[place] - 1, names, at)) return this.#table[place] - 1;
    }
    this.#table[place] = this.count + 1;
    return this.#add(names, at);
  }

  #add(names: readonly Int32Array[], at: number): number {
    const from = this.count * this.#width;
    if (from + this.#width > this.#codes.length) {
      const larger = new Int32Array(2 * this.#codes.length);
      larger.set(this.#codes);
      this.#codes = larger;
    }
    names.forEach((codes, column) => this.#codes[from + column] = codes[at]);
    this.count++;
    if (2 * this.count > this.#table.length) this.#grow();
    return this.count - 1;
  }

  #equals(curve: number, names: readonly Int32Array[], at: number): boolean {
    const from = curve * this.#width;
    for (let column = 0; column < this.#width; column++) {
      if (this.#codes[from + column] !== names[column][at]) return false;
    }
    return true;
  }

  #grow(): void {
    const table = new Int32Array(2 * this.#table.length);
    const columns = Array.from({ length: this.#width }, () => new Int32Array(1));
    for (let curve = 0; curve < this.count; curve++) {
      columns.forEach((column, i) => column[0] = this.code(curve, i));
      let place = hashOf(columns, 0) & (table.length - 1);
      while (table[place] !== 0) place = (place + 1) & (table.length - 1);
      table[place] = curve + 1;
    }
    this.#table = table;
  }
}

/** FNV-1a over the codes, with its bits mixed once more at the end. */
function hashOf(names: readonly Int32Array[], at: number): number {
  let hash = 0x811c9dc5;
  for (const codes of names) hash = Math.imul(hash ^ codes[at], 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}
