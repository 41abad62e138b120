import { quote, UsageError } from "../../errors/mod.ts";

/** One event over all samples. */
export interface EventColumn {
  /** Name of the event, as a gene or an alteration. */
  readonly name: string;
  /** By sample: present, absent, or null where the sample could not have shown it. */
  readonly present: readonly (boolean | null)[];
}

/** Throws unless there are columns, all of one length and of different names. */
export function requireColumns(action: string, columns: readonly EventColumn[]): void {
  const names = new Set<string>();
  for (const { name, present } of columns) {
    if (present.length !== columns[0].present.length) {
      throw new UsageError(
        `Cannot ${action}: every event must have ${
          columns[0].present.length
        } samples, found ${present.length} for ${quote(name)}`,
      );
    }
    if (names.has(name)) {
      throw new UsageError(`Cannot ${action}: names must differ, found ${quote(name)} twice`);
    }
    names.add(name);
  }
}

/** 32 samples to a word: where an event is present, and where it could have been seen. */
export interface EventBits {
  readonly present: Uint32Array;
  readonly assessable: Uint32Array;
}

/** A column as bits, so that pairs over many samples are counted by the word. */
export function eventBits({ present }: EventColumn): EventBits {
  const words = Math.ceil(present.length / 32);
  const bits = { present: new Uint32Array(words), assessable: new Uint32Array(words) };
  present.forEach((value, i) => {
    if (value === null) return;
    bits.assessable[i >> 5] |= 1 << (i & 31);
    if (value) bits.present[i >> 5] |= 1 << (i & 31);
  });
  return bits;
}

/** Number of bits set in a word. */
export function bitCount(word: number): number {
  let pairs = word - ((word >>> 1) & 0x55555555);
  pairs = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((pairs + (pairs >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
