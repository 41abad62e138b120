import { DataError, list, quote } from "../../errors/mod.ts";
import type { DoseColumn } from "../../plates/mod.ts";
import { isMolarUnit, toNanomolar } from "../../potency/mod.ts";

/** Most doses of a screen are the same few: their conversions are remembered. */
const REMEMBERED = 10_000;

/** The common unit of all doses, found while rows stream by. */
export class DoseUnits {
  readonly #source: string;
  readonly #column: DoseColumn;
  #first: string | null = null;
  #unit: string | null = null;
  #factorless = true;
  readonly #known = new Map<number, number>();

  /**
   * @param source The file, as messages name it
   * @param column Where its doses are, and what says their unit
   */
  constructor(source: string, column: DoseColumn) {
    this.#source = source;
    this.#column = column;
  }

  /** "nM" where the doses are molar. */
  get common(): string {
    const unit = this.#first ?? this.#column.unit ?? "nM";
    return isMolarUnit(unit) ? "nM" : unit;
  }

  /** Whether doses in a unit are known to be in the common one as they are. */
  asStored(unit: string | null): boolean {
    return unit === null || (unit === this.#unit && this.#factorless);
  }

  /** A dose in the common unit. */
  convert(dose: number, unit: string | null): number {
    if (dose === 0 || unit === null) return dose;
    if (unit !== this.#unit) this.#change(unit);
    if (this.#factorless) return dose;
    let converted = this.#known.get(dose);
    if (converted === undefined) {
      converted = toNanomolar(dose, unit);
      if (this.#known.size < REMEMBERED) this.#known.set(dose, converted);
    }
    return converted;
  }

  #change(unit: string): void {
    if (this.#first === null) this.#first = unit;
    else if (unit !== this.#first && !(isMolarUnit(unit) && isMolarUnit(this.#first))) {
      const { unitColumn, name } = this.#column;
      throw new DataError(
        `Cannot read ${this.#source}: doses must be in one unit, or all molar, found ${
          list([this.#first, unit])
        } in column ${quote(unitColumn?.name ?? name)}. Put each unit in a file of its own`,
      );
    }
    this.#unit = unit;
    this.#factorless = unit === "nM" || !isMolarUnit(unit);
    this.#known.clear();
  }
}
