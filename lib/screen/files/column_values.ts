/** Values of a column of a row group: numbers, NaN where there is none, or positions in a dictionary. */
export type ColumnValues = Float64Array | DictionaryValues;

/** A column that repeats itself: each value stands once, in the dictionary. */
export interface DictionaryValues {
  /** The different values. */
  readonly dictionary: readonly (string | number)[];
  /** For each row the position of its value in the dictionary. */
  readonly indexes: Uint8Array | Int32Array;
}

/** The same value in every row. */
export function constantValues(value: string | number, rows: number): DictionaryValues {
  return { dictionary: [value], indexes: new Uint8Array(rows) };
}

/** Values by a dictionary in the order in which they first appear. */
export function dictionaryValues(values: ArrayLike<string | number>): DictionaryValues {
  const dictionary: (string | number)[] = [];
  const positions = new Map<string | number, number>();
  const indexes = new Int32Array(values.length);
  let [last, index] = [values[0], -1];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    // Rows that stand together are often alike.
    if (index < 0 || value !== last) {
      index = positions.get(value) ?? -1;
      if (index < 0) {
        index = dictionary.push(value) - 1;
        positions.set(value, index);
      }
      last = value;
    }
    indexes[i] = index;
  }
  return { dictionary, indexes };
}

/** Numbers by a dictionary where that takes at most half the bytes; otherwise as they are. */
export function compactNumbers(numbers: Float64Array): ColumnValues {
  const values = dictionaryValues(numbers);
  const bits = 64 * values.dictionary.length + indexWidth(values) * numbers.length;
  return 2 * bits <= 64 * numbers.length ? values : numbers;
}

/** Bits of a position in a dictionary; a dictionary of one needs none. */
export function indexWidth({ dictionary }: DictionaryValues): number {
  return 32 - Math.clz32(Math.max(0, dictionary.length - 1));
}
