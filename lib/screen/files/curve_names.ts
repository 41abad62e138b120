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
   * The names of some curves in one naming column.
   *
   * @param words The texts by code
   * @param column Which naming column
   * @param from The first curve
   * @param to After the last
   */
  texts(words: readonly string[], column: number, from: number, to: number): string[] {
    const texts = new Array<string>(to - from);
    for (let curve = from; curve < to; curve++) {
      texts[curve - from] = words[this.code(curve, column)];
    }
    return texts;
  }

  /**
   * The curve with these codes, which becomes known if it is new.
   *
   * @param names The naming columns
   * @param at The position in them
   */
  curveOf(names: readonly Int32Array[], at: number): number {
    const place = this.#placeOf(names, at);
    if (this.#table[place] !== 0) return this.#table[place] - 1;
    this.#table[place] = this.count + 1;
    return this.#add(names, at);
  }

  /** The place of a curve in the table, or the free one where it belongs. */
  #placeOf(names: readonly Int32Array[], at: number): number {
    let hash = FIRST_HASH;
    for (let column = 0; column < names.length; column++) hash = hashed(hash, names[column][at]);
    const mask = this.#table.length - 1;
    let place = mixed(hash) & mask;
    while (this.#table[place] !== 0 && !this.#equals(this.#table[place] - 1, names, at)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  #add(names: readonly Int32Array[], at: number): number {
    const from = this.count * this.#width;
    if (from + this.#width > this.#codes.length) {
      const larger = new Int32Array(2 * this.#codes.length);
      larger.set(this.#codes);
      this.#codes = larger;
    }
    for (let column = 0; column < this.#width; column++) {
      this.#codes[from + column] = names[column][at];
    }
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
    const table = new Int32Array(4 * this.#table.length);
    const mask = table.length - 1;
    for (let curve = 0; curve < this.count; curve++) {
      let hash = FIRST_HASH;
      for (let column = 0; column < this.#width; column++) {
        hash = hashed(hash, this.code(curve, column));
      }
      let place = mixed(hash) & mask;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = curve + 1;
    }
    this.#table = table;
  }
}

/** FNV-1a over the codes, with its bits mixed once more at the end. */
const FIRST_HASH = 0x811c9dc5;

function hashed(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

function mixed(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}
